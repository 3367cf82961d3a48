"""Parts of input files: what a slice is made of, and where to cut."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from typing import Literal

from tasks.tables.rejects import Reason

PartKind = Literal["text", "html", "jsonl", "jsonl.gz", "parquet", "warc", "warc.gz", "broken"]

MAX_RECORDS = 200  # a shard of so many articles takes about a minute: little is lost when it is, little is spent on it
MAX_BYTES = 32 << 20  # 200 pages of 160 kB; keeps shards of long documents as short as the others
CUT_EVERY = 128  # one record in so many ends a slice by its content: about half of the slices end before MAX_RECORDS
LEAST_RECORDS = 20  # a slice is not cut by content before it has so many: equal lines would be a slice each


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive records of one file.

    `start` is where they begin: a byte offset, for Parquet a row number. In a gzip file it is the offset of a member,
    and `skip` the unpacked bytes before the first record. `count`: records to read, for WARC records of any type, for
    `broken` none: such a part stands for what cannot be read, with its `reason` and `detail`.
    """

    path: str
    kind: PartKind
    start: int = 0
    skip: int = 0
    count: int = 1
    reason: Reason | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A part with its weight and the hash of its content and place (not of its offsets)."""

    part: Part
    sha256: str
    n_records: int
    n_bytes: int


class Cutter:
    """Says where a run of records is cut: by content, so that a cut stays where it is when something comes before it.

    Behind a record whose name falls in one class of CUT_EVERY, unless the last cut is near, and where otherwise a slice
    would be too big.
    """

    def __init__(self) -> None:
        self.n_records = 0
        self.n_bytes = 0

    def has_room(self, n_records: int, n_bytes: int) -> bool:
        """Whether so much more fits in; whatever fits into an empty slice."""
        return self.n_records == 0 or (
            self.n_records + n_records <= MAX_RECORDS and self.n_bytes + n_bytes <= MAX_BYTES
        )

    def add(self, name: bytes, n_records: int, n_bytes: int) -> bool:
        """Count something in; True if a cut comes behind it. `name` is its content or what else tells it apart."""
        self.n_records += n_records
        self.n_bytes += n_bytes
        if self.n_records >= MAX_RECORDS or self.n_bytes >= MAX_BYTES:
            return True
        return self.n_records >= LEAST_RECORDS and zlib.crc32(name) % CUT_EVERY == 0


def begin_hash(path: str, kind: PartKind) -> hashlib._Hash:
    """A SHA-256 to which the content of a part is added: equal content has another hash in another place."""
    return hashlib.sha256(json.dumps([path, kind]).encode())


def broken(path: str, reason: Reason, detail: str) -> Measured:
    """A part that is one reject: a file, or the rest of one, that cannot be read."""
    sha256 = hashlib.sha256(json.dumps([path, "broken", reason, detail]).encode()).hexdigest()
    return Measured(Part(path, "broken", count=0, reason=reason, detail=detail), sha256, 1, 0)


def describe_error(error: Exception) -> str:
    """An error in one line, without the absolute path that OSError puts into its message."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{type(error).__name__}: {error}".splitlines()[0][:300]
