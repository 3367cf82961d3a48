"""publish: a checked candidate becomes a release, and `latest` names it; or nothing changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tasks import durable
from tasks.publish.manifest import (
    NAME,
    Facts,
    TableFile,
    content_digest,
    file_sha256,
    list_files,
    make_manifest,
    read_digest,
    read_files,
)
from tasks.publish.report import render_report

LATEST = "latest"
_FORMAT = "%Y%m%dT%H%M%SZ"
_RELEASE = re.compile(r"\d{8}T\d{6}Z")  # 20241027T030000Z; not a half-made or a renamed one


@dataclass(frozen=True, slots=True)
class PublishJob:
    """What publishing needs: a candidate that passed its checks, and what is known about it."""

    candidate: Path
    published: Path  # the folder of all releases
    facts: Facts
    now: datetime  # UTC


@dataclass(frozen=True, slots=True)
class PublishReport:
    """Where the release is, and whether it is a new one."""

    release: Path
    new: bool


def find_published(candidate: Path, published: Path) -> PublishReport | None:
    """The release that already holds these tables: the newest one, or one that no reader has seen yet.

    The latter was left by a run that was killed when its release was whole and `latest` did not name it yet; it is
    finished here. Raises OSError.
    """
    digest = content_digest(list_files(candidate))
    current = read_latest(published)
    if current is not None and read_digest(current) == digest:
        return PublishReport(current, new=False)
    for release in releases(published):
        if (current is None or release.name > current.name) and read_digest(release) == digest:
            durable.point(published / LATEST, release.name)
            return PublishReport(release, new=True)
    return None


def publish_candidate(job: PublishJob) -> PublishReport:
    """Publish a candidate as a new release. Raises OSError; `latest` is then what it was."""
    job.published.mkdir(parents=True, exist_ok=True)
    durable.sweep(job.published)
    release = job.published / _free_name(job.published, job.now)
    _fill(release, read_latest(job.published), list_files(job.candidate), job)
    durable.point(job.published / LATEST, release.name)
    return PublishReport(release, new=True)


def releases(published: Path) -> list[Path]:
    """All whole releases, oldest first."""
    found = (path.parent for path in published.glob(f"*/{NAME}"))
    return sorted(path for path in found if _RELEASE.fullmatch(path.name) and not path.is_symlink())


def read_latest(published: Path) -> Path | None:
    """The release that `latest` names; None if there is none, or if somebody removed it."""
    pointer = published / LATEST
    if not pointer.is_symlink() or not (pointer / NAME).is_file():
        return None
    return published / pointer.readlink().name


def _free_name(published: Path, now: datetime) -> str:
    """The time now, or one second after the newest release where the clock says otherwise."""
    moment = now.astimezone(UTC)
    known = releases(published)
    if known:
        newest = datetime.strptime(known[-1].name, _FORMAT).replace(tzinfo=UTC)
        moment = max(moment, newest + timedelta(seconds=1))
    return moment.strftime(_FORMAT)


def _is_unchanged(previous: Path, known: TableFile | None, file: TableFile) -> bool:
    """Whether the release before holds the same file, by its manifest and by its bytes."""
    if known is None or known.sha256 != file.sha256:
        return False
    held = previous / file.path
    return held.is_file() and file_sha256(held) == file.sha256


def _fill(release: Path, previous: Path | None, files: list[TableFile], job: PublishJob) -> None:
    """Lay out the release: files that did not change are those of the release before."""
    before = read_files(previous) if previous is not None else {}
    with durable.folder(release) as folder:
        for file in files:
            source = job.candidate
            if previous is not None and _is_unchanged(previous, before.get(file.path), file):
                source = previous
            durable.link(source / file.path, folder / file.path)
        page = render_report(release.name, files, job.facts, job.candidate)
        durable.write(folder / "report" / "index.html", page.encode())
        name = previous.name if previous is not None else None
        durable.write(folder / NAME, make_manifest(release.name, name, files, job.facts))
