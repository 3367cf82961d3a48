"""The words around one that depend on it."""

from __future__ import annotations

from tasks.annotate.annotation import Range
from tasks.extract.statement.reading import Reading


def subtree(reading: Reading, head: int, within: Range, longest: int, highest: int) -> Range | None:
    """The words on both sides of one that depend on it, directly or not; None if they are more than `longest`.

    None of them lies outside of `within`, and each leads to the head in fewer than `highest` steps up the tree.
    """
    (low, high), first, end = within, head, head + 1
    while first > low and head - first <= longest and _depends(reading, first - 1, head, highest):
        first -= 1
    while end < high and end - first <= longest and _depends(reading, end, head, highest):
        end += 1
    return (first, end) if end - first <= longest else None


def _depends(reading: Reading, number: int, head: int, highest: int) -> bool:
    for _ in range(highest):
        if number == head:
            return True
        number = reading.words[number].head
        if number < 0:
            return False
    return False
