"""From text to words: tokens with their kinds, from their form and from the lexicon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tasks.extract.numbers import VULGAR, find_numbers, parse_number, parse_ordinal
from tasks.extract.timex.meaning import Token, context_words
from tasks.lexicon import read_lexicon

# One word or mark. Every branch is bounded or eats its run of characters whole, so a text is read in linear time.
# Words stand near the top because most of a text is words.
TOKEN = re.compile(
    r"(?P<ampm>[AaPp]\.[Mm]\.?(?!\w)|(?<=[0-9])[AaPp][Mm](?!\w)|(?<=[0-9] )[AaPp][Mm](?!\w))"  # p.m., 8pm
    r"|(?P<quarter_name>Q[1-4](?!\w))"  # Q3
    r"|(?P<word>[^\W\d_]+)"
    # 2024-10-27, 2024-10-27T08:30:00Z
    r"|(?P<iso>[0-9]{4}-[0-9][0-9]-[0-9][0-9](?:T[0-9][0-9]:[0-9][0-9](?::[0-9][0-9])?(?:\.[0-9]{1,6})?(?:Z|[+-][0-9][0-9]:?[0-9][0-9])?)?(?![\w-]))"
    r"|(?P<slashed>[0-9]{1,4}/[0-9]{1,2}/[0-9]{2,4}(?![\w/]))"  # 10/27/2024
    r"|(?P<fraction>[0-9]{1,2}/[0-9]{1,2}(?![\w/])|[½¼¾])"  # 1/2
    r"|(?P<clock>[0-9]{1,2}:[0-9][0-9](?::[0-9][0-9])?(?![\w:]))"  # 8:30
    r"|(?P<decade>['’‘][0-9]0s(?!\w)|[0-9]{3}0['’]?s(?!\w)|[0-9]0s(?!\w))"  # 1990s, '90s
    r"|(?P<short_year>['’‘][0-9][0-9](?![\w'’]))"  # '98
    r"|(?P<ordinal>[0-9]{1,3}(?:st|nd|rd|th)(?!\w))"  # 27th
    r"|(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)"  # 1,998.5
    r"|(?P<possessive>['’]s(?!\w))"
    r"|(?P<mark>\S)"
)
MARKS = {
    ",": "comma",
    "-": "hyphen",
    "–": "dash",
    "—": "dash",
    "/": "slash",
    ".": "dot",
    "%": "percent",
    "'": "quote",
    "’": "quote",
    **dict.fromkeys("$€£¥#", "currency"),
}


class Entry(NamedTuple):
    """A lexicon entry: the words behind the first, its kind and value, its letters and which words need a capital."""

    rest: tuple[str, ...]
    kind: str
    value: str
    letters: str
    capitals: tuple[bool, ...]


class Lexicon(NamedTuple):
    """The lexicon: words that stand alone and ask for nothing; all other entries by first word, the longest first."""

    plain: dict[str, tuple[str, str]]
    phrases: dict[str, list[Entry]]


@cache
def lexicon() -> Lexicon:
    """The word list of time expressions, ready to look up."""
    plain: dict[str, tuple[str, str]] = {}
    phrases: dict[str, list[Entry]] = {}
    for row in read_lexicon("time_words"):
        first, *rest = (m[0] for m in TOKEN.finditer(row["words"]))
        kind, value = row["kind"], row["value"]
        if not rest and row["letters"] == "any" and value != SECOND:
            plain[first.lower()] = kind, value
            continue
        capitals = tuple(row["letters"] != "any" and word[0].isupper() for word in (first, *rest))
        entry = Entry(tuple(word.lower() for word in rest), kind, value, row["letters"], capitals)
        phrases.setdefault(first.lower(), []).append(entry)
    for found in phrases.values():
        found.sort(key=lambda entry: -len(entry.rest))
    return Lexicon(plain, phrases)


@cache
def numerals() -> dict[str, str]:
    """Kind of each number word that can stand in a count or an ordinal."""
    kinds = ("unit", "teen", "ten", "hundred", "scale", "ordinal")
    return {row["word"]: row["kind"] for row in read_lexicon("number_words") if row["kind"] in kinds}


def split(text: str, sentences: Sequence[tuple[int, int]]) -> list[Token]:
    """The words of all sentences with the kind that their form gives, a `boundary` behind each sentence."""
    out: list[Token] = []
    append = out.append
    for start, end in sentences:
        for match in TOKEN.finditer(text, start, end):
            kind = match.lastgroup or "mark"
            word = match[0]
            low = word.lower()
            if kind == "word":
                kind = "name" if word[0] != low[0] else "word"
            elif kind == "mark":
                kind = MARKS.get(word, "mark")
            append(Token(match.start(), match.end(), low, kind, ""))
        append(Token(end, end, "", "boundary", ""))
    return out


# Forms whose kind depends on what stands around them
NUMERIC = frozenset(["number", "short_year", "decade", "fraction", "ordinal"])
SECOND = "TS"  # the unit: only "30-second" has it in the singular, elsewhere a second is the one after the first


def read_words(text: str, sentences: Sequence[tuple[int, int]]) -> list[Token]:
    """The words of all sentences with their final kinds: lexicon phrases and number words are one word each."""
    raw = split(text, sentences)
    out: list[Token] = []
    (plain, phrases), numbers = lexicon(), numerals()
    at, count = 0, len(raw)
    while at < count:
        token = raw[at]
        low = token.low
        if low in phrases and (entry := find_entry(text, raw, at, phrases[low])):
            out.append(entry[0])
            at += entry[1]
        elif low in plain:
            kind, value = plain[low]
            out.append(Token(token.start, token.end, low, kind, value, token.kind == "name"))
            at += 1
        elif low in numbers:
            at = add_numeral(text, raw, at, out)
        elif token.kind == "number" and at + 1 < count and numbers.get(raw[at + 1].low) in ("scale", "hundred"):
            out.append(scaled(text, raw, at))
            at += 2
        else:
            out.append(by_form(raw, at) if token.kind in NUMERIC else token)
            at += 1
    return out


def scaled(text: str, raw: list[Token], at: int) -> Token:
    """1.5 million as one number; after a currency it is no count of anything."""
    token = Token(raw[at].start, raw[at + 1].end, raw[at].low, "number", "")
    value = parse_number(text[token.start : token.end])
    if value is None or (at and raw[at - 1].kind == "currency"):
        return token._replace(kind="mark")
    return token._replace(value=f"{value:.12g}")


def find_entry(text: str, raw: list[Token], at: int, found: list[Entry]) -> tuple[Token, int] | None:
    """The first entry that stands at a place as one word, and how many words it takes; None if none does."""
    for entry in found:
        length = 1 + len(entry.rest)
        if entry.rest and (
            at + length > len(raw)
            or raw[at + 1].low != entry.rest[0]
            or any(raw[at + i].low != word for i, word in enumerate(entry.rest, start=1))
        ):
            continue
        if any(need and not text[raw[at + i].start].isupper() for i, need in enumerate(entry.capitals)):
            continue
        after = raw[at + length] if at + length < len(raw) else raw[-1]
        if entry.letters == "abbr" and after.kind == "dot" and after.start == raw[at].end:
            length += 1
        elif entry.letters == "abbr" and after.kind not in ("number", "ordinal"):
            continue
        if entry.letters == "month" and not is_month(raw, at):
            continue
        if entry.value == SECOND and not (at and raw[at - 1].kind == "hyphen"):
            continue
        first, last = raw[at], raw[at + length - 1]
        return Token(first.start, last.end, first.low, entry.kind, entry.value, first.kind == "name"), length
    return None


JOINING = frozenset(["and", "or", "to", "through", "-", "–"])


@cache
def month_names() -> frozenset[str]:
    """Lower-case names of the months, and the words that say which year's: "May of this year"."""
    months = {row["words"].lower() for row in read_lexicon("time_words") if row["kind"] == "month"}
    return frozenset(months)


def is_month(raw: list[Token], at: int) -> bool:
    """Whether a capitalised May or March is the month: a number follows, or a word of the lexicon stands before it."""
    after = raw[at + 1].kind if at + 1 < len(raw) else "boundary"
    before = raw[at - 1] if at else raw[-1]
    if after in ("number", "ordinal") or before.kind in ("number", "ordinal"):
        return True
    if at + 2 < len(raw) and raw[at + 1].low in JOINING and raw[at + 2].low in month_names():
        return True
    if before.low in ("the", "a", "'s", "’s") and after == "word":  # "the May vote", but "the March on Washington"
        return raw[at + 1].low not in ("on", "for", "of", "to")
    return before.low in context_words("month_after") and not (before.low in ",(&" and after == "word")


# The longest number in words that is read: "two thousand three hundred and forty-five" has seven words and a hyphen
LONGEST_NUMERAL = 9


def add_numeral(text: str, raw: list[Token], at: int, out: list[Token]) -> int:
    """Appends the number that begins with the number word at a place; the place behind it."""
    kinds = numerals()
    end, last = at + 1, at
    while end < len(raw) and end - at < LONGEST_NUMERAL and kinds[raw[last].low] != "ordinal":
        if raw[end].low in kinds:
            last, end = end, end + 1
        elif raw[end].low in ("-", "and") and end + 1 < len(raw) and raw[end + 1].low in kinds:
            end += 1
        else:
            break
    start, words = raw[at].start, text[raw[at].start : raw[last].end]
    if kinds[raw[last].low] == "ordinal" and (value := parse_ordinal(words)) is not None:
        out.append(Token(start, raw[last].end, raw[at].low, "ordinal", str(value)))
        return last + 1
    for stop in range(min(at + 4, last + 1), at + 1, -1):  # nineteen ninety - six are four
        if raw[stop - 1].low in kinds and (year := spoken_year(raw[at:stop])) is not None:
            out.append(Token(start, raw[stop - 1].end, raw[at].low, "year", str(year)))
            return stop
    number = next(iter(find_numbers(words)), None)
    if number is None or number.start:
        out.append(raw[at]._replace(kind="word"))
        return at + 1
    stop = next(i for i in range(at + 1, end + 1) if i == end or raw[i].start >= start + number.end)
    out.append(Token(start, start + number.end, raw[at].low, "num", f"{number.value:.12g}"))
    return stop


def spoken_year(words: list[Token]) -> int | None:
    """The year that is spoken in two pairs of digits, as in nineteen ninety-six; None if it is none."""
    values = [parse_number(token.low) for token in words if token.low in numerals()]
    if len(values) not in (2, 3) or None in values or "and" in {token.low for token in words}:
        return None
    head, tail = int(values[0] or 0), [int(value or 0) for value in values[1:]]
    if not 10 <= head <= 20 or not 10 <= tail[0] < 100:
        return None
    if len(tail) == 2 and not (tail[0] >= 20 and tail[0] % 10 == 0 and 0 < tail[1] < 10):
        return None
    return 100 * head + sum(tail)


def touching(raw: list[Token], at: int, step: int) -> Token | None:
    """The word before (-1) or behind (1) a place if nothing stands between the two."""
    other = at + step
    if not 0 <= other < len(raw):
        return None
    near = raw[other].end == raw[at].start if step < 0 else raw[other].start == raw[at].end
    return raw[other] if near and raw[other].kind != "boundary" else None


def two_years(raw: list[Token], at: int) -> bool:
    """Whether 2021/22 or 2021/2022 stands at a place."""
    if at < 0 or at + 2 >= len(raw) or raw[at].end != raw[at + 1].start or raw[at + 1].end != raw[at + 2].start:
        return False
    first, second = raw[at].low, raw[at + 2].low
    return len(first) == 4 and first[:2] in ("19", "20") and len(second) in (2, 4) and second.isdigit()


def by_form(raw: list[Token], at: int) -> Token:
    """A word that no lexicon knows; numbers become day, year, number or, inside names and sums, mark."""
    token = raw[at]
    if token.kind in ("short_year", "decade", "fraction", "ordinal"):
        return token._replace(value=form_value(token))
    if token.kind != "number":
        return token
    before, after = touching(raw, at, -1), touching(raw, at, 1)
    glued = before is not None and before.kind in ("word", "name", "currency", "mark", "number", "clock")
    glued = glued or (before is not None and before.kind == "slash" and not two_years(raw, at - 2))
    if before and glued and before.low not in OPENING:
        return token._replace(kind="mark")
    if before and before.kind == "hyphen":
        joined = touching(raw, at - 1, -1)
        if joined and joined.kind in ("word", "name") and joined.low not in context_words("year_hyphen"):
            return token._replace(kind="mark")
    if at and raw[at - 1].kind == "currency":
        return token._replace(kind="mark")
    if after and after.kind == "slash" and two_years(raw, at):
        return token._replace(kind="year", value=token.low)
    if before and before.kind == "slash" and two_years(raw, at - 2):
        return token
    if after and after.kind in ("word", "name", "slash", "percent"):
        return token._replace(kind="mark")
    digits = token.low
    if digits.isascii() and digits.isdigit():
        if len(digits) <= 2 and 1 <= int(digits) <= 31:
            return token._replace(kind="day", value=str(int(digits)))
        if len(digits) == 4 and 1000 <= int(digits) <= 2199:
            return token._replace(kind="year", value=digits)
    value = parse_number(digits)
    return token._replace(kind="mark") if value is None or value > 1e6 else token._replace(value=f"{value:g}")


OPENING = frozenset('(["“‘`_')  # marks that stand right before a number without changing it
# Two digits of a year from this on are of the 1900s: '68, but '24
PIVOT = 50


def form_value(token: Token) -> str:
    """The value of a short year ('98), a decade (1990s, '90s), a fraction (1/2) or an ordinal in digits (27th)."""
    digits = "".join(c for c in token.low if c.isdigit() and c.isascii())
    match token.kind:
        case "short_year":
            return f"{'19' if int(digits or 0) >= PIVOT else '20'}{digits}"
        case "decade":
            return digits if len(digits) == 4 else f"{'19' if int(digits or 0) >= 20 else '20'}{digits}"
        case "ordinal":
            return digits
    if token.low in VULGAR:
        return str(VULGAR[token.low])
    above, below = (int(part) for part in token.low.split("/"))
    return f"{above / below:g}" if below and above < below else ""
