"""What a person sees while a run goes on: one bar for the shards, one word for each stage after them."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

Result = TypeVar("Result")


class Progress:
    """A progress bar on a terminal; elsewhere a line now and then and one for each stage."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._total = self._done = 0
        self._next = 1
        self._bars = Bars(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._shards = self._bars.add_task("clean, extract", total=None)

    def __enter__(self) -> Progress:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def planned(self) -> None:
        """One more shard is known."""
        self._total += 1
        self._bars.update(self._shards, total=self._total)

    def finished(self) -> None:
        """One more shard is through clean and extract."""
        self._done += 1
        self._bars.update(self._shards, completed=self._done)
        if self._done >= self._next and not self._console.is_terminal:
            self._console.print(f"clean, extract: {self._done} done")
            self._next = max(self._done + 1, self._done * 5 // 4)  # ever fewer lines, however many shards there are

    def stage(self, name: str, wait: Callable[[], Result]) -> Result:
        """Wait for a stage after the shards."""
        if not self._console.is_terminal:
            self._console.print(name)
        bar = self._bars.add_task(name, total=None)
        result = wait()
        self._bars.update(bar, total=1, completed=1)
        return result
