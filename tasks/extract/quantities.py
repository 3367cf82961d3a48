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

from tasks.extract.numbers import VULGAR, number_words
from tasks.extract.quantity.ages import OLDEST, age_words, is_age, is_age_limit
from tasks.extract.quantity.comparators import is_during, read_after, read_before
from tasks.extract.quantity.contexts import context
from tasks.extract.quantity.counted import (
    Counted,
    is_deed,
    is_state,
    opens_with_of,
    plural_follows,
    read_counted,
    read_divided,
    read_of,
)
from tasks.extract.quantity.drafts import Draft, first_words, read_draft
from tasks.extract.quantity.measures import read_measure
from tasks.extract.quantity.names import in_title_case
from tasks.extract.quantity.tokens import DATED, DIGITS, WORD, Token, tokenize
from tasks.extract.quantity.units import TIME_UNITS, read_rate, read_unit
from tasks.lexicon import read_lexicon
from tasks.tables.quantities import Comparator

# The text of a token inside a date: no rule knows it
_BLOT = "\0"
# What joins the numbers of a list is no longer: `, and `
_LONGEST_JOINT = 6
# Units that are told of one number only
_NOT_SHARED = frozenset(["year_of_age", "month_of_age", "magnitude"])
# Comparators that hold for the same sum in other money
_INHERITED = frozenset(["about", "at_least", "at_most", "more_than", "less_than"])
# No scale of earthquakes goes further
STRONGEST_EARTHQUAKE = 10
# Units that an adjective may stand before; seconds, feet or points after one are mostly no units (two left feet)
_UNITS_AFTER_ADJECTIVE = frozenset(
    ["day", "week", "month", "year", "decade", "hour", "minute", "yard", "mile", "km", "ton", "tonne"]
)


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
    tokens = _without(tokenize(sentence), dated)
    title_case = in_title_case(tokens)
    found: list[QuantityFound] = []
    floor = i = 0
    of_things = False
    begins = first_words()
    while i < len(tokens):
        if tokens[i].kind == WORD and tokens[i].lower not in begins:
            i += 1
            continue
        draft, after = read_draft(tokens, i, title_case)
        if draft is None:
            i = after
            continue
        # 7 million crowns ($1 million): what is in brackets is meant as what stands before them
        inherits = (
            found and floor == draft.first - 1 and tokens[floor].text == "(" and found[-1].comparator in _INHERITED
        )
        quantity, i = _finish(sentence, tokens, draft, floor, found[-1].comparator if inherits else None)
        if quantity.unit == "item" and quantity.counted is not None and opens_with_of(tokens, draft.first):
            of_things = True
        elif of_things and quantity.unit == "person" and (quantity.counted is None or is_state(quantity.counted)):
            quantity = replace(quantity, unit="item", counted=None)  # of the 64 coins three are missing
        found.append(quantity)
        floor = i
    return _share_units(sentence, found)


def _share_units(sentence: str, found: list[QuantityFound]) -> list[QuantityFound]:
    """Give the bare numbers of a list the unit of its last: 5.4, 6.1 and 6.7 inches."""
    shared = list(found)
    for i in range(1, len(found)):
        before, bare = shared[i - 1], shared[i]
        joint = sentence[before.end : bare.start].strip() if bare.start - before.end <= _LONGEST_JOINT else ""
        if (
            joint in ("and", "or", ",")
            and before.unit == "year_of_age"
            and bare.unit == "item"
            and bare.counted is None
        ):
            young = bare.low == bare.high and 0 < (bare.low or 0) <= OLDEST
            shared[i] = replace(bare, unit=before.unit) if young else bare  # aged 25 and 31
    listed = False
    for i in range(len(found) - 2, -1, -1):
        bare, last = shared[i], shared[i + 1]
        between = sentence[bare.end : last.start] if last.start - bare.end <= _LONGEST_JOINT else ""
        joint = between.strip(" ,")
        listed = joint in ("and", "or") or (listed and between.strip() == ",")
        measured = last.unit not in ("item", "person")
        told = measured or (last.counted is not None and "," not in between)
        if listed and told and bare.unit == "item" and bare.counted is None and last.unit not in _NOT_SHARED:
            shared[i] = replace(bare, unit=last.unit, counted=last.counted)
    return shared


def _without(tokens: list[Token], dated: Sequence[tuple[int, int]]) -> list[Token]:
    """The tokens, those that overlap one of the spans made blots that nothing is read from or across."""
    left: list[Token] = []
    spans = sorted(span for span in dated if span[0] < span[1])
    at, reach = 0, -1
    for token in tokens:
        while at < len(spans) and spans[at][0] < token.end:
            reach = max(reach, spans[at][1])
            at += 1
        left.append(token._replace(text=_BLOT, lower=_BLOT, kind=DATED) if token.start < reach else token)
    return left


def _finish(
    sentence: str, tokens: list[Token], draft: Draft, floor: int, inherited: Comparator | None
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
    if (
        before is not None
        and before[1] == "about"
        and draft.low == draft.high == 1
        and not draft.digits
        and unit is None
    ):
        before = None  # doubts about one of them
    if before is not None and unit in TIME_UNITS and not age and is_during(tokens, before[0], first, after):
        before = None  # prices rose over two years
    if before is not None and before[0] >= floor:
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
        if counted is not None and measured is not None:
            unit, after = measured, counted.after
        else:
            unit = _magnitude(tokens, first, draft) or _counting_unit(tokens, first, after, counted)
    if unit not in ("item", "person") and not age:
        counted = read_of(tokens, after, many=True, mass=not draft.share)
        if counted is None and draft.share:
            counted = read_divided(tokens, after)
    if counted is not None and comparator == "exact":
        comparator = _after_counted(tokens, counted.after) or comparator
    rate = read_rate(tokens, counted.after) if counted is not None and not draft.share and "/" not in unit else None
    if rate is not None and unit not in ("percent", "item"):
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
        word = tokens[after + 1].lower
        if word == "strong" or (word.endswith("ed") and len(word) > 4):
            return None  # a 2,000-strong crowd, a four-legged robot
        return Counted(after + 1, after + 2, tokens[after + 1].lower, False)
    if after < len(tokens) and (
        tokens[after].kind == DIGITS or tokens[after].lower in number_words("unit", "teen", "ten")
    ):
        size = read_measure(tokens, after)
        if size is not None and size.unit is not None and plural_follows(tokens, size.after):
            return read_counted(tokens, size.after, many)
        if size is not None and size.age and tokens[size.after - 1].lower == "olds":
            return Counted(after, size.after, "old", True)  # two 17-year-olds
    return read_counted(tokens, after, many)


def _unit_of_head(tokens: list[Token], after: int, counted: Counted) -> str | None:
    """The unit that a counted phrase ends in: 517 rushing yards, 50 previous years; None if it ends in none."""
    if not after + 2 <= counted.after <= after + 3 or not tokens[counted.after - 1].lower.endswith("s"):
        return None
    unit = read_unit(tokens, counted.after - 1, False)
    return unit.unit if unit is not None and unit.unit in _UNITS_AFTER_ADJECTIVE else None


def _magnitude(tokens: list[Token], first: int, draft: Draft) -> str | None:
    """`magnitude` for the strength of an earthquake: magnitude 6.4, magnitude of 7; None for other numbers."""
    at = first - 1 if first and tokens[first - 1].lower not in ("of", "-") else first - 2
    return "magnitude" if at >= 0 and tokens[at].lower == "magnitude" and draft.high <= STRONGEST_EARTHQUAKE else None


def _counting_unit(tokens: list[Token], first: int, after: int, counted: Counted | None) -> str:
    """`person` or `item`; persons without a noun too: killed 20, 20 were injured."""
    if counted is not None:
        return "person" if counted.person else "item"
    if first and is_deed(tokens[first - 1].lower):
        return "person"
    if first > 1 and tokens[first - 1].lower == "of" and tokens[first - 2].lower in context("parent"):
        return "person"  # a mother of three
    at = after
    for _ in range(2):  # 20 have been killed
        if at < len(tokens) and tokens[at].lower in ("were", "was", "are", "have", "had", "has", "been", "is"):
            at += 1
    if at < len(tokens) and (is_deed(tokens[at].lower) or is_state(tokens[at].lower)):
        return "person"
    return "item"
