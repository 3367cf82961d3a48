"""Whether a content is quoted: direct, indirect or mixed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from tasks.annotate.annotation import Attribution, Range
from tasks.extract.statement.reading import Reading
from tasks.tables.segments import Segment
from tasks.tables.statements import Mode

# A content is direct if so large a part of its words is quoted: a "that" or a "he" may stand before the mark.
DIRECT = 0.9
# A mark belongs to a piece if so many code points or fewer lie between them.
AROUND = 3


class Blocks:
    """The block quotations of a document."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._spans = sorted((one.start, one.end) for one in segments if one.role == "quotation")

    def hold(self, start: int, end: int) -> bool:
        """Whether a span lies in one of them."""
        at = bisect_right(self._spans, (start, end)) - 1
        # A block that begins with the span sorts before or behind it.
        return any(
            0 <= number < len(self._spans) and self._spans[number][0] <= start and end <= self._spans[number][1]
            for number in (at, at + 1)
        )


def read_mode(reading: Reading, attribution: Attribution, blocks: Blocks) -> Mode:
    """direct: (nearly) all words of the content are quoted; mixed: some are; indirect: none.

    Marks around the cue too are another's: what somebody says in a quotation of somebody else is not quoted from him.
    """
    cue, pieces = attribution.cue, attribution.content
    if not blocks.hold(*reading.span(cue)) and all(blocks.hold(*reading.span(piece)) for piece in pieces):
        return "direct"
    around = reading.quotation[cue[0]]
    quoted = total = 0
    marked = False
    for first, end in pieces:
        marked = marked or _has_mark(reading, (first, end))
        for number in range(first, end):
            if reading.forms[number][0].isalnum():
                total += 1
                quoted += reading.quotation[number] >= 0 and reading.quotation[number] != around
    if not quoted or not marked:
        return "indirect"
    return "direct" if quoted >= DIRECT * total else "mixed"


def _has_mark(reading: Reading, piece: Range) -> bool:
    """Whether a mark of a quotation stands in a piece or right beside it."""
    first, end = piece
    start, stop = reading.span(piece)
    low, high = max(0, first - AROUND), min(len(reading.words), end + AROUND)
    return any(
        reading.is_mark(number)
        and reading.quotation[number] >= 0
        and reading.words[number].end >= start - AROUND + 1
        and reading.words[number].start <= stop + AROUND - 1
        for number in range(low, high)
    )
