"""A time limit for each document that also holds while C code runs, and a note of which document that was.

A hung regular expression or parser cannot be interrupted from Python. So the worker that is about to begin a document
writes its number into a note and arms the watchdog of `faulthandler`: a thread of C that ends the whole process when
the time is up. Whoever started the worker reads the note, blames the document and has the rest of the shard done again.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Blame:
    """The document that ended a worker: its number in the shard and what it did."""

    number: int
    reason: Literal["timeout", "crash"]
    detail: str


class Watch:
    """The note and the limit of one shard. `seconds` is the limit for each document; None is no limit."""

    def __init__(self, note: Path, seconds: float | None) -> None:
        self._note, self._seconds = note, seconds

    @contextlib.contextmanager
    def over(self, number: int) -> Iterator[None]:
        """Work on the document of that number; past the limit the process ends with status 1."""
        self._note.parent.mkdir(parents=True, exist_ok=True)
        # No fsync: the note has to outlive the process, not the machine.
        self._note.write_text(f"{number}\n", encoding="ascii")
        try:
            if self._seconds is None:
                yield
            else:
                with self._limited(self._seconds):
                    yield
        finally:
            # Between documents nobody is to blame: reading the next record may fail too.
            self._note.write_text("", encoding="ascii")

    @contextlib.contextmanager
    def _limited(self, seconds: float) -> Iterator[None]:
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123 (a device, not a path of ours)
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            try:
                yield
            finally:
                faulthandler.cancel_dump_traceback_later()

    def close(self) -> None:
        """All documents are done."""
        self._note.unlink(missing_ok=True)


def blame(note: Path, exit_code: int | None, seconds: float) -> Blame | None:
    """Whom a dead worker's note names; None if it died before or after all documents."""
    try:
        number, begun = int(note.read_text(encoding="ascii")), note.stat().st_mtime
    except (OSError, ValueError):
        return None
    note.unlink(missing_ok=True)
    # A worker ended by its watchdog has status 1 and took at least the limit; the clock of a file is a little coarse.
    # None is a worker of a cluster, of which no status is known.
    if exit_code in (1, None) and time.time() - begun >= 0.9 * seconds:
        return Blame(number, "timeout", f"took more than {seconds:g} s")
    return Blame(number, "crash", f"ended its worker process (exit status {exit_code})")
