"""Where and when something was said: a medium and a time beside the cue, outside what is said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tasks.annotate.annotation import Attribution, Range
from tasks.extract.statement.lemmas import lemma
from tasks.extract.statement.reading import Reading
from tasks.lexicon import read_lexicon
from tasks.tables.times import Time

# What belongs to a cue stands so near to it or to its source; further off lies another clause.
REACH = 14
# "in a | short video | address": so many words lie between a preposition and the medium.
LONGEST_PHRASE = 8
_IN = frozenset(("in", "on", "at", "during", "via", "through", "over", "by", "to", "from", "with", "for"))
_TOLD = frozenset(("tell", "speak", "talk", "write"))
_ARTICLES = frozenset(
    ("a", "an", "the", "this", "that", "his", "her", "their", "its", "an", "one", "another", "some", "my", "our")
)
_PHRASE_ENDS = frozenset(("VERB", "AUX", "CCONJ", "SCONJ", "PRON"))
# A clause ends here, and with it what belongs to the cue.
_BREAKS = frozenset(
    (".", ";", ":", "?", "!", "(", ")", "--", "–", "—", "but", "because", "who", "which", "while", "if")
)


@dataclass(frozen=True, slots=True)
class Media:
    """The lexicon of media by kind, in lower case but for platforms."""

    platforms: frozenset[tuple[str, ...]]
    nouns: frozenset[tuple[str, ...]]
    outlets: frozenset[str]
    cues: dict[str, str]


@cache
def _media() -> Media:
    rows = read_lexicon("statement_media")

    def words(kind: str) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(row["words"].split()) for row in rows if row["kind"] == kind)

    return Media(
        words("platform"),
        words("medium"),
        frozenset(row["words"] for row in rows if row["kind"] == "outlet"),
        {row["words"]: row["medium"] for row in rows if row["kind"] == "cue"},
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
    verbs = 0
    for number in numbers:
        word = reading.words[number]
        if number in inside or reading.lower[number] in _BREAKS or reading.quotation[number] >= 0:
            break
        if word.upos == "VERB" and word.xpos in ("VBD", "VBZ", "VBP", "MD"):
            verbs += 1
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


def read_medium(reading: Reading, clause: Sequence[Range], cue_lemma: str) -> str | None:
    """Where something was said as the text has it, without article; None if the clause does not tell."""
    told = cue_lemma in _TOLD
    for place in clause:
        if found := _medium_in(reading, place, told=told):
            return found
    return _media().cues.get(cue_lemma)


def _medium_in(reading: Reading, place: Range, *, told: bool) -> str | None:
    media = _media()
    for number in range(*place):
        if reading.lower[number] in _IN and reading.words[number].upos not in ("VERB", "NOUN", "PART"):
            end = _phrase_end(reading, number + 1, place[1])
            if found := _named(reading, number + 1, end, media):
                return found
        elif told and (number == place[0] or lemma(reading.forms[number - 1], "VERB") in _TOLD):
            start = number + (lemma(reading.forms[number], "VERB") in _TOLD)
            if found := _outlet(reading, start, _phrase_end(reading, start, place[1]), media):
                return found
    return None


def _phrase_end(reading: Reading, start: int, stop: int) -> int:
    """The end of the noun phrase that begins at a word."""
    number = start
    while number < min(stop, start + LONGEST_PHRASE):
        word = reading.words[number]
        if reading.lower[number] not in _ARTICLES and (
            reading.lower[number] in _IN or reading.forms[number] == "," or word.upos in _PHRASE_ENDS
        ):
            break
        number += 1
    return number


def _named(reading: Reading, first: int, end: int, media: Media) -> str | None:
    """The noun phrase, if a medium heads it, or the platform or outlet that it names."""
    while first < end and reading.lower[first] in _ARTICLES:
        first += 1
    if first >= end:
        return None
    for width in (2, 1):
        if tuple(reading.forms[first : first + width]) in media.platforms and first + width <= end:
            return reading.says((first, first + width))
    for stop in range(end, first, -1):
        for width in (2, 1):
            if stop - width >= first:
                words = (*reading.lower[stop - width : stop - 1], lemma(reading.forms[stop - 1], "NOUN"))
                if words in media.nouns or tuple(reading.lower[stop - width : stop]) in media.nouns:
                    return reading.says((first, stop))
    return _outlet(reading, first, end, media)


def _outlet(reading: Reading, first: int, end: int, media: Media) -> str | None:
    """The name of an outlet: capitalised words of which the last is one that outlets have ("the Evening Herald")."""
    while first < end and reading.lower[first] in _ARTICLES:
        first += 1
    for width in (2, 1):
        if tuple(reading.forms[first : first + width]) in media.platforms and first + width <= end:
            return reading.says((first, first + width))
    last = None
    for number in range(first, end):
        if not reading.forms[number][:1].isupper() and reading.lower[number] not in ("of", "and", "'s"):
            break
        if reading.lower[number] in media.outlets:
            last = number
    return reading.says((first, last + 1)) if last is not None else None


class Calendar:
    """The times of a document, to be looked up by place."""

    def __init__(self, times: Sequence[Time]) -> None:
        self._times = [time for time in times if time.kind in ("date", "time")]
        self._starts = [time.start for time in self._times]

    def within(self, start: int, end: int) -> Iterator[Time]:
        """The dates and clock times that lie between two code points, in order."""
        for number in range(bisect_left(self._starts, start), len(self._times)):
            if self._times[number].start >= end:
                break
            if self._times[number].end <= end:
                yield self._times[number]


def read_time(reading: Reading, clause: Sequence[Range], calendar: Calendar) -> str | None:
    """The id of the first time in the clause of saying; None if it has none."""
    for place in clause:
        for time in calendar.within(*reading.span(place)):
            return time.time_id
    return None
