"""Worker processes of this machine.

A worker is a fresh interpreter that imports this package and what its functions need: neither the program that was
started (as `multiprocessing` would) nor Prefect. Each has a thread of its own here and a socket that nobody shares, so
there is no lock that a dying worker could keep, and its death is the end of a stream: noticed at once, never missed.

This is not pebble 5.2.3 because there the death of a worker breaks the pool when no other task runs (a worker killed
while idle: 5 times of 5, `BrokenProcessPool: All workers expired`, and no task is taken after that), and because its
workers import the program that was started.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

from tasks.workers import ExecutorError, WorkerDied
from tasks.workers.process import TAKEN

P = ParamSpec("P")
T = TypeVar("T")

# Tasks after which a worker is replaced: parsers written in C leak, and a shard is about 200 documents.
MAX_TASKS = 25
# How often a task is handed to a new worker when the old one was gone before it took the task.
MAX_STARTS = 3
# Seconds that an idle worker may take to leave when its socket is closed: it has nothing to finish.
STOP_SECONDS = 5

# What a worker process runs: the parent's module path, then its loop.
BOOT = "import sys; sys.path[:] = {path!r}; from tasks.workers.process import serve; serve({descriptor}, {preload!r})"


@contextmanager
def open_pool(workers: int, preload: Sequence[str] = ()) -> Iterator[WorkerPool]:
    """A pool for the length of a `with` block: closed when it ends well, killed by an exception, Ctrl-C or SIGTERM."""
    pool = WorkerPool(workers, preload=preload)
    try:
        with _killing_on_signals(pool):
            yield pool
    except BaseException:
        pool.kill()
        raise
    finally:
        pool.close()


class WorkerPool:
    """Worker processes of this machine, each driven by a thread."""

    def __init__(self, workers: int, max_tasks: int = MAX_TASKS, preload: Sequence[str] = ()) -> None:
        if workers < 1:
            raise ExecutorError(f"a pool needs at least one worker, not {workers}")
        self._tasks: queue.SimpleQueue[tuple[Future[Any], bytes] | None] = queue.SimpleQueue()
        self._closed = self._killed = False
        self._workers = [_Worker(tuple(preload)) for _ in range(workers)]
        self._threads = [
            threading.Thread(target=self._drive, args=(worker, max_tasks), name=f"worker-{number}", daemon=True)
            for number, worker in enumerate(self._workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `function` in a worker. It must be importable by its module's name, so not defined in `__main__`."""
        if self._closed or self._killed:
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
        self._closed = True
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _drive(self, worker: _Worker, max_tasks: int) -> None:
        done = 0
        with suppress(WorkerDied, OSError):  # told by the first task, if it is not over by then
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


@contextmanager
def _killing_on_signals(pool: WorkerPool) -> Iterator[None]:
    """Kill the workers as soon as Ctrl-C or SIGTERM arrives: the threads that wait for them would keep the run alive.

    Handlers are not replaced: Prefect swaps that of SIGTERM while a flow runs, and then waits for the flow's threads.
    Python writes the number of each signal that it handles to a wake-up socket as well; a thread reads it there
    and hands it on to whoever listened before, such as another pool of the same run.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    before = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)

    def watch() -> None:
        while number := ours.recv(1):
            if before != -1:
                with suppress(OSError):
                    os.write(before, number)
            if number[0] in (signal.SIGINT, signal.SIGTERM):
                pool.kill()

    watcher = threading.Thread(target=watch, name="signals", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        theirs.close()
        watcher.join()
        ours.close()
