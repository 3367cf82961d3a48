"""Words that decide how a number near them is read, by kind (data/lexicon/quantity_contexts.tsv)."""

from __future__ import annotations

from functools import cache

from tasks.lexicon import read_lexicon


@cache
def context(kind: str) -> frozenset[str]:
    """The words of one kind, in lower case."""
    return frozenset(row["word"] for row in read_lexicon("quantity_contexts") if row["kind"] == kind)


@cache
def endings(kind: str) -> tuple[str, ...]:
    """The word endings of one kind, for `str.endswith`."""
    return tuple(sorted(context(kind)))
