"""Which windows a long text is read in, and which words each window answers for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tasks.annotate.annotation import Range
from tasks.annotate.pieces import MOST_PIECES, Ints

# Pieces that a window reads on either side of the words that it answers for. Sentences are read whole, and cues are
# linked beyond the edges of their window, so that it takes few.
CONTEXT = 16


@dataclass(frozen=True, slots=True)
class Place:
    """Where a window lies."""

    words: Range  # what is read
    share: Range  # what it answers for


def place_windows(first: Ints, begins: Sequence[int], most: int) -> list[Place]:
    """Windows of at most `most` pieces, about equally long; their shares follow each other and hold every word.

    first: [w + 1] the position of each word's first piece, and the number of pieces; begins: the words that begin a
    sentence, in order. A share ends with a sentence, unless that one is longer than about half a window.
    """
    n, room = int(first[-1]), most - 2 * (CONTEXT + MOST_PIECES)
    if n <= most:
        return [Place((0, len(first) - 1), (0, len(first) - 1))]
    edges = [0]
    while n - (done := int(first[edges[-1]])) > room:
        even = done + (n - done) / -(-(n - done) // room)
        # The sentence that begins nearest to where shares would be even
        at = bisect_right(begins, _word_at(first, even))
        near = [begin for begin in begins[max(0, at - 1) : at + 1] if 2 * (first[begin] - done) > room]
        near = [begin for begin in near if first[begin] - done <= room]
        edges.append(min(near, key=lambda begin: abs(first[begin] - even), default=_word_at(first, even)))
    shares = list(pairwise([*edges, len(first) - 1]))
    return [
        Place(
            (_word_at(first, max(0, int(first[begin]) - CONTEXT)), _word_at(first, min(n, int(first[end]) + CONTEXT))),
            (begin, end),
        )
        for begin, end in shares
    ]


def _word_at(first: Ints, piece: float) -> int:
    """The word that a piece belongs to; the number of words for the end."""
    return int(np.searchsorted(first, piece, side="right")) - 1
