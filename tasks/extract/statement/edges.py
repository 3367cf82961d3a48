"""Edges of cues and sources by grammar: auxiliaries and adverbs go with a cue, the whole noun phrase with a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.annotate.annotation import Attribution, Range
from tasks.extract.statement.reading import Reading
from tasks.extract.statement.words import words_of

# "has not yet publicly" before "said": so many words or fewer belong to a cue in front of its verb.
BEFORE_VERB = 6
# "the Washington Post-ABC News" before "poll": so many words or fewer are missing at an edge of a source.
MISSING = 8
# A noun stands so near before what its relative clause adds to it.
FURTHEST = 12
_RELATIVE = frozenset(("that", "which", "who"))
# Relations of the words before a noun that are part of what it says.
_PREMODIFIERS = frozenset(
    ("det", "amod", "compound", "nummod", "nmod:poss", "flat", "case", "punct", "advmod", "det:predet")
)
_NO_EDGE = frozenset(
    ("and", "but", "or", "that", "to", "by", "as", "than", "from", "of", "with", "for", "in", "on", "when", "while")
)


def is_auxiliary(reading: Reading, number: int) -> bool:
    """Whether a word helps a verb: an auxiliary or a negation; "'s" only by its tag, for it is mostly a genitive."""
    word = reading.words[number]
    if reading.lower[number] in ("'s", "’s", "'d", "’d"):
        return word.upos == "AUX"
    return word.upos == "AUX" or reading.lower[number] in words_of("auxiliary")


def is_adverb(reading: Reading, number: int) -> bool:
    """Whether a word can stand between auxiliaries and their verb."""
    form = reading.lower[number]
    return form in words_of("adverb") or (form.endswith("ly") and reading.words[number].upos in ("ADV", "X"))


def widen_cue(reading: Reading, attribution: Attribution) -> Attribution:
    """The cue with the auxiliaries and adverbs in front of its verb, and with the verb if it has only those."""
    first, end = attribution.cue
    if reading.lower[end - 1] == "according" and reading.lower[end : end + 1] == ["to"]:
        source = tuple((max(start, end + 1), max(stop, end + 1)) for start, stop in attribution.source)
        return replace(attribution, cue=(first, end + 1), source=tuple(one for one in source if one[0] < one[1]))
    taken = (*attribution.source, *attribution.content)
    low, high = reading.sentence(first)
    stop = end
    helped = any(is_auxiliary(reading, number) for number in range(first, end))
    while (
        helped
        and stop < high
        and all(_helps(reading, number) for number in range(first, stop))
        and stop - end < BEFORE_VERB
    ):
        if _is_in(stop, attribution.source) or not (reading.words[stop].upos == "VERB" or _helps(reading, stop)):
            break
        stop += 1
    if stop > end and reading.words[stop - 1].upos == "VERB":
        end = stop
    if reading.words[first].upos in ("VERB", "AUX", "ADV") or is_auxiliary(reading, first):
        start = first
        while start > max(low, first - BEFORE_VERB) and _helps(reading, start - 1) and not _is_in(start - 1, taken):
            start -= 1
        first = start
    return replace(attribution, cue=(first, end)) if (first, end) != attribution.cue else attribution


def _helps(reading: Reading, number: int) -> bool:
    return is_auxiliary(reading, number) or is_adverb(reading, number)


def _is_in(number: int, spans: Sequence[Range]) -> bool:
    return any(first <= number < end for first, end in spans)


def widen_source(reading: Reading, attribution: Attribution) -> Attribution:
    """The source with the words of its noun phrase that were left out in front or behind, without verbs at its end."""
    if len(attribution.source) != 1:
        return attribution
    (first, end) = attribution.source[0]
    low, high = reading.sentence(first)
    end = min(end, high)
    taken = (attribution.cue, *attribution.content)
    while end - first > 1 and _helps(reading, end - 1) and reading.words[end - 1].deprel not in _PREMODIFIERS:
        end -= 1
    while end - first > 1 and reading.lower[first] in _NO_EDGE and reading.words[first].upos != "DET":
        first += 1
    # "... the Herald | poll": the last word needs a noun behind.
    last = reading.words[end - 1]
    if last.deprel in _PREMODIFIERS and end <= last.head < min(high, end + MISSING):
        missing = range(end, last.head + 1)
        if all(_in_phrase(reading, number, last.head) and not _is_in(number, taken) for number in missing):
            end = last.head + 1
    # "Oslo | port director": a word in front belongs to a noun inside.
    start = first
    while start > max(low, first - MISSING) and not _is_in(start - 1, taken):
        word = reading.words[start - 1]
        if not (word.deprel in _PREMODIFIERS and first <= word.head < end) and not _leads(
            reading, start - 1, first, end
        ):
            break
        start -= 1
    while start < first and (
        reading.words[start].upos == "PUNCT" or reading.words[start].deprel in ("advmod", "case", "punct")
    ):
        start += 1
    return replace(attribution, source=((start, end),))


def reach_antecedent(reading: Reading, attribution: Attribution) -> Attribution:
    """The source with all that a relative pronoun at its end stands for ("reports from Oslo and | Bergen that").

    A pronoun alone stays alone, as PolNeAR has it.
    """
    if len(attribution.source) != 1:
        return attribution
    (first, end) = attribution.source[0]
    if end - first < 2 or reading.lower[end - 1] not in _RELATIVE:
        return attribution
    clause = reading.words[end - 1].head
    if clause < 0 or reading.words[clause].deprel not in ("acl", "acl:relcl"):
        return attribution
    noun = reading.words[clause].head
    low = reading.sentence(first)[0]
    if not max(low, first - FURTHEST) <= noun < first:
        return attribution
    start = noun
    while start > low and reading.words[start - 1].head == noun and reading.words[start - 1].deprel in _PREMODIFIERS:
        start -= 1
    if any(_is_in(number, (attribution.cue, *attribution.content)) for number in range(start, first)):
        return attribution
    return replace(attribution, source=((start, end),))


def _in_phrase(reading: Reading, number: int, head: int) -> bool:
    """Whether a word before a noun, or the noun, is part of its phrase."""
    return number == head or (
        reading.words[number].deprel in _PREMODIFIERS and number < reading.words[number].head <= head
    )


def _leads(reading: Reading, number: int, first: int, end: int) -> bool:
    """Whether a word modifies one that in turn modifies a noun of the source, all of them in front of it."""
    for _ in range(MISSING):
        word = reading.words[number]
        if first <= word.head < end:
            return word.deprel in _PREMODIFIERS
        if word.deprel not in _PREMODIFIERS or not number < word.head < first:
            return False
        number = word.head
    return False
