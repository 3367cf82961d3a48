"""Shares in words and fractions: `a third of`, `two-thirds`, `one in five`, `half the`, `1/4 mile`."""

from __future__ import annotations

from typing import NamedTuple

from tasks.extract.numbers import next_word, number_words, read_number
from tasks.extract.quantity.comparators import read_before
from tasks.extract.quantity.contexts import context
from tasks.extract.quantity.phrases import HYPHENS
from tasks.extract.quantity.tokens import DIGITS, WORD, Token, touches
from tasks.extract.quantity.units import TIME_UNITS, read_unit

# Fractions in digits as measures and recipes write them; 9/11 and 24/7 are none
_DENOMINATORS = frozenset(["2", "3", "4", "5", "6", "8", "10", "16", "32", "64", "100", "128", "1000"])


class Share(NamedTuple):
    """A part of one at tokens `first` up to `after`; `unit` where a unit is divided (half a mile), else None."""

    first: int
    after: int
    value: float
    unit: str | None


def read_share(tokens: list[Token], i: int) -> Share | None:
    """The share that begins at token `i`, None if there is none."""
    token = tokens[i]
    if token.kind == DIGITS:
        return _in_digits(tokens, i) or _one_in(tokens, i)
    if token.kind != WORD:
        return None
    if token.lower == "half":
        return _half(tokens, i)
    return _in_words(tokens, i) or _one_in(tokens, i)


def _in_digits(tokens: list[Token], i: int) -> Share | None:
    """`1/4 mile`, `2/3 of`, `1/16 of a pint`."""
    if (
        i + 2 >= len(tokens)
        or tokens[i + 1].text not in ("/", "⁄")
        or not (touches(tokens, i + 1) and touches(tokens, i + 2))
    ):
        return None
    if (touches(tokens, i) and tokens[i - 1].text not in "(-") or (
        touches(tokens, i + 3) and tokens[i + 3].text == "/"
    ):
        return None
    above, below = tokens[i].text, tokens[i + 2].text
    if below not in _DENOMINATORS or not above.isdecimal() or len(above) > 3 or not 0 < int(above) < int(below):
        return None
    value, after = int(above) / int(below), i + 3
    unit = read_unit(tokens, after, True)
    if unit is not None:
        return Share(i, unit.after, value, unit.unit)
    if after < len(tokens) and tokens[after].lower == "of":
        return _of_a_unit(tokens, i, after, value) or Share(i, after, value, None)
    return None


def _of_a_unit(tokens: list[Token], i: int, of: int, value: float) -> Share | None:
    """`of a pint`, `of an inch`, `of a US pint`, `of a million`: the part of a unit."""
    if of + 2 >= len(tokens) or tokens[of + 1].lower not in ("a", "an"):
        return None
    at = of + 3 if tokens[of + 2].text in ("US", "UK") and of + 3 < len(tokens) else of + 2
    unit = read_unit(tokens, at, False)
    return None if unit is None else Share(i, unit.after, value, unit.unit)


def _half(tokens: list[Token], i: int) -> Share | None:
    """`half of`, `half the`, `nearly half`, `half an hour`; not `second half`, `half-time`."""
    before = tokens[i - 1].lower if i else ""
    if i + 1 < len(tokens) and tokens[i + 1].lower in ("a", "an"):
        unit = read_unit(tokens, i + 2, False)
        return None if unit is None else Share(i, unit.after, 0.5, unit.unit)
    if (
        before in context("part_before_half")
        or (touches(tokens, i) and tokens[i - 1].text in HYPHENS)
        or before in ("a", "and")
    ):
        return None
    if i + 1 < len(tokens) and tokens[i + 1].text in HYPHENS and touches(tokens, i + 1):
        return None
    if (i + 1 < len(tokens) and tokens[i + 1].lower in context("half_of")) or before == "by" or _compared(tokens, i):
        return Share(i, i + 1, 0.5, None)
    return None


def _compared(tokens: list[Token], i: int) -> bool:
    """Whether a comparator stands before token `i`."""
    return read_before(tokens, i) is not None


def _in_words(tokens: list[Token], i: int) -> Share | None:
    """`two-thirds`, `a third of`, `three quarters of a million`, `one-fifth`."""
    word = tokens[i].lower
    count = 1.0 if word in ("a", "an") else number_words("unit", "teen").get(word)
    if not count:
        return None
    at = next_word(tokens, i)
    if at >= len(tokens) or tokens[at].kind != WORD:
        return None
    below = number_words("fraction").get(tokens[at].lower)
    if below is None or count > below or (count > 1) != (tokens[at].lower.endswith(("s", "lves"))):
        return None
    hyphen, after = at == i + 2, at + 1
    if after < len(tokens) and tokens[after].text in HYPHENS and touches(tokens, after) and touches(tokens, after + 1):
        return None if below == 4 or count == 1 else Share(i, after, count / below, None)
    of = after < len(tokens) and tokens[after].lower == "of"
    scale_at = after
    if of:
        divided = _of_a_unit(tokens, i, after, count / below)
        if divided is not None:
            return divided
        scale_at = after + 2 if after + 2 < len(tokens) and tokens[after + 1].lower == "a" else after
    scale = number_words("scale").get(tokens[scale_at].lower) if scale_at < len(tokens) else None
    if scale is not None:
        unit = read_unit(tokens, scale_at + 1, False)
        return Share(i, unit.after if unit else scale_at + 1, count / below * scale, unit.unit if unit else "")
    if word in ("a", "an", "one") and tokens[at].lower == "half" and not of:
        return None
    unit = read_unit(tokens, after, False)
    if unit is not None and unit.unit not in TIME_UNITS and not unit.money:
        return Share(i, unit.after, count / below, unit.unit)
    ending = after >= len(tokens) or tokens[after].lower in _AFTER_SHARE
    if (
        of
        or hyphen
        or _compared(tokens, i)
        or (i and tokens[i - 1].lower == "by")
        or (count > 1 and below != 4)
        or (word == "one" and ending)
    ):
        return Share(i, after, count / below, None)
    return (
        Share(i, after, count / below, None)
        if word in ("a", "an") and ending and i and tokens[i - 1].lower == "to"
        else None
    )


_AFTER_SHARE = frozenset(
    [",", ".", ";", ")", "more", "less", "higher", "lower", "fewer", "said", "were", "are", "have", "had", "is", "was"]
)


def _one_in(tokens: list[Token], i: int) -> Share | None:
    """`one in five`, `1 in 5`, `nine out of ten`, `one out of every three`."""
    first = read_number(tokens, i) if not (touches(tokens, i) and tokens[i - 1].kind == WORD) else None
    if first is None or not first[1].is_integer() or first[1] < 1:
        return None
    at = first[0]
    if at + 1 >= len(tokens):
        return None
    if tokens[at].lower == "in":
        at, out_of = at + 1, False
    elif tokens[at].lower == "out" and tokens[at + 1].lower == "of" and at + 2 < len(tokens):
        at, out_of = at + 2, True
    else:
        return None
    every = tokens[at].lower == "every"
    at += every
    second = read_number(tokens, at) if at < len(tokens) else None
    if second is None or not second[1].is_integer() or second[1] <= first[1]:
        return None
    # `one in 2016` and `20 in 30 days` are no shares
    if not out_of and not every and (first[1] > 3 or second[1] > 1000 or (1900 <= second[1] <= 2099)):
        return None
    if touches(tokens, second[0]) and tokens[second[0]].text not in ".,;:)!?\"'”":
        return None
    unit = read_unit(tokens, second[0], True)
    if unit is not None:
        return None
    return Share(i, second[0], first[1] / second[1], None)
