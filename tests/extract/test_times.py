"""Time expressions: kinds, values, modifiers and days, with and without a publication day; what is no time; rules."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.extract.times import RULES, TimeFound, find_times
from tasks.extract.timex.grammar import KINDS, LETTER, compile_pattern
from tasks.extract.timex.words import read_words
from tasks.lexicon import read_lexicon

SUNDAY = date(2024, 10, 27)


def found(text: str, day: date | None = SUNDAY) -> list[TimeFound]:
    return find_times(text, [(0, len(text))], day)


def shown(text: str, day: date | None = SUNDAY) -> list[tuple[str, str]]:
    return [(text[t.start : t.end], t.value) for t in found(text, day)]


# What stands in a sentence, and its value for an article of Sunday, 27 October 2024
VALUES: list[tuple[str, str, str]] = [
    # days
    ("The bridge opened on Oct. 27.", "Oct. 27", "2024-10-27"),
    ("The bridge opened on 27 October 2023.", "27 October 2023", "2023-10-27"),
    ("The bridge opened on Sunday, October 27th, 2024.", "Sunday, October 27th, 2024", "2024-10-27"),
    ("The bridge opened on the 3rd of March 2021.", "the 3rd of March 2021", "2021-03-03"),
    ("The file is dated 2024-02-29.", "2024-02-29", "2024-02-29"),
    ("The file is dated 2024-02-29T08:15:00Z.", "2024-02-29T08:15:00Z", "2024-02-29T08:15:00Z"),
    ("The file is dated 9/30/2023.", "9/30/2023", "2023-09-30"),
    ("The file is dated 30/9/2023.", "30/9/2023", "2023-09-30"),
    ("LVIV, Oct. 26 (Herald) - The bridge is open.", "Oct. 26", "2024-10-26"),
    ("Nothing has been the same since 9/11.", "9/11", "2001-09-11"),
    ("He survived the Sept. 11 attacks.", "Sept. 11", "2001-09-11"),
    ("He survived the Oct. 7 massacre.", "Oct. 7", "2023-10-07"),
    ("Bad luck struck on Friday the 13th.", "Friday the 13th", "2024-09-13"),
    ("The shop closed on Christmas Eve.", "Christmas Eve", "2023-12-24"),
    ("The shop will close on Thanksgiving.", "Thanksgiving", "2024-11-28"),
    ("The shop closed on Easter Monday 2022.", "Easter Monday 2022", "2022-04-18"),
    ("Traffic was heavy on Labor Day weekend.", "Labor Day weekend", "2024-W35-WE"),
    ("The hearing is set for the week of Nov. 4.", "the week of Nov. 4", "2024-W45"),
    # today and its neighbours
    ("He resigned today.", "today", "2024-10-27"),
    ("He resigned late yesterday.", "late yesterday", "2024-10-26"),
    ("He resigned the day before yesterday.", "the day before yesterday", "2024-10-25"),
    ("He will resign tomorrow morning.", "tomorrow morning", "2024-10-28TMO"),
    ("Sirens sounded last night.", "last night", "2024-10-26TNI"),
    ("Sirens sounded this morning.", "this morning", "2024-10-27TMO"),
    ("Sirens sounded on Saturday night.", "Saturday night", "2024-10-26TNI"),
    # weeks, months, years from the publication day
    ("Earlier this week, the court met.", "Earlier this week", "2024-W43"),
    ("The court will meet next week.", "next week", "2024-W44"),
    ("The court met last month.", "last month", "2024-09"),
    ("The court met at the end of last year.", "the end of last year", "2023"),
    ("The court met over the weekend.", "the weekend", "2024-W43-WE"),
    ("The court met two weeks ago.", "two weeks ago", "2024-W41"),
    ("The court met ten days ago.", "ten days ago", "2024-10-17"),
    ("The court met five months ago.", "five months ago", "2024-05"),
    ("The court last met a decade ago.", "a decade ago", "2014"),
    ("The court will meet two weeks from now.", "two weeks from now", "2024-W45"),
    ("The court met in June last year.", "June last year", "2023-06"),
    ("The court met last August.", "last August", "2024-08"),
    ("The court met in the summer.", "the summer", "2024-SU"),
    ("The court met last spring.", "last spring", "2024-SP"),
    ("The troops could move as soon as early November.", "early November", "2024-11"),
    ("The court meets on the 15th.", "the 15th", "2024-11-15"),
    # months, seasons, years, decades, centuries by name
    ("It snowed on January 6th of last year.", "January 6th of last year", "2023-01-06"),
    ("It snowed in mid-January 2019.", "mid-January 2019", "2019-01"),
    ("It snowed in the winter of 1994.", "the winter of 1994", "1994-WI"),
    ("It snowed in 1998.", "1998", "1998"),
    ("Few remember the 2016 election.", "2016", "2016"),
    ("It has been law since the year two thousand.", "the year two thousand", "2000"),
    ("It snowed in nineteen ninety-six.", "nineteen ninety-six", "1996"),
    ("They won in the 2021/22 season.", "2021/22", "2021"),
    ("It was built in the late 1990s.", "the late 1990s", "199"),
    ("It was built in the '80s.", "the '80s", "198"),
    ("It was built in the nineties.", "the nineties", "199"),
    ("It was built in the 19th century.", "the 19th century", "18"),
    ("Sales rose in fiscal 2023.", "fiscal 2023", "2023"),
    ("It rained from Jan. 1-15, 2021.", "Jan. 1", "2021-01-01"),
    ("It rained from January to March 2021.", "January", "2021-01"),
    ("It rained on 5 Nov 2021.", "5 Nov 2021", "2021-11-05"),
    ("He ran in '16 and '20.", "'20", "2020"),
    # quarters and halves
    ("Sales rose in H1 2024.", "H1 2024", "2024-H1"),
    ("Sales rose in the third quarter.", "the third quarter", "2024-Q3"),
    ("Sales fell in the fourth quarter of 2022.", "the fourth quarter of 2022", "2022-Q4"),
    ("Third-quarter sales fell.", "Third-quarter", "2024-Q3"),
    ("Sales will rise in next year's first quarter.", "next year's first quarter", "2025-Q1"),
    ("Sales fell in Q2 2023.", "Q2 2023", "2023-Q2"),
    ("Sales fell in the first half of 2024.", "the first half of 2024", "2024-H1"),
    # times of day
    ("The train left at 8:30 a.m. EST.", "8:30 a.m. EST", "2024-10-27T08:30"),
    ("The train left at 10 p.m. Wednesday.", "10 p.m. Wednesday", "2024-10-23T22:00"),
    ("The train left at 14:45.", "14:45", "2024-10-27T14:45"),
    ("The train left at 0735 GMT.", "0735 GMT", "2024-10-27T07:35"),
    ("The train will leave at noon on Friday.", "noon on Friday", "2024-11-01T12:00"),
    ("The train left at 4 in the morning.", "4 in the morning", "2024-10-27T04:00"),
    ("The train left at five o'clock.", "five o'clock", "2024-10-27T05:00"),
    # durations
    ("They waited for three months.", "three months", "P3M"),
    ("They went on a two-week strike.", "two-week", "P2W"),
    ("They waited for two and a half years.", "two and a half years", "P2Y6M"),
    ("They waited for 5 1/2 hours.", "5 1/2 hours", "PT5H30M"),
    ("They waited for half an hour.", "half an hour", "PT30M"),
    ("They waited for six years and four months.", "six years and four months", "P6Y4M"),
    ("They waited for two decades.", "two decades", "P20Y"),
    ("They waited for several weeks.", "several weeks", "PXW"),
    ("They waited for years.", "years", "PXY"),
    ("They kept a week-long vigil.", "week-long", "P1W"),
    ("They had nothing in the past three months.", "the past three months", "P3M"),
    # sets
    ("They meet every Tuesday.", "every Tuesday", "XXXX-WXX-2"),
    ("They meet on Friday nights.", "Friday nights", "XXXX-WXX-5TNI"),
    ("They meet each day.", "each day", "P1D"),
    ("They meet every two weeks.", "every two weeks", "P2W"),
    ("They meet twice a month.", "twice a month", "P1M"),
    ("They print it daily.", "daily", "P1D"),
    ("They hold an annual festival.", "annual", "P1Y"),
    # past, present, future
    ("He is now abroad.", "now", "PRESENT_REF"),
    ("He currently lives abroad.", "currently", "PRESENT_REF"),
    ("He recently moved abroad.", "recently", "PAST_REF"),
    ("He has worked abroad in recent years.", "recent years", "PAST_REF"),
    ("He will move abroad soon.", "soon", "FUTURE_REF"),
    ("He plans for the future.", "the future", "FUTURE_REF"),
]


@pytest.mark.parametrize(("text", "words", "value"), VALUES)
def test_value(text: str, words: str, value: str) -> None:
    assert (words, value) in shown(text)


# the sentence, the expression, its modifier and its days
MODIFIED: list[tuple[str, str, str | None, date | None, date | None]] = [
    ("It snowed in early November 2023.", "2023-11", "START", date(2023, 11, 1), date(2023, 11, 10)),
    ("It snowed in mid-November 2023.", "2023-11", "MID", date(2023, 11, 11), date(2023, 11, 20)),
    ("It snowed in late November 2023.", "2023-11", "END", date(2023, 11, 21), date(2023, 11, 30)),
    ("Earlier this week it snowed.", "2024-W43", "START", date(2024, 10, 21), date(2024, 10, 27)),
    ("It will snow later this year.", "2024", "END", date(2024, 10, 27), date(2024, 12, 31)),
    ("They waited for about two years.", "P2Y", "APPROX", None, None),
    ("They waited for more than two years.", "P2Y", "MORE_THAN", None, None),
    ("They waited for nearly two years.", "P2Y", "LESS_THAN", None, None),
    ("They waited for at least two years.", "P2Y", "EQUAL_OR_MORE", None, None),
    ("They may wait for up to two years.", "P2Y", "EQUAL_OR_LESS", None, None),
    ("They moved in 1994 or later.", "1994", "ON_OR_AFTER", date(1994, 1, 1), date(1994, 12, 31)),
    ("They waited for the past two weeks.", "P2W", None, date(2024, 10, 13), date(2024, 10, 27)),
    ("They will wait for the next two weeks.", "P2W", None, date(2024, 10, 28), date(2024, 11, 10)),
    ("It snowed in the 1970s.", "197", None, date(1970, 1, 1), date(1979, 12, 31)),
    ("It snowed last winter.", "2023-WI", None, date(2023, 12, 1), date(2024, 2, 29)),
]


@pytest.mark.parametrize(("text", "value", "modifier", "earliest", "latest"), MODIFIED)
def test_modifier_and_days(
    text: str, value: str, modifier: str | None, earliest: date | None, latest: date | None
) -> None:
    (only,) = found(text)
    assert (only.value, only.modifier, only.earliest, only.latest) == (value, modifier, earliest, latest)


# the same day, past or to come: the tense decides
TENSES: list[tuple[str, str]] = [
    ("The envoy arrived on Tuesday.", "2024-10-22"),
    ("The envoy will arrive on Tuesday.", "2024-10-29"),
    ("The envoy is expected to arrive on Tuesday.", "2024-10-29"),
    ("The envoy, who arrived on Tuesday, will stay.", "2024-10-22"),
    ("On Tuesday, the envoy left.", "2024-10-22"),
    ("On Tuesday, the envoy will leave.", "2024-10-29"),
    ("A meeting scheduled for Tuesday is off.", "2024-10-29"),
    ("The envoy has until Tuesday.", "2024-10-29"),
    ("The envoy could leave as early as Tuesday.", "2024-10-29"),
    ("The envoy has been ill since Tuesday.", "2024-10-22"),
    ("Tuesday's vote was close.", "2024-10-22"),
    ("Tempers flared ahead of Tuesday's vote.", "2024-10-29"),
    ("The envoy will stay silent, he said Tuesday.", "2024-10-22"),
    ("The envoy said that on Tuesday, the talks will end.", "2024-10-29"),
    ("The envoy arrives on Tuesday.", "2024-10-29"),
    ("The envoy will not discuss Tuesday's vote.", "2024-10-29"),
    ("The envoy left on Sunday.", "2024-10-27"),
    ("The envoy left last Tuesday.", "2024-10-22"),
    ("The envoy leaves next Tuesday.", "2024-10-29"),
    ("The envoy left in December.", "2023-12"),
    ("The envoy will leave in December.", "2024-12"),
    ("The envoy will leave in March.", "2025-03"),
    ("The envoy left on March 3.", "2024-03-03"),
    ("The envoy will leave on Jan. 15.", "2025-01-15"),
    ("The envoy left on Dec. 30.", "2023-12-30"),
]


@pytest.mark.parametrize(("text", "value"), TENSES)
def test_tense_decides_between_past_and_coming(text: str, value: str) -> None:
    assert [t.value for t in found(text)] == [value]


NO_TIMES = [
    "The shop is open 24/7.",
    "COVID-19 killed 1,998 people.",
    "They sent 2000 soldiers to 1500 villages.",
    "It may rain, and Theresa May may sing.",
    "They will march on, and the March on Rome began.",
    "Wait a second, said the second man.",
    "Prices fall, and more will fall further.",
    "The sun sat low; he sat in the sun.",
    "The New York Times and the Sunday Times disagree.",
    "The 44-year-old is 12 years old at heart.",
    "He boarded flight 1549 at gate 2010.",
    "The bill came to $1,998 or €2024.",
    "They won 3-2 on page 1984.",
    "The jet is an F-16, the pill is RU-486.",
    "They read the Daily Mail.",
    "Every fourth man and each one of them agreed.",
    "Three quarters of the voters agreed.",
    "It scored 2:1.",
    "He read it in The Sun.",
    "One in 1000 fails.",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_no_time(text: str) -> None:
    assert shown(text) == []


def test_two_days_of_one_month_are_two_expressions() -> None:
    text = "The ferry could sail again on November 3 or 4."
    assert shown(text) == [("November 3", "2024-11-03"), ("4", "2024-11-04")]
    assert shown("They will meet on Dec. 5-7.")[-1] == ("7", "2024-12-07")
    assert shown("They met between 4 and 11 May 2022.")[0] == ("4", "2022-05-04")


def test_a_later_expression_refers_back_to_the_document() -> None:
    text = "Sworn in on Oct. 10, 2023, he spoke the same day; two days later he flew. The following month he left."
    values = [(t.value, t.anchor) for t in found(text)]
    assert values == [
        ("2023-10-10", "none"),
        ("2023-10-10", "document"),
        ("2023-10-12", "document"),
        ("2023-11", "document"),
    ]


def test_the_same_day_needs_a_day() -> None:
    (_, same) = found("It was founded in 1998. The same day it rained.")
    assert (same.value, same.earliest, same.anchor) == ("XXXX-XX-XX", None, "none")


def test_a_year_earlier_compares_quarters_in_business_news() -> None:
    text = "Sales in the third quarter were $4 million, up from $3 million a year earlier."
    assert shown(text)[-1] == ("a year earlier", "2023-Q3")
    assert shown("It sold fewer cars than a year earlier.") == [("a year earlier", "2023")]


UNDATED: list[tuple[str, str]] = [
    ("They met today.", "XXXX-XX-XX"),
    ("They met on Saturday night.", "XXXX-WXX-6TNI"),
    ("They met on October 27.", "XXXX-10-27"),
    ("They met in October.", "XXXX-10"),
    ("They met last year.", "XXXX"),
    ("They met this week.", "XXXX-WXX"),
    ("They met two weeks ago.", "XXXX-WXX"),
    ("They met last summer.", "XXXX-SU"),
    ("They met in the third quarter.", "XXXX-Q3"),
    ("They met at 8:30 a.m.", "XXXX-XX-XXT08:30"),
    ("They met over the weekend.", "XXXX-WXX-WE"),
    ("They met on Christmas Eve.", "XXXX-12-24"),
]


@pytest.mark.parametrize(("text", "value"), UNDATED)
def test_without_publication_day_what_can_be_known_stays_known(text: str, value: str) -> None:
    (only,) = found(text, None)
    assert (only.value, only.earliest, only.latest, only.anchor) == (value, None, None, "none")


def test_absolute_dates_do_not_need_a_publication_day() -> None:
    (only,) = found("They met on Oct. 27, 2024.", None)
    assert (only.earliest, only.latest, only.anchor) == (SUNDAY, SUNDAY, "none")


def test_kinds_of_words_in_patterns_exist() -> None:
    listed = {row["kind"] for row in read_lexicon("time_words")}
    assert listed <= set(KINDS)
    with pytest.raises(KeyError):
        compile_pattern("month=moonth")


def test_every_rule_matches_the_examples_that_it_shows() -> None:
    silent = []
    for rule in RULES:
        for example in rule.example.split("; "):
            text = f"It was in {example.split(': ')[-1]} ended, "
            kinds = "".join(LETTER[word.kind] for word in read_words(text, [(0, len(text))]))
            if not rule.pattern.search(kinds):
                silent.append(example)
    assert silent == []
