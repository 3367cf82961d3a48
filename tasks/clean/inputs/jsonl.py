"""JSONL, plain or gzipped: one JSON object a line, streamed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

from tasks.clean.inputs.json_object import BadObject, read_object
from tasks.clean.inputs.parts import Cutter, Measured, Part, begin_hash, broken
from tasks.clean.inputs.record import Record, Unreadable, digest, read_fields, read_id, spell
from tasks.clean.inputs.streams import Chunk, open_regular, read_gzip_behind, read_plain

MAX_LINE_BYTES = 32 << 20  # a text of 5 MB written in six-byte escapes fits; a longer line is no article
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, without its end. `content` has at most MAX_LINE_BYTES, `n_bytes` counts all."""

    content: bytes
    n_bytes: int
    start: int
    skip: int


class DamagedStream(OSError):
    """The stream of lines breaks off here."""


def plan_jsonl(root: Path, path: str, kind: Literal["jsonl", "jsonl.gz"]) -> Iterator[Measured]:
    """The file in parts, cut by content; what cannot be unpacked is a broken part at the end. Raises OSError."""
    cutter = Cutter()
    content = begin_hash(path, kind)
    first: Line | None = None
    damage = ""

    def part() -> Measured:
        assert first is not None
        return Measured(
            Part(path, kind, first.start, first.skip, cutter.n_records),
            content.hexdigest(),
            cutter.n_records,
            cutter.n_bytes,
        )

    try:
        for line in read_lines(root / path, kind):
            if first is not None and not cutter.has_room(1, line.n_bytes):
                yield part()
                first, cutter, content = None, Cutter(), begin_hash(path, kind)
            first = first or line
            content.update(line.content + f"\n{line.n_bytes}\n".encode())
            if cutter.add(line.content, 1, line.n_bytes):
                yield part()
                first, cutter, content = None, Cutter(), begin_hash(path, kind)
    except DamagedStream as error:
        damage = str(error)
    if first is not None:
        yield part()
    if damage:
        yield broken(path, "unreadable", damage)


def read_jsonl(root: Path, part: Part) -> Iterator[Record | Unreadable]:
    """The records of a part.

    A gzip member is unpacked from its beginning for each of its parts, unless a part before it was the last one that
    this process read of the file. Raises OSError if the file is not as it was when the part was planned.
    """
    assert part.kind in ("jsonl", "jsonl.gz")
    n_read = 0
    for line in read_lines(root / part.path, part.kind, part.start, part.skip, part.count):
        n_read += 1
        yield read_line(line, part.path)
    if n_read < part.count:
        raise OSError(f"{spell(part.path)} has changed since it was planned: {n_read} of {part.count} lines")


def read_line(line: Line, path: str) -> Record | Unreadable:
    """The record on a line, named by its id or else by a hash of its canonical JSON."""
    origin = f"{spell(path)}#{digest(line.content)}"
    if line.n_bytes > MAX_LINE_BYTES:
        return Unreadable(origin, None, "too_large", f"a line of more than {MAX_LINE_BYTES:,} bytes")
    try:
        fields = read_object(line.content)
    except BadObject as error:
        return Unreadable(origin, None, error.reason, str(error))
    content = b"" if read_id(fields.get("id")) else canonical(fields)
    if not _is_utf8(line.content):
        fields |= {name: _restore_bytes(fields.get(name)) for name in ("text", "html")}
    return read_fields(fields, path, content)


def canonical(fields: dict[str, object]) -> bytes:
    """The same bytes for equal records, whatever the order of their fields."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), default=repr).encode()


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _restore_bytes(value: object) -> object:
    """The bytes that a string was made of, if some of them were no UTF-8: they are decoded later, with more care."""
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        return value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # it has escaped surrogates too
        return value


def read_lines(
    file: Path, kind: Literal["jsonl", "jsonl.gz"], start: int = 0, skip: int = 0, count: int | None = None
) -> Iterator[Line]:
    r"""At most `count` lines that are not blank, from a place in the file on. Only "\n" or "\r\n" ends a line.

    Raises DamagedStream behind the last whole line if what follows cannot be unpacked, OSError if the file cannot be
    read. Of a line longer than MAX_LINE_BYTES only the beginning is kept.
    """
    with open_regular(file) as opened:
        packed = kind == "jsonl.gz"
        anchors = [(0, start)]  # where members begin: in the unpacked stream, in the file
        n_bytes = 0  # of the line that is being read; `at` is where it begins in the unpacked stream
        at, chunks = read_gzip_behind(opened, start, skip) if packed else (0, read_plain(opened, start))
        held: list[bytes] = []

        def line() -> Line | None:
            content = b"".join(held)[:MAX_LINE_BYTES]
            if start == skip == at == 0:
                content = content.removeprefix(BYTE_ORDER_MARK)
            if n_bytes <= MAX_LINE_BYTES and not content.strip():
                return None
            while len(anchors) > 1 and anchors[1][0] <= at:
                del anchors[0]
            behind = at - anchors[0][0]
            return Line(content, n_bytes, *((anchors[0][1], behind) if packed else (start + at, 0)))

        n_found = 0
        for chunk in chain(chunks, [Chunk(b"\n")]):
            if chunk.damage:
                raise DamagedStream(chunk.damage)
            if chunk.member is not None:
                anchors = [*[place for place in anchors if place[0] <= at][-1:], (at + n_bytes, chunk.member)]
            data = chunk.data[skip - at :] if at < skip else chunk.data
            at += len(chunk.data) - len(data)
            *ended, rest = data.split(b"\n")
            for piece in ended:
                held.append(piece)
                n_bytes += len(piece)
                if (found := line()) is not None:
                    yield found
                    n_found += 1
                    if n_found == count:
                        return
                at += n_bytes + 1
                n_bytes = 0
                held.clear()
            if n_bytes <= MAX_LINE_BYTES:
                held.append(rest)
            n_bytes += len(rest)
            if n_bytes > MAX_LINE_BYTES and count is not None and n_found == count - 1:
                yield Line(b"".join(held)[:MAX_LINE_BYTES], n_bytes, start, skip)  # its end does not matter
                return
