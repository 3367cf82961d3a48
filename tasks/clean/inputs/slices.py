"""Slices: the input cut into pieces of work that stay the same when something is added elsewhere."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.clean.inputs.files import plan_file, read_file
from tasks.clean.inputs.jsonl import plan_jsonl, read_jsonl
from tasks.clean.inputs.parquet import plan_parquet, read_parquet
from tasks.clean.inputs.parts import Cutter, Measured, Part, broken, describe_error
from tasks.clean.inputs.record import Record, Unreadable, shorten, spell
from tasks.clean.inputs.tree import Found, InputSource, find_files
from tasks.clean.inputs.warc import plan_warc, read_warc


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the input: one part of a big file, or small files whole.

    `n_records` is the most rows that can come out, `n_bytes` their size, unpacked. `sha256` is a hash of the content
    with its paths and sidecars, not of offsets: the same content in the same place gives the same hash, wherever in
    the file it stands. Where a file has equal slices, their number in order goes in too.
    """

    parts: tuple[Part, ...]
    sha256: str
    n_records: int
    n_bytes: int


class Plan:
    """The slices of a source, planned one by one as they are asked for; `skipped` counts files that are no input."""

    def __init__(self, source: InputSource, leave_out: Sequence[Path] = ()) -> None:
        self.skipped = 0
        self._source = source
        self._leave_out = leave_out

    def __iter__(self) -> Iterator[Slice]:
        self.skipped = 0
        seen: Counter[str] = Counter()
        for units in self._groups():
            content = hashlib.sha256("".join(unit.sha256 for unit in units).encode()).hexdigest()
            seen[content] += 1
            yield Slice(
                tuple(unit.part for unit in units),
                hashlib.sha256(f"{content} {seen[content]}".encode()).hexdigest(),
                sum(unit.n_records for unit in units),
                sum(unit.n_bytes for unit in units),
            )

    def _groups(self) -> Iterator[list[Measured]]:
        """What goes together: files of one part are put together as long as there is room, others stand alone."""
        small: list[Measured] = []
        cutter = Cutter()
        for found in find_files(self._source, self._leave_out):
            if found.kind is None:
                self.skipped += 1
                continue
            units = plan_found(self._source.root, found)
            first, second = next(units, None), next(units, None)
            if first is None:
                continue
            alone = second is not None
            if small and (alone or not cutter.has_room(first.n_records, first.n_bytes)):
                yield small
                small, cutter = [], Cutter()
            if second is not None:
                yield [first]
                yield [second]
                yield from ([unit] for unit in units)
                continue
            small.append(first)
            if cutter.add(found.path.encode("utf-8", "surrogateescape"), first.n_records, first.n_bytes):
                yield small
                small, cutter = [], Cutter()
        if small:
            yield small


def plan_slices(source: InputSource, leave_out: Sequence[Path] = ()) -> Plan:
    """The slices of a source in an order that depends on names and content only. Every file is read once, streamed.

    `leave_out`: folders below the source that are no input (OUT); the folder of the source itself is always read.
    """
    return Plan(source, leave_out)


def plan_found(root: Path, found: Found) -> Iterator[Measured]:
    """The parts of one file; a file that cannot be read is one broken part."""
    try:
        match found.kind:
            case "text" | "html":
                yield plan_file(root, found.path, found.kind)
            case "jsonl" | "jsonl.gz":
                yield from plan_jsonl(root, found.path, found.kind)
            case "warc" | "warc.gz":
                yield from plan_warc(root, found.path, found.kind)
            case "parquet":
                yield from plan_parquet(root, found.path)
            case _:
                yield broken(found.path, "unreadable", found.problem)
    except OSError as error:
        yield broken(found.path, "unreadable", f"it cannot be read: {describe_error(error)}")


def read_slice(root: Path, slice_: Slice) -> Iterator[Record | Unreadable]:
    """The records of a slice and what of it cannot be read, always in the same order.

    Raises OSError if a file is not as it was when the slice was planned.
    """
    for part in slice_.parts:
        match part.kind:
            case "text" | "html":
                yield from read_file(root, part)
            case "jsonl" | "jsonl.gz":
                yield from read_jsonl(root, part)
            case "warc" | "warc.gz":
                yield from read_warc(root, part)
            case "parquet":
                yield from read_parquet(root, part)
            case "broken":
                assert part.reason is not None
                origin = spell(part.path)
                yield Unreadable(origin, shorten(origin), part.reason, part.detail)
