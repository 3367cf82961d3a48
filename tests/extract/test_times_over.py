"""`over` before a length of time, in times and quantities: during it or more than it."""

from __future__ import annotations

import time

import pytest

from tasks.extract.quantities import find_quantities
from tasks.extract.times import find_times
from tasks.lexicon import read_lexicon

# A sentence, the words of its length of time
DURING = [
    ("Rents climbed by a fifth over two years.", "two years"),
    ("Over six days, the band gave six concerts.", "six days"),
    ("The canal will cost 40 million euros over ten years.", "ten years"),
    ("Eleven miners died over four months.", "four months"),
    ("She led the choir over two seasons and 15 years.", "15 years"),
    ("Snow is forecast over the next three days.", "three days"),
]
MORE = [
    ("He kept bees for over two years.", "over two years"),
    ("It was well over three weeks.", "well over three weeks"),
    ("It was just over three weeks.", "just over three weeks"),
    ("The speech lasted over two hours.", "over two hours"),
    ("The repair took over 100 days.", "over 100 days"),
    ("It is the driest May in over 20 years.", "over 20 years"),
    ("He faces a term of over ten years.", "over ten years"),
    ("Over two years passed.", "Over two years"),
]


@pytest.mark.parametrize(("text", "length"), DURING)
def test_over_that_means_during_compares_nothing(text: str, length: str) -> None:
    last = find_times(text, [(0, len(text))], None)[-1]
    assert (text[last.start : last.end].removeprefix("the next "), last.modifier) == (length, None)
    quantity = next(q for q in find_quantities(text) if text[q.start : q.end] == length)
    assert quantity.comparator == "exact"
    assert quantity.low == quantity.high


@pytest.mark.parametrize(("text", "length"), MORE)
def test_over_that_compares_stays_more_than(text: str, length: str) -> None:
    (only,) = find_times(text, [(0, len(text))], None)
    assert (text[only.start : only.end], only.modifier) == (length, "MORE_THAN")
    (quantity,) = find_quantities(text)
    assert (text[quantity.start : quantity.end], quantity.comparator) == (length, "more_than")


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("Prices doubled over a year.", None),
        ("It took over a year.", "MORE_THAN"),
        ("They waited well over a month.", "MORE_THAN"),
        ("The mill burned down over two years ago.", "MORE_THAN"),
        ("She took over two years ago.", None),
        ("They spoke over half an hour.", "MORE_THAN"),
        ("They spoke for under two hours.", "LESS_THAN"),
        ("They spoke under two hours.", "LESS_THAN"),
        ("They spoke around two hours.", "APPROX"),
    ],
)
def test_modifier(text: str, modifier: str | None) -> None:
    (only,) = find_times(text, [(0, len(text))], None)
    assert only.modifier == modifier


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("They counted over 300 ships.", "more_than"),
        ("They walked over 12 miles.", "more_than"),
        ("She was over 20 years old.", "more_than"),
        ("They fell under two days.", "less_than"),
        ("They fell around two days.", "about"),
    ],
)
def test_other_comparators_are_as_they_were(text: str, comparator: str) -> None:
    (only,) = find_quantities(text)
    assert only.comparator == comparator


def test_contexts_of_times_stand_once() -> None:
    rows = [(row["word"], row["context"]) for row in read_lexicon("time_contexts")]
    assert sorted({row for row in rows if rows.count(row) > 1}) == []


@pytest.mark.parametrize("text", ["over " * 30_000, "over 2 years " * 10_000, "over 2 - " * 10_000])
def test_hostile_text_takes_little_time(text: str) -> None:
    begin = time.process_time()
    find_times(text, [(0, len(text))], None)
    find_quantities(text)
    assert time.process_time() - begin < 10
