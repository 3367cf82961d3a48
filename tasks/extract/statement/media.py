"""Where something was said: a medium beside the cue, outside what is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tasks.annotate.annotation import Attribution, Range
from tasks.extract.statement.clauses import belongs
from tasks.extract.statement.lemmas import lemma
from tasks.extract.statement.reading import Reading
from tasks.lexicon import read_lexicon

# "in a | short video | address": so many words lie between a preposition and the medium.
LONGEST_PHRASE = 8
_IN = frozenset(("in", "on", "at", "during", "via", "through", "over", "by", "to", "from", "with", "for"))
_TOLD = frozenset(("tell", "speak", "talk", "write"))
_ARTICLES = frozenset(
    ("a", "an", "the", "this", "that", "his", "her", "their", "its", "one", "another", "some", "my", "our")
)
_PHRASE_ENDS = frozenset(("VERB", "AUX", "CCONJ", "SCONJ", "PRON"))


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


def read_medium(reading: Reading, attribution: Attribution, clause: Sequence[Range], cue_lemma: str) -> str | None:
    """Where something was said as the text has it, without article; None if the clause does not tell.

    A platform says more than what it carried ("in a video shared on Telegram").
    """
    told = cue_lemma in _TOLD
    found = [
        words
        for place in clause
        for words in _media_in(reading, place, told=told)
        if belongs(reading, words, attribution)
    ]
    if not found:
        return _media().cues.get(cue_lemma)
    platforms = (words for words in found if tuple(reading.forms[words[0] : words[1]]) in _media().platforms)
    return reading.says(next(platforms, found[0]))


def _media_in(reading: Reading, place: Range, *, told: bool) -> Iterator[Range]:
    media = _media()
    for number in range(*place):
        if reading.lower[number] in _IN and reading.words[number].upos not in ("VERB", "NOUN", "PART"):
            end = _phrase_end(reading, number + 1, place[1])
            if found := _named(reading, number + 1, end, media):
                yield found
        elif told and (number == place[0] or lemma(reading.forms[number - 1], "VERB") in _TOLD):
            start = number + (lemma(reading.forms[number], "VERB") in _TOLD)
            if found := _outlet(reading, start, _phrase_end(reading, start, place[1]), media):
                yield found


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


def _named(reading: Reading, first: int, end: int, media: Media) -> Range | None:
    """The noun phrase, if a medium heads it, or the platform or outlet that it names."""
    while first < end and reading.lower[first] in _ARTICLES:
        first += 1
    if first >= end:
        return None
    for width in (2, 1):
        if tuple(reading.forms[first : first + width]) in media.platforms and first + width <= end:
            return first, first + width
    for stop in range(end, first, -1):
        for width in (2, 1):
            if stop - width >= first:
                words = (*reading.lower[stop - width : stop - 1], lemma(reading.forms[stop - 1], "NOUN"))
                if words in media.nouns or tuple(reading.lower[stop - width : stop]) in media.nouns:
                    return first, stop
    return _outlet(reading, first, end, media)


def _outlet(reading: Reading, first: int, end: int, media: Media) -> Range | None:
    """The name of an outlet: capitalised words of which the last is one that outlets have ("the Evening Herald")."""
    while first < end and reading.lower[first] in _ARTICLES:
        first += 1
    for width in (2, 1):
        if tuple(reading.forms[first : first + width]) in media.platforms and first + width <= end:
            return first, first + width
    last = None
    for number in range(first, end):
        if not reading.forms[number][:1].isupper() and reading.lower[number] not in ("of", "and", "'s"):
            break
        if reading.lower[number] in media.outlets:
            last = number
    return (first, last + 1) if last is not None else None
