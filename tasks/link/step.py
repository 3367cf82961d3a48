"""link as a Prefect task: the whole dataset."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.link.job import LinkJob, LinkReport, run
from tasks.workers import Executor


@task(cache_policy=NO_CACHE, persist_result=False)
def link(job: LinkJob, executor: Executor) -> LinkReport:
    """Link all shards into a candidate, in a worker process."""
    return executor.submit(run, job).result()
