"""publish as a Prefect task: the checked candidate."""

from __future__ import annotations

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.publish.release import PublishJob, PublishReport, publish_candidate


@task(cache_policy=NO_CACHE, persist_result=False)
def publish(job: PublishJob) -> PublishReport:
    """Make the candidate the newest release."""
    return publish_candidate(job)
