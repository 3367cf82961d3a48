"""Pieces belong to their words, and windows hold all of them, each whole."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tasks.annotate.pieces import (
    MOST_PIECES,
    N_DISTANCES,
    N_SHAPES,
    cut,
    distance_bucket,
    encode,
    quoted,
    shape_of,
    window_of,
)
from tests.annotate.making import letters

TOKENIZER = letters()


def test_each_word_has_its_pieces() -> None:
    pieces = encode(TOKENIZER, ["Ab", "c", "!"], [True, False, False])
    assert [TOKENIZER.id_to_token(one) for one in pieces.ids] == ["a", "##b", "c", "!"]
    assert pieces.first.tolist() == [0, 2, 3, 4]


def test_a_word_that_the_tokenizer_drops_is_unknown() -> None:
    pieces = encode(TOKENIZER, ["a", "\u200b", "b", "\ufeff"], [False] * 4)
    assert [TOKENIZER.id_to_token(one) for one in pieces.ids] == ["a", "[UNK]", "b", "[UNK]"]
    assert pieces.first.tolist() == [0, 1, 2, 3, 4]


def test_a_long_word_has_not_more_pieces_than_a_word_may_have() -> None:
    pieces = encode(TOKENIZER, ["a", "b" * 300, "c"], [False] * 3)
    assert pieces.first.tolist() == [0, 1, 1 + MOST_PIECES, 2 + MOST_PIECES]
    assert TOKENIZER.id_to_token(pieces.ids[-1]) == "c"


def test_no_words_have_no_pieces() -> None:
    pieces = encode(TOKENIZER, [], [])
    assert (len(pieces.ids), len(pieces.shapes), pieces.first.tolist()) == (0, 0, [0])


def test_words_are_encoded_the_same_however_many_there_are() -> None:
    words = ["ab", "c", "\u200b", "defghijklmnopq"] * 3000
    whole, part = encode(TOKENIZER, words, [False] * len(words)), encode(TOKENIZER, words[:4], [False] * 4)
    assert whole.ids.tolist() == part.ids.tolist() * 3000


def test_words_that_are_known_are_the_same() -> None:
    known: dict[str, list[int]] = {}
    words = ["ab", "\u200b", "c" * 20, "ab"]
    first, again = (encode(TOKENIZER, words, [False] * 4, known) for _ in range(2))
    assert set(known) == set(words)
    assert first.ids.tolist() == again.ids.tolist() == encode(TOKENIZER, words, [False] * 4).ids.tolist()


def test_shapes_tell_capitals_paragraphs_and_quotations() -> None:
    words = ["He", "said", '"', "No", '"', "."]
    pieces = encode(TOKENIZER, words, [True, False, False, False, False, False])
    shapes = pieces.shapes[pieces.first[:-1]].tolist()
    assert [shape // 4 for shape in shapes] == [shape_of(word) for word in words]
    assert [shape % 4 // 2 for shape in shapes] == [1, 0, 0, 0, 0, 0]
    assert [shape % 2 for shape in shapes] == [0, 0, 1, 1, 1, 0]
    assert all(0 <= shape < N_SHAPES for shape in shapes)


def test_a_quotation_ends_with_its_paragraph() -> None:
    assert quoted(["“", "a", "b", "c", "”"], [True, False, True, False, False]) == [True, True, False, False, True]


def test_distances_fall_into_buckets_in_order() -> None:
    buckets = [distance_bucket(distance) for distance in range(-500, 501)]
    assert buckets == sorted(buckets)
    assert set(buckets) == set(range(N_DISTANCES))
    assert distance_bucket(0) == N_DISTANCES // 2
    assert distance_bucket(-7) == N_DISTANCES - 1 - distance_bucket(7)


@pytest.mark.parametrize("most", [100, 126, 318])
def test_windows_hold_every_word_whole(most: int) -> None:
    dice = np.random.default_rng(3)
    for n in (1, 7, 50, 300, 2000):
        first = np.concatenate(([0], np.cumsum(dice.integers(1, MOST_PIECES + 1, n))))
        windows = list(cut(first, most))
        assert windows[0][0] == 0
        assert windows[-1][1] == n
        for begin, end in windows:
            assert begin < end
            assert first[end] - first[begin] <= most
        assert all(one[1] == other[0] for one, other in pairwise(windows))
        lengths = [first[end] - first[begin] for begin, end in windows]
        assert max(lengths) - min(lengths) <= 2 * MOST_PIECES


def test_a_window_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        list(cut(np.arange(500), MOST_PIECES))


def test_a_window_is_what_the_encoder_reads() -> None:
    pieces = encode(TOKENIZER, ["ab", "cd", "e"], [True, False, False])
    window = window_of(TOKENIZER, pieces, (1, 3))
    assert [TOKENIZER.id_to_token(one) for one in window.ids] == ["[CLS]", "c", "##d", "e", "[SEP]"]
    assert window.first.tolist() == [1, 3]
    assert len(window.shapes) == len(window.ids)
    assert window.shapes[[0, -1]].tolist() == [0, 0]
