"""Two numbers told as one range: `between 10 and 20`, `10-20`, `from 5 to 7 percent`, `two or three`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tasks.extract.quantity.ages import age_words
from tasks.extract.quantity.contexts import context
from tasks.extract.quantity.counted import is_stop, plural_follows
from tasks.extract.quantity.dates import is_year_token, may_be_year
from tasks.extract.quantity.measures import Measure, read_measure
from tasks.extract.quantity.names import DASHES
from tasks.extract.quantity.tokens import DIGITS, WORD, Token, touches
from tasks.extract.quantity.units import read_rate

# Words that may stand between the first number and `to`: from 21 mpg combined to 23, from 450 sq ft up to 900
_LOOSE = 2


@dataclass(frozen=True, slots=True)
class Range:
    """Two measures as one, at tokens `first` up to `after`."""

    first: int
    after: int
    low: float
    high: float
    last: Measure


def read_range(tokens: list[Token], measure: Measure) -> Range | None:
    """The range that begins with this measure; None if it stands alone."""
    if measure.vague or measure.age:
        return None
    before = tokens[measure.first - 1].lower if measure.first else ""
    opened = before if before in ("between", "from") else ""
    if opened == "between" and measure.after < len(tokens):
        # between one hundred and two hundred: `and` joins nothing here
        measure = read_measure(tokens, measure.first, joined=False) or measure
    found = _second(tokens, measure, opened)
    if found is None:
        return None
    second, spaced = found
    joint = _join(measure, second, bool(opened))
    if joint is None or (not opened and not _fits(tokens, measure, second, joint, spaced)):
        return None
    low, high, unit, money = joint
    if money and second.unit is None and (rate := read_rate(tokens, second.after)) is not None:
        second, unit = replace(second, after=rate[0]), f"{unit}/{rate[1]}"  # $50-55 per barrel
    second = replace(second, unit=unit, money=money)
    if opened == "from" and (more := _second(tokens, second, "")) is not None and tokens[second.after].text in DASHES:
        # from 24.2 to 33-35 billion
        further = _join(second, more[0], False)
        if further is not None and more[0].scale >= second.scale:
            factor = more[0].scale if second.scale == 1 else 1.0
            low, high, second = low * factor, further[1], replace(more[0], unit=further[2], money=further[3])
    first = measure.first - 1 if opened else measure.first
    return Range(first, second.after, min(low, high), max(low, high), second)


def _second(tokens: list[Token], measure: Measure, opened: str) -> tuple[Measure, bool] | None:
    """The second measure of a range and whether the two are set apart by spaces."""
    at = measure.after
    if at >= len(tokens):
        return None
    text = tokens[at].text
    if text in DASHES and at + 1 < len(tokens):
        spaced = not touches(tokens, at) or not touches(tokens, at + 1)
        follow = at + 2 if tokens[at + 1].lower == "to" else at + 1
        read = _measure_at(tokens, follow)
        return None if read is None else (read, spaced)
    word = tokens[at].lower
    if (word == "and" and opened == "between") or word == "or":
        read = _measure_at(tokens, at + 1)
        return None if read is None else (read, True)
    for k in range(at, min(at + 1 + (_LOOSE if opened == "from" else 0), len(tokens))):
        if tokens[k].lower == "to" and k + 1 < len(tokens):
            follow = k + 2 if tokens[k + 1].text in DASHES and touches(tokens, k + 1) else k + 1
            read = _measure_at(tokens, follow)
            return None if read is None else (read, True)
        if tokens[k].kind != WORD:
            return None
    return None


def _measure_at(tokens: list[Token], i: int) -> Measure | None:
    """A measure at token `i` that may end a range."""
    if i >= len(tokens):
        return None
    # the sign of `10-20` is no minus
    read = read_measure(tokens, i)
    return None if read is None or read.vague else read


def _join(first: Measure, second: Measure, opened: bool) -> tuple[float, float, str | None, bool] | None:
    """Low, high, unit and whether it is money, if the two measures agree in their unit."""
    low, high = first.value, second.value
    unit, money = second.unit, second.money
    if first.unit is None or first.unit == unit or (unit is not None and unit.startswith(f"{first.unit}/")):
        pass
    elif unit is None and (opened or first.money or first.hyphen):
        unit, money = first.unit, first.money
    elif first.unit is not None and unit is not None and first.money and second.money:
        return None
    else:
        return None
    if (
        first.scale == 1
        and second.scale >= 100
        and 0 < low < high / second.scale
        and (first.unit is None or first.money)
    ):
        low *= second.scale
    return low, high, unit, money


def _fits(
    tokens: list[Token], first: Measure, second: Measure, joint: tuple[float, float, str | None, bool], spaced: bool
) -> bool:
    """Whether two numbers without `between` or `from` are a range: not a score, a change, a pair of years."""
    low, high, unit, money = joint
    between = tokens[first.after].lower
    before = tokens[first.first - 1].lower if first.first else ""
    if low > high:
        # 1.3 A/cm2 to 0.03 A/cm2; money and percentages go up and down to something
        return (
            between == "to"
            and before not in context("change")
            and first.unit is not None
            and not money
            and unit != "percent"
        )
    one, two = tokens[first.number], tokens[second.number]
    if between == "or":
        return (
            high - low <= max(1.0, 0.5 * low)
            and first.unit in (None, unit)
            and (unit is not None or plural_follows(tokens, second.after))
        )
    if unit is None and age_words(tokens, first.first) < first.first:
        return True
    if unit is None:
        if is_year_token(one) or not (plural_follows(tokens, second.after) or _noun_follows(tokens, second, between)):
            return False
        if (
            first.digits
            and second.digits
            and touches(tokens, first.first)
            and tokens[first.first - 1].kind in (WORD, DIGITS)
        ):
            return False
    if between == "to":
        return before not in context("change")
    if spaced and (first.unit is not None or may_be_year(one)):
        return False
    if one.kind == DIGITS and two.kind == DIGITS and is_year_token(one) and is_year_token(two):
        return False
    return not (touches(tokens, second.after) and tokens[second.after].text in DASHES and second.unit is None)


def _noun_follows(tokens: list[Token], second: Measure, between: str) -> bool:
    """Whether some word that may be a noun, or `of them`, follows `200,000 to 300,000`."""
    at = second.after
    return (
        between == "to"
        and at < len(tokens)
        and tokens[at].kind == WORD
        and (not is_stop(tokens[at].lower) or tokens[at].lower == "of")
    )
