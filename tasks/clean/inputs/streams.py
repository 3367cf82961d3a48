"""Files as streams of bytes, packed or plain, with the places at which reading can start again."""

from __future__ import annotations

import os
import re
import stat
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 256 << 10  # big enough that Python's cost per chunk is small, small enough to stay in the cache
PACKED_CHUNK = 64 << 10  # smaller: what follows a member is copied once for each member that it holds
GZIP_MAGIC = b"\x1f\x8b\x08"
GZIP_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")  # the upper three flag bits of a member's head are always 0
ENOUGH = 64  # bytes of a member that are enough to see what it holds
MAX_FALSE_STARTS = 1_000  # places in a damaged file that look like a member: chance gives one in 500 MB


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some bytes of a stream, in order. `member`: the offset in the file of the gzip member that begins with them.

    A chunk with `damage` has no data: it says what is wrong with the rest of that member.
    """

    data: bytes
    member: int | None = None
    damage: str = ""


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading; never waits at a pipe. Raises OSError, also if it is no regular file."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("not a regular file")
    return os.fdopen(descriptor, "rb")


def read_plain(file: BinaryIO, start: int = 0) -> Iterator[Chunk]:
    """The bytes of a file from an offset on, as they are."""
    file.seek(start)
    while data := file.read(CHUNK):
        yield Chunk(data)


@dataclass(slots=True)
class Place:
    """How far a gzip member was unpacked, with what it takes to go on there: about 400 kB, no open file.

    `start`: its offset. `chunk`: what was unpacked last, with `before` bytes unpacked before it. `packed`: bytes not
    yet unpacked, up to the offset `end`.
    """

    start: int
    end: int
    packed: bytes
    unpacker: zlib._Decompress
    before: int = 0
    chunk: bytes = b""


# Where the last slices of gzip files ended in this process, by file and member, the latest last: the next slice of the
# same file need not unpack the member from its beginning again. What is read is the same with and without.
_PLACES: dict[tuple[int, ...], Place] = {}
MAX_PLACES = 8  # files that are read in turn


def read_gzip(file: BinaryIO, start: int = 0, resume: bool = False) -> Iterator[Chunk]:
    """The bytes that a gzip file unpacks to, from the member at offset `start` on; zeros after a member are padding.

    Where the file is damaged comes a chunk that says so. After it reading ends, or, with `resume`, goes on at the next
    place that looks like the start of a member. Memory is flat whatever the bytes unpack to.
    """
    return read_gzip_behind(file, start, 0, resume)[1]


def read_gzip_behind(file: BinaryIO, start: int, skip: int, resume: bool = False) -> tuple[int, Iterator[Chunk]]:
    """As `read_gzip`, for somebody who will pass over the first `skip` bytes: how many were left out already, the rest.

    If a slice of the file was read before in this process the bytes up to its end are not unpacked again.
    """
    found = os.fstat(file.fileno())
    identity = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
    place = _PLACES.pop((*identity, start), None)
    if place is not None and place.before > skip:
        place = None
    return place.before if place else 0, _read_members(file, start, resume, place, identity)


def _read_members(
    file: BinaryIO, start: int, resume: bool, place: Place | None, identity: tuple[int, ...]
) -> Iterator[Chunk]:
    if place is None:
        file.seek(start)
        place = _begin_member(file, start, file.read(PACKED_CHUNK))
    else:
        file.seek(place.end)
    false_starts = 0
    try:
        if place is not None and place.chunk:
            yield Chunk(place.chunk)
        while place is not None:
            begun = place.start
            try:
                place = yield from _read_member(file, place)
            except (zlib.error, EOFError) as error:
                place = None
                yield Chunk(b"", begun, f"the gzip member at byte {begun:,}: {error}")
                false_starts += 1
                found = _find_member(file, begun + 1) if resume and false_starts <= MAX_FALSE_STARTS else None
                if found is not None:
                    file.seek(found)
                    place = _begin_member(file, found, file.read(PACKED_CHUNK))
    finally:
        if place is not None and place.chunk:
            _PLACES[(*identity, place.start)] = place
            while len(_PLACES) > MAX_PLACES:
                _PLACES.pop(next(iter(_PLACES)))


def _begin_member(file: BinaryIO, start: int, packed: bytes) -> Place | None:
    """The member at an offset or behind the zeros there; None at the end of the file.

    `packed` is what was read from there, the file goes on behind it.
    """
    while packed and not packed.strip(b"\0"):
        start += len(packed)
        packed = file.read(PACKED_CHUNK)
    padding = len(packed) - len(packed.lstrip(b"\0"))
    packed = packed[padding:] + file.read(padding)
    start += padding
    if len(packed) < len(GZIP_MAGIC):
        packed += file.read(PACKED_CHUNK)
    # 31: with the head and tail of gzip, the checksum is verified
    return Place(start, start + len(packed), packed, zlib.decompressobj(wbits=31)) if packed else None


def _read_member(file: BinaryIO, place: Place) -> Generator[Chunk, None, Place | None]:
    """The chunks of a member, from where it was left; returns the member after it.

    Raises zlib.error or EOFError where the member is damaged, after what could be unpacked was given.
    """
    if place.before == 0 and not place.chunk and not place.packed.startswith(GZIP_MAGIC):
        raise zlib.error("no gzip data")
    unpacker = place.unpacker
    data = b""
    broken: Exception | None = None
    while not unpacker.eof and broken is None:
        before = unpacker.copy()
        try:
            unpacked = unpacker.decompress(place.packed, CHUNK)
        except zlib.error as error:
            data += _salvage(before, place.packed)
            broken = error
            break
        place.packed = unpacker.unconsumed_tail
        data += unpacked
        if len(data) >= ENOUGH:
            yield _give(place, data)
            data = b""
        if not place.packed and not unpacked and not unpacker.eof:
            place.packed = file.read(PACKED_CHUNK)
            place.end += len(place.packed)
            broken = None if place.packed else EOFError("the gzip data end in the middle")
    if data:
        yield _give(place, data)
    if broken:
        raise broken
    rest = unpacker.unused_data
    return _begin_member(file, place.end - len(rest), rest or file.read(PACKED_CHUNK))


def _salvage(unpacker: zlib._Decompress, packed: bytes) -> bytes:
    """What can be unpacked of damaged bytes before the damage; zlib keeps it back when it gives up."""
    data = b""
    for step in (1024, 32, 1):
        while packed:
            before = unpacker.copy()
            try:
                data += unpacker.decompress(packed[:step])
            except zlib.error:
                unpacker = before
                break
            packed = packed[step:]
    return data


def _give(place: Place, data: bytes) -> Chunk:
    """Note in the place that these bytes come next; the first bytes of a member carry its offset."""
    chunk = Chunk(data, None if place.chunk else place.start)
    place.before += len(place.chunk)
    place.chunk = data
    return chunk


def _find_member(file: BinaryIO, start: int) -> int | None:
    """The offset of the next thing that looks like a gzip member, from `start` on."""
    file.seek(start)
    tail = b""
    while data := file.read(CHUNK):
        found = GZIP_MEMBER.search(tail + data)
        if found:
            return start - len(tail) + found.start()
        start += len(data)
        tail = (tail + data)[-3:]
    return None
