"""From text to words: tokens with their kinds, from their form and from the lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tasks.extract.numbers import find_numbers, parse_number, parse_ordinal
from tasks.extract.timex.forms import NUMERIC, TOKEN, by_form, scaled, split
from tasks.extract.timex.meaning import Token, context_words
from tasks.lexicon import read_lexicon


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


@cache
def listed_words() -> frozenset[str]:
    """All words that begin an entry or are a number: most words of a text are none of them."""
    plain, phrases = lexicon()
    return frozenset([*plain, *phrases, *numerals()])


SECOND = "TS"  # the unit: only "30-second" has it in the singular, elsewhere a second is the one after the first


def read_words(text: str, sentences: Sequence[tuple[int, int]]) -> list[Token]:
    """The words of all sentences with their final kinds: lexicon phrases and number words are one word each."""
    raw = split(text, sentences)
    out: list[Token] = []
    (plain, phrases), numbers, listed = lexicon(), numerals(), listed_words()
    at, count = 0, len(raw)
    while at < count:
        token = raw[at]
        low = token.low
        if low not in listed and token.kind not in NUMERIC:
            out.append(token)
            at += 1
        elif low in phrases and (entry := find_entry(text, raw, at, phrases[low])):
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
        if entry.letters == "abbr":
            dotted = after.kind == "dot" and after.start == raw[at].end
            length += dotted
            if not is_abbreviation(raw, at, dotted, entry.kind):
                continue
        if entry.letters == "month" and not is_month(raw, at):
            continue
        if entry.value == SECOND and not (at and raw[at - 1].kind == "hyphen"):
            continue
        first, last = raw[at], raw[at + length - 1]
        return Token(first.start, last.end, first.low, entry.kind, entry.value, first.kind == "name"), length
    return None


def is_abbreviation(raw: list[Token], at: int, dotted: bool, kind: str) -> bool:
    """Whether a capitalised Oct, Sun or Dec is a month or a weekday: by its dot and the numbers beside it."""
    behind = raw[min(at + 1 + dotted, len(raw) - 1)].kind
    if kind == "weekday":  # "Sun., Oct. 27", but "in The Sun."
        return behind in ("number", "ordinal") or (dotted and behind in ("comma", "name"))
    before = raw[at - 1].kind if at else "boundary"
    return dotted or behind in ("number", "ordinal") or before in ("number", "ordinal")  # 5 Nov


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
            if kinds[raw[last].low] == "unit" and kinds[raw[end].low] in ("unit", "teen", "ten"):
                break  # one, two: no number is said so
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
