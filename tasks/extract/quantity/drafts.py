"""The draft of a quantity: a share, a range or a measure that is no name, before what stands around it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from tasks.extract.numbers import number_words
from tasks.extract.quantity.counted import is_person, plural_follows
from tasks.extract.quantity.dates import is_date, may_be_year
from tasks.extract.quantity.measures import FEW, Measure, read_measure
from tasks.extract.quantity.names import is_no_quantity
from tasks.extract.quantity.ranges import read_range
from tasks.extract.quantity.shares import read_share
from tasks.extract.quantity.tokens import DIGITS, SIGN, Token, touches
from tasks.extract.quantity.units import currency_prefix_words

# Shares in words are told in percent, so that `a third` and `33%` can be compared
SHARE_UNIT, SHARE_FACTOR = "percent", 100.0


@dataclass(frozen=True, slots=True)
class Draft:
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
def first_words() -> frozenset[str]:
    """The words in lower case that a quantity may begin with; digits and signs begin one too."""
    kinds = ("unit", "teen", "ten", "hundred", "scale", "plural", "fraction")
    return frozenset({*number_words(*kinds), *FEW, *currency_prefix_words(), "a", "an", "half", "minus"})


def read_draft(tokens: list[Token], i: int, title_case: bool) -> tuple[Draft | None, int]:
    """The draft of a quantity at token `i`, or None and the token to go on with."""
    share = read_share(tokens, i)
    if share is not None:
        if share.unit is None:
            value = share.value * SHARE_FACTOR
            return Draft(i, share.after, value, value, SHARE_UNIT, share=True), share.after
        return Draft(i, share.after, share.value, share.value, share.unit or None), share.after
    measure = read_measure(tokens, i)
    if measure is None:
        return None, i + 1
    span = read_range(tokens, measure)
    if span is not None and is_date(tokens, span.last):
        return None, span.after
    if span is not None and not _is_named_range(tokens, measure, title_case, span.last):
        last = span.last
        draft = Draft(
            span.first, span.after, span.low, span.high, last.unit, last.digits, last.money, hyphen=last.hyphen
        )
        return draft, span.after
    if is_no_quantity(tokens, measure, title_case):
        return None, max(i + 1, _after_name(tokens, measure))
    cents = _read_cents(tokens, measure)
    if cents is not None:
        measure = cents
    return (
        Draft(
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
