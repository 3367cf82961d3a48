"""Bylines and dates under the headline of a plain text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tasks.clean.texts.plain_text import clean_text

TITLE = "Harbour bridge to stay closed until the spring"
BODY = (
    "The bridge over the harbour will stay closed until the spring, the council said on Tuesday, after a meeting.\n\n"
    "Engineers found cracks in three of its piers, and more may be found when the water is lower."
)


@pytest.mark.parametrize(
    ("heading", "authors", "day"),
    [
        ("By Hannah Okoye\n\nPublished March 5, 2024", ("Hannah Okoye",), 5),
        ("By Ada Brown and Piet van Dorn\n\n5 March 2024", ("Ada Brown", "Piet van Dorn"), 5),
        ("By Ada Brown / March 5, 2024", ("Ada Brown",), 5),
        ("Posted on: 2024-03-05", (), 5),
        ("By our wire desk", (), None),
        ("The River Post", (), None),
        ("03/04/2024", (), None),
        ("1709600000", (), None),
        ("Updated March 5, 2024", (), None),
    ],
)
def test_heading(heading: str, authors: tuple[str, ...], day: int | None) -> None:
    article = clean_text(f"{TITLE}\n\n{heading}\n\n{BODY}")
    assert article.title == TITLE
    assert article.authors == authors
    if day is None:
        assert article.published is None
    else:
        assert article.published is not None
        assert (article.published.at, article.published.source) == (datetime(2024, 3, day, tzinfo=UTC), "text")
    assert all(word in " ".join(block.text for block in article.blocks) for word in heading.split())


def test_a_date_in_the_body_is_not_when_it_was_published() -> None:
    assert clean_text(f"{TITLE}\n\n{BODY}\n\nMarch 5, 2024").published is None
    assert (
        clean_text("March 5, 2024 was the day on which the bridge was closed, and nobody knew why.").published is None
    )
