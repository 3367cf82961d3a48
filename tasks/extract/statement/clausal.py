"""Verbs of saying with a clause below them that the model did not take for cues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.annotate.annotation import Attribution, Range
from tasks.extract.statement.cues import find_verb
from tasks.extract.statement.reading import Reading
from tasks.extract.statement.subtrees import subtree
from tasks.tables.statements import Act

# With a clause below them verbs of these acts are cues in news, where nobody's content holds them.
ACTS: frozenset[Act] = frozenset(
    ("say", "claim", "confirm", "deny", "acknowledge", "warn", "urge", "promise", "estimate", "criticize", "ask")
)
# A clause stands so near to its verb, and is not longer.
NEAR, LONGEST = 40, 120
# So many steps from a word of a clause up to its verb.
HIGHEST = 40


def find_clausal(reading: Reading, attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """Attributions of verbs that are in no cue and no content: the verb and its clause; sources are found later."""
    taken = bytearray(len(reading.words))
    for one in attributions:
        for first, end in (one.cue, *one.source, *one.content):
            taken[first:end] = b"\1" * (end - first)
    for number, word in enumerate(reading.words):
        if word.deprel != "ccomp" or word.head < 0 or taken[word.head]:
            continue
        verb = word.head
        entry = find_verb(reading, verb)
        if entry is None or entry.light or entry.act not in ACTS or abs(verb - number) > NEAR:
            continue
        clause = _clause(reading, number, verb)
        if clause is not None:
            yield Attribution((verb, verb + 1), (), (clause,))


def _clause(reading: Reading, head: int, verb: int) -> Range | None:
    """The words around the head of a clause that depend on it, on its side of the verb."""
    low, high = reading.sentence(head)
    side = (max(low, verb + 1), high) if head > verb else (low, min(high, verb))
    return subtree(reading, head, side, LONGEST, HIGHEST)
