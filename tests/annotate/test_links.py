"""Linking: the formula word by word, roles without holes, and far words where near ones ask for them."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from tasks.annotate import links
from tasks.annotate.links import LinkHead, link, smooth
from tasks.annotate.pieces import N_DISTANCES, distance_bucket

L = 4


def head(seed: int = 1) -> LinkHead:
    dice = np.random.default_rng(seed)
    shapes = ((N_DISTANCES, L), (7, L), (7, L), (L, 3), (3,))
    return LinkHead(*(dice.normal(size=shape).astype(np.float32) for shape in shapes))


def slowly(
    one: LinkHead, words: np.ndarray, cue: np.ndarray, place: tuple[int, int], sentence: np.ndarray
) -> np.ndarray:
    """The logits of all words by the formula."""
    begin, end = place
    x = []
    for at, word in enumerate(words):
        far = at - end + 1 if at >= end else at - begin if at < begin else 0
        step = min(3, max(-3, int(sentence[at]) - int(sentence[begin])))
        x.append(np.maximum(word + cue + one.distance[distance_bucket(far)] + one.sentence[step + 3], 0))
    rows = []
    for at in range(len(words)):
        mixed = x[at].copy()
        for k in range(-3, 4):
            if 0 <= at + k < len(words):
                mixed += one.mix[k + 3] * x[at + k]
        rows.append(np.maximum(mixed, 0) @ one.out + one.bias)
    return np.array(rows)


@pytest.mark.parametrize("about", [(0, 40), (0, 5), (10, 31), (38, 40)])
def test_logits_are_those_of_the_formula(about: tuple[int, int]) -> None:
    dice = np.random.default_rng(6)
    words, cue = dice.normal(size=(40, L)).astype(np.float32), dice.normal(size=L).astype(np.float32)
    sentence, place = np.arange(40) // 5, (17, 19)
    expected = slowly(head(), words, cue, place, sentence)[slice(*about)]
    assert head().logits(words, cue, place, sentence, about) == pytest.approx(expected, abs=1e-4)


def test_smoothing_is_the_best_sequence_with_a_price_on_changes() -> None:
    dice = np.random.default_rng(9)
    for _ in range(80):
        n = int(dice.integers(1, 7))
        logits = (dice.normal(size=(n, 3)) * 2).astype(np.float32)

        def worth(labels: tuple[int, ...], logits: np.ndarray = logits) -> float:
            changes = sum(one != other for one, other in itertools.pairwise(labels))
            return sum(float(logits[at, label]) for at, label in enumerate(labels)) - changes

        best = max(itertools.product(range(3), repeat=n), key=worth)
        assert tuple(smooth(logits, 1.0).tolist()) == best


def test_a_hole_of_one_doubtful_word_is_closed() -> None:
    logits = np.array([[0, 0, 4]] * 3 + [[0.5, 0, 0]] + [[0, 0, 4]] * 3, np.float32)
    assert smooth(logits, 1.0).tolist() == [2] * 7
    logits[3, 0] = 3
    assert smooth(logits, 1.0).tolist() == [2, 2, 2, 0, 2, 2, 2]


def telling() -> LinkHead:
    """A head that reads roles out of the word vectors: the second number is the source, the third the content."""
    out = np.zeros((L, 3), np.float32)
    out[1, 1] = out[2, 2] = 1
    nothing = head()
    zeros = {name: np.zeros_like(getattr(nothing, name)) for name in ("distance", "sentence", "mix")}
    return replace(nothing, out=out, bias=np.array([3, 0, 0], np.float32), **zeros)


def told(n: int, source: tuple[int, int], *content: tuple[int, int]) -> np.ndarray:
    words = np.zeros((n, L), np.float32)
    words[slice(*source), 1] = 9
    for piece in content:
        words[slice(*piece), 2] = 9
    return words


def test_sources_and_contents_are_ranges_in_order() -> None:
    words = told(20, (9, 11), (2, 8), (12, 18))
    sentence = np.zeros(20, np.int64)
    found = link(telling(), words, np.zeros(L, np.float32), (11, 12), sentence)
    assert found == ([(9, 11)], [(2, 8), (12, 18)])


def test_the_words_of_the_cue_have_no_role() -> None:
    words = told(9, (0, 1), (1, 9))
    found = link(telling(), words, np.zeros(L, np.float32), (3, 5), np.zeros(9, np.int64))
    assert found == ([(0, 1)], [(1, 3), (5, 9)])


def test_a_content_that_goes_on_is_followed() -> None:
    words = told(400, (100, 101), (103, 330))
    found = link(telling(), words, np.zeros(L, np.float32), (101, 103), np.arange(400) // 20)
    assert found == ([(100, 101)], [(103, 330)])
    far = told(900, (100, 101), (103, 800))
    ((_, end),) = link(telling(), far, np.zeros(L, np.float32), (101, 103), np.arange(900) // 20)[1]
    assert end == 103 + links.FAR


def test_shapes_that_do_not_fit_are_told() -> None:
    assert head().fault() is None
    assert "shapes" in (replace(head(), out=np.zeros((L + 1, 3), np.float32)).fault() or "")
    assert "shapes" in (replace(head(), distance=np.zeros((3, L), np.float32)).fault() or "")
    assert "shapes" in (replace(head(), mix=np.zeros((6, L), np.float32)).fault() or "")
