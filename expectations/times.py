"""Expectations of times: days are what the TIMEX3 value says, and unknown where it says so."""

from __future__ import annotations

from expectations.basics import make_suite
from expectations.engine import Suite
from expectations.rule import Rule
from tasks.tables import TIMES

_SHOWN = (
    "time_id || ': ' || value || ', ' || coalesce(earliest::VARCHAR, 'null') || ' to ' "
    "|| coalesce(latest::VARCHAR, 'null')"
)
_SET = "(earliest IS NOT NULL OR latest IS NOT NULL)"


def suite() -> Suite:
    """What one row of times must be."""
    return make_suite(TIMES)


UNKNOWN = Rule(
    "where the year is unknown, earliest and latest are null",
    "An unknown is null, never a guess in disguise.",
    {"times": f"SELECT {_SHOWN} FROM times WHERE starts_with(value, 'XXXX') AND {_SET}"},
)
UNANCHORED = Rule(
    "a value with X's and no anchor has no days",
    "What was resolved against nothing cannot have become a day.",
    {"times": f"SELECT {_SHOWN} FROM times WHERE contains(left(value, 10), 'X') AND anchor = 'none' AND {_SET}"},
)
DAY = Rule(
    "a date YYYY-MM-DD means that day",
    "value, earliest and latest tell the same, or two analysts count different days.",
    {
        "times": rf"""
            SELECT {_SHOWN} FROM times
            WHERE kind = 'date' AND regexp_full_match(value, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')
            AND (earliest::VARCHAR IS DISTINCT FROM value OR latest::VARCHAR IS DISTINCT FROM value)
        """
    },
)
MONTH = Rule(
    "a date YYYY-MM means days of that month",
    "value, earliest and latest tell the same, or two analysts count different months.",
    {
        "times": rf"""
            SELECT {_SHOWN} FROM times
            WHERE kind = 'date' AND regexp_full_match(value, '[0-9]{{4}}-[0-9]{{2}}')
            AND (left(earliest::VARCHAR, 7) IS DISTINCT FROM value OR left(latest::VARCHAR, 7) IS DISTINCT FROM value)
        """
    },
)
ORDER = Rule(
    "earliest is not after latest",
    "A range that is upside down holds no day.",
    {
        table: f"SELECT {key} || ': ' || earliest || ' to ' || latest FROM {table} WHERE earliest > latest"
        for table, key in (("times", "time_id"), ("claims", "claim_id"))
    },
)
ANCHORED = Rule(
    "what is anchored on published_at has a publication date",
    "A relative date without a publication date is unknown.",
    {
        "times": """
            SELECT time_id || ': ' || value FROM times JOIN documents USING (document_id)
            WHERE anchor = 'published_at' AND published_at IS NULL
        """
    },
)

RULES = (UNKNOWN, UNANCHORED, DAY, MONTH, ORDER, ANCHORED)
