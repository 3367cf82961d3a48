"""Contents that end in the middle of a phrase, made whole by the tree."""

from __future__ import annotations

from dataclasses import replace

from tasks.annotate.annotation import Attribution, Range
from tasks.extract.statement.reading import STOPS, Reading

# So many words or fewer are missing where a phrase is open, and where it could end but goes on: more is another clause.
MISSING, GOES_ON = 25, 3
# So many steps from a word up to one in the content.
HIGHEST = 12
# A word that is never the last of a phrase: what it belongs to comes behind.
_OPEN = frozenset(("det", "case", "amod", "compound", "nummod", "mark", "aux", "aux:pass", "cop", "nmod:poss", "cc"))


def complete_content(reading: Reading, attribution: Attribution) -> Attribution:
    """The contents with the words that belong to their last phrases; what is quoted ends with its mark."""
    taken = (attribution.cue, *attribution.source)
    pieces = tuple(_complete(reading, piece, taken) for piece in attribution.content)
    return replace(attribution, content=pieces) if pieces != attribution.content else attribution


def _complete(reading: Reading, piece: Range, taken: tuple[Range, ...]) -> Range:
    first, end = piece
    if reading.quotation[end - 1] >= 0:
        return piece
    low, high = reading.sentence(end - 1)
    low = max(low, first)
    last = reading.words[end - 1]
    most = MISSING if last.deprel in _OPEN and last.head >= end else GOES_ON
    stop = end
    while stop < high and _hangs_on(reading, stop, low, stop):
        if reading.forms[stop] in STOPS or reading.is_mark(stop) or any(a <= stop < b for a, b in taken):
            break
        if stop - end >= most:
            return piece
        stop += 1
    while stop > end and (reading.words[stop - 1].deprel in _OPEN or not reading.forms[stop - 1][-1].isalnum()):
        stop -= 1
    # "the port | and its workers": what is only joined to a phrase that could end is left out.
    return piece if stop > end and reading.words[end].deprel == "cc" else (first, stop)


def _hangs_on(reading: Reading, number: int, low: int, end: int) -> bool:
    """Whether a word depends on one between two places, directly or through words behind."""
    for _ in range(HIGHEST):
        number = reading.words[number].head
        if number < 0:
            return False
        if low <= number < end:
            return True
    return False
