"""How suites are made: what the declaration of a table implies, and an expectation that says why it is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from expectations.engine import Condition, Expectation, FailureSeverity, Suite, gxe
from expectations.rule import Severity
from tasks.tables import Table

Kind = type[Expectation]


def expect(kind: Kind, rule: str, why: str, severity: Severity = "critical", **arguments: Any) -> Expectation:
    """An expectation with the rule in words, the reason for it and whether it blocks publishing."""
    return kind(severity=FailureSeverity(severity), meta={"rule": rule, "why": why}, **arguments)


def expect_where(kind: Kind, condition: Condition, rule: str, why: str, **arguments: Any) -> Expectation:
    """An expectation about the rows for which a condition is true."""
    return expect(kind, rule, why, row_condition=condition, **arguments)


def make_suite(table: Table, own: Iterable[Expectation] = ()) -> Suite:
    """The suite of a table: what is declared, then what the table's module adds.

    A frame has the table's columns; of lists, and of documents.text, it has the lengths.
    """
    return Suite(name=table.name, expectations=[*_declared(table), *own])


def expect_rows(table: Table) -> Expectation:
    """At least one row: expectations about columns hold in an empty table."""
    return expect(
        gxe.ExpectTableRowCountToBeBetween,
        f"there are {table.name}",
        "An empty table passes every other check, and a release without it is of no use.",
        min_value=1,
    )


def _declared(table: Table) -> Iterator[Expectation]:
    for column in table.columns:
        if not column.nullable:
            yield expect(
                gxe.ExpectColumnValuesToNotBeNull,
                f"{column.name} is never null",
                "The column is declared without null, and those who read it do not look for one.",
                column=column.name,
            )
        if column.values is not None:
            yield expect(
                gxe.ExpectColumnValuesToBeInSet,
                f"{column.name} is one of its declared values",
                "The set of values is closed: a query that lists them all must see every row.",
                column=column.name,
                value_set=list(column.values),
            )
