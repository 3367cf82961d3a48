"""extract, one shard: what a worker is asked to do, and under which name the result is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tasks.shards import ShardReport
from tasks.tables.ids import content_id
from tasks.versions import made_by
from tasks.watch import Blame


@dataclass(frozen=True, slots=True)
class ExtractJob:
    """What a worker needs to extract one shard: paths and numbers, nothing else."""

    cleaned: Path  # the folder that clean left for this shard
    folder: Path  # where the tables of the shard go
    seconds: float  # limit for each document
    model: Path  # the folder of the language model
    model_version: str  # what must lie there
    blames: tuple[Blame, ...] = ()  # documents that ended a worker before; they are withdrawn without another try


def extract_job(work: Path, cleaned: Path, seconds: float, model: Path, model_version: str) -> ExtractJob:
    """The job for one cleaned shard; its folder is named by what goes in and by what extracts."""
    made = made_by("extract", "annotate", settings=[seconds, model_version])
    return ExtractJob(cleaned, work / "extract" / content_id(cleaned.name, made), seconds, model, model_version)


def run(job: ExtractJob) -> ShardReport:
    """Do the job. Called in a worker; the run itself never imports what extracting needs."""
    from tasks.extract.shard import extract_shard

    return extract_shard(job)
