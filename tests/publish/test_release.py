"""A release is whole, named by the time, shares what did not change, and `latest` moves in one step."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tasks import durable
from tasks.link.dataset import link_dataset
from tasks.link.job import LinkJob
from tasks.publish.manifest import Facts, file_sha256, read_digest
from tasks.publish.release import PublishJob, find_published, publish_candidate, read_latest, releases
from tasks.tables import TABLES
from tests.rows import Shard, draft

NOW = datetime(2024, 10, 27, 3, tzinfo=UTC)
FACTS = Facts(
    counts={"in": 2, "out": 1, "rejected": 1},
    rejected={"empty": 1},
    duplicates={},
    shards={"total": 1, "reused": 0},
    versions={"code": "c", "model": "none", "lexicon": "l"},
    validation={"passed": True, "critical": 0, "warnings": 0, "expectations": 9},
)


@pytest.fixture
def make(tmp_path: Path):  # type: ignore[no-untyped-def]
    def candidate(name: str, *texts: str) -> Path:
        shard = Shard([draft(text, f"d{number}") for number, text in enumerate(texts)])
        link_dataset(LinkJob((shard.write(tmp_path / name, "0"),), tmp_path / name / "link"))
        return tmp_path / name / "link"

    return candidate


def job(candidate: Path, tmp_path: Path, now: datetime = NOW) -> PublishJob:
    return PublishJob(candidate, tmp_path / "published", FACTS, now)


def test_a_release_has_all_tables_and_a_true_manifest(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    release = publish_candidate(job(make("a", "One sentence of news."), tmp_path)).release
    assert release.name == "20241027T030000Z"
    assert (tmp_path / "published" / "latest").readlink() == Path(release.name)
    manifest = json.loads((release / "manifest.json").read_text())
    listed = {entry["path"]: entry for entry in manifest["files"]}
    assert set(listed) == {file.relative_to(release).as_posix() for file in release.rglob("*.parquet")}
    assert {entry["table"] for entry in listed.values()} == {table.name for table in TABLES}
    for path, entry in listed.items():
        assert entry["sha256"] == file_sha256(release / path)
        assert entry["bytes"] == (release / path).stat().st_size
    assert listed["documents/part-00000.parquet"]["rows"] == 1
    assert (manifest["counts"], manifest["previous"]) == ({"in": 2, "out": 1, "rejected": 1}, None)


def test_the_same_tables_are_found_and_not_published_again(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    first = publish_candidate(job(make("a", "One sentence of news."), tmp_path)).release
    found = find_published(make("b", "One sentence of news."), tmp_path / "published")
    assert found is not None
    assert (found.release, found.new) == (first, False)
    assert find_published(make("c", "Another sentence."), tmp_path / "published") is None


def test_unchanged_files_are_shared_with_the_release_before(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    first = publish_candidate(job(make("a", "One."), tmp_path)).release
    second = publish_candidate(job(make("b", "One.", "Two."), tmp_path, NOW + timedelta(days=1))).release
    assert json.loads((second / "manifest.json").read_text())["previous"] == first.name
    same, other = "claims/part-00000.parquet", "documents/part-00000.parquet"
    assert (first / same).stat().st_ino == (second / same).stat().st_ino
    assert (first / other).stat().st_ino != (second / other).stat().st_ino


def test_a_clock_that_goes_back_does_not_hide_a_release(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    publish_candidate(job(make("a", "One."), tmp_path))
    later = publish_candidate(job(make("b", "Two."), tmp_path, NOW - timedelta(hours=1))).release
    assert later.name == "20241027T030001Z"
    assert read_latest(tmp_path / "published") == later


def test_a_release_that_nobody_saw_is_shown_by_the_next_run(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    candidate = make("a", "One.")

    def no_pointer(operation: str, path: Path) -> None:
        if operation == "symlink":
            raise OSError(5, "Input/output error", str(path))

    with durable.observe(no_pointer), pytest.raises(OSError, match="Input/output"):
        publish_candidate(job(candidate, tmp_path))
    assert read_latest(tmp_path / "published") is None
    found = find_published(candidate, tmp_path / "published")
    assert found is not None
    assert found.new
    assert read_latest(tmp_path / "published") == found.release
    assert read_digest(found.release) is not None


def test_what_a_killed_run_left_half_done_goes(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    durable.write(tmp_path / "published" / ".20240101T000000Z.partial" / "x", b"half")
    publish_candidate(job(make("a", "One."), tmp_path))
    assert sorted(path.name for path in (tmp_path / "published").iterdir()) == ["20241027T030000Z", "latest"]


def test_the_report_escapes_what_comes_from_outside(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    hostile = "<script>alert('x')</script>"
    facts = replace(FACTS, rejected={hostile: 1}, versions={**FACTS.versions, hostile: hostile})
    release = publish_candidate(replace(job(make("a", "One."), tmp_path), facts=facts)).release
    page = (release / "report" / "index.html").read_text()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page


def test_only_whole_releases_count(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    first = publish_candidate(job(make("a", "One."), tmp_path)).release
    for name in (".20991231T000000Z.4711-ab.partial", f"{first.name}-backup"):
        shutil.copytree(first, first.with_name(name))
    assert releases(tmp_path / "published") == [first]
    second = publish_candidate(job(make("b", "Two."), tmp_path)).release
    assert second.name == "20241027T030001Z"


def test_a_release_that_somebody_removed_is_no_hindrance(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    first = publish_candidate(job(make("a", "One."), tmp_path)).release
    shutil.rmtree(first)
    assert read_latest(tmp_path / "published") is None
    assert find_published(make("b", "One."), tmp_path / "published") is None
    assert publish_candidate(job(make("c", "One."), tmp_path)).new


def test_a_damaged_file_of_the_release_before_is_not_passed_on(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    first = publish_candidate(job(make("a", "One."), tmp_path)).release
    same = "claims/part-00000.parquet"
    good = (first / same).read_bytes()
    (first / same).unlink()
    (first / same).write_bytes(good[:-1] + b"?")
    second = publish_candidate(job(make("b", "One.", "Two."), tmp_path, NOW + timedelta(days=1))).release
    assert (second / same).read_bytes() == good
