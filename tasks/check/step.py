"""check as a Prefect task: the candidate."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.check.candidate import CheckJob, CheckReport, check_candidate
from tasks.workers import Executor


@task(cache_policy=NO_CACHE, persist_result=False)
def check(job: CheckJob, executor: Executor) -> CheckReport:
    """Hold the candidate against its expectations, in the process that has them loaded."""
    return executor.submit(check_candidate, job).result()
