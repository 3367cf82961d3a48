"""Each word is answered for once, in a window that reads on beyond it, and sentences stay whole."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tasks.annotate.pieces import MOST_PIECES
from tasks.annotate.windows import CONTEXT, Place, place_windows


def test_a_short_text_is_one_window() -> None:
    assert place_windows(np.arange(201), [0, 50], 200) == [Place((0, 200), (0, 200))]


def test_a_share_ends_with_the_sentence_that_is_nearest_to_even() -> None:
    even, begins = np.arange(401), [0, 150, 190, 260]
    assert place_windows(even, begins, 318) == [
        Place((0, 190 + CONTEXT), (0, 190)),
        Place((190 - CONTEXT, 400), (190, 400)),
    ]


def test_a_sentence_that_is_too_long_is_cut() -> None:
    assert [place.share for place in place_windows(np.arange(401), [0], 318)] == [(0, 200), (200, 400)]


@pytest.mark.parametrize("most", [126, 318, 510])
@pytest.mark.parametrize("longest", [3, 30, 900])
def test_shares_follow_each_other_and_lie_in_their_windows(most: int, longest: int) -> None:
    dice = np.random.default_rng(5)
    for n in (1, 30, 80, 300, 3000):
        first = np.concatenate(([0], np.cumsum(dice.integers(1, MOST_PIECES + 1, n))))
        begins = sorted({0, *np.cumsum(dice.integers(1, longest + 1, n)).tolist()} & set(range(n)))
        places = place_windows(first, begins, most)
        assert (places[0].words[0], places[-1].words[1]) == (0, n)
        assert (places[0].share[0], places[-1].share[1]) == (0, n)
        assert all(one.share[1] == other.share[0] for one, other in pairwise(places))
        for place in places:
            (begin, end), (start, stop) = place.words, place.share
            assert begin <= start < stop <= end
            assert first[end] - first[begin] <= most
            assert begin == 0 or first[start] - first[begin] >= CONTEXT
            assert end == n or first[end] - first[stop] > CONTEXT - MOST_PIECES
            assert start in begins or longest > 3
        assert len(places) <= 1 + 2 * first[-1] // (most - 2 * (CONTEXT + MOST_PIECES))
