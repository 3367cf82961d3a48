"""All suites of the tables, and one over the rules that no single row can show."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from expectations import (
    claim_reports,
    claims,
    documents,
    entities,
    events,
    files,
    keys,
    mentions,
    quantities,
    rejects,
    segments,
    sentences,
    statements,
    stories,
    times,
    words,
)
from expectations.basics import expect
from expectations.engine import Suite, gxe
from expectations.rule import RELEASE, Rule
from tasks.tables import TABLES

RULES: tuple[Rule, ...] = (
    *files.RULES,
    *rejects.RULES,
    *keys.RULES,
    *words.RULES,
    *documents.RULES,
    *mentions.RULES,
    *entities.RULES,
    *quantities.RULES,
    *times.RULES,
    *statements.RULES,
    *events.RULES,
    *stories.RULES,
    *claims.RULES,
    *claim_reports.RULES,
)
# The places a rule can be about, in the order of the rows of `facts`.
PLACES: tuple[str, ...] = (RELEASE, *(table.name for table in TABLES))


def suites() -> dict[str, Suite]:
    """The suite of each table."""
    modules = (
        documents,
        segments,
        sentences,
        mentions,
        entities,
        quantities,
        times,
        statements,
        events,
        stories,
        claims,
        claim_reports,
        rejects,
    )
    return {table.name: module.suite() for table, module in zip(TABLES, modules, strict=True)}


def suite() -> Suite:
    """Of each rule there is no row that breaks it, in no table: a frame as `facts` makes it."""
    return Suite(
        name="across",
        expectations=[
            expect(
                gxe.ExpectColumnValuesToBeBetween,
                rule.name,
                rule.why,
                rule.severity,
                column=rule.name,
                min_value=0,
                max_value=0,
            )
            for rule in RULES
        ],
    )


def facts(found: Mapping[tuple[str, str], int]) -> pd.DataFrame:
    """How many rows break each rule (columns) in each place (rows); null where the rule is not about the place."""
    return pd.DataFrame(
        {
            rule.name: [float(found.get((rule.name, place), 0)) if place in rule.tables else None for place in PLACES]
            for rule in RULES
        },
        dtype="float64",
    )
