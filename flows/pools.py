"""The worker processes of a run: started before Prefect is imported where there is work, else when work comes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from flows.settings import Settings
from tasks.workers import Executor, open_executor


@dataclass(frozen=True, slots=True)
class Pools:
    """Where work is done: shards in worker processes, the check in the process that loads the expectations."""

    shards: Executor
    check: Executor


class _Late:
    """An executor that is opened when it is first needed."""

    def __init__(self, open_now: Callable[[], Executor]) -> None:
        self._open = open_now
        self._executor: Executor | None = None
        self._lock = threading.Lock()

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run `function` in a worker."""
        return self.start().submit(function, *args, **kwargs)

    def start(self) -> Executor:
        """Open the executor, if it is not open."""
        with self._lock:
            if self._executor is None:
                self._executor = self._open()
            return self._executor


_open: ContextVar[Pools | None] = ContextVar("pools", default=None)


@contextmanager
def open_pools(settings: Settings, at_once: bool = False) -> Iterator[Pools]:
    """The pools of this run, for the length of a `with` block; those that are open already if there are any.

    `at_once` starts all workers now, so that they get ready while Prefect is being imported. Else the first shard that
    has to be done starts them, and a run with nothing new starts none.
    """
    already = _open.get()
    if already is not None:
        yield already
        return
    with ExitStack() as stack:
        # The expectations take 5 s to import, about as long as Prefect and the shards of a small run take.
        check = _Late(lambda: stack.enter_context(open_executor("local", 1, preload=["expectations.across"])))

        def open_shards() -> Executor:
            check.start()
            preload = ["tasks.clean.shard", "tasks.extract.shard"]
            return stack.enter_context(
                open_executor(settings.executor, settings.workers, settings.dask_address, preload)
            )

        shards = _Late(open_shards)
        if at_once:
            shards.start()
        pools = Pools(shards, check)
        token = _open.set(pools)
        try:
            yield pools
        finally:
            _open.reset(token)
