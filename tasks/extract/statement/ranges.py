"""Ranges of words, joined and counted."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.annotate.annotation import Range


def union(ranges: Iterable[Range]) -> list[Range]:
    """Ranges in order; those that overlap as one, those that only meet as they are."""
    out = list[Range]()
    for first, end in sorted(ranges):
        if out and first < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((first, end))
    return out


def size(ranges: Iterable[Range]) -> int:
    """How many words ranges hold that do not overlap."""
    return sum(end - first for first, end in ranges)
