"""link: what a worker is asked to do with the whole dataset, and under which name the result is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tasks.tables.ids import content_id
from tasks.versions import made_by

REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class ShardFolders:
    """Where the two stages left one shard."""

    cleaned: Path
    extracted: Path


@dataclass(frozen=True, slots=True)
class LinkJob:
    """What a worker needs to link a dataset: paths, nothing else."""

    shards: tuple[ShardFolders, ...]
    folder: Path  # where the candidate goes


def link_job(work: Path, shards: Iterable[ShardFolders]) -> LinkJob:
    """The job for these shards, in whatever order they come; its folder is named by them and by what links."""
    ordered = sorted(shards, key=lambda folders: (folders.extracted.name, folders.cleaned.name))
    names = (part for folders in ordered for part in (folders.cleaned.name, folders.extracted.name))
    return LinkJob(tuple(ordered), work / "link" / content_id(made_by("link"), *names))


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What the candidate holds."""

    rows: dict[str, int]  # by table
    rejected: dict[str, int]  # by reason
    duplicates: dict[str, int]  # by kind


def read_report(folder: Path) -> LinkReport | None:
    """The report of a finished candidate; None if it is not finished."""
    try:
        return LinkReport(**json.loads((folder / REPORT).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def run(job: LinkJob) -> LinkReport:
    """Do the job. Called in a worker; the run itself never imports what linking needs."""
    from tasks.link.dataset import link_dataset

    return link_dataset(job)
