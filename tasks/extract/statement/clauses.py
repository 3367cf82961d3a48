"""The clause of saying: what stands beside a cue, outside what is said; and the time in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tasks.annotate.annotation import Attribution, Range
from tasks.extract.statement.reading import Reading
from tasks.tables.times import Time

# What belongs to a cue stands so near to it or to its source; further off lies another clause.
REACH = 14
# So many steps up the tree are looked at.
DEEPEST = 8
# PRESENT_REF ("now"), FUTURE_REF ("soon"), 196 ("the sixties"): no time of saying.
_VAGUE = re.compile(r"[A-Z]{4,8}_REF|\d{2,3}")
# A clause ends here, and with it what belongs to the cue.
_BREAKS = frozenset(
    (".", ";", ":", "?", "!", "(", ")", "--", "–", "—", "but", "because", "who", "which", "while", "if")
)


def clause_of(reading: Reading, attribution: Attribution) -> list[Range]:
    """What belongs to the saying and not to the said: the cue, what lies between it and the source, and what is near.

    Ranges in the order in which they are to be read: the cue first, then behind, between and before.
    """
    cue = attribution.cue
    source = attribution.source[0] if attribution.source else cue
    sentence = reading.sentence(cue[0])
    if not sentence[0] <= source[0] < sentence[1]:
        source = cue
    low, high = min(cue[0], source[0]), max(cue[1], source[1])
    said = sorted(attribution.content)
    out = [cue]
    out += _free(reading, (high, min(high + REACH, sentence[1])), said, forward=True)
    if low + REACH * 2 > high:
        inner = (min(cue[1], source[1]), max(cue[0], source[0]))
        out += [inner] if inner[0] < inner[1] and not any(a < inner[1] and inner[0] < b for a, b in said) else []
    out += _free(reading, (max(sentence[0], low - REACH), low), said, forward=False)
    return out


def _free(reading: Reading, words: Range, said: Sequence[Range], *, forward: bool) -> list[Range]:
    """The part of a range that joins the cue, up to what is said, another quotation or the end of the clause."""
    numbers = range(*words) if forward else range(words[1] - 1, words[0] - 1, -1)
    inside = _inside(said, words)
    first = last = None
    for number in numbers:
        word = reading.words[number]
        if number in inside or reading.lower[number] in _BREAKS or reading.quotation[number] >= 0:
            break
        if word.upos == "VERB" and word.xpos in ("VBD", "VBZ", "VBP", "MD"):
            break
        first = number if first is None else first
        last = number
    if first is None or last is None:
        return []
    return [(min(first, last), max(first, last) + 1)]


def _inside(said: Sequence[Range], words: Range) -> set[int]:
    return {
        number
        for first, end in said
        if first < words[1] and end > words[0]
        for number in range(max(first, words[0]), min(end, words[1]))
    }


def belongs(reading: Reading, words: Range, attribution: Attribution) -> bool:
    """Whether the tree lets some words belong to the cue: the first of its spans above them is not what is said.

    Without a tree, or where it leads elsewhere, their place decides and this is True.
    """
    at = words[1] - 1
    said = (*attribution.content, *attribution.source)
    for _ in range(DEEPEST):
        if attribution.cue[0] <= at < attribution.cue[1]:
            return True
        if any(first <= at < end for first, end in said):
            return False
        at = reading.words[at].head
        if at < 0:
            return True
        if words[0] <= at < words[1]:
            continue
    return True


class Calendar:
    """The times of a document, to be looked up by place."""

    def __init__(self, times: Sequence[Time]) -> None:
        self._times = [time for time in times if time.kind in ("date", "time") and not _VAGUE.fullmatch(time.value)]
        self._starts = [time.start for time in self._times]

    def within(self, start: int, end: int) -> Iterator[Time]:
        """The dates and clock times that lie between two code points, in order."""
        for number in range(bisect_left(self._starts, start), len(self._times)):
            if self._times[number].start >= end:
                break
            if self._times[number].end <= end:
                yield self._times[number]


def read_time(reading: Reading, attribution: Attribution, clause: Sequence[Range], calendar: Calendar) -> str | None:
    """The id of the first time in the clause of saying that belongs to the cue; None if there is none."""
    for place in clause:
        for time in calendar.within(*reading.span(place)):
            words = [
                at for at in range(*place) if time.start < reading.words[at].end and reading.words[at].start < time.end
            ]
            if words and belongs(reading, (words[0], words[-1] + 1), attribution):
                return time.time_id
    return None
