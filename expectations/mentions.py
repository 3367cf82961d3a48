"""Expectations of mentions; those about their spans are in words.py."""

from __future__ import annotations

from expectations.basics import make_suite
from expectations.engine import Suite
from tasks.tables import MENTIONS


def suite() -> Suite:
    """What one row of mentions must be."""
    return make_suite(MENTIONS)
