"""What a cue tells: its lemma, the act, how sure the source is, and whether it denies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

from tasks.annotate.annotation import Range
from tasks.extract.statement.lemmas import Part, lemma
from tasks.extract.statement.reading import Reading
from tasks.lexicon import read_lexicon
from tasks.tables.statements import Act, Certainty, Polarity

# The longest phrase of the lexicon has so many words or fewer.
LONGEST_PHRASE = 6
# Of what stands in a cue so many words are read: real ones have at most some twenty.
LONGEST_CUE = 40
# A "not" up to so many words before the cue may negate it ("did not, he said, know").
BEFORE_CUE = 3

NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly", "nobody", "none"))
# Of these a "no" or "without" counts in the cue only ("made no mention"): before it, it denies something else.
_VERBAL = frozenset(("not", "n't", "n’t", "never", "nor", "hardly"))
# Behind such a word a negation denies nothing ("not only", "no doubt", "cannot help but").
_NO_NEGATION = frozenset(("only", "just", "doubt", "question", "wonder", "help"))
# Between a negation and the cue there may only be such words ("has not yet said").
_BETWEEN = frozenset(
    ("be", "have", "do", "will", "would", "can", "could", "yet", "even", "ever", "also", "immediately")
)

# Parts of speech in the lexicon, in the order in which a word is tried where its tag is unknown.
_PARTS: dict[str, Part] = {"verb": "VERB", "noun": "NOUN", "adjective": "ADJ", "adverb": "ADV"}
_OF_TAG = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "ADV": "adverb"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the cue lexicon."""

    cue: str
    pos: str
    act: Act
    certainty: Certainty
    polarity: Polarity
    light: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cue means; `known` is False where the lexicon has none of its words."""

    lemma: str
    act: Act
    certainty: Certainty
    polarity: Polarity
    known: bool


@cache
def _lexicon() -> dict[tuple[str, str], Entry]:
    """The entries by lemma and part of speech."""
    return {
        (row["cue"], row["pos"]): Entry(
            row["cue"],
            row["pos"],
            next(act for act in get_args(Act) if act == row["act"]),
            next(certainty for certainty in get_args(Certainty) if certainty == row["certainty"]),
            next(polarity for polarity in get_args(Polarity) if polarity == row["polarity"]),
            row["weight"] == "light",
        )
        for row in read_lexicon("statement_cues")
    }


@cache
def _phrases() -> dict[tuple[str, ...], Entry]:
    return {tuple(entry.cue.split()): entry for (_, pos), entry in _lexicon().items() if pos == "phrase"}


def read_cue(reading: Reading, cue: Range) -> Meaning:
    """The meaning of a cue: that of its longest phrase or of its head, else of its first full word in the lexicon."""
    first, end = cue[0], min(cue[1], cue[0] + LONGEST_CUE)
    entry = _entry(reading, first, end)
    negated = _is_negated(reading, first, end)
    if entry is None:
        head = _head(reading, first, end)
        part = _PARTS[_OF_TAG.get(reading.words[head].upos, "verb")]
        return Meaning(lemma(reading.forms[head], part), "other", "unknown", _polarity("positive", negated), False)
    certainty: Certainty = "unknown" if negated and entry.polarity == "positive" else entry.certainty
    return Meaning(entry.cue, entry.act, certainty, _polarity(entry.polarity, negated), True)


def find_verb(reading: Reading, number: int) -> Entry | None:
    """The entry of a word as a verb; None if it is no verb or the lexicon does not have it."""
    if reading.words[number].upos != "VERB":
        return None
    return _lexicon().get((lemma(reading.forms[number], "VERB"), "verb"))


def find_noun(reading: Reading, number: int) -> Entry | None:
    """The entry of a word as a noun; None if it is no noun or the lexicon does not have it."""
    if reading.words[number].upos != "NOUN":
        return None
    return _lexicon().get((lemma(reading.forms[number], "NOUN"), "noun"))


def _polarity(polarity: Polarity, negated: bool) -> Polarity:
    """A negated denial denies nothing ("did not rule out")."""
    if not negated:
        return polarity
    return "positive" if polarity == "negative" else "negative"


def _entry(reading: Reading, first: int, end: int) -> Entry | None:
    lemmas = [_readings(reading, number) for number in range(first, end)]
    found = [*_find_phrases(lemmas), *_find_words(reading, first, lemmas)]
    if not found:
        return None
    head = _head(reading, first, end) - first

    def rank(item: tuple[int, int, Entry]) -> tuple[bool, int, bool, int, int]:
        """Full before light; verbs and phrases before nouns, those before particles; the head; the first."""
        at, width, entry = item
        kinds = {"phrase": 0, "verb": 0, "adverb": 1, "adjective": 1, "noun": 1, "function": 3, "mark": 2}
        return entry.light, kinds[entry.pos], not at <= head < at + width, -width, at

    return min(found, key=rank)[2]


def _readings(reading: Reading, number: int) -> tuple[str, dict[str, str]]:
    """A word in lower case and its lemma as each part of speech of the lexicon, the likeliest first."""
    form, tag = reading.forms[number], reading.words[number].upos
    likeliest = _OF_TAG.get(tag)
    order = [likeliest, *(part for part in _PARTS if part != likeliest)] if likeliest else list(_PARTS)
    return form.lower(), {part: lemma(form, _PARTS[part]) for part in order if part}


def _find_phrases(lemmas: Sequence[tuple[str, dict[str, str]]]) -> Iterator[tuple[int, int, Entry]]:
    known = _phrases()
    for at in range(len(lemmas)):
        for width in range(2, min(LONGEST_PHRASE, len(lemmas) - at) + 1):
            words = lemmas[at : at + width]
            # "made it clear": its first word is a verb, the others stand as they are or in their lemma.
            entry = known.get(tuple(form for form, _ in words))
            entry = entry or known.get((words[0][1]["verb"], *(form for form, _ in words[1:])))
            entry = entry or known.get(tuple(next(iter(parts.values())) for _, parts in words))
            if entry:
                yield at, width, entry


def _find_words(
    reading: Reading, first: int, lemmas: Sequence[tuple[str, dict[str, str]]]
) -> Iterator[tuple[int, int, Entry]]:
    known = _lexicon()
    for at, (form, parts) in enumerate(lemmas):
        tag = reading.words[first + at].upos
        for part, found in parts.items():
            if entry := known.get((found, part)):
                yield at, 1, entry
                break
        else:
            entry = known.get((form, "mark")) or known.get((form, "function"))
            if entry and (entry.pos == "mark" or tag not in ("VERB", "NOUN")):
                yield at, 1, entry


def _head(reading: Reading, first: int, end: int) -> int:
    """The word of a cue on which its others depend; where the tree does not say, the first verb, noun or adjective."""
    content = [number for number in range(first, end) if reading.words[number].upos in ("VERB", "NOUN", "PROPN", "ADJ")]
    tops = [number for number in content or range(first, end) if not first <= reading.words[number].head < end]
    return (tops or content or [first])[0]


def _is_negated(reading: Reading, first: int, end: int) -> bool:
    """Whether a negation stands in the cue, or before it with auxiliaries only between."""
    count = sum(_denies(reading, number, NEGATIONS) for number in range(first, end))
    start, line = reading.sentence(first)[0], reading.lines[first]
    for number in range(first - 1, max(start, first - BEFORE_CUE) - 1, -1):
        if reading.lines[number] != line:
            break
        if _denies(reading, number, _VERBAL):
            return count % 2 == 0
        if lemma(reading.forms[number], "VERB") not in _BETWEEN:
            break
    return count % 2 == 1


def _denies(reading: Reading, number: int, negations: frozenset[str]) -> bool:
    behind = reading.lower[number + 1] if number + 1 < len(reading.lower) else ""
    return reading.lower[number] in negations and behind not in _NO_NEGATION
