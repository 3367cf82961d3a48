"""The spans of an attribution, mended: where a source, a cue and a content begin and end in news.

The custom is PolNeAR's: quotation marks belong to the content, and so do the comma or full stop inside them and the
complementiser ("that", "whether", "to"); the comma before the cue and the full stop behind do not. A content breaks at
the end of a line and around the cue. A source has its apposition, with the comma that closes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tasks.annotate.annotation import Attribution, Range
from tasks.extract.statement.ranges import union
from tasks.extract.statement.reading import STOPS, Reading

# A source in pieces is one span if so few words lie between them: more are another's words.
MOST_BETWEEN = 12
# A quotation mark is at most so many words: '' is two.
WIDEST_MARK = 2
# Words that hang at the end of a content that was cut too late.
_HANGING = frozenset(("and", "but", "or"))
# Words between the marks that set off an apposition; more are a clause, whose second comma stands for what follows.
LONGEST_APPOSITION = 8
# Marks that set off an apposition; the second belongs to it as the first does ("Oder, the ferry port,").
_PAIRED = frozenset((",", "-", "--", "–", "—"))


def mend(reading: Reading, attribution: Attribution) -> Attribution | None:
    """An attribution with its spans mended, or None if nothing of its cue or its content is left.

    It has at most one range of source; content overlaps neither cue nor source. Mending twice changes nothing more.
    """
    cue = _mend_cue(reading, attribution)
    if cue is None:
        return None
    source = _mend_source(reading, attribution, cue)
    content = _mend_content(reading, attribution, cue, source)
    if not content:
        return None
    return replace(attribution, cue=cue, source=(source,) if source else (), content=content)


def _within(reading: Reading, words: Range) -> Range:
    return max(0, words[0]), min(len(reading.words), words[1])


def _mend_cue(reading: Reading, attribution: Attribution) -> Range | None:
    """The cue in one sentence, with the colon behind it ("said:")."""
    first, end = _within(reading, attribution.cue)
    if first >= end:
        return None
    end = min(end, reading.sentence(first)[1])
    while end - first > 1 and reading.forms[end - 1] in (",", ";"):
        end -= 1
    while end - first > 1 and reading.forms[first] in (",", ";"):
        first += 1
    if _is_colon(reading, end) and reading.forms[end - 1] != ":" and reading.lines[end] == reading.lines[first]:
        end = min(end + 1, reading.sentence(first)[1])
    return first, end


def _is_colon(reading: Reading, number: int) -> bool:
    return number < len(reading.forms) and reading.forms[number] == ":"


def _mend_source(reading: Reading, attribution: Attribution, cue: Range) -> Range | None:
    """The source as one range in one line."""
    pieces = [
        piece
        for given in attribution.source
        for piece in _without(_within(reading, given), [cue])
        if piece[0] < piece[1]
    ]
    if not pieces:
        return None
    pieces.sort()
    joined = [pieces[0]]
    for piece in pieces[1:]:
        first, end = joined[-1]
        apart = piece[0] - end > MOST_BETWEEN or reading.words[piece[0]].sentence != reading.words[first].sentence
        if apart or (end <= cue[0] < piece[0]):
            joined.append(piece)
        else:
            joined[-1] = (first, max(end, piece[1]))
    # What is left apart: the piece nearest to the cue.
    first, end = min(joined, key=lambda piece: max(piece[0] - cue[1], cue[0] - piece[1]))
    while end - first > 1 and (reading.forms[first] in STOPS or reading.lines[first] != reading.lines[end - 1]):
        first += 1
    while end - first > 1 and (reading.forms[end - 1] in (",", ";", ":") or reading.lower[end - 1] in ("and", "but")):
        end -= 1
    if reading.forms[first] in STOPS:
        return None
    if (
        _has_apposition(reading, first, end)
        and end < len(reading.forms)
        and reading.forms[end] == ","
        and end != cue[0]
    ):
        end += 1
    return first, end


def _has_apposition(reading: Reading, first: int, end: int) -> bool:
    """Whether a comma inside a source sets something off ("Vera Lind, a farmer from Oder")."""
    return any(form == "," for form in reading.forms[first:end])


def _mend_content(reading: Reading, attribution: Attribution, cue: Range, source: Range | None) -> tuple[Range, ...]:
    taken = sorted([cue, source] if source else [cue])
    pieces = [
        part
        for given in attribution.content
        for line in _lines(reading, _within(reading, given))
        for part in _without(line, taken)
    ]
    pieces = _join(reading, sorted(pieces), taken)
    trimmed = (_trim(reading, piece, taken) for piece in pieces)
    return tuple(union(piece for piece in trimmed if piece is not None))


def _lines(reading: Reading, words: Range) -> Iterable[Range]:
    """The parts of a range, one a line."""
    first = words[0]
    for number in range(words[0] + 1, words[1] + 1):
        if number == words[1] or reading.lines[number] != reading.lines[first]:
            yield first, number
            first = number


def _without(words: Range, taken: Iterable[Range]) -> list[Range]:
    """What is left of a range outside others, which are in order."""
    out, first = list[Range](), words[0]
    for start, end in taken:
        if start < words[1] and end > first:
            if start > first:
                out.append((first, start))
            first = max(first, end)
    if first < words[1]:
        out.append((first, words[1]))
    return out


def _join(reading: Reading, pieces: list[Range], taken: list[Range]) -> list[Range]:
    """Pieces that meet, or that one word keeps apart, as one; a break at a line, the cue or the source stays."""
    out = list[Range]()
    for piece in pieces:
        if not out:
            out.append(piece)
            continue
        first, end = out[-1]
        hole = (end, piece[0])
        free = all(not (start < hole[1] and hole[0] < stop) for start, stop in taken)
        if piece[0] <= end or (
            hole[1] - hole[0] <= 1
            and free
            and reading.lines[end - 1] == reading.lines[piece[0]]
            and reading.forms[end] not in (":", ".")
        ):
            if piece[0] <= end and reading.lines[end - 1] != reading.lines[piece[0]]:
                out.append(piece)
            else:
                out[-1] = (first, max(end, piece[1]))
        else:
            out.append(piece)
    return out


def _trim(reading: Reading, piece: Range, taken: list[Range]) -> Range | None:
    """A piece without marks and words that hang at its ends, with both marks of a quotation that it fills."""
    first, end = piece
    forms = reading.forms
    while first < end and (forms[first] in STOPS or _is_stray(reading, first, opens=False)):
        first += 1
    while first < end:
        last = end - 1
        stops = forms[last] in STOPS and not _is_final(reading, last, first, end)
        hangs = reading.lower[last] in _HANGING and end - first > 1
        if not (stops or hangs or _is_stray(reading, last, opens=True)):
            break
        end = last
    if first >= end:
        return None
    return _with_marks(reading, first, end, taken)


def _is_stray(reading: Reading, number: int, *, opens: bool) -> bool:
    """Whether a word is a mark that opens (or closes) a quotation which lies elsewhere."""
    region = reading.quotation[number]
    if region < 0 or not reading.is_mark(number):
        return False
    first, end = reading.quotations[region]
    return number == (first if opens else end - 1) and end - first > 1


def _is_final(reading: Reading, number: int, first: int, end: int) -> bool:
    """Whether a mark at the end belongs to the piece.

    It does if it tells how something is said (a question, a cry, something left open), if it closes an apposition, or
    if it stands in the quotation that the piece holds or begins.
    """
    form = reading.forms[number]
    if form in ("?", "!", "...", "…") or (
        form in _PAIRED and form in reading.forms[max(first, number - LONGEST_APPOSITION) : number]
    ):
        return True
    region = reading.quotation[number]
    if region < 0:
        return False
    start, stop = reading.quotations[region]
    return start >= first and stop >= end


def _with_marks(reading: Reading, first: int, end: int, taken: list[Range]) -> Range:
    """A piece with the mark that opens the quotation it begins, and what closes the one it ends."""
    forms = reading.forms
    begins = reading.quotation[first]
    if begins >= 0:
        start = reading.quotations[begins][0]
        missing = range(start, first) if first - start <= WIDEST_MARK else range(0)
        if all(reading.is_mark(number) and _is_free(number, taken) for number in missing):
            first = start if missing else first
    ends = reading.quotation[end - 1]
    if ends >= 0:
        start, stop = reading.quotations[ends]
        rest = range(end, stop) if start >= first and stop - end <= 1 + WIDEST_MARK else range(0)
        if all((forms[number] in STOPS or reading.is_mark(number)) and _is_free(number, taken) for number in rest):
            end = max(end, rest.stop)
    return first, end


def _is_free(number: int, taken: list[Range]) -> bool:
    return all(not start <= number < end for start, end in taken)
