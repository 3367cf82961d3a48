"""What others are told to have said inside of a content or by a noun; the model learned from texts without them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.annotate.annotation import Attribution, Range
from tasks.extract.statement.cues import Entry, find_noun, find_verb
from tasks.extract.statement.reading import Reading
from tasks.extract.statement.subtrees import subtree
from tasks.tables.statements import Act

# With a clause below them verbs of these acts are cues inside of what somebody else says.
ACTS: frozenset[Act] = frozenset(
    ("say", "claim", "confirm", "deny", "acknowledge", "warn", "urge", "promise", "estimate", "criticize", "ask")
)
# So are nouns of these ("reports from Oslo that the dam broke"), in which the saying is somebody else's.
NOUN_ACTS: frozenset[Act] = frozenset(("claim", "confirm", "deny", "warn", "promise", "estimate", "report"))
# A clause stands so near to its cue, and is not longer.
NEAR, LONGEST = 40, 120
# So many steps from a word of a clause up to its cue.
HIGHEST = 40
# Relations of a clause to the noun that tells it
_OF_NOUN = frozenset(("acl", "acl:relcl", "ccomp"))
# Whose report it is: "reports from Oslo", "a warning by the police".
_FROM = frozenset(("from", "by", "of"))

_CUE, _SAID = 1, 2


def find_clausal(reading: Reading, attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """Attributions of words that are in no cue and no source: the word and its clause.

    Verbs are asked only in what somebody else says; their sources are found later. One of estimating may have an object
    for a clause ("she said the ministry expected a flood"). Outside of contents verbs that the model passes over are
    no cues more often than they are.
    """
    taken = bytearray(len(reading.words))
    for one in attributions:
        for first, end in one.content:
            taken[first:end] = bytes((_SAID,)) * (end - first)
    for one in attributions:
        for first, end in (one.cue, *one.source):
            taken[first:end] = bytes((_CUE,)) * (end - first)
    for number, word in enumerate(reading.words):
        cue = word.head
        if cue < 0 or taken[cue] == _CUE or abs(cue - number) > NEAR:
            continue
        content = _of_verb(reading, number, cue) if taken[cue] == _SAID else None
        if content is not None:
            yield Attribution((cue, cue + 1), (), (content,))
        elif word.deprel in _OF_NOUN and number > cue and _is(find_noun(reading, cue), NOUN_ACTS):
            content = _that_clause(reading, number, cue)
            if content is not None:
                yield Attribution((cue, cue + 1), _whose(reading, cue, content[0]), (content,))


def _is(entry: Entry | None, acts: frozenset[Act]) -> bool:
    return entry is not None and not entry.light and entry.act in acts


def _of_verb(reading: Reading, number: int, verb: int) -> Range | None:
    """The clause below a verb of saying, or what is estimated, around the word that depends on it."""
    relation = reading.words[number].deprel
    if relation == "ccomp":
        acts = ACTS
    elif relation == "obj" and number > verb:
        acts = frozenset[Act](("estimate",))
    else:
        return None
    if not _is(find_verb(reading, verb), acts) or not _is_told_of(reading, verb):
        return None
    low, high = reading.sentence(number)
    side = (max(low, verb + 1), high) if number > verb else (low, min(high, verb))
    return subtree(reading, number, side, LONGEST, HIGHEST)


def _is_told_of(reading: Reading, verb: int) -> bool:
    """Whether another's saying is told: a noun or a name says it, or nobody ("it was estimated that ...")."""
    low, high = reading.sentence(verb)
    for number in range(max(low, verb - NEAR), min(high, verb + NEAR)):
        word = reading.words[number]
        if word.head == verb and word.deprel in ("nsubj", "expl"):
            return word.deprel == "expl" or word.upos in ("NOUN", "PROPN")
    return False


def _that_clause(reading: Reading, number: int, noun: int) -> Range | None:
    """The clause of a noun if it begins with "that", and that is no relative pronoun."""
    high = reading.sentence(number)[1]
    content = subtree(reading, number, (noun + 1, high), LONGEST, HIGHEST)
    if content is None or reading.lower[content[0]] != "that" or reading.words[content[0]].deprel != "mark":
        return None
    return content


def _whose(reading: Reading, noun: int, end: int) -> tuple[Range, ...]:
    """Who is told to have said it between a noun and its clause ("reports from Oslo that ..."), or before the noun."""
    low = reading.sentence(noun)[0]
    for number in range(max(low, noun - NEAR), end):
        word = reading.words[number]
        if word.head != noun:
            continue
        if word.deprel == "nmod" and number > noun:
            words = subtree(reading, number, (noun + 1, end), LONGEST, HIGHEST)
            if words is not None and words[1] - words[0] > 1 and reading.lower[words[0]] in _FROM:
                return ((words[0] + 1, words[1]),)
        elif word.deprel == "nmod:poss" and number < noun:
            words = subtree(reading, number, (low, noun), LONGEST, HIGHEST)
            if words is not None:
                return (words,)
    return ()
