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


def read_gzip(file: BinaryIO, start: int = 0, resume: bool = False) -> Iterator[Chunk]:
    """The bytes that a gzip file unpacks to, from the member at offset `start` on; zeros after a member are padding.

    Where the file is damaged comes a chunk that says so. After it reading ends, or, with `resume`, goes on at the next
    place that looks like the start of a member. Memory is flat whatever the bytes unpack to.
    """
    file.seek(start)
    packed = file.read(PACKED_CHUNK)
    false_starts = 0
    while packed:
        try:
            start, packed = yield from _read_member(file, start, packed)
        except (zlib.error, EOFError) as error:
            yield Chunk(b"", start, f"the gzip member at byte {start:,}: {error}")
            false_starts += 1
            found = _find_member(file, start + 1) if resume and false_starts <= MAX_FALSE_STARTS else None
            if found is None:
                return
            start = found
            file.seek(start)
            packed = file.read(PACKED_CHUNK)


def _read_member(file: BinaryIO, start: int, packed: bytes) -> Generator[Chunk, None, tuple[int, bytes]]:
    """The chunks of the member at offset `start`, the bytes from where are `packed` and what the file has left.

    Returns where the next one starts and the bytes read from there on, none at the end of the file. Raises zlib.error
    or EOFError where the member is damaged, after what could be unpacked was given.
    """
    while packed and not packed.strip(b"\0"):
        start += len(packed)
        packed = file.read(PACKED_CHUNK)
    padding = len(packed) - len(packed.lstrip(b"\0"))
    start, packed = start + padding, packed[padding:] + file.read(padding)
    if not packed:
        return start, b""
    if not packed.startswith(GZIP_MAGIC):
        raise zlib.error("no gzip data")
    unpacker = zlib.decompressobj(wbits=31)  # 31: with the head and tail of gzip, the checksum is verified
    member: int | None = start
    end = start + len(packed)
    data = b""
    broken: Exception | None = None
    while not unpacker.eof and broken is None:
        try:
            unpacked = unpacker.decompress(packed, CHUNK)
        except zlib.error as error:
            broken = error
            break
        packed = unpacker.unconsumed_tail
        data += unpacked
        if len(data) >= ENOUGH:
            yield Chunk(data, member)
            member, data = None, b""
        if not packed and not unpacked and not unpacker.eof:
            packed = file.read(PACKED_CHUNK)
            end += len(packed)
            broken = None if packed else EOFError("the gzip data end in the middle")
    if data:
        yield Chunk(data, member)
    if broken:
        raise broken
    return end - len(unpacker.unused_data), unpacker.unused_data or file.read(PACKED_CHUNK)


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
