"""Who passed a statement on: a statement whose content holds another whole."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.annotate.annotation import Attribution, Range
from tasks.extract.statement.division import is_according
from tasks.extract.statement.ranges import size
from tasks.extract.statement.reading import Reading

# Statements that are open at one place; deeper ones are not asked: nobody passes on a passing on so often.
DEEPEST = 30


def find_chains(reading: Reading, attributions: Sequence[Attribution]) -> dict[int, int]:
    """For each statement that another passed on, the number of that one: the innermost, where several hold it.

    `attributions` are in order of their cues. A statement is passed on where a piece of another's content holds its
    cue, its source and its content ("Lind revealed that a flood was expected"); or where "according to" stands behind
    it in the sentence, with the same content ("the mayor said the port would close, according to the Herald").
    Chains end: what holds another whole is longer, and what stands behind comes later.
    """
    pieces = sorted(
        (first, -end, number) for number, attribution in enumerate(attributions) for first, end in attribution.content
    )
    wholes = sorted((_whole(one), number) for number, one in enumerate(attributions))
    out, opened, at = _find_trailing(reading, attributions), list[tuple[int, int]](), 0
    for (first, end), number in wholes:
        while at < len(pieces) and pieces[at][0] <= first:
            opened = [one for one in opened if one[0] > pieces[at][0]][-DEEPEST:]
            opened.append((-pieces[at][1], pieces[at][2]))
            at += 1
        holding = [other for stop, other in opened[-DEEPEST:] if stop >= end and other != number]
        if holding:
            out[number] = holding[-1]
    return out


def _find_trailing(reading: Reading, attributions: Sequence[Attribution]) -> dict[int, int]:
    """Statements before ", according to" in a sentence that hold half of its content or more."""
    out = dict[int, int]()
    for number, one in enumerate(attributions):
        if not is_according(reading, one.cue):
            continue
        low, _ = reading.sentence(one.cue[0])
        for other in range(number - 1, max(-1, number - 1 - DEEPEST), -1):
            before = attributions[other]
            if before.cue[0] < low:
                break
            behind = all(end <= one.cue[0] for _, end in (*before.content, *before.source))
            if before.source and behind and 2 * _shared(before.content, one.content) >= size(one.content):
                out[other] = number
    return out


def _shared(some: Sequence[Range], others: Sequence[Range]) -> int:
    return sum(max(0, min(end, stop) - max(first, start)) for first, end in some for start, stop in others)


def _whole(attribution: Attribution) -> Range:
    spans = [attribution.cue, *attribution.source, *attribution.content]
    return min(first for first, _ in spans), max(end for _, end in spans)
