"""Days behind a verb in the present that tells what is on a calendar; stretches that begin after publication."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.extract.times import find_times
from tasks.lexicon import read_lexicon

WEDNESDAY = date(2025, 3, 12)
LAST, NEXT = "2025-03-07", "2025-03-14"  # the Fridays around it

COMING = [
    "Talks resume on Friday.",
    "The aquarium reopens on Friday.",
    "Early voting begins Friday.",
    "The tribunal hears the appeal on Friday.",
    "Rovers plays Athletic on Friday.",
    "She returns from Oslo on Friday.",
    "The two ministers meet on Friday.",
    "They vote on Friday.",
    "Police open the road on Friday.",
    "The ferry officially launches on Friday.",
    "The spokesman said the lease expires on Friday.",
    "On Friday, the theatre closes.",
]
OVER = [
    "The start on Friday drew a crowd.",
    "A vote on Friday was lost.",
    "This vote on Friday was lost.",
    "The visits on Friday were short.",
    "New launches on Friday pleased few.",
    "Residents cast votes on Friday.",
    "Her cancelled visits on Friday upset many.",
    "He did not play on Friday.",
    "He saw a play on Friday.",
    "Shares close lower on Friday.",
    "Shares close at a record on Friday.",
    "Congress heard the plea on Friday.",
    "The campus play on Friday pleased few.",
]


@pytest.mark.parametrize("text", COMING)
def test_day_of_a_scheduled_happening_is_the_coming_one(text: str) -> None:
    (only,) = find_times(text, [(0, len(text))], WEDNESDAY)
    assert only.value == NEXT


@pytest.mark.parametrize("text", OVER)
def test_nouns_and_past_verbs_are_no_schedule(text: str) -> None:
    (only,) = find_times(text, [(0, len(text))], WEDNESDAY)
    assert only.value == LAST


@pytest.mark.parametrize(
    ("words", "latest"),
    [
        ("the next three days", date(2025, 3, 15)),
        ("the next 3 days", date(2025, 3, 15)),
        ("the next ten days", date(2025, 3, 22)),
        ("the coming two weeks", date(2025, 3, 26)),
        ("the next two months", date(2025, 5, 12)),
    ],
)
def test_stretch_to_come_begins_the_day_after_publication(words: str, latest: date) -> None:
    text = f"Fog is likely over {words}."
    (only,) = find_times(text, [(0, len(text))], WEDNESDAY)
    assert (text[only.start : only.end], only.kind) == (words, "duration")
    assert (only.earliest, only.latest, only.anchor) == (date(2025, 3, 13), latest, "published_at")
    (unknown,) = find_times(text, [(0, len(text))], None)
    assert (unknown.earliest, unknown.latest, unknown.anchor) == (None, None, "none")


def test_stretch_of_no_length_has_no_days() -> None:
    text = "Fog is likely in the next 0 days."
    assert [(t.earliest, t.latest) for t in find_times(text, [(0, len(text))], WEDNESDAY)] == [(None, None)]


def test_stretch_that_nobody_counts_has_no_days() -> None:
    text = "Fog is likely in the coming weeks."
    (only,) = find_times(text, [(0, len(text))], WEDNESDAY)
    assert (only.value, only.earliest, only.latest) == ("FUTURE_REF", None, None)


def test_words_of_tense_stand_once_and_have_known_directions() -> None:
    rows = read_lexicon("time_tense")
    words = [row["word"] for row in rows]
    assert sorted({word for word in words if words.count(word) > 1}) == []
    assert {row["direction"] for row in rows} == {"future", "past", "plan", "present", "none"}
