"""What two cues of a sentence both claim as their content, divided between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.annotate.annotation import Attribution, Range
from tasks.extract.statement.reading import Reading

# Cues that stand so near in order are compared: what a cue says seldom reaches over more others.
NEIGHBOURS = 6


def divide_contents(reading: Reading, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, in order of their cues, with each content on its own side of the other cues.

    "He urged A, citing B": A is not cited, B is not urged. "She stressed that A, adding that B": what she added is not
    stressed. What two claim in a line where only one has its cue is that one's. What somebody else says within a
    content ("she said that the mayor denied it") stays part of it, and who passes on keeps what he passes on.
    """
    out = list(attributions)
    for number, one in enumerate(attributions):
        for other in range(max(0, number - NEIGHBOURS), min(len(attributions), number + NEIGHBOURS + 1)):
            neighbour = attributions[other]
            if other == number:
                continue
            if reading.words[one.cue[0]].sentence == reading.words[neighbour.cue[0]].sentence:
                out[number] = _cut(reading, out[number], neighbour)
            else:
                out[number] = _leave(reading, out[number], neighbour)
    return out


def _cut(reading: Reading, one: Attribution, other: Attribution) -> Attribution:
    """The content less what lies beyond the other's cue and is the other's too, or is said by the same source."""
    if is_according(reading, one.cue):
        return one
    after = other.cue[0] >= one.cue[1]
    if is_according(reading, other.cue):
        # "She said that A, according to B": B and what follows is not said by her.
        edge = other.cue[0]
        if after and reading.forms[edge - 1] == "," and any(first < edge < end for first, end in one.content):
            return _without(one, *_rest(reading, one, edge))
        return one
    shared = [
        (max(first, start), min(end, stop))
        for first, end in one.content
        for start, stop in other.content
        if first < stop and start < end
    ]
    holds = any(first <= other.cue[0] < end for first, end in one.content)
    if holds:
        return one if _is_told_within(one, other) or not after else _without(one, *_rest(reading, one, other.cue[0]))
    if after:
        # "He urged A, citing B": what lies beyond "citing" is cited.
        return _without(one, *_rest(reading, one, other.cue[0])) if any(a >= other.cue[1] for a, _ in shared) else one
    # What lies between the cues, or before both, belongs to the first.
    for first, end in shared:
        if end <= one.cue[0]:
            one = _without(one, first, end)
    return one


def _leave(reading: Reading, one: Attribution, other: Attribution) -> Attribution:
    """The content less what is the other's and stands in the line of the other's cue, not in that of its own."""
    line = reading.lines[other.cue[0]]
    if line == reading.lines[one.cue[0]]:
        return one
    for first, end in one.content:
        for start, stop in other.content:
            if first < stop and start < end and reading.lines[first] == line:
                one = _without(one, max(first, start), min(end, stop))
    return one


def _rest(reading: Reading, one: Attribution, edge: int) -> Range:
    """From a word, or the comma before it, to the end of the content."""
    return edge - (reading.forms[edge - 1] == ","), max(edge, *(end for _, end in one.content))


def is_according(reading: Reading, cue: Range) -> bool:
    """Whether a cue passes on by "according to"."""
    return "according" in reading.lower[cue[0] : min(cue[1], cue[0] + 3)]


def _is_told_within(one: Attribution, other: Attribution) -> bool:
    """Whether the other statement is part of the content: its source is."""
    return not other.source or any(
        first <= source[0] and source[1] <= end for source in other.source for first, end in one.content
    )


def _without(one: Attribution, start: int, stop: int) -> Attribution:
    """The attribution less some words of its content; as it is if nothing would be left."""
    pieces = list[Range]()
    for first, end in one.content:
        pieces += [piece for piece in ((first, min(end, start)), (max(first, stop), end)) if piece[0] < piece[1]]
    return replace(one, content=tuple(sorted(set(pieces)))) if pieces else one
