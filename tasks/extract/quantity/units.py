"""Units and currencies behind and before a number: `km`, `square miles`, `US$`, `dollars a barrel`."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tasks.extract.quantity.contexts import context
from tasks.extract.quantity.phrases import HYPHENS, Index, Phrase, index_phrases, match_at, match_phrase
from tasks.extract.quantity.tokens import DIGITS, SIGN, WORD, Token, touches
from tasks.lexicon import read_lexicon

TIME_UNITS = frozenset(["second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "quarter"])
# What makes `a year` a point in time: 5% more than a year earlier
_LATER = frozenset(["earlier", "ago", "later", "before", "old", "long"])
_PLURALS = {"foot": "feet", "inch": "inches", "century": "centuries", "penny": "pence"}
# Symbols of one letter that may stand apart from their digits: 5 W, 12 m; not `20 A levels`.
_LOOSE_LETTERS = frozenset("mgslLhWVFJΩ°′″%p")
# More digits than these before a single letter are the key of something: 24703 L
_LONGEST_BEFORE_LETTER = 5
# After a number these make a sum of it: R92 million
_SUMS = frozenset(["million", "billion", "trillion", "m", "bn", "mn"])
# Codes that stand before short numbers too; COP 27 is a conference
_KNOWN_CODES = frozenset(
    ["USD", "EUR", "GBP", "JPY", "CNY", "RMB", "AUD", "CAD", "CHF", "INR", "HKD", "SGD", "usd", "eur", "rmb"]
)
_LEAST_CODED = 3
# Near these a letter apart from its digits is a temperature, and how many words back they are looked for
_WARMTH = frozenset(["temperature", "temperatures", "heat", "mercury", "warm", "cold", "hot", "thermometers"])
_WARMTH_REACH = 8
# Money in letters that may stand apart from its number
_LOOSE_LETTERS_OF_MONEY = frozenset(["Rs", "RM", "Rp", "Tk", "rm", "Sh", "KSh", "Ksh"])


class UnitRead(NamedTuple):
    """A unit: the index after it, its name in the dataset, whether it is money, whether it was a bare symbol."""

    after: int
    unit: str
    money: bool
    symbol: bool


@cache
def _units() -> Index:
    """Units by first word, names in the plural too."""
    rows: list[tuple[str, str, str]] = []
    for row in read_lexicon("unit_names"):
        rows.append((row["form"], row["unit"], row["kind"]))
        if row["kind"] == "name" and row["form"][-1].isalpha():
            rows.append((_plural(row["form"]), row["unit"], "name"))
            if row["form"].startswith("degree "):
                rows.append(("degrees " + row["form"].removeprefix("degree "), row["unit"], "name"))
            if row["form"].startswith("part per"):
                rows.append(("parts " + row["form"].removeprefix("part "), row["unit"], "name"))
    return index_phrases(rows, exact=("symbol", "glued"))


def _plural(form: str) -> str:
    """The plural of a unit by its last word."""
    head, _, last = form.rpartition(" ")
    return f"{head} {_PLURALS.get(last, last + 's')}".strip()


@cache
def _currencies() -> Index:
    """Money after a number: signs, codes, names."""
    rows: list[tuple[str, str, str]] = []
    for row in read_lexicon("currency_names"):
        rows.append((row["form"], row["code"], row["kind"]))
        if row["kind"] == "name" and row["form"][-1].isalpha():
            rows.append((row["form"] + "s", row["code"], "name"))
    return index_phrases(rows, exact=("sign", "code", "glued"))


@cache
def _prefixes() -> Index:
    """Money before a number: signs and codes, and `dollar 5`."""
    rows = [(r["form"], r["code"], r["kind"]) for r in read_lexicon("currency_names") if r["kind"] in ("sign", "code")]
    return index_phrases(rows, exact=("sign", "code"))


def currency_prefix_words() -> frozenset[str]:
    """The first words, in lower case, of money that is written before a number."""
    return frozenset(_prefixes())


def read_currency_prefix(tokens: list[Token], i: int) -> tuple[int, str] | None:
    """Money written before a number at token `i`: the index of the number, the code.

    Letters (RM120, PS5 million) have to touch the number unless they are a code (EUR 125) or end in a sign.
    """
    if i and touches(tokens, i) and tokens[i].kind == WORD and tokens[i - 1].kind != SIGN:
        return None
    for phrase in _prefixes().get(tokens[i].lower, ()):
        after = match_phrase(tokens, i, phrase)
        if after is None or after >= len(tokens):
            continue
        last = phrase.words[-1]
        number = tokens[after]
        if number.text in HYPHENS and after + 1 < len(tokens) and touches(tokens, after):
            continue
        if phrase.kind == "code" and last not in _KNOWN_CODES and len(number.text) < _LEAST_CODED:
            continue
        if phrase.kind == "sign" and last.isascii() and last.isalpha() and not _letters_fit(tokens, phrase, after):
            continue
        return after, phrase.value
    return None


def _letters_fit(tokens: list[Token], phrase: Phrase, number: int) -> bool:
    """Whether letters mean money before the number at a token: RM120, Rs 500, R1,500; not R2, PS5."""
    name, length = phrase.words[-1], len(tokens[number].text)
    if not touches(tokens, number) and name not in _LOOSE_LETTERS_OF_MONEY:
        return False
    # R2 is a robot and PS5 a console: one letter needs a sum of four digits, two of two
    if len(name) == 1 and number + 1 < len(tokens) and tokens[number + 1].lower in _SUMS:
        return True
    return length >= (4 if len(name) == 1 else 2 if name == "PS" else 1)


def _ends_whole(tokens: list[Token], after: int) -> bool:
    """Whether no letter or digit is glued to what ends before token `after` (`m212` is no unit)."""
    return not (touches(tokens, after) and tokens[after].kind in (WORD, DIGITS))


def _symbol_fits(tokens: list[Token], i: int, after: int, phrase: Phrase, digits: bool) -> bool:
    """Whether a symbol at token `i` stands for a unit: after digits, whole, single letters mostly glued."""
    if not digits or not _ends_whole(tokens, after):
        return False
    glued = touches(tokens, i) or (i > 0 and tokens[i - 1].text in HYPHENS and touches(tokens, i - 1))
    if phrase.kind == "glued":
        if not glued and tokens[i].text in "CF":
            # temperatures of 20 C
            return not _WARMTH.isdisjoint(token.lower for token in tokens[max(0, i - _WARMTH_REACH) : i])
        return glued and not (touches(tokens, after) and tokens[after].text in HYPHENS)
    if len(tokens[i].text) == 1 and tokens[i].text.isalpha() and after == i + 1:
        if touches(tokens, after + 1) and tokens[after].text in HYPHENS and tokens[after + 1].kind == DIGITS:
            return False
        if not glued and (tokens[i].text not in _LOOSE_LETTERS or len(tokens[i - 1].text) >= _LONGEST_BEFORE_LETTER):
            # 1.3 A/cm2 is current, 20 A levels are exams
            return tokens[i].text == "A" and touches(tokens, after) and tokens[after].text == "/"
    # `3 s` at the end of `1980 s`, `20 h` are rare, `5 m` is not; a letter before an apostrophe or dot is an initial
    return not (len(tokens[i].text) == 1 and not glued and touches(tokens, after) and tokens[after].text in ".'’")


def read_unit(tokens: list[Token], i: int, digits: bool) -> UnitRead | None:
    """The unit that begins at token `i` right after a number (a joining hyphen left out); None if there is none.

    `digits`: whether the number is written in digits; symbols follow only those.
    """
    if i >= len(tokens):
        return None
    hyphen = tokens[i].text in HYPHENS and touches(tokens, i) and touches(tokens, i + 1)
    start = i + 1 if hyphen else i
    if tokens[i].text in HYPHENS and not touches(tokens, i) and i + 1 < len(tokens) and not touches(tokens, i + 1):
        # 30 - year bonds, as some agencies set it
        found = match_at(tokens, i + 1, _units())
        if found is not None and found[1].kind == "name" and not found[1].words[-1].endswith("s"):
            return UnitRead(found[0], found[1].value, False, False)
    best: UnitRead | None = None
    for index, money in ((_currencies(), True), (_units(), False)):
        for phrase in index.get(tokens[start].lower, ()):
            after = match_phrase(tokens, start, phrase)
            if after is None or (best is not None and after <= best.after):
                continue
            symbol = phrase.kind not in ("name", "code")
            if symbol and not money and not _symbol_fits(tokens, start, after, phrase, digits):
                continue
            if money and not _money_fits(tokens, start, after, phrase, digits):
                continue
            best = UnitRead(after, phrase.value, money, symbol)
            break
    if best is None or (best.unit == "quarter" and not digits and tokens[start].lower == "quarter"):
        return None
    if not best.symbol and not _ends_whole(tokens, best.after):
        return None
    return best


def _money_fits(tokens: list[Token], i: int, after: int, phrase: Phrase, digits: bool) -> bool:
    """Whether money after a number is meant: `10 $` but not the sign of the next sum in `10 $30`."""
    if phrase.kind == "glued":
        return digits and touches(tokens, i) and _ends_whole(tokens, after)
    if phrase.kind == "sign":
        if tokens[after - 1].text.isalpha() and tokens[after - 1].text.isascii():
            return False
        return digits and (touches(tokens, i) or not touches(tokens, after) or tokens[after].kind != DIGITS)
    if phrase.kind == "code":
        return after >= len(tokens) or tokens[after].kind != DIGITS or digits
    if phrase.words in (("won",), ("mark",), ("dong",)):
        # `20 won` is a verb mostly: a sum in won has four digits or a scale
        return len(tokens[i - 1].text) >= 4 or tokens[i - 1].lower.endswith("illion")
    return True


def read_rate(tokens: list[Token], i: int) -> tuple[int, str] | None:
    """What a number is told for, at token `i`: `a barrel`, `per hour`, `/kg`, `-a-share`: the index after, the unit."""
    if i >= len(tokens):
        return None
    at = i + 1 if tokens[i].text in HYPHENS and touches(tokens, i) and touches(tokens, i + 1) else i
    word = tokens[at].lower
    if word not in ("per", "a", "an", "/"):
        return None
    named = at + 1
    if named < len(tokens) and tokens[named].text in HYPHENS and touches(tokens, named):
        named += 1
    if named >= len(tokens):
        return None
    found = match_at(tokens, named, _units())
    if found is not None and _ends_whole(tokens, found[0]) and (word == "/" or found[1].kind == "name"):
        after, phrase = found
        if word in ("a", "an"):
            # a year earlier is a point in time, `a second man` another one
            later = tokens[after].lower if after < len(tokens) else ""
            if later in _LATER or phrase.value in ("second", "point", "quarter", "degree"):
                return None
        return after, phrase.value
    money = match_at(tokens, named, _currencies())
    if money is not None and money[1].kind == "name" and word not in ("a", "an"):
        return money[0], money[1].value
    noun = tokens[named].lower
    if noun == "annum":
        return named + 1, "year"
    if noun in context("rate") or (word == "per" and tokens[named].kind == WORD and noun not in ("cent", "se")):
        return named + 1, noun
    return None
