"""Expectations of sentences; those about their spans are in words.py."""

from __future__ import annotations

from expectations.basics import expect_rows, make_suite
from expectations.engine import Suite
from tasks.tables import SENTENCES


def suite() -> Suite:
    """What one row of sentences must be."""
    return make_suite(SENTENCES, [expect_rows(SENTENCES)])
