"""A Dask cluster as an executor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from tasks.workers import ExecutorError, WorkerDied

P = ParamSpec("P")
T = TypeVar("T")

# Seconds that a scheduler may take to answer: it is there before the run, so longer means that it is not.
CONNECT_SECONDS = 10


class Cluster:
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


@contextmanager
def open_cluster(address: str | None) -> Iterator[Cluster]:
    """The cluster whose scheduler is at `address` (tcp://host:port), for the length of a `with` block.

    Raises:
        ExecutorError: no address, no scheduler there, workers with several threads, or Dask is not installed.
    """
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
        # The time limit of a document is a timer of its process, and a death is blamed on the one document in it.
        if any(threads > 1 for threads in client.nthreads().values()):  # type: ignore[no-untyped-call]
            raise ExecutorError(f"the Dask workers at {address} have several threads; start them with --nthreads 1")
        yield Cluster(client)
