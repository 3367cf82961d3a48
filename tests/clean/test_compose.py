"""The text of a document and its segments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.article import Article, Block
from tasks.clean.compose import compose, count_words


def test_blocks_stand_one_a_line() -> None:
    text, segments = compose(Article((Block("title", "Bridge shut"), Block("paragraph", "It is old."))))
    assert text == "Bridge shut\nIt is old."
    assert segments == [("title", 0, 11), ("paragraph", 12, 22)]


def test_blanks_and_empty_blocks_are_tidied() -> None:
    article = Article((Block("paragraph", " a \n  b\u2028c "), Block("paragraph", " \n "), Block("list_item", "d")))
    assert compose(article) == ("a b c\nd", [("paragraph", 0, 5), ("list_item", 6, 7)])


def test_nothing_is_empty() -> None:
    assert compose(Article(())) == ("", [])


@given(st.lists(st.text(max_size=30), max_size=8))
def test_text_is_its_segments(lines: list[str]) -> None:
    text, segments = compose(Article(tuple(Block("paragraph", line) for line in lines)))
    assert "\n".join(text[segment.start : segment.end] for segment in segments) == text
    assert text == text.strip()
    assert "".join(text.split()) == "".join("".join(lines).split())


@pytest.mark.parametrize(
    ("text", "n"), [("", 0), ("...", 0), ("one", 1), ("Kyiv’s 3,000 men", 5), ("well-known café\nnow", 4)]
)
def test_counts_words(text: str, n: int) -> None:
    assert count_words(text) == n
