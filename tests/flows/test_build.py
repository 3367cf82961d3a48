"""`python -m flows build` as a person runs it: in a process of its own, with real Prefect flow and task runs."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.runs import ROOT, SAMPLE, command, hashes, manifest, run


def test_the_sample_is_published(sample) -> None:  # type: ignore[no-untyped-def]
    done, out = sample
    assert done.returncode == 0, done.stderr
    assert "published" in done.stdout
    facts = manifest(out)
    assert facts["counts"] == {"in": 13, "out": 11, "rejected": 2}
    assert facts["rejected"] == {"not_text": 1, "unsupported_language": 1}
    assert facts["duplicates"] == {"exact": 1, "syndicated": 1}
    assert facts["validation"]["passed"] is True
    assert facts["versions"]["trafilatura"]


def test_a_run_is_quiet(sample) -> None:  # type: ignore[no-untyped-def]
    done, _ = sample
    told = (done.stdout + done.stderr).lower()
    for word in ("traceback", "warning", "error", "nanobind", "deprecat", "telemetry"):
        assert word not in told
    assert len(done.stderr.splitlines()) < 10


def test_nothing_new_publishes_nothing(sample, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    _, out = sample
    before = sorted(path.name for path in (out / "published").iterdir())
    again = run(SAMPLE, out)
    assert again.returncode == 0, again.stderr
    assert "nothing new" in again.stdout
    assert "1 reused" in again.stdout
    assert sorted(path.name for path in (out / "published").iterdir()) == before


def test_a_candidate_that_fails_its_checks_is_not_published(sample, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    _, published = sample
    out, source = tmp_path / "out", tmp_path / "input"
    shutil.copytree(published, out, symlinks=True)
    source.mkdir()
    (source / "empty.txt").write_text("")
    before = hashes(out)
    done = run(source, out)
    assert done.returncode == 1
    assert "not published" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    page = (out / "work" / "check" / "index.html").read_text()
    assert "there are documents" in page
    assert hashes(out) == before


@pytest.mark.parametrize(
    ("source", "settings", "sentence"),
    [
        ("no/such/place", {}, "no such file, folder or pattern"),
        ("", {}, "INPUT is empty"),
        (ROOT / "tasks" / "check", {}, "No article file is in INPUT"),
        (SAMPLE, {"ONRECORD_WORKERS": "many"}, "ONRECORD_WORKERS is 'many'"),
        (SAMPLE, {"ONRECORD_EXECUTOR": "dask"}, "ONRECORD_DASK_ADDRESS is not set"),
    ],
)
def test_what_is_asked_in_a_wrong_way_is_one_sentence(
    tmp_path: Path, source: Path | str, settings: dict[str, str], sentence: str
) -> None:
    done = run(source, tmp_path, **settings)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "published").exists()


def test_two_runs_in_one_place_are_one_too_many(tmp_path: Path) -> None:
    lock = tmp_path / "work" / ".lock"
    lock.parent.mkdir()
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.write("4711\n")
        held.flush()
        done = run(SAMPLE, tmp_path)
    assert done.returncode == 2
    assert "Another run (process 4711) works in" in done.stderr
    assert "Traceback" not in done.stderr


def write_articles(path: Path, n: int) -> None:
    lines = (
        json.dumps(
            {
                "id": f"a{i}",
                "outlet": f"Outlet {i % 7}",
                "published_at": f"2024-10-{1 + i % 28:02d}",
                "text": f"The council of town {i} said on Monday that {i + 2} houses would be built by next year.\n\n"
                f"About {3 * i + 5} people signed a letter against plan {i * i}, {i % 97} of them on Tuesday night.",
            }
        )
        for i in range(n)
    )
    path.write_text("\n".join(lines) + "\n")


def test_a_killed_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    write_articles(source, 1_500)
    killed = subprocess.Popen(
        command(source, tmp_path / "out"),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 120
    while not list((tmp_path / "out" / "work" / "extract").glob("[0-9a-f]*/report.json")):
        assert time.monotonic() < deadline, "no shard was finished"
        assert killed.poll() is None, "the run ended before it could be killed"
        time.sleep(0.02)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert not (tmp_path / "out" / "published" / "latest").exists()
    again = run(source, tmp_path / "out")
    assert again.returncode == 0, again.stderr
    assert manifest(tmp_path / "out")["shards"]["reused"] >= 1
    assert manifest(tmp_path / "out")["counts"] == {"in": 1500, "out": 1500, "rejected": 0}
    other = run(source, tmp_path / "other", ONRECORD_WORKERS="1")
    assert other.returncode == 0, other.stderr
    assert hashes(tmp_path / "other") == hashes(tmp_path / "out")
