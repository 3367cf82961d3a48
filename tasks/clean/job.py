"""clean, one shard: what a worker is asked to do, and under which name the result is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tasks.clean.inputs.slices import Slice
from tasks.shards import ShardReport
from tasks.tables.ids import content_id
from tasks.versions import made_by
from tasks.watch import Blame


@dataclass(frozen=True, slots=True)
class CleanJob:
    """What a worker needs to clean one shard: paths and numbers, nothing else."""

    root: Path  # what origins are relative to
    slice: Slice
    folder: Path  # where the tables of the shard go
    seconds: float  # limit for each document
    blames: tuple[Blame, ...] = ()  # documents that ended a worker before; they are rejected without another try


def clean_job(work: Path, root: Path, slice_: Slice, seconds: float) -> CleanJob:
    """The job for one slice; its folder is named by what goes in and by what cleans it."""
    key = content_id(slice_.sha256, made_by("clean", settings=[seconds]))
    return CleanJob(root, slice_, work / "clean" / key, seconds)


def run(job: CleanJob) -> ShardReport:
    """Do the job. Called in a worker; the run itself never imports what cleaning needs."""
    from tasks.clean.shard import clean_shard

    return clean_shard(job)
