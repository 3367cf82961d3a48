"""Where the work of a run is done: pure functions in processes that may die without taking the run with them.

A Prefect task runs in a thread and hands a function and paths to an executor: locally a pool of worker processes, on a
cluster Dask. A worker that dies (a crash in C code, the time limit of a document, the memory killer) costs its own task
only: that future raises `WorkerDied`, a new worker takes the place of the old one, and the other tasks go on.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import Literal, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


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
    # Each kind is imported where it is chosen: worker processes import this package and need neither.
    if kind == "local":
        from tasks.workers.pool import open_pool

        with open_pool(workers, preload) as pool:
            yield pool
    elif kind == "dask":
        from tasks.workers.cluster import open_cluster

        with open_cluster(dask_address) as cluster:
            yield cluster
    else:
        raise ExecutorError(f"unknown executor {kind!r}: it is 'local' or 'dask'")
