"""What a run is given, what it works with, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from flows.settings import Settings
from tasks.check.candidate import CheckReport
from tasks.clean.inputs.slices import Plan, plan_slices
from tasks.clean.inputs.tree import InputSource
from tasks.clean.job import clean_job
from tasks.publish.manifest import Facts
from tasks.publish.release import PublishReport
from tasks.shards import read_report


@dataclass(frozen=True, slots=True)
class Run:
    """What to build from what, and when."""

    source: InputSource
    out: Path
    settings: Settings
    now: datetime  # UTC

    @property
    def work(self) -> Path:
        """Where stages meet."""
        return self.out / "work"

    @property
    def published(self) -> Path:
        """Where releases are."""
        return self.out / "published"


def plan(run: Run) -> Plan:
    """The slices of a run's input; OUT is no input."""
    return plan_slices(run.source, [run.out, run.work, run.published])


def is_waiting(run: Run) -> bool:
    """Whether the first shard is still to be done: a hint whether the run has much to do, for little reading."""
    first = next(iter(plan(run)), None)
    if first is None:
        return False
    job = clean_job(run.work, run.source.root, first, run.settings.document_seconds)
    return read_report(job.folder) is None


class Submit(Protocol):
    """Starts a step and gives its future: a Prefect task run, or in tests a plain call."""

    def __call__(self, step: Any, *args: Any) -> Any:
        """The future of `step(*args)`, with a method `result`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `published` is None if the candidate failed its checks."""

    published: PublishReport | None
    facts: Facts
    rows: dict[str, int]  # by table
    check: CheckReport | None  # None if nothing was new, so that nothing was checked
    skipped: int  # files below INPUT that are no input
