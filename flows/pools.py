"""The worker processes of a run: started before Prefect is imported, so that both get ready at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from flows.settings import Settings
from tasks.workers import Executor, open_executor


@dataclass(frozen=True, slots=True)
class Pools:
    """Where work is done: shards in worker processes, the check in the process that loads the expectations."""

    shards: Executor
    check: Executor


_open: ContextVar[Pools | None] = ContextVar("pools", default=None)


@contextmanager
def open_pools(settings: Settings) -> Iterator[Pools]:
    """The pools of this run, for the length of a `with` block; those that are open already if there are any."""
    already = _open.get()
    if already is not None:
        yield already
        return
    # The expectations take 5 s to import, about as long as it takes Prefect and the shards of a small run.
    with (
        open_executor("local", 1, preload=["expectations.across"]) as check,
        open_executor(settings.executor, settings.workers, settings.dask_address, ["tasks.clean.shard"]) as shards,
    ):
        pools = Pools(shards, check)
        token = _open.set(pools)
        try:
            yield pools
        finally:
            _open.reset(token)
