"""Expectations of statements; those about their spans are in words.py."""

from __future__ import annotations

from expectations.basics import expect, expect_where, make_suite
from expectations.engine import Column, Suite, gxe
from tasks.tables import STATEMENTS

_UNSTATED = "A source that is not stated has no words, and one that is stated shows them."
_TOGETHER = "A span has a start, an end and words, or there is none."


def suite() -> Suite:
    """What one row of statements must be."""
    return make_suite(
        STATEMENTS,
        [
            expect(
                gxe.ExpectColumnValuesToBeBetween,
                "content is not empty",
                "A statement without content says nothing.",
                column="content",  # its length
                min_value=1,
            ),
            expect_where(
                gxe.ExpectColumnValuesToBeNull,
                Column("source_kind") == "unstated",
                "an unstated source has no span",
                _UNSTATED,
                column="source_start",
            ),
            expect_where(
                gxe.ExpectColumnValuesToNotBeNull,
                Column("source_kind") != "unstated",
                "a stated source has a span",
                _UNSTATED,
                column="source_start",
            ),
            *(
                expect_where(
                    kind,
                    condition,
                    f"source_start and {column} are {both}",
                    _TOGETHER,
                    column=column,
                )
                for column in ("source_end", "source_text")
                for kind, condition, both in (
                    (gxe.ExpectColumnValuesToBeNull, Column("source_start").is_null(), "null together"),
                    (gxe.ExpectColumnValuesToNotBeNull, Column("source_start").is_not_null(), "set together"),
                )
            ),
        ],
    )
