"""extract as a Prefect task: one shard."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.extract.shard import ExtractJob, extract_shard
from tasks.shards import ShardReport
from tasks.workers import Executor, run_shard


@task(cache_policy=NO_CACHE, persist_result=False)
def extract(job: ExtractJob, executor: Executor) -> ShardReport:
    """Extract from one cleaned shard in a worker process."""
    return run_shard(executor, extract_shard, job)
