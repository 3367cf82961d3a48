"""Lines left from a page around an article."""

import time

import pytest

from tasks.clean.leftovers import begins_list, is_leftover
from tasks.lexicon import read_lexicon


def test_every_example_of_the_lexicon_is_found() -> None:
    missed = [row for row in read_lexicon("leftovers") if not is_leftover(row["example"])]
    assert missed == []


@pytest.mark.parametrize(
    "line",
    [
        "Share news",
        "SHARE",
        "» Read more >>",
        "READ MORE: Council votes on the new bridge",
        "(Sign up here.)",
        "Follow Mara Lind on Twitter @maralind.",
        "© 2024 Harbour Post Ltd",
        "Copyright 2024 Harbour Post. All rights reserved.",
        "Don’t miss",
        "• Related stories •",
        "Advertisement",
        "312 comments",
        "Also read - Ferry fares to rise",
    ],
)
def test_leftovers(line: str) -> None:
    assert is_leftover(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        " ",
        "...",
        "The mayor urged people to share the news with their neighbours.",
        "Share prices fell by 3 percent on Monday.",
        "Read more slowly, the teacher told the class.",
        "“Sign up for our newsletter,” the mayor joked.",
        "“Subscribe to our paper, or lose it,” he said.",
        "Follow the money, prosecutors say.",
        "Copyright law has not kept up, the court said.",
        "More people died on Sunday.",
        "Related charges were dropped in May.",
        "Advertisement revenue fell by half.",
        "Video of the crash was posted on Telegram.",
        "Cookies were handed out to the children.",
        "The company uses cookies to follow its users, the regulator found.",
        "Recommended daily doses are too low, doctors say.",
        "He asked readers to follow him on Twitter.",
        "The newsletter reached 3,000 people.",
        "All rights were reserved to the crown, the historian said.",
        "Sign of hope in Velmark",
        "Comment on the ruling was not available.",
        "Read " + "more " * 500,
    ],
)
def test_text_is_none(line: str) -> None:
    assert not is_leftover(line)


@pytest.mark.parametrize(
    ("line", "heads"),
    [("Related articles", True), ("Most read:", True), ("Share news", True), ("Advertisement", False), ("Aid", False)],
)
def test_headings_of_lists(line: str, heads: bool) -> None:
    assert begins_list(line) is heads


@pytest.mark.parametrize("line", ["follow " + "a " * 280, "copyright " * 59, "read more: " * 54, "#" * 600, "9" * 600])
def test_long_lines_are_fast(line: str) -> None:
    is_leftover("")
    began = time.perf_counter()
    for _ in range(100):
        is_leftover(line)
    assert time.perf_counter() - began < 1
