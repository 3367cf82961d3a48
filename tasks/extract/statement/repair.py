"""One attribution after the other made whole: cue, source, quotations, a missing source, broken phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.annotate.annotation import Attribution
from tasks.extract.statement.edges import reach_antecedent, widen_cue, widen_source
from tasks.extract.statement.phrases import complete_content
from tasks.extract.statement.quotations import fill_quotations
from tasks.extract.statement.ranges import size
from tasks.extract.statement.reading import Reading
from tasks.extract.statement.spans import mend
from tasks.extract.statement.subjects import find_source

_STEPS = (widen_cue, widen_source, reach_antecedent, fill_quotations, find_source, complete_content)


def repair(reading: Reading, attribution: Attribution) -> Attribution:
    """The attribution with its spans made whole by grammar and quotation marks; as it is if nothing of it can be."""
    for step in _STEPS:
        mended = mend(reading, attribution)
        if mended is None:
            return attribution
        attribution = step(reading, mended)
    return attribution


def merge_cues(attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions in order of their cues; those whose cues overlap are one, with the longer content of them."""
    out = list[Attribution]()
    for one in sorted(attributions, key=lambda one: (one.cue, one.source, one.content)):
        if not out or one.cue[0] >= out[-1].cue[1]:
            out.append(one)
            continue
        best, other = sorted((out[-1], one), key=lambda given: -size(given.content))
        cue = (min(best.cue[0], other.cue[0]), max(best.cue[1], other.cue[1]))
        out[-1] = replace(best, cue=cue, source=best.source or other.source)
    return out
