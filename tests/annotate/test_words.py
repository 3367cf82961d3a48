"""Words are those of the English treebanks, and no text makes them slow."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from tasks.annotate.words import split_words


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in split_words(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mara Lund's boat doesn't leak.", "Mara Lund 's boat does n't leak ."),
        ("They’re sure we’d go; I’m not", "They ’re sure we ’d go ; I ’m not"),
        ("the DON'T sign", "the DO N'T sign"),
        ("She cannot, and Gonna won't", "She can not , and Gon na wo n't"),
        ("O'Brien met the d'Alba girls' coach", "O'Brien met the d'Alba girls ' coach"),
        ("'Stop,' he said", "' Stop , ' he said"),
        ("a well-known ex-minister", "a well - known ex - minister"),
        ("Gen. Voss and Mr. J. P. Dahl of Acme Inc. left", "Gen. Voss and Mr. J. P. Dahl of Acme Inc. left"),
        ("He sat. Then no. Then Sat. came", "He sat . Then no . Then Sat. came"),
        ("No. 10 said No.", "No. 10 said No ."),
        ("The U.S. at 9 a.m. on time", "The U.S. at 9 a.m. on time"),
        ("$3,000.50 or 10:30, 1/2/2024", "$ 3,000.50 or 10:30 , 1/2/2024"),
        ("the 19th, the 1990s, 5G, 5pm, 12%", "the 19th , the 1990s , 5G , 5 pm , 12 %"),
        ("G20's F16 and COVID-19", "G20 's F16 and COVID - 19"),
        ("write to desk@wire.example, see https://wire.example/a?b=1", ""),
        ("Valleynews.org and bbc.co.uk", "Valleynews.org and bbc.co.uk"),
        ("It ended.He left... Why?! ---", "It ended . He left ... Why ? ! ---"),
        ("“Yes,” («no»)", "“ Yes , ” ( « no » )"),
        ("#flood @mayor", "#flood @mayor"),
        ("  \u00a0\n", ""),
        ("Zürich 東京 ½", "Zürich 東京 ½"),
    ],
)
def test_words_of_news(text: str, expected: str) -> None:
    expected = expected or text.replace(",", " ,")
    assert words(text) == expected.split()


def test_only_the_words_between_two_offsets_are_given() -> None:
    text = "One. Two words. Three."
    assert [text[start:end] for start, end in split_words(text, 5, 15)] == ["Two", "words", "."]
    # What follows the end is not looked at, neither as a clitic nor as the rest of a word.
    assert list(split_words("Anna's", 0, 4)) == [(0, 4)]


def test_white_space_is_in_no_word_and_all_else_in_one() -> None:
    text = "Ann's «F-16»…\tcost\u2009$2.5bn (_all_ of it);\u200b 5°C — e.g. x@y, can't'nt ''o 1.2.3.a.b"
    spans = list(split_words(text, 0, len(text)))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    covered = {at for start, end in spans for at in range(start, end)}
    assert [text[at] for at in range(len(text)) if at not in covered] == [char for char in text if char.isspace()]


HOSTILE = (
    '"' * 100_000,
    "1,000," * 20_000,
    "1-2-" * 25_000,
    "Monday " * 30_000,
    "1/1/1/" * 30_000,
    " " * 500_000,
    "a" * 1_000_000,
    "don't " * 30_000,
    "a'" * 100_000,
    "O'Brien'" * 20_000,
    "a.b." * 50_000,
    "ab." * 100_000,
    "a@" * 100_000,
    "www." * 100_000,
    "a_" * 100_000,
    "." * 500_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:8].strip() or "blanks" for text in HOSTILE])
def test_no_text_is_slow(text: str) -> None:
    begun = time.process_time()
    longest = max((end - start for start, end in split_words(text, 0, len(text))), default=0)
    assert time.process_time() - begun < 3e-5 * len(text)  # some 1 µs a character; quadratic would be 100 times that
    assert longest <= 330
