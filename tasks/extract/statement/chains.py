"""Who passed a statement on: a statement whose content holds another whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tasks.annotate.annotation import Attribution, Range
from tasks.lexicon import read_lexicon

# Statements that are open at one place; deeper ones are not asked: nobody passes on a passing on so often.
DEEPEST = 30


@cache
def _passing() -> frozenset[str]:
    """Lemmas of cues by which others' statements are passed on ("according to", "report", "quote")."""
    return frozenset(row["cue"] for row in read_lexicon("statement_passing"))


def find_chains(attributions: Sequence[Attribution], lemmas: Sequence[str]) -> dict[int, int]:
    """For each statement that another passed on, the number of that one: the innermost, where several hold it.

    `lemmas` are those of the cues. A statement is passed on where a piece of another's content holds its cue, its
    source and its content ("the port would close, the mayor said, according to the Herald"), and the cue of that one
    passes on. Chains end: what holds another whole is longer, for its cue lies outside its content.
    """
    passing = _passing()
    pieces = sorted(
        (first, -end, number)
        for number, (attribution, cue) in enumerate(zip(attributions, lemmas, strict=True))
        if cue in passing
        for first, end in attribution.content
    )
    wholes = sorted((_whole(attribution), number) for number, attribution in enumerate(attributions))
    out, opened, at = dict[int, int](), list[tuple[int, int]](), 0
    for (first, end), number in wholes:
        while at < len(pieces) and pieces[at][0] <= first:
            opened = [one for one in opened if one[0] > pieces[at][0]][-DEEPEST:]
            opened.append((-pieces[at][1], pieces[at][2]))
            at += 1
        holding = [other for stop, other in opened[-DEEPEST:] if stop >= end and other != number]
        if holding:
            out[number] = holding[-1]
    return out


def _whole(attribution: Attribution) -> Range:
    spans = [attribution.cue, *attribution.source, *attribution.content]
    return min(first for first, _ in spans), max(end for _, end in spans)
