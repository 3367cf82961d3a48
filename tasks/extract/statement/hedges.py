"""How sure a source is said to be: by its cue and by the hedges in the main clause of the content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import get_args

from tasks.annotate.annotation import Range
from tasks.extract.statement.reading import Reading
from tasks.lexicon import read_lexicon
from tasks.tables.statements import Certainty

# From sure to unsure; the weakest of what stands together counts. "unknown" is no assertion at all.
_ORDER: tuple[Certainty, ...] = ("certain", "probable", "possible", "unknown")
# The longest hedge of the lexicon ("in all likelihood").
LONGEST_HEDGE = 4
# The main clause is looked for in so many words; without a tree it is taken to end where one of these begins.
CLAUSE = 30
_SUBORDINATORS = frozenset(
    (
        "who",
        "which",
        "where",
        "because",
        "if",
        "when",
        "while",
        "although",
        "though",
        "after",
        "before",
        "unless",
        "since",
    )
)
# Dependents that make a verb less sure: "may go", "will probably go", "is likely to go".
_MODIFIERS = frozenset(("aux", "aux:pass", "advmod", "cop", "discourse", "fixed"))


@cache
def _hedges() -> dict[tuple[str, ...], Certainty]:
    known = {
        tuple(row["hedge"].split()): next(level for level in get_args(Certainty) if level == row["certainty"])
        for row in read_lexicon("statement_hedges")
    }
    if (longest := max(len(words) for words in known)) > LONGEST_HEDGE:
        raise ValueError(f"statement_hedges: no hedge may have more than {LONGEST_HEDGE} words, one has {longest}")
    return known


def weakest(levels: Sequence[Certainty]) -> Certainty:
    """The least sure of some levels; certain if there is none."""
    return max(levels, key=_ORDER.index, default="certain")


def read_certainty(reading: Reading, by_cue: Certainty, cue: Range, content: Sequence[Range]) -> Certainty:
    """How sure the source is: what the cue says by itself, less what hedges in cue and content take away.

    Only the first sentence of the content is read. What is no assertion stays unknown, however it goes on.
    """
    if by_cue == "unknown":
        return "unknown"
    levels = [by_cue, *_found(reading, list(range(*cue))[:CLAUSE])]
    if content:
        levels += _found(reading, _main_clause(reading, content[0]))
    return weakest(levels)


def _found(reading: Reading, numbers: Sequence[int]) -> Iterator[Certainty]:
    """The levels of the hedges among some words, which are in order."""
    known, at = _hedges(), 0
    while at < len(numbers):
        for width in range(LONGEST_HEDGE, 0, -1):
            words = numbers[at : at + width]
            if len(words) == width and words[-1] - words[0] == width - 1:
                level = known.get(tuple(reading.lower[number] for number in words))
                if level and not (level == "possible" and _is_month(reading, words[0])):
                    yield level
                    at += width - 1
                    break
        at += 1


def _is_month(reading: Reading, number: int) -> bool:
    """Whether "May" is the month: it has a capital and begins no sentence."""
    return reading.forms[number] == "May" and number != reading.sentence(number)[0] and not reading.is_mark(number - 1)


def _main_clause(reading: Reading, piece: Range) -> list[int]:
    """The words of a content's main clause: its first verb with what modifies it."""
    first = piece[0]
    end = min(piece[1], first + CLAUSE, reading.sentence(first)[1])
    heads = [reading.words[number].head for number in range(first, end)]
    if all(head < 0 for head in heads):
        return _until_subordinate(reading, first, end)
    tops = {number for number, head in enumerate(heads, first) if not first <= head < end}
    tops = {
        number for number in tops if reading.words[number].upos in ("VERB", "AUX", "ADJ", "NOUN", "PROPN", "PRON")
    } or tops
    verbs = {number for number in tops if reading.words[number].upos in ("VERB", "AUX", "ADJ")}
    tops = verbs or tops
    out = set(tops)
    for number in range(first, end):
        word = reading.words[number]
        modifies = word.head in tops and word.deprel in _MODIFIERS
        # "is likely to go": the tree may hang the infinitive on the hedge, or the hedge on it.
        goes_on = word.head in out and word.deprel in ("xcomp", "acl", "amod") and word.upos in ("VERB", "ADJ", "ADV")
        if modifies or goes_on:
            out.add(number)
    return sorted(out)


def _until_subordinate(reading: Reading, first: int, end: int) -> list[int]:
    for number in range(first + 1, end):
        if reading.lower[number] in _SUBORDINATORS or reading.forms[number] in (".", ";", ":"):
            return list(range(first, number))
    return list(range(first, end))
