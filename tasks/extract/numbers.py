"""Numbers in digits and in words: `3,000`, `1.5 million`, `twenty-three`, `half a million`, `2½`."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from tasks.extract.quantity.tokens import DIGITS, WORD, Token, tokenize, touches
from tasks.lexicon import read_lexicon

# A longer run of digits is a key, a phone or a card number; 15 digits are still told apart by a float of 64 bits.
LONGEST_RUN = 15
HYPHENS = frozenset("-\u2010\u2011")
# Signs that stand for a part of one: 3½
VULGAR = {sign: unicodedata.numeric(sign) for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
# Endings of ordinals in digits: 23rd
_ENDINGS = frozenset(["st", "nd", "rd", "th"])


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A number; `start` and `end` are code points in the text, end exclusive; `value` is finite and not negative."""

    start: int
    end: int
    value: float


@cache
def number_words(*kinds: str) -> dict[str, float]:
    """The words of these kinds in data/lexicon/number_words.tsv with their values."""
    return {row["word"]: float(row["value"]) for row in read_lexicon("number_words") if row["kind"] in kinds}


def digits_value(text: str) -> float | None:
    """The value of a token in digits (`3,000`, `.5`, `10 000`); None if it has more digits than a quantity would."""
    if len(text) > 2 * LONGEST_RUN:
        return None
    if len(text.rpartition(",")[2]) < 3 and "." not in text:
        text = text.replace(",", ".")  # 2,25 billion
    plain = "".join(c for c in text if c.isdigit() or c == ".")
    return float(plain) if sum(c != "." for c in plain) <= LONGEST_RUN else None


def next_word(tokens: list[Token], i: int) -> int:
    """The index after token `i`, a joining hyphen left out (`twenty-three`); may be the number of tokens."""
    j = i + 1
    if j + 1 < len(tokens) and tokens[j].text in HYPHENS and touches(tokens, j) and touches(tokens, j + 1):
        return j + 1
    return j


def _small(tokens: list[Token], i: int) -> tuple[int, float] | None:
    """A word number below 100 that begins at token `i`: index of its last token, value."""
    word = tokens[i].lower
    if (ten := number_words("ten").get(word)) is not None:
        j = next_word(tokens, i)
        if j < len(tokens) and (unit := number_words("unit").get(tokens[j].lower)):
            return j, ten + unit
        return i, ten
    value = number_words("unit", "teen").get(word)
    return None if value is None else (i, value)


def _below_thousand(tokens: list[Token], i: int, joined: bool) -> tuple[int, float] | None:
    """A word number such as `three hundred and five`, `twelve hundred`, `twenty-three`; `a hundred` too."""
    hundred = number_words("hundred")
    first: tuple[int, float] | None = (i, 1.0) if tokens[i].lower in ("a", "an") else _small(tokens, i)
    if first is None:
        return None
    last, value = first
    j = next_word(tokens, last)
    if j >= len(tokens) or tokens[j].lower not in hundred:
        return None if tokens[i].lower in ("a", "an") else first
    last, value = j, value * 100
    rest = _rest(tokens, last, joined)
    return (last, value) if rest is None else (rest[0], value + rest[1])


def _rest(tokens: list[Token], last: int, joined: bool) -> tuple[int, float] | None:
    """What follows a hundred or a scale: `(and) twenty-three`; not the next number of `one hundred and two hundred`."""
    j = next_word(tokens, last)
    if j < len(tokens) and tokens[j].lower == "and":
        if not joined:
            return None
        j += 1
    if j >= len(tokens):
        return None
    small = _small(tokens, j)
    if small is None or small[1] == 0:
        return None
    k = next_word(tokens, small[0])
    if k < len(tokens) and (tokens[k].lower in number_words("hundred", "scale")):
        return None
    return small


def _and_a_half(tokens: list[Token], last: int) -> int | None:
    """The index of `half` in `and a half` after token `last`, also with hyphens (`two-and-a-half`)."""
    at = last
    for word in ("and", "a", "half"):
        at = next_word(tokens, at)
        if at >= len(tokens) or tokens[at].lower != word:
            return None
    return at


def _digits(tokens: list[Token], i: int) -> tuple[int, float] | None:
    """A number in digits: `3,000`, `2½`, `2 1/2`."""
    if tokens[i].text in VULGAR:
        return i, VULGAR[tokens[i].text]
    if tokens[i].kind != DIGITS or (value := digits_value(tokens[i].text)) is None:
        return None
    if i + 1 < len(tokens) and tokens[i + 1].text in VULGAR:
        return i + 1, value + VULGAR[tokens[i + 1].text]
    if i + 3 < len(tokens) and tokens[i + 2].text in ("/", "⁄") and touches(tokens, i + 2) and touches(tokens, i + 3):
        parts = tokens[i + 1].text, tokens[i + 3].text
        # a part below one, with denominators as in measures: 5 3/8 inches; not 11 9/11
        if parts[0].isdecimal() and parts[1] in ("2", "3", "4", "8", "16", "32") and value.is_integer():
            part = int(parts[0]) / int(parts[1]) if len(parts[0]) < 3 else 1.0
            if 0 < part < 1:
                return i + 3, value + part
    return i, value


def _scaled(tokens: list[Token], last: int, value: float) -> tuple[int, float]:
    """The number with the scales that follow it: `5 hundred thousand`, `1.5-million`."""
    for _ in range(3):  # no more than three are ever joined: two hundred thousand million
        j = next_word(tokens, last)
        if j >= len(tokens) or tokens[j].kind != WORD:
            break
        scale = number_words("hundred", "scale").get(tokens[j].lower)
        if scale is None:
            break
        last, value = j, value * scale
    return last, value


def read_number(tokens: list[Token], i: int, joined: bool = True) -> tuple[int, float] | None:
    """The longest number that begins at token `i`: the index after it and its value; None if there is none.

    `joined`: whether `and` may join two parts (`one hundred and five`); pass False after `between`.
    """
    if tokens[i].kind == DIGITS or tokens[i].text in VULGAR:
        found = _digits(tokens, i)
        if found is None:
            return None
        last, value = found
    else:
        word = tokens[i].lower
        if word == "half":
            return _half(tokens, i)
        group = _below_thousand(tokens, i, joined)
        if group is None and word in ("a", "an"):
            group = i, 1.0
            if next_word(tokens, i) >= len(tokens) or tokens[i + 1].lower not in number_words("scale"):
                return None
        if group is None:
            return None
        last, value = group
        point = next_word(tokens, last)
        if point < len(tokens) and tokens[point].lower == "point" and (decimals := _decimals(tokens, point + 1)):
            last, value = decimals[0], value + decimals[1]
    half = _and_a_half(tokens, last)
    if half is not None and joined:
        last, value = half, value + 0.5
    return _sum_groups(tokens, last, value, joined)


def _decimals(tokens: list[Token], i: int) -> tuple[int, float] | None:
    """The word digits after `point`: `two point seven five`; at most six."""
    last, value, weight = i - 1, 0.0, 0.1
    for j in range(i, min(i + 6, len(tokens))):
        unit = number_words("unit").get(tokens[j].lower)
        if unit is None:
            break
        last, value, weight = j, value + unit * weight, weight / 10
    return None if last < i else (last, round(value, 6))


def _half(tokens: list[Token], i: int) -> tuple[int, float] | None:
    """`half a million`, `half-million`, `half a dozen`."""
    j = next_word(tokens, i)
    if j < len(tokens) and tokens[j].lower == "a":
        j = next_word(tokens, j)
    scale = number_words("scale", "hundred").get(tokens[j].lower) if j < len(tokens) else None
    return None if scale is None else (j + 1, scale / 2)


def _sum_groups(tokens: list[Token], last: int, value: float, joined: bool) -> tuple[int, float]:
    """Multiply by the scales that follow and add lower groups: `two million three hundred thousand and five`."""
    total, floor = 0.0, float("inf")
    for _ in range(5):  # trillion, billion, million, thousand, the rest
        unscaled = value
        last, value = _scaled(tokens, last, value)
        total += value
        scale = value / unscaled if unscaled else 0.0
        if scale < 1000 or scale >= floor:
            break
        floor = scale
        half = _and_a_half(tokens, last)
        if half is not None and joined:
            return half + 1, total + scale / 2
        rest = _rest(tokens, last, joined)
        if rest is not None:
            return rest[0] + 1, total + rest[1]
        j = next_word(tokens, last)
        group = _below_thousand(tokens, j, joined) if j < len(tokens) and tokens[j].kind == WORD else None
        if group is None or tokens[j].lower in ("a", "an"):
            break
        after = _scaled(tokens, *group)
        if after[1] >= scale:
            break
        last, value = group
    return last + 1, total


def find_numbers(text: str) -> list[NumberFound]:
    """Every cardinal number of a text, in order and not overlapping, each as long as possible.

    A number is found wherever it stands, in dates and names too; the digits of words such as `COVID19` and `3rd` are
    left out. Ordinals and shares in words are no cardinals: see `parse_ordinal`.
    """
    tokens = tokenize(text)
    found: list[NumberFound] = []
    i = 0
    while i < len(tokens):
        read = None if _inside_word(tokens, i) else read_number(tokens, i)
        if read is None:
            i += 1
            continue
        after, value = read
        found.append(NumberFound(tokens[i].start, tokens[after - 1].end, value))
        i = after
    return found


def _inside_word(tokens: list[Token], i: int) -> bool:
    """Whether the digits at token `i` are glued to letters: `A4`, `3rd`."""
    if tokens[i].kind != DIGITS:
        return False
    if touches(tokens, i) and tokens[i - 1].kind == WORD:
        return True
    return touches(tokens, i + 1) and tokens[i + 1].kind == WORD


def parse_number(text: str) -> float | None:
    """The value of a text that is one number and nothing else (`3,000`, `twenty-three`), else None."""
    tokens = tokenize(text)
    read = read_number(tokens, 0) if tokens else None
    return read[1] if read is not None and read[0] == len(tokens) else None


def parse_ordinal(text: str) -> int | None:
    """The value of a text that is one ordinal below 10^18 (`first`, `23rd`, `twenty-third`), else None."""
    tokens = tokenize(text)
    if len(tokens) == 2 and tokens[0].text.isdecimal() and tokens[1].lower in _ENDINGS and touches(tokens, 1):
        return int(tokens[0].text) if len(tokens[0].text) <= LONGEST_RUN else None
    if not tokens or tokens[-1].lower not in number_words("ordinal"):
        return None
    last = int(number_words("ordinal")[tokens[-1].lower])
    if len(tokens) == 1:
        return last
    before = len(tokens) - 1
    if tokens[before - 1].text in HYPHENS:
        before -= 1
    if before and tokens[before - 1].lower == "and":
        before -= 1
        if before and tokens[before - 1].text in HYPHENS:
            before -= 1
    read = read_number(tokens, 0) if before > 0 else None
    if read is None or read[0] != before:
        return None
    if last >= 100:
        return int(read[1] * last)
    return int(read[1]) + last if read[1] % (10 if last < 10 else 100) == 0 else None
