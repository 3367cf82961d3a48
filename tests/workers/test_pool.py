"""The pool of workers: what a dying worker costs, what workers import, and what is left when the run dies."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any

import psutil
import pytest

from tasks.workers import ExecutorError, WorkerDied, open_executor
from tasks.workers.pool import WorkerPool
from tests.workers.work import (
    die,
    double,
    fail,
    kill_self,
    overrun,
    process_id,
    rest,
    unpicklable,
)

ROOT = Path(__file__).parents[2]


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


def test_a_pool_killed_while_its_workers_start_ends_at_once() -> None:
    begin = time.monotonic()
    pool = WorkerPool(2, preload=["tests.workers.slow_to_import"])
    futures = [pool.submit(double, n) for n in range(6)]
    while not futures[0].running():  # handed to a worker that still imports
        time.sleep(0.01)
    pool.kill()
    pool.close()
    assert time.monotonic() - begin < 20
    assert all(isinstance(_outcome(future), CancelledError) for future in futures)


def test_a_worker_that_dies_before_every_task_is_given_up() -> None:
    with open_executor("local", preload=["tests.workers.deadly_to_import"]) as executor:
        assert isinstance(_outcome(executor.submit(double, 1)), WorkerDied)


def test_a_process_that_cannot_be_started_fails_its_task_only(monkeypatch: pytest.MonkeyPatch) -> None:
    start, tries = subprocess.Popen, []

    def refuse(*args, **kwargs):
        tries.append(1)
        if len(tries) <= 2:
            raise BlockingIOError("no more processes")
        return start(*args, **kwargs)

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with open_executor("local") as executor:
        assert isinstance(_outcome(executor.submit(double, 1)), BlockingIOError)
        assert executor.submit(double, 2).result(30) == 4


def test_a_signal_stops_every_pool_that_is_open() -> None:
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with open_executor("local") as outer, open_executor("local") as inner:
            futures = [outer.submit(rest, 60.0), inner.submit(rest, 60.0)]
            signal.raise_signal(signal.SIGTERM)
            assert all(isinstance(_outcome(future), CancelledError) for future in futures)
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_closed_pool_takes_nothing() -> None:
    with open_executor("local") as executor:
        pass
    with pytest.raises(ExecutorError, match="stopped"):
        executor.submit(double, 1)


def _outcome(future: Future[Any]) -> BaseException | None:
    try:
        return future.exception(30)
    except CancelledError as error:
        return error


def test_wrong_use_is_told() -> None:
    with pytest.raises(ExecutorError, match="'local' or 'dask'"), open_executor("ray"):  # type: ignore[arg-type]
        pass
    with pytest.raises(ExecutorError, match="at least one"):
        WorkerPool(0)
    with pytest.raises(ExecutorError, match="program that was started"), open_executor("local") as executor:
        executor.submit(type("double", (), {"__module__": "__main__"}))


PROGRAM = """
import sys
sys.path.insert(0, {root!r})
import json.tool  # stands for what only the program itself needs
import prefect_stand_in
from tasks.workers import open_executor
from tests.workers.work import loaded, process_id, rest

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
