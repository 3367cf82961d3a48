"""Quantities: each way to write a number, a unit, a comparator; what is no quantity; the contract; hostile input."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.extract.quantities import find_quantities

# What stands in the sentence, then comparator, low, high, unit, counted
FORMS: list[tuple[str, str, float | None, float | None, str, str | None]] = [
    # numbers
    ("They counted 3,000 ships.", "exact", 3000, 3000, "item", "ships"),
    ("They counted 10 000 ships.", "exact", 10000, 10000, "item", "ships"),
    ("They counted twenty-three ships.", "exact", 23, 23, "item", "ships"),
    ("They counted two dozen ships.", "exact", 24, 24, "item", "ships"),
    ("They counted a hundred ships.", "exact", 100, 100, "item", "ships"),
    ("They counted half a million birds.", "exact", 5e5, 5e5, "item", "birds"),
    ("They counted 2.05 billion birds.", "exact", 2.05e9, 2.05e9, "item", "birds"),
    ("They counted 12m birds.", "exact", 1.2e7, 1.2e7, "item", "birds"),
    ("They counted 40k birds.", "exact", 4e4, 4e4, "item", "birds"),
    ("They walked two and a half miles.", "exact", 2.5, 2.5, "mile", None),
    ("They walked 3½ miles.", "exact", 3.5, 3.5, "mile", None),
    ("They used 1½m of rope.", "exact", 1.5, 1.5, "m", "rope"),
    ("½ teaspoon of salt is enough.", "exact", 0.5, 0.5, "teaspoon", "salt"),
    ("They walked 1/4 mile.", "exact", 0.25, 0.25, "mile", None),
    ("They walked half a mile.", "exact", 0.5, 0.5, "mile", None),
    ("They waited half an hour.", "exact", 0.5, 0.5, "hour", None),
    # vague
    ("Thousands of birds came.", "vague", 1000, None, "item", "birds"),
    ("Dozens were injured.", "vague", 12, None, "person", None),
    ("Tens of thousands of pilgrims came.", "vague", 10000, None, "person", "pilgrims"),
    ("Several hundred families came.", "vague", 100, None, "item", "families"),
    ("A few thousand nurses came.", "vague", 1000, None, "person", "nurses"),
    ("It cost millions of euros.", "vague", 1e6, None, "EUR", None),
    # shares
    ("A third of the farms closed.", "exact", 33.3333333333, 33.3333333333, "percent", "farms"),
    ("Nearly two-thirds of farmers left.", "about", 66.6666666667, 66.6666666667, "percent", "farmers"),
    ("Three quarters of farmers left.", "exact", 75, 75, "percent", "farmers"),
    ("Half of the farms closed.", "exact", 50, 50, "percent", "farms"),
    ("More than half the farms closed.", "more_than", 50, None, "percent", "farms"),
    ("One in four farms closed.", "exact", 25, 25, "percent", "farms"),
    ("Prices fell by a third.", "exact", 33.3333333333, 33.3333333333, "percent", None),
    # comparators
    ("They counted about 300 ships.", "about", 300, 300, "item", "ships"),
    ("They counted some 300 ships.", "about", 300, 300, "item", "ships"),
    ("They counted roughly 300 ships.", "about", 300, 300, "item", "ships"),
    ("They counted almost 300 ships.", "about", 300, 300, "item", "ships"),
    ("They counted 300 or so ships.", "about", 300, 300, "item", "ships"),
    ("They counted 300-odd ships.", "about", 300, 300, "item", "ships"),
    ("They counted at least 300 ships.", "at_least", 300, None, "item", "ships"),
    ("They counted no fewer than 300 ships.", "at_least", 300, None, "item", "ships"),
    ("They counted 300 or more ships.", "at_least", 300, None, "item", "ships"),
    ("They counted 300 ships or more.", "at_least", 300, None, "item", "ships"),
    ("They counted 300+ ships.", "at_least", 300, None, "item", "ships"),
    ("They counted up to 300 ships.", "at_most", None, 300, "item", "ships"),
    ("They counted as many as 300 ships.", "at_most", None, 300, "item", "ships"),
    ("They counted no more than 300 ships.", "at_most", None, 300, "item", "ships"),
    ("They counted more than 300 ships.", "more_than", 300, None, "item", "ships"),
    ("They counted well over 300 ships.", "more_than", 300, None, "item", "ships"),
    ("They counted in excess of 300 ships.", "more_than", 300, None, "item", "ships"),
    ("They counted fewer than 300 ships.", "less_than", None, 300, "item", "ships"),
    ("They counted just under 300 ships.", "less_than", None, 300, "item", "ships"),
    ("They counted at least another 300 ships.", "at_least", 300, None, "item", "ships"),
    # ranges
    ("They counted between 10 and 20 ships.", "between", 10, 20, "item", "ships"),
    ("They counted 10-20 ships.", "between", 10, 20, "item", "ships"),
    ("They counted 10 – 20 ships.", "between", 10, 20, "item", "ships"),
    ("They counted 10 to 20 ships.", "between", 10, 20, "item", "ships"),
    ("They counted two or three ships.", "between", 2, 3, "item", "ships"),
    ("They counted between one hundred and two hundred ships.", "between", 100, 200, "item", "ships"),
    ("It costs $3 to $4 million.", "between", 3e6, 4e6, "USD", None),
    ("It costs between 3 and 4 million euros.", "between", 3e6, 4e6, "EUR", None),
    ("It fell from 208 pounds to 193.", "between", 193, 208, "lb", None),
    ("It takes three to four weeks.", "between", 3, 4, "week", None),
    ("It takes from 5 to 7 percent.", "between", 5, 7, "percent", None),
    # money
    ("It costs $2.3bn.", "exact", 2.3e9, 2.3e9, "USD", None),
    ("It costs €5m.", "exact", 5e6, 5e6, "EUR", None),
    ("It costs US$40,000.", "exact", 4e4, 4e4, "USD", None),
    ("It costs HK$20 million.", "exact", 2e7, 2e7, "HKD", None),
    ("It costs Rs 500.", "exact", 500, 500, "INR", None),
    ("It costs R92 million.", "exact", 9.2e7, 9.2e7, "ZAR", None),
    ("It costs EUR 125.", "exact", 125, 125, "EUR", None),
    ("It costs 75 Swiss francs.", "exact", 75, 75, "CHF", None),
    ("A seat costs sixteen dollars and eighty cents.", "exact", 16.8, 16.8, "USD", None),
    ("It costs 361 million pounds.", "exact", 3.61e8, 3.61e8, "GBP", None),
    ("It costs $70 a barrel.", "exact", 70, 70, "USD/barrel", None),
    ("It costs £9 per hour.", "exact", 9, 9, "GBP/hour", None),
    ("It costs a $5-a-share premium.", "exact", 5, 5, "USD/share", None),
    ("It earned $5 a year earlier.", "exact", 5, 5, "USD", None),
    # measures
    ("It is 35 km long.", "exact", 35, 35, "km", None),
    ("It is 1.8m tall.", "exact", 1.8, 1.8, "m", None),
    ("It is an 80-yard run.", "exact", 80, 80, "yard", None),
    ("It covers 311 square miles.", "exact", 311, 311, "square_mile", None),
    ("It covers 1520 sq m.", "exact", 1520, 1520, "m2", None),
    ("It holds 12.3m tonnes of jet fuel.", "exact", 1.23e7, 1.23e7, "tonne", "jet fuel"),
    ("It weighs 278kg.", "exact", 278, 278, "kg", None),
    ("It runs at 80 m.p.h.", "exact", 80, 80, "mile/hour", None),
    ("It runs at 400 metres per second.", "exact", 400, 400, "m/second", None),
    ("It makes 8.5 kW.", "exact", 8.5, 8.5, "kW", None),
    ("It stores 50GB.", "exact", 50, 50, "GB", None),
    ("It was -5C.", "exact", -5, -5, "celsius", None),
    ("It was minus 5 degrees Celsius.", "exact", -5, -5, "celsius", None),
    ("It rose 25 basis points.", "exact", 25, 25, "basis_point", None),
    ("It ran for 517 rushing yards.", "exact", 517, 517, "yard", None),
    ("A magnitude 6.4 earthquake came.", "exact", 6.4, 6.4, "magnitude", None),
    # ages
    ("A 25-year-old man came.", "exact", 25, 25, "year_of_age", None),
    ("It is ten months old.", "exact", 10, 10, "month_of_age", None),
    ("Anna Kern, 54, came.", "exact", 54, 54, "year_of_age", None),
    ("Anna Kern (54) came.", "exact", 54, 54, "year_of_age", None),
    ("A woman aged 40 came.", "exact", 40, 40, "year_of_age", None),
    ("Girls under the age of 12 came.", "less_than", None, 12, "year_of_age", None),
    ("Voters over 60 came.", "more_than", 60, None, "year_of_age", None),
    # what is counted
    ("It has 27 members.", "exact", 27, 27, "person", "members"),
    ("It has 12 MPs.", "exact", 12, 12, "person", "MPs"),
    ("It has 300 military personnel.", "exact", 300, 300, "person", "military personnel"),
    ("It has two old bridges.", "exact", 2, 2, "item", "old bridges"),
    ("It has 20 sports cars.", "exact", 20, 20, "item", "sports cars"),
    ("It has 20 workers' houses.", "exact", 20, 20, "item", "workers' houses"),
    ("It is a 12 page document.", "exact", 12, 12, "item", "page"),
    ("It killed 20.", "exact", 20, 20, "person", None),
    ("It left 20 wounded.", "exact", 20, 20, "person", "wounded"),
    ("One of the drivers came.", "exact", 1, 1, "person", "drivers"),
    ("It took eight million 250ml bottles.", "exact", 8e6, 8e6, "item", "bottles"),
    ("It has 20 of the 2,000-odd prisoners.", "exact", 20, 20, "person", "prisoners"),
    ("It has a 500-bed wing.", "exact", 500, 500, "item", "bed"),
    ("It is home to a mother of three.", "exact", 3, 3, "person", None),
    ("It holds 63000 Model 3 sedans.", "exact", 63000, 63000, "item", "Model 3 sedans"),
    ("It was about 200,000 to 300,000 Rohingya.", "between", 200000, 300000, "person", "Rohingya"),
    ("Twenty or so years passed.", "about", 20, 20, "year", None),
    ("Seven of the last nine games were won.", "exact", 7, 7, "item", "games"),
    ("A couple of hundred people came.", "vague", 100, None, "person", "people"),
    ("Oil is at $50-55 per barrel.", "between", 50, 55, "USD/barrel", None),
    ("When he was 12, he left.", "exact", 12, 12, "year_of_age", None),
    ("She left before the age of 12 years.", "exact", 12, 12, "year_of_age", None),
    ("Temperatures of 20 C are normal.", "exact", 20, 20, "celsius", None),
    ("It is 10x faster.", "exact", 10, 10, "item", None),
    ("The euro bought 110.25 yen per dollar.", "exact", 110.25, 110.25, "JPY/USD", None),
    ("It costs N$2,25 billion.", "exact", 2.25e9, 2.25e9, "NAD", None),
    ("It makes 300,000 annual tons of sugar.", "exact", 300000, 300000, "ton", "sugar"),
    ("It has 39 per cent of Hindus.", "exact", 39, 39, "percent", "Hindus"),
    ("It has 1700 people.", "exact", 1700, 1700, "person", "people"),
    ("20 Dead In Harbour Blast", "exact", 20, 20, "person", "Dead"),
]


@pytest.mark.parametrize(("sentence", "comparator", "low", "high", "unit", "counted"), FORMS, ids=[f[0] for f in FORMS])
def test_each_form(
    sentence: str, comparator: str, low: float | None, high: float | None, unit: str, counted: str | None
) -> None:
    found = find_quantities(sentence)[0]
    assert (found.comparator, found.unit, found.counted) == (comparator, unit, counted)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


NO_QUANTITIES = [
    "It opened in 1998 and closed in early 2016.",
    "The 2015 accord and the 2019 floods came first.",
    "Sales in 2018-19 were poor.",
    "Between 2004 and 2007 it was shut.",
    "By 2120 it will be gone.",
    "His 2016 rivals and the 2018 players won in the year 1100.",
    "It happened on March 19 and again on 3 May.",
    "It happened on 11/09/2019 and on 2019-09-11.",
    "It runs from 28 to 31 July.",
    "It began at 2:55 p.m. and ended at 10am.",
    "It began at 1.56pm, or 0401 GMT.",
    "In the 1990s, the '60s and his 30s he sang.",
    "Article 5, Section 12 and Chapter Two apply.",
    "See No. 10, Room 12 and page 7.",
    "An F-16, a Boeing 737 and Apollo 11 flew.",
    "COVID-19, the G20 and 9/11 were named.",
    "The Group of Seven met; the Six Nations played.",
    "Formula One came to Channel 4.",
    "They drove on Highway 61 past 575 Larch Road.",
    "The S&P 500 and the FTSE 100 fell.",
    "City beat United 3-1.",
    "They won by 3-to-1.",
    "No one knew the one who called; one never does.",
    "At one point it rained.",
    "The second half of the first quarter was dull.",
    "He came third on the 21st.",
    "Call 020 7946 0018 or 555-0142-77.",
    "Version 1.2.3 of the 4x4 has 3G.",
    "Nobody counted anything.",
    "The Group of 20 met without the Group of Eight.",
    "3 Anna Kern.",
    "Bluetooth 5.0 and Android 4.4 are old.",
    "It is on June 5 and 9.",
    "They were among the top-two.",
    "He was not one of them.",
    "On one hand it rained in World War 2 and at COP26.",
    "In the 1892 elections and a famous 1835 speech he won.",
    "Keys such as 0042 and 123456789012345678 are long.",
    "",
]


@pytest.mark.parametrize("sentence", NO_QUANTITIES)
def test_no_quantities(sentence: str) -> None:
    assert find_quantities(sentence) == []


def test_dated_numbers_are_left_out() -> None:
    sentence = "About 300 people met on day 40 of the siege."
    start = sentence.index("40")
    assert [q.counted for q in find_quantities(sentence, [(start, start + 2)])] == ["people"]


def test_digits_glued_to_a_date_are_no_quantity() -> None:
    sentence = "From 2008-9 on, and again on 28.01.2022, it rained."
    dated = [(sentence.index(year), sentence.index(year) + 4) for year in ("2008", "2022")]
    assert find_quantities(sentence, dated) == []


def test_comparator_is_not_taken_from_a_date() -> None:
    sentence = "By around May 3 ships left."
    dated = [(sentence.index("around"), sentence.index("May") + 3)]
    found = find_quantities(sentence, dated)
    assert all(q.start >= dated[0][1] for q in found)


def test_lists_share_their_unit() -> None:
    found = find_quantities("Screens of 5.4, 6.1 and 6.7 inches; two men aged 25 and 31.")
    assert [q.unit for q in found] == ["inch", "inch", "inch", "person", "year_of_age", "year_of_age"]


def test_brackets_repeat_the_comparator() -> None:
    found = find_quantities("It holds more than 7.5 million Danish crowns (US$1.1 million).")
    assert [(q.comparator, q.unit) for q in found] == [("more_than", "DKK"), ("more_than", "USD")]


WORDS = """
1 2 3,000 4.5 2016 19 % $ € £ - – to and or of the a one two ten dozen hundred million half third thirds in per at least
more than up between from about some years old km miles C degrees people soldiers ships US HK ( ) , . : / ' " May March
No aged age was killed plus odd ½ - - m bn s
"""
PIECES = st.sampled_from(WORDS.split())
SENTENCES = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(PIECES, max_size=25).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(SENTENCES, st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=3))
def test_contract(sentence: str, spans: list[tuple[int, int]]) -> None:
    dated = [(min(span), max(span)) for span in spans]
    end = 0
    for q in find_quantities(sentence, dated):
        assert end <= q.start < q.end <= len(sentence)
        end = q.end
        assert q.unit
        assert q.counted is None or (q.counted and q.counted in sentence)
        assert all(math.isfinite(bound) for bound in (q.low, q.high) if bound is not None)
        if q.comparator in ("exact", "about"):
            assert q.low == q.high is not None
        elif q.comparator in ("at_least", "more_than"):
            assert q.low is not None
            assert q.high is None
        elif q.comparator in ("at_most", "less_than"):
            assert q.low is None
            assert q.high is not None
        elif q.comparator == "between":
            assert q.low is not None
            assert q.high is not None
            assert q.low <= q.high
        else:
            assert q.high is None
        assert not any(s < q.end and q.start < e for s, e in dated if s < e)


HOSTILE = [
    "1,000," * 20000,
    "1-2-" * 25000,
    "$1 " * 30000,
    "1.1" * 30000,
    "5%" * 30000,
    "1" * 100_000,
    "1/1/1/" * 30000,
    "Monday " * 30000 + "5",
    '"' * 100_000 + "5",
    "-" * 100_000 + "5",
    " " * 500_000 + "5",
    "a" * 1_000_000 + " 5",
    "between 1 and " * 7000,
    "twenty-" * 14000,
    "one in " * 14000,
    "5 " + "a-" * 50_000,
    "more than " * 10_000 + "5",
    "(1) " * 25_000,
]


@pytest.mark.parametrize("sentence", HOSTILE, ids=[sentence[:8].strip() or "blank" for sentence in HOSTILE])
def test_hostile_input_takes_linear_time(sentence: str) -> None:
    begin = time.perf_counter()
    find_quantities(sentence)
    assert time.perf_counter() - begin < 10  # seconds; linear runs stay below two on a slow machine


def test_endless_digits_are_no_quantity() -> None:
    assert find_quantities("The key is " + "9" * 400 + " and 3 ships.")[0].low == 3
    assert all(math.isfinite(q.low or 0) for q in find_quantities("9" * 18 + " trillion trillion trillion ships"))
