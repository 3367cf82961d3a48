"""Expectations of claim_reports; those about what they refer to are in keys.py."""

from __future__ import annotations

from expectations.basics import make_suite
from expectations.engine import Suite
from expectations.rule import Rule
from tasks.tables import CLAIM_REPORTS


def suite() -> Suite:
    """What one row of claim_reports must be."""
    return make_suite(CLAIM_REPORTS)


SAME_VOICE = Rule(
    "statement_id is that of the event",
    "A report is an event, and what its statement says comes with it.",
    {
        "claim_reports": """
            SELECT claim_reports.claim_id || '/' || event_id
            FROM claim_reports JOIN events USING (event_id)
            WHERE claim_reports.statement_id IS DISTINCT FROM events.statement_id
        """
    },
)

RULES = (SAME_VOICE,)
