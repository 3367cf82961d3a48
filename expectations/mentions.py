"""Expectations of mentions; those about their words are in words.py."""

from __future__ import annotations

from expectations.basics import make_suite
from expectations.engine import Suite
from expectations.rule import Rule, row_name
from tasks.tables import MENTIONS


def suite() -> Suite:
    """What one row of mentions must be."""
    return make_suite(MENTIONS)


ONCE = Rule(
    "no two mentions have the same span",
    "The same words would be counted twice, and might be two different things.",
    {
        "mentions": """
            SELECT min(mention_id) || ' and ' || max(mention_id) || ': ' || min(text)
            FROM mentions GROUP BY document_id, "start", "end" HAVING count(*) > 1
        """
    },
)
WITHIN = Rule(
    "a mention ends in its sentence",
    "No name and no noun phrase goes on behind a full stop; one that does has been glued together.",
    {
        "mentions": f"""
            SELECT {row_name(MENTIONS, "span")} || ': ends at ' || span."end" || ', its sentence at ' || sentences."end"
            FROM mentions AS span JOIN sentences USING (document_id, sentence_no)
            WHERE span."end" > sentences."end"
        """
    },
)

RULES = (ONCE, WITHIN)
