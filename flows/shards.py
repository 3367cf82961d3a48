"""All shards of a run through clean and extract; those that an earlier run finished are not done again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from flows.pools import Pools
from flows.progress import Progress
from flows.run import Run, Submit, plan
from tasks.clean.job import CleanJob, clean_job
from tasks.clean.step import clean
from tasks.extract.job import ExtractJob, extract_job
from tasks.extract.step import extract
from tasks.link.job import LinkReport, ShardFolders
from tasks.publish.manifest import Facts
from tasks.shards import ShardReport, read_report
from tasks.versions import code_version, lexicon_version, library_versions


class Shards:
    """The shards of a run, and what became of their records."""

    def __init__(self, run: Run, pools: Pools, submit: Submit, progress: Progress) -> None:
        self._run, self._pools, self._submit, self._progress = run, pools, submit, progress
        self.records = self.total = self.reused = self.skipped = 0

    def run(self) -> Iterator[ShardFolders]:
        """The folders of every shard, as each is finished. Raises OSError."""
        run, pool = self._run, self._pools.shards
        seconds = run.settings.document_seconds
        slices = plan(run)
        started: list[tuple[CleanJob, ShardReport | None, Any]] = []
        for slice_ in slices:
            job = clean_job(run.work, run.source.root, slice_, seconds)
            known = read_report(job.folder)
            started.append((job, known, None if known is not None else self._submit(clean, job, pool)))
            self._progress.planned(slice_.n_records)
        self.total, self.skipped = len(started), slices.skipped
        extracting: list[tuple[CleanJob, ExtractJob, Any]] = []
        for cleaning, known, cleaned in started:
            report: ShardReport = cleaned.result() if known is None else known
            self.records += report.records
            job_ = extract_job(run.work, cleaning.folder, seconds)
            finished = read_report(job_.folder)
            self.reused += known is not None and finished is not None
            extracting.append((cleaning, job_, None if finished else self._submit(extract, job_, pool)))
        for cleaning, job_, extracted in extracting:
            if extracted is not None:
                extracted.result()
            self._progress.finished()
            yield ShardFolders(cleaning.folder, job_.folder)

    def facts(self, linked: LinkReport) -> Facts:
        """What the manifest says of this run; the validation is still to come."""
        rejected = Counter(linked.rejected)
        return Facts(
            counts={"in": self.records, "out": linked.rows["documents"], "rejected": rejected.total()},
            rejected=dict(rejected),
            duplicates=linked.duplicates,
            shards={"total": self.total, "reused": self.reused},
            versions={"code": code_version(), "model": "none", "lexicon": lexicon_version(), **library_versions()},
            validation={},
        )
