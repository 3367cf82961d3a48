"""WARC files cut into their records, whatever is wrong with them.

Readers of WARC give a cut record without a word and stop at the first broken one (measured with fastwarc 2.0 and noted
for warcio), so the frame of a record is read here: head, length, payload. A length is believed only if a record or the
end of the file follows; otherwise the record ends where the next one begins.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from tasks.clean.inputs.streams import Chunk, read_gzip_behind, read_plain

MAX_HEAD_BYTES = 64 << 10  # heads have 500 bytes, and the longest URLs in them 8 kB
MARKER_BYTES = 32  # more than what NEXT_RECORD matches

HEAD_END = re.compile(rb"\r?\n\r?\n")  # "\r\n\r\n"
LINE_ENDS = re.compile(rb"[\r\n]+")  # "\r\n\r\n\r\n"
NEXT_RECORD = re.compile(rb"\r?\n\r?\nWARC/\d\.\d\d?\r?\n")  # "\r\n\r\nWARC/1.0\r\n"
RECORD_END = re.compile(rb"\r?\n\r?\n|[\r\n]{0,8}(?:WARC/|\Z)")  # "\r\n\r\n", "\nWARC/", or the end of the file
LENGTH = re.compile(r"\d{1,15}")  # "1874"; 15 digits are a petabyte


class Digest(Protocol):
    """Something that is fed with what was read: a hash."""

    def update(self, data: bytes, /) -> None:
        """Add the next bytes."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A record of any type, or what lies between two records (then without `fields`).

    `start`, `skip`: where it begins, as in a Part. `fields`: its head by name in small letters. `payload`: the first
    bytes of its block, as many as were asked for. `n_bytes`: bytes of the block that are there. `declared`: those that
    the head promises. `problem`: why its block is not to be believed; empty if nothing is wrong.
    """

    start: int
    skip: int
    fields: dict[str, str]
    payload: bytes = b""
    n_bytes: int = 0
    declared: int | None = None
    problem: str = ""


@dataclass(slots=True)
class Segment:
    """Bytes that lie together: a whole plain file, or the gzip members from one that begins with a record to the next.

    `buffer` is the window on them, `taken` counts the bytes before it, `damage` is set at its end if it breaks off.
    """

    chunks: deque[Chunk]
    rest: Iterator[Chunk]
    start: int
    digest: Digest | None
    peek: Callable[[int], bytes] | None
    buffer: bytearray = field(default_factory=bytearray)
    taken: int = 0
    damage: str = ""
    damaged_member: int | None = None
    ended: bool = False

    def more(self) -> bool:
        """Read on; False at the end of the segment."""
        while not self.ended:
            chunk = self.chunks.popleft() if self.chunks else next(self.rest, None)
            if chunk is None:
                self.ended = True
            elif chunk.damage:
                self.damage, self.damaged_member, self.ended = chunk.damage, chunk.member, True
            elif self._begins_another(chunk):
                self.chunks.append(chunk)
                self.ended = True
            else:
                self.buffer += chunk.data
                return True
        return False

    def _begins_another(self, chunk: Chunk) -> bool:
        return chunk.member is not None and chunk.member != self.start and chunk.data.startswith(b"WARC/")

    def take(self, n: int) -> bytes:
        """The next n bytes, which must be in the buffer."""
        data = bytes(self.buffer[:n])
        del self.buffer[:n]
        self.taken += len(data)
        if self.digest is not None:
            self.digest.update(data)
        return data

    def pass_blank(self) -> bool:
        """Go on to what is no line end; False if that is the end."""
        while True:
            found = LINE_ENDS.match(self.buffer)
            blank = found.end() if found else 0
            del self.buffer[:blank]
            self.taken += blank
            if self.buffer or not self.more():
                return bool(self.buffer)

    def skip(self, n: int) -> None:
        """Go on by n bytes without adding them to the digest."""
        while n > len(self.buffer):
            n -= len(self.buffer)
            self.taken += len(self.buffer)
            self.buffer.clear()
            if not self.more():
                return
        del self.buffer[:n]
        self.taken += n

    def take_head(self) -> bytes | None:
        """The head of the record that begins here, with the blank line behind it; None if there is no record here."""
        while (end := HEAD_END.search(self.buffer)) is None:
            if len(self.buffer) > MAX_HEAD_BYTES or not self.more():
                return None
        return self.take(end.end()) if self.buffer.startswith(b"WARC/") and end.end() <= MAX_HEAD_BYTES else None

    def take_block(self, n: int, keep: int) -> tuple[bytes, int]:
        """The next n bytes, fewer at the end of the segment: the first `keep` of them, and how many there are."""
        kept = bytearray()
        found = 0
        while found < n and (self.buffer or self.more()):
            data = self.take(n - found)
            found += len(data)
            kept += data[: keep - len(kept)]
        return bytes(kept), found

    def ahead(self) -> bytes:
        """The next MARKER_BYTES bytes, fewer at the end of the segment."""
        while len(self.buffer) < MARKER_BYTES and self.more():
            pass
        return bytes(self.buffer[:MARKER_BYTES])

    def take_to_next(self) -> int:
        """Go on to the next thing that looks like the head of a record, or to the end; the number of bytes passed."""
        before = self.taken
        while (found := NEXT_RECORD.search(self.buffer)) is None:
            self.take(max(0, len(self.buffer) - MARKER_BYTES))
            if not self.more():
                self.take(len(self.buffer))
                return self.taken - before
        self.take(found.start())
        return self.taken - before

    def fits(self, n: int) -> bool:
        """Whether a record may end n bytes further on: another one or the end follows. True where nobody knows."""
        if self.peek is None:
            return True
        seen = self.peek(self.start + self.taken + n - 1)
        return len(seen) > 0 and RECORD_END.match(seen[1:]) is not None


class FrameReader:
    """The frames of a WARC file from one place on. Set `digest` to have the bytes of the frames that follow added."""

    def __init__(
        self,
        file: BinaryIO,
        packed: bool,
        start: int = 0,
        skip: int = 0,
        keep: Callable[[dict[str, str]], int] = lambda _: 0,
    ) -> None:
        self.digest: Digest | None = None
        self._file = file
        self._packed = packed
        self._start = start
        self._skip = skip
        self._keep = keep

    def update(self, data: bytes, /) -> None:
        """Hand bytes on to the digest."""
        if self.digest is not None:
            self.digest.update(data)

    def __iter__(self) -> Iterator[Frame]:
        after_gap = False
        for segment in self._segments():
            problem = False
            while segment.pass_blank():
                frame = self._read_frame(segment)
                gap = not frame.fields
                if not (gap and after_gap):
                    yield frame
                after_gap = gap
                problem = bool(frame.problem)
            if segment.damage and not problem:
                if not after_gap:
                    yield self._gap(segment, segment.damage)
                after_gap = True

    def _segments(self) -> Iterator[Segment]:
        if self._packed:
            taken, chunks = read_gzip_behind(self._file, self._start, self._skip, resume=True)
        else:
            taken, chunks = 0, read_plain(self._file, self._start)
        waiting: deque[Chunk] = deque()
        skip = self._skip - taken
        while True:
            chunk = waiting.popleft() if waiting else next(chunks, None)
            if chunk is None:
                return
            waiting.append(chunk)
            start = chunk.member if chunk.member is not None else self._start
            segment = Segment(waiting, chunks, start, self, None if self._packed else self._peek)
            segment.taken = taken
            segment.skip(skip)
            taken = skip = 0
            yield segment
            self._start = start

    def _peek(self, at: int) -> bytes:
        return os.pread(self._file.fileno(), MARKER_BYTES, at)

    def _gap(self, segment: Segment, problem: str) -> Frame:
        return Frame(segment.start, segment.taken, {}, problem=problem)

    def _read_frame(self, segment: Segment) -> Frame:
        skip = segment.taken
        where = (segment.start, skip) if self._packed else (segment.start + skip, 0)
        head = segment.take_head()
        if head is None:
            n_bytes = segment.take_to_next()
            return Frame(*where, {}, n_bytes=n_bytes, problem=segment.damage or "no WARC record")
        fields = read_fields(head)
        length = fields.get("content-length", "")
        declared = int(length) if LENGTH.fullmatch(length) else None
        if declared is None or not segment.fits(declared):
            n_bytes = segment.take_to_next()
            problem = f"Content-Length is {length[:40] or 'missing'}, {n_bytes:,} bytes are there"
            return Frame(*where, fields, b"", n_bytes, declared, problem)
        payload, n_bytes = segment.take_block(declared, self._keep(fields))
        problem = ""
        behind = segment.ahead()
        if n_bytes == declared and not RECORD_END.match(behind):
            n_bytes += segment.take_to_next()
            problem = f"Content-Length is {length}, {n_bytes:,} bytes are there"
        elif (
            n_bytes == declared and segment.damaged_member == segment.start and skip == 0 and not behind.strip(b"\r\n")
        ):
            problem = segment.damage  # its checksum is wrong or missing
        elif n_bytes < declared:
            problem = f"{n_bytes:,} of {declared:,} bytes are there; {segment.damage}".rstrip("; ")
        return Frame(*where, fields, payload, n_bytes, declared, problem)


def read_fields(head: bytes) -> dict[str, str]:
    """The fields of a WARC or HTTP head by name in small letters; the first of two counts, the status line is left out.

    A line that begins with a blank goes on with the field before it.
    """
    fields: dict[str, str] = {}
    name = ""
    for line in head.split(b"\n")[1:]:
        text = line.decode("utf-8", "backslashreplace").rstrip("\r")
        if text[:1] in (" ", "\t") and name:
            fields[name] = f"{fields[name]} {text.strip()}"
            continue
        key, colon, value = text.partition(":")
        name = key.strip().lower() if colon and key.strip().lower() not in fields else ""
        if name:
            fields[name] = value.strip()
    return fields
