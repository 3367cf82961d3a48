"""Quotations that run on: over several sentences, and over paragraphs with an opening mark on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.annotate.annotation import Attribution, Range
from tasks.extract.statement.ranges import union
from tasks.extract.statement.reading import CLOSING, EITHER, Reading

# Between a quotation and the end of its sentence there is no more than a cue and its source ("said Ann Lee, a nurse.").
AFTER = 40


def fill_quotations(reading: Reading, attribution: Attribution) -> Attribution:
    """The content with the rest of each quotation that one of its pieces enters, or leaves, in the middle.

    Only quotations without cue and source in them, and of each no more than its line has: a quotation is said by one.
    """
    own = {reading.quotation[attribution.cue[0]], *(reading.quotation[first] for first, _ in attribution.source)}
    entered = [
        reading.quotations[region]
        for first, end in attribution.content
        for region in {reading.quotation[first], reading.quotation[end - 1]} - own
        if region >= 0
    ]
    entered = [one for one in entered if one not in attribution.content]
    if not entered:
        return attribution
    return replace(attribution, content=tuple(union((*attribution.content, *entered))))


def continue_quotations(reading: Reading, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with the quotations that go on from their contents and belong to nobody else.

    A quotation goes on where the sentence behind the statement, in the same paragraph, begins with a quotation; and
    where it is not closed at the end of a paragraph and the next begins with an opening mark.
    """
    owner = _owners(reading, attributions)
    added: dict[int, list[Range]] = {}
    for number in range(1, len(reading.quotations)):
        before = owner[number - 1]
        if owner[number] < 0 <= before and _goes_on(reading, number - 1, number, attributions[before]):
            owner[number] = before
            added.setdefault(before, []).append(reading.quotations[number])
    return [
        replace(one, content=tuple(sorted((*one.content, *added[number])))) if number in added else one
        for number, one in enumerate(attributions)
    ]


def _owners(reading: Reading, attributions: Sequence[Attribution]) -> list[int]:
    """For each quotation the attribution whose content holds or touches it: the first that does; -1 if none."""
    owner = [-1] * len(reading.quotations)
    for number, one in enumerate(attributions):
        for first, end in (*one.content, *one.source, one.cue):
            at = first
            while at < end:
                region = reading.quotation[at]
                if region >= 0:
                    if owner[region] < 0:
                        owner[region] = number
                    at = reading.quotations[region][1]
                else:
                    at += 1
    return owner


def _goes_on(reading: Reading, before: int, number: int, one: Attribution) -> bool:
    (_, stop), (first, _) = reading.quotations[before], reading.quotations[number]
    if _begins_line(reading, first):
        return reading.lines[first] == reading.lines[stop - 1] + 1 and not _is_closed(reading, before)
    if reading.lines[first] != reading.lines[stop - 1] or reading.sentence(first)[0] != first:
        return False
    behind = max(stop, one.cue[1], *(end for _, end in one.source)) if one.source else max(stop, one.cue[1])
    # Only the mark that ends the sentence, or a clause of the saying, lies between.
    return first - stop <= AFTER and reading.words[behind - 1].sentence >= reading.words[first].sentence - 1


def _begins_line(reading: Reading, number: int) -> bool:
    return number == 0 or reading.lines[number] != reading.lines[number - 1]


def _is_closed(reading: Reading, number: int) -> bool:
    first, end = reading.quotations[number]
    last = reading.forms[end - 1]
    return end - first > 1 and (last in CLOSING or last in EITHER or last in ("'", "’"))
