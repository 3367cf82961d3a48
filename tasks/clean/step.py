"""clean as a Prefect task: one shard."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.clean.job import CleanJob, run
from tasks.shards import ShardReport, run_shard
from tasks.workers import Executor


@task(cache_policy=NO_CACHE, persist_result=False)
def clean(job: CleanJob, executor: Executor) -> ShardReport:
    """Clean one slice of the input in a worker process."""
    return run_shard(executor, run, job)
