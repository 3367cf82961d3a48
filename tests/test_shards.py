"""A document that hangs, crashes or kills its worker costs itself, and nothing else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tasks.clean import shard
from tasks.clean.document import Cleaned, clean_record
from tasks.clean.inputs.record import Record
from tasks.clean.inputs.slices import plan_slices
from tasks.clean.inputs.tree import find_source
from tasks.clean.job import clean_job
from tasks.shards import ShardReport, note_of, read_report, run_shard
from tasks.storage import read_rows
from tasks.tables.rejects import Reject
from tasks.watch import Blame, Watch, blame
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


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), MemoryError()])
def test_a_fault_of_the_machine_is_no_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def full(*_: object) -> None:
        raise error

    (tmp_path / "a.txt").write_text("The mayor said on Monday that the bridge was closed.")
    monkeypatch.setattr(shard, "clean_record", full)
    [slice_] = plan_slices(find_source(str(tmp_path)))
    with pytest.raises(type(error)):
        shard.clean_shard(clean_job(tmp_path / "work", tmp_path, slice_, 60.0))


def test_a_fault_of_ours_costs_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(record: Record) -> Cleaned:
        if record.origin == "b.txt":
            raise IndexError("list index out of range")
        return clean_record(record)

    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"The mayor said on Monday that bridge {name} was closed.")
    monkeypatch.setattr(shard, "clean_record", wrong)
    [slice_] = plan_slices(find_source(str(tmp_path)))
    report = shard.clean_shard(clean_job(tmp_path / "work", tmp_path, slice_, 60.0))
    assert (report.documents, report.rejected) == (2, {"crash": 1})


def test_a_document_that_was_rejected_is_not_blamed_for_what_comes_after(tmp_path: Path) -> None:
    note = tmp_path / "note"
    watch = Watch(note, None)
    with pytest.raises(ValueError, match="no document"), watch.over(3):
        raise ValueError("no document")
    assert blame(note, -11, 60.0) is None
