"""Small inputs for the tests: articles, WARC records, folders; and all rows that reading gives."""

from __future__ import annotations

import gzip
import json
import pickle
from collections.abc import Mapping
from pathlib import Path

from tasks.clean.inputs.record import Record, Unreadable
from tasks.clean.inputs.slices import Slice, plan_slices, read_slice
from tasks.clean.inputs.tree import find_source

STORY = "The harbour stayed shut on Friday, the port master said. Two ferries waited outside."
PAGE = f"<html><head><title>Harbour</title></head><body><p>{STORY}</p></body></html>"


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return folder


def plan(given: Path | str, *leave_out: Path) -> list[Slice]:
    return list(plan_slices(find_source(str(given)), leave_out))


def read(given: Path | str, *leave_out: Path) -> list[Record | Unreadable]:
    """All rows, each slice after a way through JSON."""
    source = find_source(str(given))
    slices = [pickle.loads(pickle.dumps(part)) for part in plan_slices(source, leave_out)]
    return [row for part in slices for row in read_slice(source.root, part)]


def records(given: Path | str) -> list[Record]:
    rows = read(given)
    assert [row for row in rows if isinstance(row, Unreadable)] == []
    return [row for row in rows if isinstance(row, Record)]


def one(given: Path | str) -> Record:
    (record,) = records(given)
    return record


def reject(given: Path | str) -> Unreadable:
    (row,) = read(given)
    assert isinstance(row, Unreadable)
    return row


def reasons(given: Path | str) -> list[str]:
    """A word for each row: `record`, or the reason why not."""
    return ["record" if isinstance(row, Record) else row.reason for row in read(given)]


def jsonl(*fields: object) -> str:
    return "".join(json.dumps(field) + "\n" for field in fields)


def http(
    body: str | bytes = PAGE, head: str = "Content-Type: text/html; charset=utf-8", status: str = "200 OK"
) -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    return f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + raw


def warc(
    block: bytes | None = None,
    number: int = 1,
    kind: str = "response",
    length: int | str | None = None,
    url: str = "",
    more: str = "",
) -> bytes:
    """One record; `length` is what its head says."""
    block = http() if block is None else block
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0-{number}>\r\nWARC-Date: 2031-05-06T07:08:09Z\r\n"
        f"WARC-Target-URI: {url or f'https://harbour.example/{number}'}\r\n{more}"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def members(*parts: bytes) -> bytes:
    return b"".join(gzip.compress(part, mtime=0) for part in parts)
