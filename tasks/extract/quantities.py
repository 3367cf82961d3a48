"""Quantities of a sentence: how many, how much, of what.

Rules over words and lexicons: a number with its unit (`quantity.measures`), that is no part of a name or a date
(`quantity.names`), alone or in a range (`quantity.ranges`), with how it is meant (`quantity.comparators`) and what it
counts (`quantity.counted`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from tasks.extract.numbers import VULGAR
from tasks.extract.quantity.ages import age_words, is_age, is_age_limit
from tasks.extract.quantity.comparators import read_after, read_before
from tasks.extract.quantity.counted import Counted, is_deed, is_person, is_state, plural_follows, read_counted, read_of
from tasks.extract.quantity.measures import Measure, read_measure
from tasks.extract.quantity.names import in_title_case, is_date, is_no_quantity, may_be_year
from tasks.extract.quantity.ranges import read_range
from tasks.extract.quantity.shares import read_share
from tasks.extract.quantity.tokens import DIGITS, SIGN, WORD, Token, tokenize, touches
from tasks.extract.quantity.units import TIME_UNITS, read_rate, read_unit
from tasks.lexicon import read_lexicon
from tasks.tables.quantities import Comparator

# Shares in words are told in percent, so that `a third` and `33%` can be compared
SHARE_UNIT, SHARE_FACTOR = "percent", 100.0
# Comparators that hold for the same sum in other money
_INHERITED = frozenset(["about", "at_least", "at_most", "more_than", "less_than"])
# No scale of earthquakes goes further
STRONGEST_EARTHQUAKE = 10
# Units that an adjective may stand before; seconds, feet or points after one are mostly no units (two left feet)
_UNITS_AFTER_ADJECTIVE = frozenset(["day", "week", "month", "year", "decade", "hour", "minute", "yard", "mile", "km"])


@dataclass(frozen=True, slots=True)
class QuantityFound:
    """A quantity; `start` and `end` are code points in the sentence, end exclusive.

    exact and about: low = high; at_least, more_than: low only; at_most, less_than: high only; between: low <= high;
    vague: low where it can be known. `unit` is `item` or `person` where only counted; `counted` stands in the sentence.
    """

    start: int
    end: int
    comparator: Comparator
    low: float | None
    high: float | None
    unit: str
    counted: str | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A quantity as tokens, before what stands around it is read."""

    first: int
    after: int
    low: float
    high: float
    unit: str | None
    digits: bool = True
    money: bool = False
    vague: bool = False
    hyphen: bool = False
    share: bool = False


@cache
def _trigger() -> re.Pattern[str]:
    """What a sentence has to contain to have a quantity: a digit or a number word."""
    kinds = ("unit", "teen", "ten", "hundred", "scale", "plural", "fraction")
    words = sorted(row["word"] for row in read_lexicon("number_words") if row["kind"] in kinds)
    return re.compile(rf"[\d{''.join(VULGAR)}]|\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def find_quantities(sentence: str, dated: Sequence[tuple[int, int]] = ()) -> list[QuantityFound]:
    """The quantities of one sentence, in order and not overlapping.

    `dated`: spans (code points, end exclusive) that are dates, clock times or sets; numbers inside are no quantities.
    """
    if _trigger().search(sentence) is None:
        return []
    tokens = tokenize(sentence)
    taken = _tokens_in(tokens, dated)
    title_case = in_title_case(tokens)
    found: list[QuantityFound] = []
    floor = i = 0
    while i < len(tokens):
        if taken[i]:
            i += 1
            continue
        draft, after = _read(tokens, i, title_case)
        if draft is None:
            i = after
            continue
        # 7 million crowns ($1 million): what is in brackets is meant as what stands before them
        inherits = (
            found and floor == draft.first - 1 and tokens[floor].text == "(" and found[-1].comparator in _INHERITED
        )
        quantity, i = _finish(sentence, tokens, draft, floor, taken, found[-1].comparator if inherits else None)
        found.append(quantity)
        floor = i
    return found


def _tokens_in(tokens: list[Token], dated: Sequence[tuple[int, int]]) -> list[bool]:
    """Which tokens overlap one of the spans."""
    taken = [False] * len(tokens)
    spans = sorted(dated)
    at = 0
    for i, token in enumerate(tokens):
        while at < len(spans) and spans[at][1] <= token.start:
            at += 1
        taken[i] = at < len(spans) and spans[at][0] < token.end
    return taken


def _read(tokens: list[Token], i: int, title_case: bool) -> tuple[_Draft | None, int]:
    """The draft of a quantity at token `i`, or None and the token to go on with."""
    share = read_share(tokens, i)
    if share is not None:
        if share.unit is None:
            value = share.value * SHARE_FACTOR
            return _Draft(i, share.after, value, value, SHARE_UNIT, share=True), share.after
        return _Draft(i, share.after, share.value, share.value, share.unit or None), share.after
    measure = read_measure(tokens, i)
    if measure is None:
        return None, i + 1
    span = read_range(tokens, measure)
    if span is not None and is_date(tokens, span.last):
        return None, span.after
    if span is not None and not _is_named_range(tokens, measure, title_case, span.last):
        last = span.last
        draft = _Draft(
            span.first, span.after, span.low, span.high, last.unit, last.digits, last.money, hyphen=last.hyphen
        )
        return draft, span.after
    if is_no_quantity(tokens, measure, title_case):
        return None, max(i + 1, _after_name(tokens, measure))
    cents = _read_cents(tokens, measure)
    if cents is not None:
        measure = cents
    return (
        _Draft(
            measure.first, measure.after, measure.value, measure.value, measure.unit, measure.digits, measure.money,
            measure.vague, measure.hyphen,
        ),
        measure.after,
    )  # fmt: skip


def _is_named_range(tokens: list[Token], first: Measure, title_case: bool, last: Measure) -> bool:
    """Whether two numbers that look like a range are years, dates or places in a list."""
    if last.unit is None and may_be_year(tokens[first.number]) and may_be_year(tokens[last.number]):
        # between 1600 and 1900 world temperatures, but 1500 to 2000 soldiers
        return not (last.after < len(tokens) and is_person(tokens[last.after]))
    return last.unit is None and is_no_quantity(tokens, first, title_case) and not plural_follows(tokens, last.after)


def _after_name(tokens: list[Token], measure: Measure) -> int:
    """The token after a number that is no quantity, and after all digits glued to it: 1-2-3, 12:01, 1.1.1."""
    at = measure.number + 1
    while at + 1 < len(tokens) and touches(tokens, at) and touches(tokens, at + 1) and tokens[at].kind == SIGN:
        if tokens[at + 1].kind != DIGITS or tokens[at].text in "$£€¥":
            break
        at += 2
    return at


def _read_cents(tokens: list[Token], measure: Measure) -> Measure | None:
    """`thirteen dollars and forty-five cents` as one sum."""
    at = measure.after
    if (
        not measure.money
        or measure.unit not in ("USD", "EUR", "AUD", "CAD")
        or at >= len(tokens)
        or measure.first != measure.number
    ):
        return None
    if tokens[at].lower == "and":
        at += 1
    small = read_measure(tokens, at) if at < len(tokens) else None
    if small is None or small.unit != "cent" or not 0 < small.value < 100 or not measure.value.is_integer():
        return None
    return replace(measure, after=small.after, value=measure.value + small.value / 100)


def _finish(
    sentence: str, tokens: list[Token], draft: _Draft, floor: int, taken: list[bool], inherited: Comparator | None
) -> tuple[QuantityFound, int]:
    """The quantity with comparator, age, counted phrase and rate; the token to go on with.

    `floor`: the first token that belongs to no quantity before; `inherited`: the comparator to take where none is told.
    """
    first, after, unit = draft.first, draft.after, draft.unit
    comparator: Comparator = "between" if draft.low != draft.high else "vague" if draft.vague else "exact"
    age = unit is None and not draft.vague and not draft.hyphen and is_age(tokens, first, after, draft.high)
    if age:
        unit = "year_of_age"
    before = read_before(tokens, age_words(tokens, first) if age else first)
    if before is not None and before[0] >= floor and not any(taken[before[0] : first]):
        comparator = before[1] if comparator == "exact" else comparator
        first = first if age else before[0]
    if unit is None and before is not None and not plural_follows(tokens, after) and not draft.vague:
        age = is_age_limit(tokens, before[0], draft.first, draft.high)
        unit = "year_of_age" if age else None
    behind = read_after(tokens, after, unit is None)
    if behind is not None:
        comparator = behind[1] if comparator == "exact" else comparator
        after = behind[0]
        if unit is None and (late := read_unit(tokens, after, False)) is not None:
            unit, after = late.unit, late.after  # twenty or so years
    if unit in TIME_UNITS and not draft.hyphen and age_words(tokens, draft.first) < draft.first:
        unit, age = f"{unit}_of_age", True
    if comparator == "exact" and unit is not None and inherited is not None:
        comparator = inherited
    counted: Counted | None = None
    if unit is None:
        hyphen = draft.hyphen and behind is None
        counted = _counted(tokens, after, hyphen, draft.low != 1 or draft.high != 1 or draft.vague)
        measured = None if counted is None or hyphen else _unit_of_head(tokens, after, counted)
        if counted is not None and measured is not None and not any(taken[after : counted.after]):
            unit, after = measured, counted.after
        else:
            unit = _magnitude(tokens, first, draft) or _counting_unit(tokens, first, after, counted)
    if unit not in ("item", "person") and not age:
        counted = read_of(tokens, after, many=True, mass=not draft.share)
        if counted is None and draft.share:
            counted = read_counted(tokens, after, many=True) if plural_follows(tokens, after) else None
    if counted is not None and any(taken[counted.first : counted.after]):
        counted = None
    if counted is not None and comparator == "exact":
        comparator = _after_counted(tokens, counted.after) or comparator
    rate = read_rate(tokens, counted.after) if counted is not None and not draft.share and "/" not in unit else None
    if rate is not None and not (unit in ("percent", "item") or any(taken[after : rate[0]])):
        after, unit = rate[0], f"{unit}/{rate[1]}"
    low, high = _bounds(comparator, _tidy(draft.low), _tidy(draft.high))
    quantity = QuantityFound(
        tokens[first].start, tokens[after - 1].end, comparator, low, high, unit,
        None if counted is None else sentence[tokens[counted.first].start : tokens[counted.after - 1].end],
    )  # fmt: skip
    return quantity, after


def _tidy(value: float) -> float:
    """The number without the dust of multiplication: 2.05 billion is 2050000000."""
    return float(f"{value:.12g}")


def _bounds(comparator: Comparator, low: float, high: float) -> tuple[float | None, float | None]:
    """Which bounds a comparator leaves."""
    assert math.isfinite(low)
    assert math.isfinite(high)
    if comparator in ("at_least", "more_than", "vague"):
        return low, None
    if comparator in ("at_most", "less_than"):
        return None, high
    return low, high


def _after_counted(tokens: list[Token], i: int) -> Comparator | None:
    """The comparator after a counted phrase: 20 people or more."""
    behind = read_after(tokens, i)
    if behind is None or tokens[i].lower not in ("or", "and"):
        return None
    return behind[1] if behind[1] in ("at_least", "at_most") else None


def _counted(tokens: list[Token], after: int, hyphen: bool, many: bool) -> Counted | None:
    """The phrase counted; the word behind the hyphen of `80-page`; the bottles of `eight 250ml bottles`."""
    if hyphen and after + 1 < len(tokens) and tokens[after + 1].kind == WORD:
        if tokens[after + 1].lower == "strong" or tokens[after + 1].lower.endswith("ed"):
            return None  # a 2,000-strong crowd, a four-legged robot
        return Counted(after + 1, after + 2, tokens[after + 1].lower, False)
    if after < len(tokens) and tokens[after].kind == DIGITS:
        size = read_measure(tokens, after)
        if size is not None and size.unit is not None and plural_follows(tokens, size.after):
            return read_counted(tokens, size.after, many)
    return read_counted(tokens, after, many)


def _unit_of_head(tokens: list[Token], after: int, counted: Counted) -> str | None:
    """The unit that a counted phrase ends in: 517 rushing yards, 50 previous years; None if it ends in none."""
    if not after + 2 <= counted.after <= after + 3 or not tokens[counted.after - 1].lower.endswith("s"):
        return None
    unit = read_unit(tokens, counted.after - 1, False)
    return unit.unit if unit is not None and unit.unit in _UNITS_AFTER_ADJECTIVE else None


def _magnitude(tokens: list[Token], first: int, draft: _Draft) -> str | None:
    """`magnitude` for the strength of an earthquake: magnitude 6.4, magnitude of 7; None for other numbers."""
    at = first - 1 if first and tokens[first - 1].lower not in ("of", "-") else first - 2
    return "magnitude" if at >= 0 and tokens[at].lower == "magnitude" and draft.high <= STRONGEST_EARTHQUAKE else None


def _counting_unit(tokens: list[Token], first: int, after: int, counted: Counted | None) -> str:
    """`person` or `item`; persons without a noun too: killed 20, 20 were injured."""
    if counted is not None:
        return "person" if counted.person else "item"
    if first and is_deed(tokens[first - 1].lower):
        return "person"
    at = after
    for _ in range(2):  # 20 have been killed
        if at < len(tokens) and tokens[at].lower in ("were", "was", "are", "have", "had", "has", "been", "is"):
            at += 1
    if at < len(tokens) and (is_deed(tokens[at].lower) or is_state(tokens[at].lower)):
        return "person"
    return "item"
