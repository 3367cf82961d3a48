"""Expectations of segments; those about their spans are in words.py."""

from __future__ import annotations

from expectations.basics import expect_rows, make_suite
from expectations.engine import Suite
from tasks.tables import SEGMENTS


def suite() -> Suite:
    """What one row of segments must be."""
    return make_suite(SEGMENTS, [expect_rows(SEGMENTS)])
