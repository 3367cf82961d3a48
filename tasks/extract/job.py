"""extract, one shard: what a worker is asked to do, and under which name the result is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tasks.shards import ShardReport
from tasks.tables.ids import content_id
from tasks.versions import code_version, lexicon_version, library_versions
from tasks.watch import Blame


@dataclass(frozen=True, slots=True)
class ExtractJob:
    """What a worker needs to extract one shard: paths and numbers, nothing else."""

    cleaned: Path  # the folder that clean left for this shard
    folder: Path  # where the tables of the shard go
    seconds: float  # limit for each document
    blames: tuple[Blame, ...] = ()  # documents that ended a worker before; they are withdrawn without another try


def extract_job(work: Path, cleaned: Path, seconds: float) -> ExtractJob:
    """The job for one cleaned shard; its folder is named by what goes in and by what extracts."""
    made_by = json.dumps([code_version("extract"), lexicon_version(), library_versions(), seconds])
    return ExtractJob(cleaned, work / "extract" / content_id(cleaned.name, made_by), seconds)


def run(job: ExtractJob) -> ShardReport:
    """Do the job. Called in a worker; the run itself never imports what extracting needs."""
    from tasks.extract.shard import extract_shard

    return extract_shard(job)
