"""check: a candidate release against all expectations; what fails is said on a page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from tasks.check import page
from tasks.check.findings import EXAMPLES, Findings, shorten
from tasks.tables import TABLES, Table

if TYPE_CHECKING:
    import pandas as pd

    from expectations.engine import Outcome
    from tasks.check.files import Part

Severity = Literal["critical", "warning"]


@dataclass(frozen=True, slots=True)
class CheckJob:
    """What is to be checked, and where the page goes if something fails."""

    candidate: Path
    folder: Path  # <OUT>/work/check
    records: int  # how many input records there were


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that the candidate does not meet."""

    severity: Severity
    table: str  # or `release`
    rule: str
    why: str
    found: int  # rows that break it; 1 where it is about the table as a whole
    examples: tuple[str, ...]  # up to five


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What became of a check."""

    passed: bool  # nothing critical failed
    critical: int
    warnings: int
    expectations: int  # that were checked
    failures: tuple[Failure, ...]  # critical ones first, and of these the ones about files


def check_candidate(job: CheckJob) -> CheckReport:
    """Check a candidate; write `<folder>/index.html` if anything fails, and remove an old one if nothing does.

    What is wrong with the candidate, damaged or missing files included, is in the report. Raises OSError or
    duckdb.OperationalError where the disk or the memory gives out.
    """
    # Here and not above: great_expectations takes seconds to import, and only this stage needs it.
    from expectations.across import RULES, facts, suite, suites
    from expectations.engine import validate
    from tasks.check.files import find_parts, read_frames
    from tasks.check.views import connect, count_broken
    from tasks.check.words import read_words

    findings = Findings()
    by_table, across = suites(), suite()
    failures: dict[tuple[str, str], Failure] = {}
    parts: dict[str, list[Part]] = {}
    rows: dict[str, int] = {}
    files = find_parts(job.candidate, findings)
    for table in TABLES:
        parts[table.name], rows[table.name] = [], 0
        for frame in read_frames(table, files[table.name], parts[table.name], findings):
            rows[table.name] += len(frame)
            for outcome in validate(by_table[table.name], frame):
                _merge(failures, table, outcome, frame)
    spill = job.folder / ".spill"
    try:
        with connect(spill, parts, job.records) as connection:
            count_broken(connection, findings)
            read_words(connection, findings)
    finally:
        shutil.rmtree(spill, ignore_errors=True)
    for outcome in validate(across, facts(findings.counts)):
        for failure in _places(outcome, findings):
            failures[failure.table, failure.rule] = failure
    order = [rule.name for rule in RULES]
    report = _report(failures, order, sum(len(one.expectations) for one in (*by_table.values(), across)))
    page.publish(job.folder, report, rows, job.records)
    return report


def _merge(failures: dict[tuple[str, str], Failure], table: Table, outcome: Outcome, frame: pd.DataFrame) -> None:
    """Add what one frame of a table does not meet to what earlier ones did not."""
    before = failures.get((table.name, outcome.rule))
    examples = [*(before.examples if before else ()), *_examples(table, outcome, frame)]
    failures[table.name, outcome.rule] = Failure(
        severity=cast("Severity", outcome.severity),
        table=table.name,
        rule=outcome.rule,
        why=outcome.why,
        found=outcome.found + (before.found if before else 0),
        examples=tuple(examples[:EXAMPLES]),
    )


def _examples(table: Table, outcome: Outcome, frame: pd.DataFrame) -> Iterator[str]:
    """The first rows that break a rule: their key and the cells it is about."""
    from tasks.check.files import is_length

    if outcome.note:
        yield shorten(outcome.note)
    names = [column for column in table.key or ("origin",) if column in frame]
    for row in outcome.rows[:EXAMPLES]:
        cells = {column: frame.at[row, column] for column in (*names, *outcome.columns)}
        shown = ", ".join(
            f"{f'length of {column}' if is_length(table, column) else column} = {_show(cells[column])}"
            for column in outcome.columns
        )
        yield shorten(f"{'/'.join(str(cells[name]) for name in names)}: {shown}")


def _show(cell: Any) -> str:
    """A cell as text: strings quoted, numbers and days bare, no value as null."""
    if cell is None or cell != cell:  # NaN and NaT are not equal to themselves
        return "null"
    return repr(cell) if isinstance(cell, str) else str(cell)


def _places(outcome: Outcome, findings: Findings) -> Iterator[Failure]:
    """An outcome over the whole candidate, by table."""
    from expectations.across import PLACES

    for row in outcome.rows:
        place = PLACES[row]
        yield Failure(
            severity=cast("Severity", outcome.severity),
            table=place,
            rule=outcome.rule,
            why=outcome.why,
            found=findings.counts[outcome.rule, place],
            examples=tuple(findings.examples[outcome.rule, place]),
        )


def _report(failures: dict[tuple[str, str], Failure], order: list[str], expectations: int) -> CheckReport:
    """Failures in the order they should be read in: what blocks first, and of that what may be the cause of more."""
    places = ["release", *(table.name for table in TABLES)]

    def rank(failure: Failure) -> tuple[bool, int, int]:
        at = order.index(failure.rule) if failure.rule in order else len(order)
        return failure.severity != "critical", at, places.index(failure.table)

    ranked = tuple(sorted(failures.values(), key=rank))
    critical = sum(failure.severity == "critical" for failure in ranked)
    return CheckReport(
        passed=not critical,
        critical=critical,
        warnings=len(ranked) - critical,
        expectations=expectations,
        failures=ranked,
    )
