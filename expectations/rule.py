"""A rule that one row alone cannot show: counted over the whole candidate, expected to be broken by nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tasks.tables import Table

Severity = Literal["critical", "warning"]

# What stands for the table of a rule about the candidate as a whole.
RELEASE = "release"


@dataclass(frozen=True)
class Rule:
    """What holds, why, and how it is counted.

    `queries` has by table one SQL query over the tables of the candidate, which gives one text for each row that breaks
    the rule: the row's key and what is wrong. Tables in `read` are counted by a reader of files or texts instead.
    """

    name: str
    why: str
    queries: Mapping[str, str] = field(default_factory=dict)
    read: tuple[str, ...] = ()
    severity: Severity = "critical"

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables the rule is about."""
        return (*self.queries, *self.read)


def row_name(table: Table, alias: str) -> str:
    """SQL for what a person finds a row of the table by: its key, or its origin where it has none."""
    return f"concat_ws('/', {', '.join(f'{alias}.{column}' for column in table.key or ('origin',))})"
