"""Numbers in digits and in words."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.numbers import find_numbers, parse_number, parse_ordinal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("3,000", 3000),
        ("1,234,567.89", 1234567.89),
        ("12,34,567", 1234567),
        ("10 000", 10000),
        ("10\u202f500", 10500),
        ("1.5 million", 1.5e6),
        ("1.5-million", 1.5e6),
        ("5 hundred thousand", 5e5),
        (".5", 0.5),
        ("3½", 3.5),
        ("¾", 0.75),
        ("2 1/2", 2.5),
        ("5 3/8", 5.375),
        ("zero", 0),
        ("twenty-three", 23),
        ("twenty three", 23),
        ("Forty", 40),
        ("a hundred", 100),
        ("one hundred and five", 105),
        ("twelve hundred", 1200),
        ("a thousand", 1000),
        ("one thousand nine hundred and eighty-four", 1984),
        ("three million two hundred thousand", 3.2e6),
        ("three hundred thousand and forty", 300040),
        ("two hundred thousand million", 2e11),
        ("half a million", 5e5),
        ("half-million", 5e5),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("two and a half million", 2.5e6),
        ("a million and a half", 1.5e6),
        ("two-and-a-half", 2.5),
        ("two point seven five", 2.75),
        ("four lakh", 4e5),
        ("three crore", 3e7),
    ],
)
def test_parse_number(text: str, value: float) -> None:
    assert parse_number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "a", "an", "a half", "nineteen eighty", "soldiers", "1" * 19, "3rd", "five six"])
def test_parse_number_refuses(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("first", 1),
        ("Third", 3),
        ("23rd", 23),
        ("11th", 11),
        ("twentieth", 20),
        ("twenty-third", 23),
        ("forty first", 41),
        ("hundredth", 100),
        ("two hundredth", 200),
        ("one hundred and first", 101),
        ("two-hundred-and-fifth", 205),
    ],
)
def test_parse_ordinal(text: str, value: int) -> None:
    assert parse_ordinal(text) == value


@pytest.mark.parametrize("text", ["", "23", "twenty-eleventh", "one", "thirdly", "9" * 30 + "th"])
def test_parse_ordinal_refuses(text: str) -> None:
    assert parse_ordinal(text) is None


def test_find_numbers_gives_spans() -> None:
    text = "Between one hundred and two hundred boats and 3,000 men; model A4 came 3rd."
    assert [(text[n.start : n.end], n.value) for n in find_numbers(text)] == [
        ("one hundred", 100),
        ("two hundred", 200),
        ("3,000", 3000),
    ]


WORDS = st.sampled_from(
    ["one", "two", "twenty", "-", ",", ".", "and", "a", "half", "hundred", "million", "3", "1,000", "1/2", "½", "point"]
)


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join), st.lists(WORDS).map("".join)))
def test_numbers_keep_their_contract(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        assert math.isfinite(number.value)
        assert number.value >= 0
        end = number.end


@pytest.mark.parametrize(
    "text",
    ["1,000," * 20000, "1.1" * 30000, "1" * 100_000, "one hundred and " * 7000, "million " * 15000, "1 000 " * 17000],
)
def test_hostile_numbers_take_linear_time(text: str) -> None:
    begin = time.perf_counter()
    find_numbers(text)
    assert time.perf_counter() - begin < 3
