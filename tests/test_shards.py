"""A document that hangs, crashes or kills its worker costs itself, and nothing else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tasks.shards import ShardReport, note_of, read_report, run_shard
from tasks.storage import read_rows
from tasks.tables.rejects import Reject
from tasks.watch import Blame, blame
from tasks.workers import WorkerDied, open_executor
from tests import hanging


def test_bad_documents_are_rejected_and_the_others_done(tmp_path: Path) -> None:
    job = hanging.HangingJob(("ok", "exit", "ok", "hang", "kill", "ok"), tmp_path / "shard", 1.0)
    with open_executor("local", 1) as executor:
        report = run_shard(executor, hanging.run, job)
    assert report == ShardReport(6, 3, {"crash": 2, "timeout": 1}, {"rejects": 3})
    assert read_report(tmp_path / "shard") == report
    rejects = [
        (row.origin, row.reason, row.detail) for row in read_rows(tmp_path / "shard" / "rejects.parquet", Reject)
    ]
    assert rejects == [
        ("1", "crash", "ended its worker process (exit status 7)"),
        ("3", "timeout", "took more than 1 s"),
        ("4", "crash", "ended its worker process (exit status -9)"),
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["shard"]


def test_a_worker_that_dies_without_a_document_is_no_documents_fault(tmp_path: Path) -> None:
    job = hanging.HangingJob(("ok",), tmp_path / "shard", 1.0)
    note_of(job.folder).write_text("0\n")  # left by a run that was killed: nobody's fault either
    with open_executor("local", 1) as executor, pytest.raises(WorkerDied):
        run_shard(executor, hanging.die, job)
    assert read_report(tmp_path / "shard") is None


def test_blame_needs_a_note(tmp_path: Path) -> None:
    note = tmp_path / "note"
    assert blame(note, 1, 1.0) is None
    note.write_text("not a number")
    assert blame(note, 1, 1.0) is None
    note.write_text("5\n")
    assert blame(note, 1, 3600.0) == Blame(5, "crash", "ended its worker process (exit status 1)")
    assert not note.exists()
    note.write_text("6\n")
    time.sleep(0.2)
    assert blame(note, 1, 0.2) == Blame(6, "timeout", "took more than 0.2 s")
