"""One run at a time for each OUT: a lock that a crash does not leave behind."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import Refused


class Busy(Refused):
    """Another run works in the same OUT; the message says which process."""


@contextmanager
def exclusive(out: Path) -> Iterator[None]:
    """Hold the lock of OUT; the system lets go of it when the process ends, however it ends. Raises Busy."""
    path = out / "work" / ".lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise Busy(f"Another run (process {holder}) works in {out}; wait for it or give another OUT.") from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
