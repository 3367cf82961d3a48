"""The manifest of a release: what it holds, what made it, and a hash for every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tasks.storage import open_parquet
from tasks.tables import SCHEMA_VERSION, TABLES

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class TableFile:
    """One Parquet file of a release; `path` is relative to the release."""

    path: str
    table: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a run knows about a release beside its files."""

    counts: Mapping[str, int]  # in, out, rejected: records
    rejected: Mapping[str, int]  # rejects by reason
    duplicates: Mapping[str, int]  # copies by kind
    shards: Mapping[str, int]  # total, reused
    versions: Mapping[str, str]  # code, model, lexicon and libraries
    validation: Mapping[str, bool | int]  # passed, critical, warnings, expectations
    warnings: Sequence[str] = ()  # the expectations of severity warning that were not met


def list_files(candidate: Path) -> list[TableFile]:
    """Every Parquet file of a candidate in order of path. Its pages were verified when it was checked."""
    return [
        TableFile(
            path=file.relative_to(candidate).as_posix(),
            table=table.name,
            rows=open_parquet(file).metadata.num_rows,
            bytes=file.stat().st_size,
            sha256=file_sha256(file),
        )
        for table in sorted(TABLES, key=lambda table: table.name)
        for file in sorted((candidate / table.name).glob("*.parquet"))
    ]


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_digest(files: Sequence[TableFile]) -> str:
    """One hash for all tables: equal digests are equal releases, whenever and by whatever they were made."""
    return hashlib.sha256(json.dumps([[file.path, file.sha256] for file in files]).encode()).hexdigest()


def make_manifest(release: str, previous: str | None, files: Sequence[TableFile], facts: Facts) -> bytes:
    """The manifest as JSON."""
    manifest = {
        "release": release,
        "previous": previous,
        "schema_version": SCHEMA_VERSION,
        "content_sha256": content_digest(files),
        "counts": dict(facts.counts),
        "rejected": dict(facts.rejected),
        "duplicates": dict(facts.duplicates),
        "shards": dict(facts.shards),
        "validation": {**facts.validation, "warned": list(facts.warnings)},
        "versions": dict(facts.versions),
        "files": [asdict(file) for file in files],
    }
    return (json.dumps(manifest, indent=2) + "\n").encode()


def read_digest(release: Path) -> str | None:
    """The content digest in a release's manifest; None if the folder is no release."""
    try:
        manifest = json.loads((release / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return str(manifest["content_sha256"]) if isinstance(manifest, dict) and "content_sha256" in manifest else None


def read_files(release: Path) -> dict[str, TableFile]:
    """The files that a release's manifest lists, by path. Raises OSError or ValueError if it cannot be read."""
    manifest = json.loads((release / NAME).read_text(encoding="utf-8"))
    return {entry["path"]: TableFile(**entry) for entry in manifest["files"]}
