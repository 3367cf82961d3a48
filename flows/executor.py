"""Where the work of a run is done: pure functions in processes that may die without taking the run with them.

A Prefect task runs in a thread and hands a function and paths to an executor: locally a pool of worker processes, on a
cluster Dask. A worker that dies (a crash in C code, the time limit of a document, the memory killer) costs its own task
only: that future raises `WorkerDied`, a new worker takes the place of the old one, and the other tasks go on.

A local worker is a fresh interpreter that imports this module and what its functions need: neither the program that
was started (as `multiprocessing` would) nor Prefect. Each has a thread of its own here and a socket that nobody shares,
so there is no lock that a dying worker could keep, and its death is the end of a stream: noticed at once, never missed.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any, Literal, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Tasks after which a worker is replaced: parsers written in C leak, and a shard is about 200 documents.
MAX_TASKS = 25
# How often a task is handed to a new worker when the old one was gone before it took the task.
MAX_STARTS = 3
# Seconds that an idle worker may take to leave when its socket is closed, and a Dask scheduler to answer.
STOP_SECONDS = 5
CONNECT_SECONDS = 10

# What a worker process runs: the parent's module path, then the loop below.
BOOT = "import sys; sys.path[:] = {path!r}; from flows.executor import serve; serve({descriptor}, {preload!r})"
TAKEN = b"taken"


class WorkerDied(RuntimeError):
    """The process that ran a task ended before the task did.

    `exit_code` is that of the process: negative for a signal (-9 is SIGKILL), None where it is not known (Dask).
    """

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code

    def __str__(self) -> str:
        """How the worker ended, in words."""
        if self.exit_code is None:
            return "the worker died"
        if self.exit_code >= 0:
            return f"the worker died with exit code {self.exit_code}"
        with suppress(ValueError):
            return f"the worker was killed by {signal.Signals(-self.exit_code).name}"
        return f"the worker was killed by signal {-self.exit_code}"


class ExecutorError(RuntimeError):
    """The executor that the settings name cannot be used; the message says why."""


class Executor(Protocol):
    """What a Prefect task needs to know of an executor."""

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `function` in a worker. Its exception, or `WorkerDied`, is raised by the future's `result()`."""
        ...


@contextmanager
def open_executor(
    kind: Literal["local", "dask"], workers: int = 1, dask_address: str | None = None, preload: Sequence[str] = ()
) -> Iterator[Executor]:
    """An executor for the length of a `with` block.

    `local`: `workers` processes of this machine, started at once; each imports the modules named in `preload` while
    the run is still getting ready. When the block ends well, what was submitted is finished first; when it ends by an
    exception (Ctrl-C is one) the workers are killed.
    `dask`: the cluster whose scheduler is at `dask_address` (tcp://host:port).

    Raises:
        ExecutorError: no such kind, no scheduler at that address, or Dask is not installed.
    """
    if kind == "local":
        pool = WorkerPool(workers, preload=preload)
        try:
            with _killing_on_signals(pool):
                yield pool
        except BaseException:
            pool.kill()
            raise
        finally:
            pool.close()
    elif kind == "dask":
        with _dask_client(dask_address) as client:
            yield _DaskExecutor(client)
    else:
        raise ExecutorError(f"unknown executor {kind!r}: it is 'local' or 'dask'")


class WorkerPool:
    """Worker processes of this machine, each driven by a thread."""

    def __init__(self, workers: int, max_tasks: int = MAX_TASKS, preload: Sequence[str] = ()) -> None:
        if workers < 1:
            raise ExecutorError(f"a pool needs at least one worker, not {workers}")
        self._tasks: queue.SimpleQueue[tuple[Future[Any], bytes] | None] = queue.SimpleQueue()
        self._killed = False
        self._workers = [_Worker(tuple(preload)) for _ in range(workers)]
        self._threads = [
            threading.Thread(target=self._drive, args=(worker, max_tasks), name=f"worker-{number}", daemon=True)
            for number, worker in enumerate(self._workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `function` in a worker. It must be importable by its module's name, so not defined in `__main__`."""
        if self._killed:
            raise ExecutorError("the workers have been stopped")
        if getattr(function, "__module__", None) == "__main__":
            raise ExecutorError(f"{function!r} is defined in the program that was started; workers cannot import it")
        future: Future[T] = Future()
        self._tasks.put((future, pickle.dumps((function, args, kwargs))))
        return future

    def kill(self) -> None:
        """Stop at once: running tasks end with `CancelledError`, waiting ones are cancelled."""
        self._killed = True
        for worker in self._workers:
            worker.kill()

    def close(self) -> None:
        """Finish what was submitted, then let the workers go."""
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _drive(self, worker: _Worker, max_tasks: int) -> None:
        done = 0
        with suppress(WorkerDied):
            worker.start()
        while (task := self._tasks.get()) is not None:
            future, payload = task
            if self._killed:
                future.cancel()
            if not future.set_running_or_notify_cancel():
                continue
            if done >= max_tasks:
                worker.stop()
                done = 0
            try:
                succeeded, value = worker.run(payload)
            except WorkerDied as death:
                done = 0
                future.set_exception(CancelledError() if self._killed else death)
            except Exception as error:  # noqa: BLE001 - an answer that cannot be read here is the task's own failure
                worker.stop()
                done = 0
                future.set_exception(error)
            else:
                done += 1
                if succeeded:
                    future.set_result(value)
                else:
                    future.set_exception(value)
        worker.stop()


class _Worker:
    """One worker process and the socket to it. Used by one thread; `kill` may be called from any."""

    def __init__(self, preload: tuple[str, ...]) -> None:
        self._preload = preload
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._killed = False

    def start(self) -> Connection:
        """Start the process. Raises `WorkerDied` after `kill`."""
        if self._killed:
            raise WorkerDied(None)
        ours, theirs = socket.socketpair()
        with theirs:
            boot = BOOT.format(path=sys.path, descriptor=theirs.fileno(), preload=self._preload)
            self._connection = Connection(ours.detach())
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, and words of ours
                [sys.executable, "-c", boot],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
            )
        if self._killed:  # in the meantime
            self._process.kill()
        return self._connection

    def run(self, payload: bytes) -> tuple[bool, Any]:
        """Whether the function returned, and what it returned or raised. Raises `WorkerDied`."""
        exit_code: int | None = None
        for _ in range(MAX_STARTS):
            connection = self._connection or self.start()
            taken = False
            try:
                connection.send_bytes(payload)
                taken = connection.recv_bytes() == TAKEN
                answer = connection.recv_bytes()
            except (EOFError, OSError):
                exit_code = self.stop()
                if taken:
                    break
            else:
                return pickle.loads(answer)  # type: ignore[no-any-return]  # noqa: S301 - from a process of ours
        raise WorkerDied(exit_code)

    def stop(self) -> int | None:
        """Close the socket, which ends the worker, and give its exit code."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is None:
            return None
        try:
            exit_code = self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            exit_code = self._process.wait()
        self._process = None
        return exit_code

    def kill(self) -> None:
        """End the process at once and for good."""
        self._killed = True
        if (process := self._process) is not None:
            process.kill()


def serve(descriptor: int, preload: Sequence[str]) -> None:
    """What a worker process does: run the functions that come through a socket, until the other end is closed.

    The socket is read by a thread of its own, so that a worker in the middle of a task also leaves when the run is
    gone. (Not while C code keeps the interpreter's lock; the time limit of a document is there for that.)
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    os.set_inheritable(descriptor, False)  # a program that a task starts must not hold it open
    connection = Connection(descriptor)
    payloads: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(connection, payloads), daemon=True).start()
    gc.disable()  # what is imported stays: there is no garbage to look for
    for module in preload:
        import_module(module)
    gc.freeze()
    gc.enable()
    while True:
        payload = payloads.get()
        connection.send_bytes(TAKEN)
        connection.send_bytes(_answer(payload))


def _receive(connection: Connection, payloads: queue.SimpleQueue[bytes]) -> None:
    try:
        while True:
            payloads.put(connection.recv_bytes())
    except (EOFError, OSError):
        os._exit(0)  # nobody is left to answer; sys.exit would end this thread only


def _answer(payload: bytes) -> bytes:
    try:
        function, args, kwargs = pickle.loads(payload)  # noqa: S301 - from the run that started this process
        return pickle.dumps((True, function(*args, **kwargs)))
    except Exception as error:  # noqa: BLE001 - raised again where the result is asked for
        text = "".join(traceback.format_exception(error))
        error.add_note(f"In the worker:\n{text}")
        try:
            pickle.loads(answer := pickle.dumps((False, error)))  # noqa: S301 - some exceptions only fail to load
        except Exception:  # noqa: BLE001 - an exception that cannot travel is told in words
            return pickle.dumps((False, RuntimeError(text)))
        return answer


@contextmanager
def _killing_on_signals(pool: WorkerPool) -> Iterator[None]:
    """Kill the workers as soon as Ctrl-C or SIGTERM arrives: the threads that wait for them would keep the run alive.

    Handlers are not replaced: Prefect swaps that of SIGTERM while a flow runs, and then waits for the flow's threads.
    Python writes the number of each signal that it handles to a wake-up socket as well; a thread reads it there.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)

    def watch() -> None:
        while number := ours.recv(1):
            if number[0] in (signal.SIGINT, signal.SIGTERM):
                pool.kill()

    watcher = threading.Thread(target=watch, name="signals", daemon=True)
    watcher.start()
    before = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        theirs.close()
        watcher.join()
        ours.close()


@contextmanager
def _dask_client(address: str | None) -> Iterator[Any]:
    if not address:
        raise ExecutorError("ONRECORD_EXECUTOR=dask needs ONRECORD_DASK_ADDRESS=tcp://host:port")
    try:
        from distributed import Client
    except ImportError as error:
        raise ExecutorError("Dask is not installed: install onrecord with its extra `dask`") from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ExecutorError(f"no Dask scheduler answers at {address}") from error
    with client:
        yield client


class _DaskExecutor:
    """A Dask cluster.

    A task whose worker died is tried again by the scheduler, as often as its setting
    `distributed.scheduler.allowed-failures` says; then its future raises `WorkerDied`.
    """

    def __init__(self, client: Any) -> None:
        self._executor = client.get_executor(pure=False)  # the same function and paths again is a new task

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `function` on the cluster."""
        from distributed import KilledWorker

        future: Future[T] = Future()

        def settle(done: Future[T]) -> None:
            if done.cancelled():
                future.cancel()
            if not future.set_running_or_notify_cancel():
                return
            error = done.exception()
            if error is None:
                future.set_result(done.result())
            else:
                future.set_exception(WorkerDied(None) if isinstance(error, KilledWorker) else error)

        self._executor.submit(function, *args, **kwargs).add_done_callback(settle)
        return future
