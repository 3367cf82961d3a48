"""Statements by fixed forms that the model may miss.

"According to X", headlines and transcripts with a colon, "reportedly", "as X put it".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.annotate.annotation import Annotation, Attribution, Name
from tasks.extract.statement.lemmas import lemma
from tasks.extract.statement.reading import Reading
from tasks.extract.statement.words import words_of

# A label before a colon has so many words or fewer ("Former trade minister Vera Lind: ...").
LONGEST_LABEL = 8
# A headline's or speaker's words: fewer are a figure or a field ("Lind: 45 %").
SHORTEST_SPEECH = 3
# So many words after "according to" or before "put it" may name the source.
LONGEST_SOURCE = 25
# A clause of more words is none: a parse that failed, or hostile text.
LONGEST_CLAUSE = 100
# So many words before "according to" or "as X put it" are its content at most, as many as the model links a cue over: a
# sentence in which each word is a cue must not be said again by each.
LONGEST_CONTENT = 250
_ENDS = frozenset((",", ".", ";", ":", "(", ")", "-", "--", "–", "—", "!", "?"))
_RELATIVE = frozenset(("who", "which", "that", "as"))
_SPEAKERS = frozenset(("PERSON", "ORG", "GROUP", "PLACE"))
# What is told apart from a clause: "was reportedly seen | and left", "| because it rained".
_ASIDE = frozenset(("conj", "cc", "advcl", "parataxis", "punct", "mark", "acl:relcl"))


def find_missed(reading: Reading, annotation: Annotation, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Attributions of fixed forms none of whose words is in a cue that is known already."""
    taken = bytearray(len(reading.words))
    for one in attributions:
        taken[one.cue[0] : one.cue[1]] = b"\1" * (one.cue[1] - one.cue[0])
    found = [*_colons(reading, annotation.names), *_according(reading), *_put(reading), *_reportedly(reading)]
    return [one for one in found if one.content and not any(taken[one.cue[0] : one.cue[1]])]


def _colons(reading: Reading, names: Sequence[Name]) -> Iterator[Attribution]:
    """A name and a colon at the beginning of a line: in the first, a headline; in others, a transcript."""
    ending = {name.words[1]: name for name in names}
    for number, form in enumerate(reading.forms):
        if form != ":":
            continue
        first = max(0, number - LONGEST_LABEL)
        line = reading.lines[number]
        while first < number and reading.lines[first] != line:
            first += 1
        if first == number or (first > 0 and reading.lines[first - 1] == line):
            continue
        name = ending.get(number)
        spoken = name is not None and (name.type == "PERSON" or (line == 0 and name.type in _SPEAKERS))
        if not spoken and not (line == 0 and lemma(reading.forms[number - 1], "NOUN") in words_of("voice")):
            continue
        end = number + 1
        while end < len(reading.words) and reading.lines[end] == line:
            end += 1
        if end - number > SHORTEST_SPEECH and number < reading.sentence(number)[1]:
            yield Attribution((number, number + 1), ((first, number),), ((number + 1, end),))


def _according(reading: Reading) -> Iterator[Attribution]:
    """Both "according to the mayor, the port will close" and "the port will close, according to the mayor"."""
    for number in range(len(reading.words) - 2):
        if reading.lower[number] != "according" or reading.lower[number + 1] != "to":
            continue
        low, high = reading.sentence(number)
        end = _source_end(reading, number + 2, high)
        if end == number + 2:
            continue
        begins = number == low or (number == low + 1 and reading.is_mark(low))
        content = (end, high) if begins else (max(low, number - LONGEST_CONTENT), number)
        yield Attribution((number, number + 2), ((number + 2, end),), (content,))


def _source_end(reading: Reading, first: int, high: int) -> int:
    number = first
    while number < min(high, first + LONGEST_SOURCE):
        verb = reading.words[number].xpos in ("VBD", "VBZ", "VBP", "MD")
        if reading.forms[number] in _ENDS or reading.lower[number] in _RELATIVE or verb or reading.is_mark(number):
            break
        number += 1
    return number


def _put(reading: Reading) -> Iterator[Attribution]:
    """As in "as the mayor put it, “we are done”": with a quotation behind, or with what stands before."""
    for number in range(2, len(reading.words) - 1):
        if reading.lower[number] not in ("put", "puts") or reading.lower[number + 1] != "it":
            continue
        low, high = reading.sentence(number)
        first = max(low, number - LONGEST_SOURCE)
        begin = next((at for at in range(number - 1, first - 1, -1) if reading.lower[at] == "as"), None)
        if begin is None or begin == number - 1:
            continue
        quoted = next((at for at in range(number + 2, min(high, number + 5)) if reading.quotation[at] >= 0), None)
        if quoted is not None:
            said = reading.quotations[reading.quotation[quoted]]
        elif begin > low + 2:
            said = (max(low, begin - LONGEST_CONTENT), begin)
        else:
            continue
        yield Attribution((number, number + 2), ((begin + 1, number),), (said,))


def _reportedly(reading: Reading) -> Iterator[Attribution]:
    """As in "the firm has reportedly sold its ships"; without a tree nothing tells how far the clause goes."""
    children: dict[int, list[int]] | None = None
    for number, word in enumerate(reading.lower):
        head = reading.words[number].head
        if word != "reportedly" or head < 0:
            continue
        if children is None:
            children = _children(reading)
        clause = {*_clause(reading, head, children), number}
        first, end = number, number + 1
        while first - 1 in clause:
            first -= 1
        while end in clause:
            end += 1
        yield Attribution(
            (number, number + 1), (), tuple(one for one in ((first, number), (number + 1, end)) if one[0] < one[1])
        )


def _children(reading: Reading) -> dict[int, list[int]]:
    out: dict[int, list[int]] = {}
    for number, word in enumerate(reading.words):
        if word.head >= 0:
            out.setdefault(word.head, []).append(number)
    return out


def _clause(reading: Reading, head: int, children: dict[int, list[int]]) -> list[int]:
    """A word with all below it, but for clauses beside it."""
    out, open_ = list[int](), [head]
    while open_ and len(out) < LONGEST_CLAUSE:
        at = open_.pop()
        out.append(at)
        below = children.get(at, [])
        if len(below) > LONGEST_CLAUSE:
            continue
        open_ += [one for one in below if at != head or reading.words[one].deprel not in _ASIDE]
    return out
