"""What holds for every time expression, whatever the text; and that hostile text costs no more than its length."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.times import TimeFound, find_times

WORDS = """
last next this that the a an of in on at by and or to from past few several two 31 30 1 12 00 1998 2000 2199 1000
½ 1/2 2.5 1,998 nineteen ninety-six hundred million first second 13th 31st Oct. October May March Feb. 29 30 Monday
Fri. Tuesdays year years month week weeks day days hour quarter half decade century centuries weekend fiscal
morning night noon midnight a.m. p.m. 8:30 25:61 EST GMT 0735 spring fall winter Christmas Thanksgiving Easter
early late mid- end beginning ago earlier later before after from now every each daily twice times per soon
recently current coming will said had - – , . / ' 's “ ” ( ) $ % 2024-10-27 2024-02-30 9999-12-31 1/1/1 9/11 '98
1990s 0000s 9990s '80s Q3 2021/22 period year-end old o'clock 99999999999999999999 ４ ٣ 9 am PM
"""
PIECES = st.sampled_from(WORDS.split())
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", "", "  ", " ", " "])), max_size=40).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
DAYS = st.none() | st.dates()


def check(times: list[TimeFound], sentences: list[tuple[int, int]], day: date | None) -> None:
    """The contract of the table `times`."""
    last = 0
    for t in times:
        assert t.start < t.end
        assert t.start >= last
        last = t.end
        assert any(start <= t.start and t.end <= end for start, end in sentences)
        assert t.kind in ("date", "time", "duration", "set")
        assert t.value
        assert (t.earliest is None) == (t.latest is None)
        if t.earliest is not None and t.latest is not None:
            assert t.earliest <= t.latest
        if t.value.startswith("XXXX") or ("X" in t.value[:10] and t.anchor == "none"):
            assert t.earliest is None
        if t.anchor == "published_at":
            assert day is not None
            assert t.earliest is not None
        if t.kind == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", t.value):
            assert t.value == str(t.earliest) == str(t.latest)
        if t.kind == "date" and re.fullmatch(r"\d{4}-\d\d", t.value):
            assert t.value == str(t.earliest)[:7] == str(t.latest)[:7]
        if t.kind in ("date", "time"):
            assert re.match(r"(\d|X|PAST_REF|PRESENT_REF|FUTURE_REF)", t.value)
        else:
            assert re.match(r"(P|XXXX)", t.value)


@settings(max_examples=300, deadline=None)
@given(TEXTS, DAYS, st.integers(0, 60))
def test_contract_on_words_of_time(text: str, day: date | None, cut: int) -> None:
    sentences = [(0, min(cut, len(text))), (min(cut, len(text)), len(text))]
    check(find_times(text, sentences, day), sentences, day)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), DAYS)
def test_contract_on_any_text(text: str, day: date | None) -> None:
    check(find_times(text, [(0, len(text))], day), [(0, len(text))], day)


def test_no_sentence_no_time() -> None:
    assert find_times("On Monday it rained.", [], date(2024, 10, 27)) == []
    assert find_times("", [(0, 0)], None) == []


def test_same_input_same_times() -> None:
    text = "On Monday, two weeks after the 2016 vote, sales in the third quarter fell from a year earlier."
    day = date(2024, 10, 27)
    assert find_times(text, [(0, len(text))], day) == find_times(text, [(0, len(text))], day)


HOSTILE = {
    "quotation marks": '"' * 100_000,
    "thousands": "1,000," * 20_000,
    "hyphens": "1-2-" * 25_000,
    "weekdays": "Monday " * 30_000,
    "slashes": "1/1/1/" * 30_000,
    "blanks": " " * 500_000,
    "one word": "a" * 1_000_000,
    "one long sentence": "in the year 1998 he will go on Monday, " * 12_000,
    "number words": "two hundred one twenty-" * 8_000,
    "half a pattern": "more than the last two and a half " * 12_000,
    "digits": "1" * 500_000,
    "months": "Oct. 1, May " * 15_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_linear_time(name: str) -> None:
    text = HOSTILE[name]
    start = time.process_time()
    find_times(text, [(0, len(text))], date(2024, 10, 27))
    # about 3 s for the slowest on a slow core; quadratic time would take minutes
    assert time.process_time() - start < 20
