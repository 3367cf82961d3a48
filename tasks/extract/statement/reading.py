"""A document as the rules about statements read it: its words, their lines, sentences and quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.annotate.annotation import Range, Word

# “ „ « begin a quotation, ” » end one; ``, " and '' do either.
OPENING, CLOSING, EITHER = frozenset("“„«"), frozenset("”»"), frozenset(('"', "``", "''"))
SINGLE_OPENING, SINGLE_CLOSING = frozenset(("‘", "'")), frozenset(("’", "'"))
# What ends a sentence or a clause and is never the edge of a source or a content.
STOPS = frozenset((".", ",", ";", ":", "!", "?", "...", "…", "-", "--", "–", "—", "―"))
# A quotation in single marks is shorter than this many words: what seems longer is an apostrophe and another.
LONGEST_SINGLE = 80


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a document and what a rule asks about each; all lists have one item a word."""

    text: str
    words: Sequence[Word]
    sentences: Sequence[Range]
    forms: list[str]
    lower: list[str]
    lines: list[int]  # which line of the text it stands in, counted over lines with words
    quotation: list[int]  # number of the quotation it stands in, its marks included, in `quotations`; -1 outside
    quotations: list[Range]

    def span(self, words: Range) -> tuple[int, int]:
        """The code points from the first to the last word of a range."""
        return self.words[words[0]].start, self.words[words[1] - 1].end

    def says(self, words: Range) -> str:
        """The words of a range as the text has them."""
        start, end = self.span(words)
        return self.text[start:end]

    def sentence(self, word: int) -> Range:
        """The sentence of a word."""
        return self.sentences[self.words[word].sentence]

    def is_mark(self, word: int) -> bool:
        """Whether a word is a quotation mark."""
        return self.forms[word] in _MARKS

    def follows_gap(self, word: int) -> bool:
        """Whether white space, or nothing, stands before a word."""
        return word == 0 or self.words[word].start > self.words[word - 1].end

    def precedes_gap(self, word: int) -> bool:
        """Whether white space, or nothing, stands behind a word."""
        return word + 1 >= len(self.words) or self.words[word + 1].start > self.words[word].end


_MARKS = OPENING | CLOSING | EITHER | SINGLE_OPENING | SINGLE_CLOSING


def read(text: str, words: Sequence[Word], sentences: Sequence[Range]) -> Reading:
    """The reading of a document. Linear in its length."""
    forms = [text[word.start : word.end] for word in words]
    lines, line = list[int](), 0
    for number, word in enumerate(words):
        if number and "\n" in text[words[number - 1].end : word.start]:
            line += 1
        lines.append(line)
    reading = Reading(text, words, sentences, forms, [form.lower() for form in forms], lines, [-1] * len(words), [])
    _mark_double(reading)
    _mark_single(reading)
    return reading


def _add(reading: Reading, first: int, end: int) -> None:
    number = len(reading.quotations)
    reading.quotations.append((first, end))
    reading.quotation[first:end] = [number] * (end - first)


def _mark_double(reading: Reading) -> None:
    """Quotations in double marks. One that is not closed ends with its line: the next opens it again."""
    forms, lines = reading.forms, reading.lines
    opened, number = -1, 0
    while number < len(forms):
        if opened >= 0 and lines[number] != lines[opened]:
            _add(reading, opened, number)
            opened = -1
        width, kind = _double(reading, number)
        if kind == "either":
            kind = "close" if opened >= 0 else "open"
        if kind == "close" and opened >= 0:
            _add(reading, opened, number + width)
            opened = -1
        elif kind == "open" and opened < 0:
            opened = number
        number += width
    if opened >= 0:
        _add(reading, opened, len(forms))


def _double(reading: Reading, number: int) -> tuple[int, str]:
    """How many words a double mark is, and what it does; two single marks without a gap are a double one."""
    form = reading.forms[number]
    if form in OPENING:
        return 1, "open"
    if form in CLOSING:
        return 1, "close"
    width = 1
    if form in ("'", "‘", "’", "`") and number + 1 < len(reading.forms) and reading.forms[number + 1] == form:
        if reading.words[number].end != reading.words[number + 1].start:
            return 1, ""
        width = 2
    elif form not in EITHER:
        return 1, ""
    before, behind = reading.follows_gap(number), reading.precedes_gap(number + width - 1)
    if before != behind:
        return width, "open" if before else "close"
    return width, "either"


def _mark_single(reading: Reading) -> None:
    """Quotations in single marks, outside those in double ones and closed in their line."""
    opened = -1
    for number, form in enumerate(reading.forms):
        if opened >= 0 and (
            reading.lines[number] != reading.lines[opened]
            or number - opened > LONGEST_SINGLE
            or reading.quotation[number] >= 0
        ):
            opened = -1
        if reading.quotation[number] >= 0:
            continue
        before, behind = reading.follows_gap(number), reading.precedes_gap(number)
        if form in SINGLE_OPENING and before and not behind:
            opened = number
        elif form in SINGLE_CLOSING and opened >= 0 and not before and _ends_word(reading, number):
            _add(reading, opened, number + 1)
            opened = -1


def _ends_word(reading: Reading, number: int) -> bool:
    end = reading.words[number].end
    return not reading.text[end : end + 1].isalnum()
