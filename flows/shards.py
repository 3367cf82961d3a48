"""All shards of a run through clean and extract; those that an earlier run finished are not done again."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.pools import Pools
from flows.progress import Progress
from flows.run import Run, Submit, plan
from tasks.clean.inputs.slices import Slice
from tasks.clean.job import CleanJob, clean_job
from tasks.clean.step import clean
from tasks.extract.job import ExtractJob, extract_job
from tasks.extract.step import extract
from tasks.link.job import LinkReport, ShardFolders
from tasks.publish.manifest import Facts
from tasks.shards import ShardReport, read_report
from tasks.versions import code_version, lexicon_version, library_versions

# Shards under way for each worker: enough that none waits for the flow, few enough that memory does not grow with the
# input. The run waits for the oldest one.
UNDER_WAY = 4


@dataclass(frozen=True, slots=True)
class _Step:
    """A shard in one stage: its report is known from an earlier run, or still to come."""

    folder: Path
    known: ShardReport | None
    future: Any

    def report(self) -> ShardReport:
        """Wait for the report. Raises what the stage raised."""
        found: ShardReport = self.future.result() if self.known is None else self.known
        return found


class Shards:
    """The shards of a run, and what became of their records."""

    def __init__(self, run: Run, pools: Pools, submit: Submit, progress: Progress) -> None:
        self._run, self._pools, self._submit, self._progress = run, pools, submit, progress
        self.records = self.total = self.reused = self.skipped = 0

    def run(self) -> Iterator[ShardFolders]:
        """The folders of every shard, as each is finished. Raises OSError."""
        most = UNDER_WAY * self._run.settings.workers
        cleaning, extracting = deque[_Step](), deque[tuple[_Step, _Step]]()
        slices = plan(self._run)
        for slice_ in slices:
            self.total += 1
            self._progress.planned()
            cleaning.append(self._clean(slice_))
            if len(cleaning) > most:
                extracting.append(self._extract(cleaning.popleft()))
            if len(extracting) > most:
                yield self._finish(*extracting.popleft())
        self.skipped = slices.skipped
        while cleaning:
            extracting.append(self._extract(cleaning.popleft()))
        while extracting:
            yield self._finish(*extracting.popleft())

    def _clean(self, slice_: Slice) -> _Step:
        run = self._run
        job = clean_job(run.work, run.source.root, slice_, run.settings.document_seconds)
        return self._start(clean, job)

    def _extract(self, cleaned: _Step) -> tuple[_Step, _Step]:
        self.records += cleaned.report().records
        settings = self._run.settings
        job = extract_job(
            self._run.work, cleaned.folder, settings.document_seconds, settings.model, settings.model_version
        )
        return cleaned, self._start(extract, job)

    def _start(self, step: Any, job: CleanJob | ExtractJob) -> _Step:
        known = read_report(job.folder)
        return _Step(job.folder, known, None if known else self._submit(step, job, self._pools.shards))

    def _finish(self, cleaned: _Step, extracted: _Step) -> ShardFolders:
        extracted.report()
        self.reused += cleaned.known is not None and extracted.known is not None
        self._progress.finished()
        return ShardFolders(cleaned.folder, extracted.folder)

    def facts(self, linked: LinkReport) -> Facts:
        """What the manifest says of this run; the validation is still to come."""
        rejected = Counter(linked.rejected)
        return Facts(
            counts={"in": self.records, "out": linked.rows["documents"], "rejected": rejected.total()},
            rejected=dict(rejected),
            duplicates=linked.duplicates,
            shards={"total": self.total, "reused": self.reused},
            versions={
                "code": code_version(),
                "model": self._run.settings.model_version,
                "lexicon": lexicon_version(),
                **library_versions(),
            },
            validation={},
        )
