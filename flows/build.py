"""build, the main job: plan -> clean -> extract -> link -> check -> publish."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner
from rich.console import Console

from flows.errors import Refused
from flows.lock import exclusive
from flows.pools import Pools, open_pools
from flows.progress import Progress
from flows.run import Outcome, Run, Submit
from flows.settings import read_settings
from flows.shards import Shards
from tasks import durable
from tasks.check.candidate import CheckJob
from tasks.check.step import check
from tasks.clean.inputs.tree import KINDS, find_source
from tasks.link.job import link_job
from tasks.link.job import read_report as read_link_report
from tasks.link.step import link
from tasks.publish.release import PublishJob, find_published
from tasks.publish.step import publish


class NoInput(Refused):
    """There is nothing to read; the message says what would be."""


def build_release(run: Run, pools: Pools, submit: Submit, progress: Progress) -> Outcome:
    """Build a release and publish it, unless nothing is new or its checks fail.

    Raises NoInput if there is nothing to read, OSError if the input vanishes or the disk fails; what is finished by
    then is kept for the next run.
    """
    shards = Shards(run, pools, submit, progress)
    job = link_job(run.work, shards.run())
    if not shards.total:
        raise NoInput(f"No article file is in INPUT; give it a file, folder or pattern of {', '.join(KINDS)}.")
    linked = read_link_report(job.folder) or progress.stage("link", submit(link, job, pools.shards).result)
    facts = shards.facts(linked)
    known = find_published(job.folder, run.published)
    if known is not None:
        return Outcome(known, facts, linked.rows, None, shards.skipped)
    checking = submit(check, CheckJob(job.folder, run.work / "check", shards.records), pools.check)
    verdict = progress.stage("check", checking.result)
    if not verdict.passed:
        return Outcome(None, facts, linked.rows, verdict, shards.skipped)
    validation = {
        "passed": verdict.passed,
        "critical": verdict.critical,
        "warnings": verdict.warnings,
        "expectations": verdict.expectations,
    }
    warnings = [f"{failure.table}, not met: {failure.rule}" for failure in verdict.failures]
    facts = replace(facts, validation=validation, warnings=warnings)
    publishing = submit(publish, PublishJob(job.folder, run.published, facts, run.now))
    published = progress.stage("publish", publishing.result)
    for candidate in job.folder.parent.iterdir():
        if candidate != job.folder:  # of earlier releases; this one is kept, so that the next run finds it
            durable.discard(candidate)
    return Outcome(published, facts, linked.rows, verdict, shards.skipped)


# Threads that wait for workers, of which a cluster may have many; flows.shards says how many shards are under way.
_THREADS: Any = ThreadPoolTaskRunner(max_workers=256)


@flow(
    name="build",
    persist_result=False,
    validate_parameters=False,
    task_runner=_THREADS,
)
def build(source: str = "data/sample", out: str = "data") -> Outcome:
    """Build and publish a release from the files that `source` names into the folder `out`.

    Raises BadSetting, FileNotFoundError, NoInput and Busy with one sentence each; OSError if the disk fails.
    """
    settings = read_settings()
    given = find_source(source)
    # Whole paths, since a worker on a cluster stands elsewhere; what is published names none of them.
    run = Run(replace(given, root=given.root.resolve()), Path(out).resolve(), settings, datetime.now(UTC))
    console = Console(stderr=True)
    with (
        exclusive(run.out),
        open_pools(settings) as pools,
        Progress(console) as progress,
    ):
        for stage in ("clean", "extract", "link"):
            durable.sweep(run.work / stage)
        return build_release(run, pools, _submit, progress)


def _submit(step: Any, *args: Any) -> Any:
    return step.submit(*args)
