"""The source that the model missed: by the tree, the subject of the cue's verb."""

from __future__ import annotations

from dataclasses import replace

from tasks.annotate.annotation import Attribution, Range
from tasks.extract.statement.lemmas import lemma
from tasks.extract.statement.reading import Reading
from tasks.extract.statement.subtrees import subtree
from tasks.extract.statement.words import words_of

# A source of more words is a parse that failed.
LONGEST = 30
# So many steps from a participle up to the verb that has the subject.
HIGHEST = 3


def find_source(reading: Reading, attribution: Attribution) -> Attribution:
    """The attribution with the subject of its cue as source, if it has none; passive cues stay without."""
    if attribution.source:
        return attribution
    verb = _verb(reading, attribution.cue)
    if verb is None or lemma(reading.forms[verb], "VERB") in words_of("appearance"):
        return attribution
    low, high = reading.sentence(verb)
    for _ in range(HIGHEST):
        subject = _subject(reading, verb, low, high)
        if subject is not None:
            break
        word = reading.words[verb]
        if word.head < 0 or word.deprel not in ("conj", "advcl", "xcomp"):
            return attribution
        verb = word.head
    else:
        return attribution
    if reading.words[subject].deprel != "nsubj" or reading.words[subject].xpos == "EX":
        return attribution
    words = subtree(reading, subject, (low, high), LONGEST, LONGEST)
    others = (attribution.cue, *attribution.content)
    if words is None or any(first < words[1] and words[0] < end for first, end in others):
        return attribution
    return replace(attribution, source=(words,))


def _verb(reading: Reading, cue: Range) -> int | None:
    """The verb of a cue, unless it is passive."""
    for number in range(*cue):
        if reading.words[number].upos == "VERB" and not cue[0] <= reading.words[number].head < cue[1]:
            low, high = reading.sentence(number)
            near = range(max(low, number - LONGEST), min(high, number + LONGEST))
            passive = any(
                reading.words[at].head == number and reading.words[at].deprel in ("aux:pass", "nsubj:pass")
                for at in near
            )
            participle = reading.words[number].xpos == "VBN" and reading.words[number].deprel in ("advcl", "acl")
            return None if passive or participle else number
    return None


def _subject(reading: Reading, verb: int, low: int, high: int) -> int | None:
    for number in range(max(low, verb - 2 * LONGEST), min(high, verb + LONGEST)):
        if reading.words[number].head == verb and reading.words[number].deprel in ("nsubj", "nsubj:pass"):
            return number
    return None
