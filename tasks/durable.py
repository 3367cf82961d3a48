"""The only door to the disk for what must survive a crash: write, fsync, rename, link, pointer.

Whatever is written here is wholly there or not there at all, after a kill, a full disk or a failing one. The order is
always the same: write beside the place, fsync, rename over it, fsync the folder (POSIX gives no less). Tests
watch every operation through `observe` and make the N-th one fail.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

Observer = Callable[[str, Path], None]

# Parquet writers write a few bytes at a time.
BUFFER = 1 << 20

# Another file system, one without hard links (EPERM on FAT), too many links to one file.
_NO_LINKS = {errno.EXDEV, errno.ENOTSUP, errno.EPERM, errno.EMLINK}


def _ignore(_operation: str, _path: Path) -> None:
    """Nobody watches."""


_observer: Observer = _ignore


@contextlib.contextmanager
def observe(observer: Observer) -> Iterator[None]:
    """Call `observer(operation, path)` before each operation; what it raises, the operation raises."""
    global _observer
    before, _observer = _observer, observer
    try:
        yield
    finally:
        _observer = before


class _Watched:
    """A file for writing that gathers small pieces and tells the observer before each write to the disk."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file, self._path = file, path
        self._held = bytearray()
        self._written = 0
        self.closed = False

    def write(self, data: bytes) -> int:
        self._held += data
        if len(self._held) >= BUFFER:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._held:
            _observer("write", self._path)
            self._file.write(self._held)
            self._written += len(self._held)
            self._held.clear()

    def tell(self) -> int:
        return self._written + len(self._held)

    def writable(self) -> bool:
        return True


def sync(path: Path) -> None:
    """Fsync a file or a folder. Raises OSError."""
    _observer("fsync", path)
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def rename(source: Path, target: Path) -> None:
    """Rename, replacing a file or an empty folder, and make that last. Raises OSError."""
    _observer("rename", target)
    source.replace(target)
    sync(target.parent)


@contextlib.contextmanager
def create(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing that appears at `path`, whole and synced, only when the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            watched = _Watched(file, path)
            yield cast("IO[bytes]", watched)
            watched.flush()
        sync(beside)
        rename(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write(path: Path, data: bytes) -> None:
    """Write a whole file. Raises OSError; then whatever stood there before still stands."""
    with create(path) as file:
        file.write(data)


@contextlib.contextmanager
def folder(final: Path) -> Iterator[Path]:
    """Fill a new folder; it appears at `final` only when the block ends well, and stays as it is if it is there.

    Files written into it through this module are synced. Two processes may fill the same folder at once: the first one
    to end wins. What a killed process leaves is cleared away by `sweep`.
    """
    beside = final.with_name(f".{final.name}.{os.getpid()}-{secrets.token_hex(4)}.partial")
    beside.mkdir(parents=True)
    try:
        yield beside
        for place in sorted(path for path in beside.rglob("*") if path.is_dir()):
            sync(place)
        sync(beside)
        if final.exists():
            discard(beside)
        else:
            rename(beside, final)
    except BaseException:
        # What cannot be cleared away now is cleared away by the next run.
        shutil.rmtree(beside, ignore_errors=True)
        raise


def sweep(place: Path) -> None:
    """Clear away what killed processes left half done in a folder: nobody else may be writing there. Raises OSError."""
    for left in sorted(place.glob(".*.partial")):
        discard(left)


def discard(path: Path) -> None:
    """Remove a folder and all in it, if it is there. Raises OSError."""
    if path.exists():
        _observer("remove", path)
        shutil.rmtree(path)


def link(source: Path, target: Path) -> None:
    """Give a file a second name; where the file system cannot, copy it. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _observer("link", target)
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        with source.open("rb") as data, create(target) as file:
            shutil.copyfileobj(data, file)


def point(pointer: Path, target: str) -> None:
    """Make a relative symbolic link name `target`, in one step for every reader. Raises OSError."""
    for left in pointer.parent.glob(f".{pointer.name}.*"):  # by a process that was killed
        left.unlink()
    beside = pointer.with_name(f".{pointer.name}.{os.getpid()}")
    _observer("symlink", pointer)
    beside.symlink_to(target)
    rename(beside, pointer)
