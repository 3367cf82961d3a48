"""Expectations of quantities: the bounds that each comparator calls for."""

from __future__ import annotations

from expectations.basics import expect_where, make_suite
from expectations.engine import Column, Suite, gxe
from expectations.rule import Rule
from tasks.tables import QUANTITIES

_ONE_NUMBER = Column("comparator").is_in(["exact", "about"])
_FROM = Column("comparator").is_in(["at_least", "more_than"])
_UP_TO = Column("comparator").is_in(["at_most", "less_than"])
_BETWEEN = Column("comparator") == "between"


def suite() -> Suite:
    """What one row of quantities must be."""
    return make_suite(
        QUANTITIES,
        [
            expect_where(
                gxe.ExpectColumnPairValuesToBeEqual,
                _ONE_NUMBER,
                "exact, about: low = high, both set",
                "Sums and means are taken over these rows.",
                column_A="low",
                column_B="high",
                ignore_row_if="neither",
            ),
            expect_where(
                gxe.ExpectColumnValuesToNotBeNull,
                _FROM,
                "at_least, more_than: low is set",
                "Without it the row says nothing.",
                column="low",
            ),
            expect_where(
                gxe.ExpectColumnValuesToBeNull,
                _FROM,
                "at_least, more_than: high is null",
                "An upper bound was not told; writing one would be a guess.",
                column="high",
            ),
            expect_where(
                gxe.ExpectColumnValuesToNotBeNull,
                _UP_TO,
                "at_most, less_than: high is set",
                "Without it the row says nothing.",
                column="high",
            ),
            expect_where(
                gxe.ExpectColumnValuesToBeNull,
                _UP_TO,
                "at_most, less_than: low is null",
                "A lower bound was not told; not even zero.",
                column="low",
            ),
            expect_where(
                gxe.ExpectColumnPairValuesAToBeGreaterThanB,
                _BETWEEN,
                "between: low <= high, both set",
                "A range has two ends, the smaller first.",
                column_A="high",
                column_B="low",
                or_equal=True,
                ignore_row_if="neither",
            ),
        ],
    )


FINITE = Rule(
    "numbers are finite",
    "One NaN or infinity turns every sum and mean into one.",
    {
        table: f"""
            SELECT {key} || ': ' || coalesce(low::VARCHAR, 'null') || ' to ' || coalesce(high::VARCHAR, 'null')
            FROM {table} WHERE NOT isfinite(low) OR NOT isfinite(high)
        """
        for table, key in (("quantities", "quantity_id"), ("claims", "claim_id"))
    },
)
RANGES = Rule(
    "low is not above high",
    "A range that is upside down holds no number.",
    {
        table: f"SELECT {key} || ': ' || low || ' to ' || high FROM {table} WHERE low > high"
        for table, key in (("quantities", "quantity_id"), ("claims", "claim_id"))
    },
)
# Fewer articles than this may well have no number or no date in them.
MANY = 100
FOUND = Rule(
    "the extractor finds something in a hundred documents",
    "An empty table after many documents means a lexicon or a model that is not there.",
    {
        table: f"""
            SELECT 'no row for ' || count(*) || ' documents' FROM documents
            HAVING count(*) >= {MANY} AND NOT EXISTS (SELECT 1 FROM {table})
        """
        for table in ("quantities", "times")
    },
    severity="warning",
)

RULES = (FINITE, RANGES, FOUND)
