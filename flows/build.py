"""build, the main job: plan -> clean -> extract -> link -> check -> publish."""

from __future__ import annotations

from dataclasses import replace

from flows.progress import Progress
from flows.run import Outcome, Pools, Run, Submit
from flows.shards import Shards
from tasks.check.report import CheckJob
from tasks.check.step import check
from tasks.link.dataset import link_job
from tasks.link.dataset import read_report as read_link_report
from tasks.link.step import link
from tasks.publish.release import PublishJob, find_published
from tasks.publish.step import publish


def build_release(run: Run, pools: Pools, submit: Submit, progress: Progress) -> Outcome:
    """Build a release and publish it, unless nothing is new or its checks fail.

    Raises OSError if the input vanishes or the disk fails: what is finished is kept for the next run.
    """
    shards = Shards(run, pools, submit, progress)
    job = link_job(run.work, shards.run())
    linked = read_link_report(job.folder) or progress.stage("link", submit(link, job, pools.shards).result)
    facts = shards.facts(linked)
    known = find_published(job.folder, run.published)
    if known is not None:
        return Outcome(known, facts, linked.rows, None, shards.skipped)
    checking = submit(check, CheckJob(job.folder, run.work / "check", shards.records), pools.check)
    verdict = progress.stage("check", checking.result)
    if not verdict.passed:
        return Outcome(None, facts, linked.rows, verdict, shards.skipped)
    facts = replace(facts, validation=verdict.as_validation())
    publishing = submit(publish, PublishJob(job.folder, run.published, facts, run.now))
    return Outcome(progress.stage("publish", publishing.result), facts, linked.rows, verdict, shards.skipped)
