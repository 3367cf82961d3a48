"""Files that are one record each: plain text and web pages, with what a sidecar says of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Literal

from tasks.clean.inputs.json_object import BadObject, read_object
from tasks.clean.inputs.jsonl import BYTE_ORDER_MARK
from tasks.clean.inputs.parts import Measured, Part, begin_hash, broken
from tasks.clean.inputs.record import Given, Record, collect, read_given, shorten, spell
from tasks.clean.inputs.streams import CHUNK, open_regular

MAX_FILE_BYTES = 16 << 20  # the longest pages of newspapers have 5 MB; reading one takes about 20 times its size
MAX_SIDECAR_BYTES = 1 << 20  # a handful of fields


def plan_file(root: Path, path: str, kind: Literal["text", "html"]) -> Measured:
    """The file as one part; a file that is too big is not read. Raises OSError."""
    content = begin_hash(path, kind)
    with open_regular(root / path) as file:
        n_bytes = os.fstat(file.fileno()).st_size
        if n_bytes > MAX_FILE_BYTES:
            return broken(path, "too_large", f"a file of more than {MAX_FILE_BYTES:,} bytes")
        while chunk := file.read(CHUNK):
            content.update(chunk)
    sidecar = read_sidecar(root, path)
    content.update(b"" if sidecar is None else b"\nsidecar\n" + sidecar)
    return Measured(Part(path, kind), content.hexdigest(), 1, n_bytes)


def read_file(root: Path, part: Part) -> Iterator[Record]:
    """The one record of a text or page. Raises OSError if it cannot be read."""
    assert part.kind in ("text", "html")
    with open_regular(root / part.path) as file:
        body = file.read(MAX_FILE_BYTES + 1)
    if len(body) > MAX_FILE_BYTES:
        raise OSError(f"{spell(part.path)} has changed since it was planned")
    given = parse_sidecar(read_sidecar(root, part.path))
    origin = spell(part.path)
    yield Record(origin, given.external_id or shorten(origin), collect(part.path), part.kind, body, given=given)


def read_sidecar(root: Path, path: str) -> bytes | None:
    """The bytes of X.json beside X.html or X.txt; None if there is none that can be read."""
    try:
        with open_regular(root / PurePosixPath(path).with_suffix(".json")) as file:
            content = file.read(MAX_SIDECAR_BYTES + 1)
    except OSError:
        return None
    return content if len(content) <= MAX_SIDECAR_BYTES else None


def parse_sidecar(content: bytes | None) -> Given:
    """What a sidecar says; nothing if it is no JSON object: a bad sidecar costs nothing."""
    if content is None:
        return Given()
    try:
        return read_given(read_object(content.removeprefix(BYTE_ORDER_MARK)))
    except BadObject:
        return Given()
