"""Expectations of events; those about their spans are in words.py."""

from __future__ import annotations

from expectations.basics import make_suite
from expectations.engine import Suite
from expectations.rule import Rule
from tasks.tables import EVENTS


def suite() -> Suite:
    """What one row of events must be."""
    return make_suite(EVENTS)


# By event the statements whose content holds its trigger, the smallest piece only.
_INNERMOST = """
    WITH pieces AS (
        SELECT document_id, statement_id, unnest(content) AS piece FROM statements
    ), innermost AS (
        SELECT events.event_id, pieces.statement_id
        FROM events JOIN pieces
        ON pieces.document_id = events.document_id
           AND pieces.piece."start" <= events."start" AND events."end" <= pieces.piece."end"
        QUALIFY pieces.piece."end" - pieces.piece."start"
                = min(pieces.piece."end" - pieces.piece."start") OVER (PARTITION BY events.event_id)
    )
"""
_WHY = "The outlet's own voice and a source's words are never mixed up."
VOICE = Rule(
    "a trigger inside a statement's content carries its statement_id",
    _WHY,
    {
        "events": f"""
            {_INNERMOST}
            SELECT event_id || ': is said in ' || min(innermost.statement_id)
            FROM events JOIN innermost USING (event_id)
            WHERE events.statement_id IS NULL GROUP BY event_id
        """
    },
)
INNERMOST = Rule(
    "statement_id is the innermost statement around the trigger",
    _WHY,
    {
        "events": f"""
            {_INNERMOST}
            SELECT event_id || ' -> ' || events.statement_id
            FROM events ANTI JOIN innermost USING (event_id, statement_id)
            WHERE events.statement_id IS NOT NULL
        """
    },
)

RULES = (VOICE, INNERMOST)
