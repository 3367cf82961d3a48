"""A measure: one number with its sign, its money or unit and its rate, as tokens from-to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tasks.extract.numbers import number_words, read_number
from tasks.extract.quantity.contexts import context
from tasks.extract.quantity.counted import plural_follows
from tasks.extract.quantity.phrases import HYPHENS
from tasks.extract.quantity.tokens import DIGITS, SIGN, WORD, Token, touches
from tasks.extract.quantity.units import TIME_UNITS, UnitRead, read_currency_prefix, read_rate, read_unit

MINUS = frozenset("-−–\u2010\u2011")
# Words that make a vague number of a scale: several hundred, a few thousand
FEW = frozenset(["few", "several", "many", "couple"])
# Units of temperature and the like, which may be below zero
_SIGNED_UNITS = frozenset(["celsius", "fahrenheit", "degree", "percent", "percentage_point", "point", "kelvin"])


@dataclass(frozen=True, slots=True)
class Measure:
    """A number read at tokens `first` up to `after` (exclusive).

    `value` the number; `scale` the last factor in it (1 if none), which ranges share (3 to 4 million); `unit` None for
    a bare number; `noun` the index where the counted phrase may begin; `vague` for `dozens`; `hyphen` for `80-page`.
    """

    first: int
    after: int
    number: int
    value: float
    scale: float = 1.0
    unit: str | None = None
    money: bool = False
    vague: bool = False
    hyphen: bool = False
    digits: bool = False
    age: bool = False


def read_measure(tokens: list[Token], i: int, joined: bool = True) -> Measure | None:
    """The measure that begins at token `i`, None if there is none there."""
    sign, at = _read_sign(tokens, i)
    prefix = read_currency_prefix(tokens, at)
    unit: str | None = None
    if prefix is not None:
        at, unit = prefix
        if tokens[at].text in MINUS and touches(tokens, at + 1) and at + 1 < len(tokens):
            sign, at = -1.0, at + 1
    if at >= len(tokens):
        return None
    if sign < 0 and tokens[at].kind != DIGITS and tokens[i].kind == SIGN:
        return None
    if tokens[at].kind == DIGITS and prefix is None and touches(tokens, at) and tokens[at - 1].kind == WORD:
        return None
    vague = _read_vague(tokens, at) if sign > 0 else None
    if vague is not None:
        after, value = vague
        measure = Measure(i, after, at, value, value, unit, prefix is not None, vague=True)
    else:
        number = read_number(tokens, at, joined)
        if number is None:
            return None
        after, value = number
        digits = tokens[at].kind == DIGITS or tokens[at].text.isnumeric()
        measure = Measure(i, after, at, value, _last_scale(tokens, at, after), unit, prefix is not None, digits=digits)
        measure = _with_abbreviation(tokens, measure)
    measure = _with_unit(tokens, measure)
    if sign < 0:
        if measure.value == 0 or (tokens[i].kind == SIGN and measure.unit not in _SIGNED_UNITS and not measure.money):
            return None
        measure = replace(measure, value=-measure.value)
    return measure


def _read_sign(tokens: list[Token], i: int) -> tuple[float, int]:
    """The sign before a number at token `i` (1 or -1) and the index after it."""
    token = tokens[i]
    if token.lower == "minus":
        return (1.0, i) if i and tokens[i - 1].lower == "or" else (-1.0, i + 1)  # plus or minus 3 points
    if i + 1 >= len(tokens) or not touches(tokens, i + 1):
        return 1.0, i
    if token.text == "+":
        return 1.0, i + 1
    if token.text in MINUS and not (touches(tokens, i) and (tokens[i - 1].kind != SIGN or tokens[i - 1].text == "%")):
        return -1.0, i + 1
    return 1.0, i


def _read_vague(tokens: list[Token], i: int) -> tuple[int, float] | None:
    """`dozens`, `tens of thousands`, `several hundred`, `a few thousand` at token `i`: index after, the least it is."""
    plural, scales = number_words("plural"), number_words("hundred", "scale")
    word = tokens[i].lower
    if word in plural and word not in ("tens", "scores"):
        value, at = plural[word], i + 1
        if at + 1 < len(tokens) and tokens[at].lower in ("of", "upon") and tokens[at + 1].lower in plural:
            factor = plural[tokens[at + 1].lower]
            if factor >= 1000:
                return at + 2, value * factor
        return at, value
    if word in ("tens", "scores") and i + 1 < len(tokens) and tokens[i + 1].lower == "of":
        if i + 2 < len(tokens) and plural.get(tokens[i + 2].lower, 0) >= 1000:
            return i + 3, plural[word] * plural[tokens[i + 2].lower]
        return (i + 1, plural[word]) if word == "scores" else None
    at = i + 1 if word == "a" and i + 1 < len(tokens) else i
    if tokens[at].lower in FEW and at + 1 < len(tokens):
        if tokens[at].lower == "couple" and tokens[at + 1].lower == "of" and at + 2 < len(tokens):
            at += 1
        scale = scales.get(tokens[at + 1].lower) or plural.get(tokens[at + 1].lower)
        if scale is not None:
            return at + 2, scale
    return None


def _last_scale(tokens: list[Token], at: int, after: int) -> float:
    """The factor that a number ends in (`million`), 1 if it ends in none."""
    return number_words("scale", "hundred").get(tokens[after - 1].lower, 1.0) if after - 1 > at else 1.0


def _with_abbreviation(tokens: list[Token], measure: Measure) -> Measure:
    """The measure with `m`, `bn`, `k` after its digits counted in, where these mean a factor."""
    at = measure.after
    if at >= len(tokens) or tokens[at - 1].kind != DIGITS or tokens[at].kind != WORD:
        return measure
    word, glued = tokens[at].lower, touches(tokens, at)
    factor = number_words("abbreviation").get(word)
    if factor is None or (touches(tokens, at + 1) and tokens[at + 1].kind == DIGITS):
        return measure
    if not glued and not (len(word) > 1 and word != "mm" and word != "cr") and not (measure.money and word in "mbk"):
        return measure
    if measure.money or word in ("bn", "tn", "mn", "mln", "bln", "trn", "mio"):
        return replace(measure, after=at + 1, value=measure.value * factor, scale=factor)
    if word in ("t", "mm", "cr", "b") and not (word == "b" and tokens[at].text == "B" and False):
        return measure
    text = tokens[at].text
    if word == "m" and text == "m" and not _counts_millions(tokens, at + 1):
        return measure
    if word == "k" and tokens[at + 1 : at + 2] and tokens[at + 1].lower in ("race", "run", "walk"):
        return measure
    if text == "K" and touches(tokens, at + 1) and tokens[at + 1].text not in ".,;:)-+":
        return measure
    return replace(measure, after=at + 1, value=measure.value * factor, scale=factor)


def _counts_millions(tokens: list[Token], i: int) -> bool:
    """Whether what follows `5m` at token `i` is counted in millions: `tonnes`, `people`, `of its`; not `tall`."""
    if i >= len(tokens) or tokens[i].kind != WORD:
        return i < len(tokens) and tokens[i].text in "€$£"
    word = tokens[i].lower
    if word in context("length") or tokens[i].text in HYPHENS:
        return False
    if word == "of":
        return i + 1 < len(tokens) and tokens[i + 1].lower in (
            "its",
            "the",
            "their",
            "those",
            "these",
            "our",
            "us",
            "them",
        )
    if read_unit(tokens, i, True) is not None:
        return True
    return plural_follows(tokens, i)


def _with_unit(tokens: list[Token], measure: Measure) -> Measure:
    """The measure with its unit, rate and age counted in."""
    at, unit, money = measure.after, measure.unit, measure.money
    hyphen = False
    if unit is None:
        start = at
        if measure.vague and at < len(tokens) and tokens[at].lower == "of":
            start = at + 1
        read = read_unit(tokens, start, measure.digits and not _scaled_word(tokens, at)) or _read_marks(tokens, measure)
        if read is not None and read.unit == "second" and read.symbol and _is_decade(tokens, measure):
            return measure
        if read is None:
            if start == at and at < len(tokens) and tokens[at].text in HYPHENS and touches(tokens, at):
                return replace(measure, hyphen=touches(tokens, at + 1))
            return measure
        if measure.vague and not read.money and read.unit in ("second", "point", "foot", "cup", "stone"):
            return measure
        hyphen = tokens[start].text in HYPHENS
        at, unit, money = read.after, read.unit, read.money
        unit = _pound(tokens, measure, at, unit)
        money = money or unit == "GBP"
        if money and at < len(tokens) and measure.scale == 1 and (scale := number_words("scale").get(tokens[at].lower)):
            # 75 USD million
            at, measure = at + 1, replace(measure, value=measure.value * scale, scale=scale)
    else:
        at = _trailing_money(tokens, at)
    if unit in TIME_UNITS and (old := _age_end(tokens, at)) is not None:
        return replace(measure, after=old, unit=f"{unit}_of_age", age=True, hyphen=hyphen)
    rate = read_rate(tokens, at)
    if rate is not None:
        at, unit = rate[0], f"{unit}/{rate[1]}"
    return replace(measure, after=at, unit=unit, money=money, hyphen=hyphen)


def _is_decade(tokens: list[Token], measure: Measure) -> bool:
    """Whether `s` glued to digits makes a decade or an age of them: 1990s, his 50s; not 9.8s."""
    return touches(tokens, measure.after) and measure.value % 10 == 0


def _read_marks(tokens: list[Token], measure: Measure) -> UnitRead | None:
    """Feet and inches by marks: `6'4"`, `a 10" pipe`; a mark is a quotation mark else."""
    at = measure.after
    if not measure.digits or at >= len(tokens) or tokens[at - 1].kind != DIGITS:
        return None
    mark = tokens[at].text
    if (
        mark in "'’"
        and touches(tokens, at)
        and touches(tokens, at + 1)
        and tokens[at + 1].kind == DIGITS
        and measure.value < 10
    ):
        return UnitRead(at + 1, "foot", False, True)
    if mark in '"”' or (
        mark == "'" and at + 1 < len(tokens) and tokens[at + 1].text == "'" and touches(tokens, at + 1)
    ):
        after = at + (2 if mark == "'" else 1)
        feet = measure.first > 1 and touches(tokens, measure.first) and tokens[measure.first - 1].text in "'’"
        if feet or (after < len(tokens) and tokens[after].lower in context("length")):
            return UnitRead(after, "inch", False, True)
    return None


def _scaled_word(tokens: list[Token], after: int) -> bool:
    """Whether the number ends in a word: symbols of one letter do not follow `5 million`."""
    return tokens[after - 1].kind == WORD and tokens[after - 1].lower not in number_words(
        "scale", "abbreviation", "hundred"
    )


def _pound(tokens: list[Token], measure: Measure, after: int, unit: str) -> str:
    """`pounds` as money or mass: money with a factor of a thousand and more or among other money."""
    if unit != "pound":
        return unit
    nearby = {token.lower for token in tokens[max(0, measure.first - 8) : after + 5]}
    return "GBP" if measure.scale >= 1000 or nearby & context("pound_money") else "lb"


def _trailing_money(tokens: list[Token], at: int) -> int:
    """The index after what repeats the money already read: `$76 US`, `$10 dollars`, `£5 sterling`."""
    if (
        at < len(tokens)
        and not touches(tokens, at)
        and tokens[at].text in ("US", "USD", "CAD", "AUD", "Cdn", "dollars", "euros")
    ):
        return at + 1
    return at


def _age_end(tokens: list[Token], at: int) -> int | None:
    """The index after `old`, `-old`, `of age`, `-olds` at token `at`; None if no age is told."""
    if at < len(tokens) and tokens[at].text in HYPHENS:
        at += 1
    if at < len(tokens) and tokens[at].lower in ("old", "olds"):
        return at + 1
    if at + 1 < len(tokens) and tokens[at].lower == "of" and tokens[at + 1].lower == "age":
        return at + 2
    return None
