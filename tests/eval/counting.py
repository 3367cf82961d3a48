"""Precision and recall, and the scorers that lie beside the corpora."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.eval.gold import Record, Span


@dataclass(slots=True)
class Count:
    """How many are right, how many there are, how many there should be."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, right: int, found: int, gold: int) -> None:
        """Add the counts of one document."""
        self.right += right
        self.found += found
        self.gold += gold

    @property
    def f1(self) -> float:
        """F1 in percent; 0 where there is nothing."""
        return 200 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


class Rows:
    """Rows in memory as a scorer reads them from a release: by the id of their record, with offsets into its text."""

    def __init__(self, rows: Mapping[str, list[Record]]) -> None:
        self._rows = dict(rows)

    def by_document(self, _table: str, _columns: list[str]) -> dict[str, list[Record]]:
        """The rows of each document."""
        return self._rows

    def pairs(self, gold: list[Record]) -> list[tuple[Record, _Same]]:
        """Each record with the way from our offsets to its own."""
        return [(record, _Same(record["id"])) for record in gold]


@dataclass(frozen=True)
class _Same:
    document_id: str

    def span(self, start: int | None, end: int | None) -> Span | None:
        return None if start is None or end is None else (start, end)


def load_scorer(corpora: Path, task: str) -> Any:
    """The module `<corpora>/../bench/<task>.py`, with `score(gold, release)`. Raises FileNotFoundError without it."""
    folder = (corpora / ".." / "bench").resolve()
    if not (folder / f"{task}.py").is_file():
        raise FileNotFoundError(f"the scorer {folder / task}.py is not there")
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    return importlib.import_module(task)
