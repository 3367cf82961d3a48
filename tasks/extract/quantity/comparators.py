"""How a number is meant: `at least`, `up to`, `some`, `or so` before and after it."""

from __future__ import annotations

from functools import cache
from typing import cast

from tasks.extract.quantity.phrases import Index, index_phrases, match_at, match_before
from tasks.extract.quantity.tokens import Token, touches
from tasks.extract.timex.during import means_during
from tasks.lexicon import read_lexicon
from tasks.tables.quantities import Comparator

# Words between a comparator and its number: at least another 20, about a 20% cut
_BETWEEN = frozenset(["another", "a", "an", "one"])
# Before `under` and `over` these make a place or time of them: from under 2 metres, all over 3 towns
_SPOILED_BY = frozenset(["from", "all", "talk", "talks", "talked", "talking", "think", "know", "out", "turned", "turn"])


@cache
def _phrases(side: str) -> Index:
    """The comparators of one side, by last word before and by first word after the number."""
    rows = [(r["words"], r["comparator"], r["side"]) for r in read_lexicon("quantity_comparators") if r["side"] == side]
    return index_phrases(rows, last=side == "before")


def read_before(tokens: list[Token], first: int) -> tuple[int, Comparator] | None:
    """The comparator that ends right before token `first`: the index of its first word, the comparator."""
    end = first
    found = match_before(tokens, end, _phrases("before"))
    if found is None and end >= 2 and tokens[end - 1].lower in _BETWEEN:
        found = match_before(tokens, end - 1, _phrases("before"))
        if found is not None and found[1].words in (
            ("over",),
            ("under",),
            ("above",),
            ("below",),
            ("around",),
            ("about",),
        ):
            # over a 20-year period: no comparison, but about a 20% cut is one
            found = found if tokens[end - 1].lower == "another" else None
    if found is None:
        return None
    at, phrase = found
    word = phrase.words[0]
    before = tokens[at - 1].lower if at else ""
    if len(phrase.words) == 1 and before in _SPOILED_BY and word in ("over", "under", "around", "about"):
        return None
    if word == "over" and len(phrase.words) == 1 and before in ("win", "victory", "control", "lead", "votes", "power"):
        return None
    if before in ("no", "not") and phrase.value in ("more_than", "less_than"):
        # not over 20, no higher than 20
        return at - 1, "at_most" if phrase.value == "more_than" else "at_least"
    return at, cast(Comparator, phrase.value)


def is_during(tokens: list[Token], at: int, first: int, after: int) -> bool:
    """Whether the comparator at token `at` is an `over` that means during, before the time from `first` to `after`."""
    if tokens[at].lower != "over" or at != first - 1:
        return False
    behind = after + 1 if after < len(tokens) and tokens[after].text == "-" else after
    return means_during(tokens[at - 1].lower if at else "", tokens[behind].lower if behind < len(tokens) else "")


def read_after(tokens: list[Token], i: int, bare: bool = True) -> tuple[int, Comparator] | None:
    """The comparator that begins at token `i` right after a number: the index after it, the comparator.

    `bare`: whether the number has no unit; after one, `plus` adds something else (an hour plus tips).
    """
    if i >= len(tokens):
        return None
    at = i + 1 if tokens[i].text == "-" and touches(tokens, i) and touches(tokens, i + 1) else i
    found = match_at(tokens, at, _phrases("after"))
    if found is None:
        return None
    after, phrase = found
    if phrase.words == ("plus",) and not (at > i or (bare and _noun_like(tokens, after))):
        return None
    if phrase.words == ("odd",) and at == i and not _noun_like(tokens, after):
        return None
    if phrase.words == ("+",) and not touches(tokens, i):
        return None
    return after, cast(Comparator, phrase.value)


def _noun_like(tokens: list[Token], i: int) -> bool:
    """Whether a word in small letters stands at token `i`."""
    return i < len(tokens) and tokens[i].text.isalpha() and tokens[i].text.islower()
