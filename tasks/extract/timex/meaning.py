"""What a time expression means, and what is known of the document when it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from tasks.extract.timex.calendar import UNKNOWN, Grain, Period, shift_period
from tasks.lexicon import read_lexicon
from tasks.tables.times import Anchor, TimeKind


@cache
def context_words(context: str) -> frozenset[str]:
    """The words of one context in data/lexicon/time_contexts.tsv."""
    return frozenset(row["word"] for row in read_lexicon("time_contexts") if row["context"] == context)


class Token(NamedTuple):
    """A word or a mark: its place in the text (end exclusive), its lower-case form, kind (see grammar) and value."""

    start: int
    end: int
    low: str
    kind: str
    value: str
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of an expression: the columns of `times`, and the period that later words may refer back to."""

    kind: TimeKind
    value: str
    modifier: str | None = None
    earliest: date | None = None
    latest: date | None = None
    anchor: Anchor = "none"
    period: Period | None = None


@dataclass(slots=True)
class Context:
    """A document as it is read from left to right: its words, its publication day and what was mentioned so far."""

    tokens: list[Token]
    published: date | None
    focus: Period | None = None  # the last date mentioned
    quarter: Period | None = None  # the last quarter mentioned
    long_stretch: bool = False  # whether half a year or nine months were mentioned after that quarter
    sentence_day: Period | None = None  # the last day mentioned in this sentence

    def low(self, at: int) -> str:
        """The lower-case word at a place, empty outside the text."""
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def kind(self, at: int) -> str:
        """The kind of word at a place, `boundary` outside the text."""
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else "boundary"


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern found in the words of a document; `places` are the numbers of the words that the match counts."""

    match: re.Match[str]
    context: Context
    places: list[int]

    @property
    def first(self) -> int:
        """Number of the first word of the expression: of the group `span` where the pattern has one."""
        return self.places[self.match.start("span" if "span" in self.match.re.groupindex else 0)]

    @property
    def end(self) -> int:
        """Number of the word behind the expression."""
        return self.places[self.match.end("span" if "span" in self.match.re.groupindex else 0) - 1] + 1

    def has(self, name: str) -> bool:
        """Whether a capture took part in the match."""
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    def token(self, name: str) -> Token:
        """The first word of a capture."""
        return self.context.tokens[self.place(name)]

    def place(self, name: str) -> int:
        """Number of the first word of a capture."""
        return self.places[self.match.start(name)]

    def value(self, name: str) -> str:
        """The lexicon value of the first word of a capture, empty where it took no part."""
        return self.token(name).value if self.has(name) else ""

    def number(self, name: str) -> int:
        """The value of a capture as an integer."""
        return int(float(self.token(name).value))

    def words(self) -> list[Token]:
        """All words of the expression."""
        return self.context.tokens[self.first : self.end]

    def edge(self) -> str | None:
        """START, MID or END if the expression holds such a word (early, the end of, mid-)."""
        return next(
            (t.value for t in self.words() if t.kind in ("edge", "end_of", "earlier", "later") and t.value), None
        )


def narrowed(period: Period, modifier: str | None) -> tuple[date, date]:
    """First and last day of the part of a period that START, MID and END mean: about a third of it."""
    days = (period.last - period.first).days + 1
    third = timedelta(days=days // 3)
    if days < 3:
        return period.first, period.last
    match modifier:
        case "START":
            return period.first, period.first + third - timedelta(days=1)
        case "MID":
            return period.first + third, period.last - third
        case "END":
            return period.last - third + timedelta(days=1), period.last
    return period.first, period.last


def known(period: Period, anchor: Anchor, modifier: str | None = None) -> Meaning:
    """A date that is a period of the calendar."""
    earliest, latest = narrowed(period, modifier)
    return Meaning("date", period.value, modifier, earliest, latest, anchor, period)


def unknown(value: str, modifier: str | None = None, kind: TimeKind = "date") -> Meaning:
    """An expression whose days cannot be known."""
    return Meaning(kind, value, modifier)


def from_published(context: Context, grain: Grain, offset: int, modifier: str | None = None) -> Meaning:
    """The period of a grain that lies `offset` periods after the one of the publication day."""
    period = shift_period(context.published, offset, grain) if context.published else None
    return known(period, "published_at", modifier) if period else unknown(UNKNOWN[grain], modifier)


# Grains from the finest to the coarsest: "the same day" says nothing after a year, "that year" does after a day
FINENESS: tuple[Grain, ...] = (
    "day",
    "weekend",
    "week",
    "month",
    "season",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
)


def from_focus(context: Context, grain: Grain, offset: int, modifier: str | None = None) -> Meaning:
    """The same, counted from the date that was mentioned last; unknown where that is missing or too coarse."""
    focus = context.focus
    if focus is None or FINENESS.index(focus.grain) > FINENESS.index(grain):
        return unknown(UNKNOWN[grain], modifier)
    period = shift_period(focus.first, offset, grain)
    return known(period, "document", modifier) if period else unknown(UNKNOWN[grain], modifier)
