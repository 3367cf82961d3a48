"""A Dask cluster as an executor: answers, errors and the death of a worker."""

import pytest

from tasks.workers import ExecutorError, WorkerDied, open_executor
from tests.workers.work import die, double, fail


@pytest.mark.slow
def test_dask_runs_tasks_and_maps_the_death_of_a_worker() -> None:
    distributed = pytest.importorskip("distributed")
    import dask

    quiet = {"distributed.scheduler.allowed-failures": 0, "distributed.logging.distributed": "critical"}
    with (
        dask.config.set(quiet),
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        open_executor("dask", dask_address=cluster.scheduler_address) as executor,
    ):
        assert executor.submit(double, 4).result(30) == 8
        with pytest.raises(ValueError, match="bad"):
            executor.submit(fail, "bad").result(30)
        with pytest.raises(WorkerDied):
            executor.submit(die, 7).result(30)
        assert executor.submit(double, 5).result(30) == 10


@pytest.mark.slow
def test_a_dask_scheduler_that_does_not_answer_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("tasks.workers.cluster.CONNECT_SECONDS", 0.5)
    with (
        pytest.raises(ExecutorError, match="no Dask scheduler answers"),
        open_executor("dask", dask_address="tcp://127.0.0.1:9"),
    ):
        pass


def test_a_cluster_needs_an_address() -> None:
    with pytest.raises(ExecutorError, match="ONRECORD_DASK_ADDRESS"), open_executor("dask"):
        pass
