"""Which window of a long text answers for which words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from tasks.annotate.annotation import Range


def shares(windows: Sequence[Range], sentences: Sequence[Range]) -> list[Range]:
    """The words that each window answers for: in order, without a gap.

    Windows and sentences are ranges of words, in order; neighbouring windows overlap, sentences do not. A boundary lies
    in the middle of an overlap, or at the end of the sentence that it would cut, so that each sentence is read whole in
    one window, in that in which it lies further from the edge. Only a sentence that no window holds is cut.
    """
    starts = [start for start, _ in sentences]
    edges = [windows[0][0]]
    for (begin, end), (next_begin, next_end) in pairwise(windows):
        edge = (next_begin + end) // 2
        start, stop = sentences[max(0, bisect_right(starts, edge) - 1)]
        if start < edge < stop:
            # How far the sentence lies from the edge of each window; negative where it is not in it.
            here = end - stop if start >= begin else -1
            there = start - next_begin if stop <= next_end else -1
            if max(here, there) >= 0:
                edge = stop if here >= there else start
        edges.append(edge)
    return list(pairwise([*edges, windows[-1][1]]))
