"""The pool of workers: what a dying worker costs, what workers import, and what is left when the run dies."""

import faulthandler
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError
from pathlib import Path

import psutil
import pytest

from flows.executor import ExecutorError, WorkerDied, WorkerPool, open_executor

ROOT = Path(__file__).parents[2]


def double(number: int) -> int:
    return 2 * number


def process_id() -> int:
    return os.getpid()


def die(exit_code: int) -> None:
    os._exit(exit_code)


def kill_self(number: int) -> None:
    os.kill(os.getpid(), number)


def overrun() -> None:
    with open(os.devnull, "w") as log:
        faulthandler.dump_traceback_later(0.1, exit=True, file=log)
        time.sleep(60)


def rest(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def loaded(names: list[str]) -> list[str]:
    return [name for name in names if name in sys.modules]


class Picky(Exception):
    """An exception that pickle writes but cannot read again."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


def fail(kind: str) -> None:
    raise Picky("a", "b") if kind == "picky" else ValueError(kind)


def unpicklable() -> object:
    return lambda: None


def test_results_come_back() -> None:
    with open_executor("local", 2) as executor:
        futures = [executor.submit(double, n) for n in range(50)]
        assert [future.result(30) for future in futures] == [2 * n for n in range(50)]


@pytest.mark.parametrize(
    ("function", "argument", "exit_code", "words"),
    [
        (die, 7, 7, "exit code 7"),
        (kill_self, signal.SIGKILL, -signal.SIGKILL, "SIGKILL"),
        (kill_self, signal.SIGSEGV, -signal.SIGSEGV, "SIGSEGV"),
    ],
)
def test_a_dead_worker_costs_its_own_task_only(function, argument, exit_code, words) -> None:
    with open_executor("local", 2) as executor:
        before = [executor.submit(double, n) for n in range(5)]
        deadly = executor.submit(function, argument)
        after = [executor.submit(double, n) for n in range(5)]
        with pytest.raises(WorkerDied, match=words) as died:
            deadly.result(30)
        assert died.value.exit_code == exit_code
        assert [future.result(30) for future in before + after] == [2 * n for n in range(5)] * 2


def test_a_worker_ended_by_its_watchdog_is_told_by_its_exit_code() -> None:
    with open_executor("local") as executor, pytest.raises(WorkerDied) as died:
        executor.submit(overrun).result(30)
    assert died.value.exit_code == 1


def test_many_deaths_in_a_row_neither_hang_nor_break_the_pool() -> None:
    with open_executor("local", 2) as executor:
        futures = [executor.submit(die, 3) if n % 2 else executor.submit(double, n) for n in range(12)]
        for n, future in enumerate(futures):
            if n % 2:
                assert isinstance(future.exception(30), WorkerDied)
            else:
                assert future.result(30) == 2 * n


def test_a_worker_killed_while_idle_costs_nothing() -> None:
    with open_executor("local") as executor:
        first = executor.submit(process_id).result(30)
        os.kill(first, signal.SIGKILL)
        assert executor.submit(process_id).result(30) != first


def test_a_worker_is_replaced_after_its_share_of_tasks() -> None:
    pool = WorkerPool(1, max_tasks=3)
    ids = [pool.submit(process_id).result(30) for _ in range(7)]
    pool.close()
    assert [ids.count(one) for one in dict.fromkeys(ids)] == [3, 3, 1]


def test_exceptions_travel_with_the_workers_traceback() -> None:
    with open_executor("local") as executor:
        with pytest.raises(ValueError, match="bad") as raised:
            executor.submit(fail, "bad").result(30)
        assert "in fail" in "".join(raised.value.__notes__)
        with pytest.raises(RuntimeError, match="Picky: ab"):
            executor.submit(fail, "picky").result(30)
        with pytest.raises(Exception, match="pickle"):
            executor.submit(unpicklable).result(30)
        assert executor.submit(double, 1).result(30) == 2


def test_an_exception_in_the_block_kills_what_runs() -> None:
    begin = time.monotonic()
    with pytest.raises(ZeroDivisionError), open_executor("local", 1) as executor:
        running, waiting = executor.submit(rest, 60.0), executor.submit(rest, 60.0)
        while not running.running():
            time.sleep(0.01)
        raise ZeroDivisionError
    assert time.monotonic() - begin < 20
    assert waiting.cancelled()
    with pytest.raises(CancelledError):
        running.result(0)


def test_wrong_use_is_told() -> None:
    with pytest.raises(ExecutorError, match="'local' or 'dask'"), open_executor("ray"):  # type: ignore[arg-type]
        pass
    with pytest.raises(ExecutorError, match="at least one"):
        WorkerPool(0)
    with pytest.raises(ExecutorError, match="ONRECORD_DASK_ADDRESS"), open_executor("dask"):
        pass


PROGRAM = """
import sys
sys.path.insert(0, {root!r})
import json.tool  # stands for what only the program itself needs
import prefect_stand_in
from flows.executor import open_executor
from tests.flows.test_executor import loaded, process_id, rest

def main():
    with open_executor("local", 2, preload=["decimal"]) as executor:
        names = ["json.tool", "prefect_stand_in", "prefect", "great_expectations", "decimal"]
        print(executor.submit(loaded, names).result(), flush=True)
        futures = [executor.submit(process_id) for _ in range(20)]
        print(*{{future.result() for future in futures}}, flush=True)
        if len(sys.argv) > 1:
            executor.submit(rest, 60.0).result()

if __name__ == "__main__":
    main()
"""


@pytest.fixture
def program(tmp_path: Path) -> list[str]:
    (tmp_path / "prefect_stand_in.py").write_text("")
    (tmp_path / "program.py").write_text(PROGRAM.format(root=str(ROOT)))
    return [sys.executable, "-m", "program"]


def test_workers_import_neither_the_program_nor_what_it_imports(program: list[str], tmp_path: Path) -> None:
    done = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "['decimal']"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_the_run(program: list[str], tmp_path: Path, number: signal.Signals) -> None:
    with subprocess.Popen([*program, "rest"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        assert run.stdout is not None
        run.stdout.readline()
        run.stdout.readline()
        workers = psutil.Process(run.pid).children(recursive=True)
        run.send_signal(number)
        assert run.wait(20) != 0
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert workers
    assert not [worker for worker in alive if worker.status() != psutil.STATUS_ZOMBIE]


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
    monkeypatch.setattr("flows.executor.CONNECT_SECONDS", 0.5)
    with (
        pytest.raises(ExecutorError, match="no Dask scheduler answers"),
        open_executor("dask", dask_address="tcp://127.0.0.1:9"),
    ):
        pass
