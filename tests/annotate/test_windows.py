"""Each word is answered for once, and each sentence by one window where one holds it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from tasks.annotate.pieces import cut
from tasks.annotate.windows import shares


def test_a_boundary_in_a_sentence_moves_to_its_nearer_end() -> None:
    windows = [(0, 100), (60, 160)]
    assert shares(windows, [(0, 75), (75, 90), (90, 160)]) == [(0, 75), (75, 160)]  # 15 from 60, 10 from 100
    assert shares(windows, [(0, 65), (65, 85), (85, 160)]) == [(0, 85), (85, 160)]  # 5 from 60, 15 from 100


def test_a_boundary_between_sentences_stays() -> None:
    assert shares([(0, 100), (60, 160)], [(0, 80), (80, 160)]) == [(0, 80), (80, 160)]


def test_a_sentence_that_only_one_window_holds_is_read_there() -> None:
    assert shares([(0, 100), (60, 160)], [(0, 50), (50, 95), (95, 160)]) == [(0, 95), (95, 160)]
    assert shares([(0, 100), (60, 160)], [(0, 65), (65, 120), (120, 160)]) == [(0, 65), (65, 160)]


def test_a_sentence_that_no_window_holds_is_cut() -> None:
    assert shares([(0, 100), (60, 160)], [(0, 30), (30, 140), (140, 160)]) == [(0, 80), (80, 160)]


def test_shares_follow_each_other_and_lie_in_their_windows() -> None:
    dice = np.random.default_rng(5)
    for longest in (3, 40, 400):
        first = np.concatenate(([0], np.cumsum(dice.integers(1, 13, 3000))))
        ends = [0]
        while ends[-1] < 3000:
            ends.append(min(3000, ends[-1] + int(dice.integers(1, longest + 1))))
        windows, sentences = list(cut(first, 318)), list(pairwise(ends))
        found = shares(windows, sentences)
        assert (found[0][0], found[-1][1]) == (0, 3000)
        assert all(one[1] == other[0] for one, other in pairwise(found))
        for (begin, end), (start, stop) in zip(windows, found, strict=True):
            assert begin <= start < stop <= end
        for start, stop in sentences:
            held = any(begin <= start and stop <= end for begin, end in windows)
            cuts = [edge for edge, _ in found if start < edge < stop]
            assert not held or not cuts
