"""A shard: the unit of work of clean and extract, and the report each leaves beside its tables.

A shard's folder is named by a key of what went in and what made it, and appears in one rename when all of it is
written. So the folder is the cache, the checkpoint and the hand-over: if it is there, it is whole and still right.
"""

from __future__ import annotations

import json
import signal
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeVar

from tasks import durable
from tasks.storage import write_rows
from tasks.tables import Table
from tasks.watch import Blame, blame
from tasks.workers import Executor, WorkerDied

REPORT = "report.json"
# How a process ends that somebody else has ended: the memory killer, a person.
KILLED = {-signal.SIGKILL, -signal.SIGTERM}
# A worker that dies before its first document has run into the machine, not into the document: out of memory, say.
MOST_UNEXPLAINED = 3


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What became of the records of one shard."""

    records: int  # that went in
    documents: int  # that came out
    rejected: Mapping[str, int] = field(default_factory=dict)  # by reason
    rows: Mapping[str, int] = field(default_factory=dict)  # by table


def note_of(folder: Path) -> Path:
    """Where the worker of a shard notes the document it is at."""
    return folder.with_name(f".{folder.name}.at")


def read_report(folder: Path) -> ShardReport | None:
    """The report of a finished shard; None if it is not finished."""
    try:
        return ShardReport(**json.loads((folder / REPORT).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def write_shard(
    final: Path, tables: Mapping[Table, Sequence[object]], records: int, documents: int, reasons: Sequence[str]
) -> ShardReport:
    """Write all tables of a shard and its report, at once. Raises OSError."""
    report = ShardReport(
        records=records,
        documents=documents,
        rejected=dict(sorted(Counter(reasons).items())),
        rows={table.name: len(rows) for table, rows in tables.items()},
    )
    with durable.folder(final) as folder:
        for table, rows in tables.items():
            write_rows(folder / f"{table.name}.parquet", table, rows)
        durable.write(folder / REPORT, json.dumps(asdict(report), sort_keys=True).encode())
    return report


class ShardJob(Protocol):
    """What every job of a shard has."""

    @property
    def folder(self) -> Path:
        """Where its tables go."""

    @property
    def seconds(self) -> float:
        """The limit for each document."""

    @property
    def blames(self) -> tuple[Blame, ...]:
        """Documents not to try."""


Job = TypeVar("Job", bound=ShardJob)


def run_shard(executor: Executor, function: Callable[[Job], ShardReport], job: Job) -> ShardReport:
    """Do a shard in a worker; each time a document ends the worker, do it again without that document.

    Raises WorkerDied if workers keep dying before they begin a document, else what the function raises.
    """
    note, unexplained, killed_at = note_of(job.folder), 0, set[int]()
    while True:
        note.unlink(missing_ok=True)
        try:
            return executor.submit(function, job).result()
        except WorkerDied as death:
            found = blame(note, death.exit_code, job.seconds)
            if found is not None and death.exit_code in KILLED and found.number not in killed_at:
                killed_at.add(found.number)  # perhaps it only stood by when memory ran out; it gets another try
                continue
            if found is not None:
                job = replace(job, blames=(*job.blames, found))  # type: ignore[type-var]
                continue
            unexplained += 1
            if unexplained == MOST_UNEXPLAINED:
                raise


def is_machines_fault(error: Exception) -> bool:
    """Whether an error is the machine's and not the document's: no memory, or an error of the system (a full disk)."""
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno is not None)


def describe(error: Exception) -> str:
    """An error in one line of at most 300 characters, for the person who looks into a reject."""
    first = (str(error).splitlines() or [""])[0]
    return f"{type(error).__name__}: {first}"[:300]
