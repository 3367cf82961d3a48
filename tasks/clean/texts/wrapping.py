"""Lines of a plain text put together to paragraphs: hard-wrapped lines joined, marks of lists and quotations read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Mark = Literal["", "bullet", "number", "quote"]

TAB = 4  # columns that a tab at the begin of a line counts
# "• Open the door", "- Open the door"; "-5 degrees" is no bullet
BULLET = re.compile(r"[•●▪■◦‣⁃∙·*–-]\s+(?=\S)")
NUMBER = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[a-h]\))\s+(?=\S)")  # "1. Open the door", "(a) the door"
QUOTE = re.compile(r"(?:>\s?){1,5}")  # as in mail: "> We met him", "> > We met him"
NARROWEST, WIDEST = 40, 110  # columns of hard-wrapped text: 72 to 80 as a rule, 40 in old bulletins
LONGER_LINES = 0.03  # share of lines that may be longer than the width: addresses are not wrapped
FULL = 0.6  # share of lines in wrapped text that could not have held the next word; headings and lists are the rest
OPEN = 0.4  # share of lines in wrapped text that end in the middle of a sentence; measured: nearly all have 0.7 or more
SHORTEST_JOINED = 40  # a shorter line that has no stop may be a heading, even before a small letter ("iPhone sales")
SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]{0,3}$")
# The last word of "the mayor of" cannot end a heading.
DANGLING = re.compile(r"(?:,|\b(?:a|an|and|as|at|but|by|for|from|in|of|on|or|that|the|to|which|who|with))$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together."""

    text: str
    gap: bool = False
    """A blank line comes before."""
    indent: int = 0
    """Columns before its least indented line."""
    mark: Mark = ""
    """What its first line began with; bullets and marks of mail are no more in the text, numbers still are."""


@dataclass(slots=True)
class _Line:
    """A line with something on it."""

    text: str
    gap: bool
    indent: int
    mark: Mark

    @property
    def width(self) -> int:
        return self.indent + len(self.text)


def read_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a plain text, in order, runs of blanks within them one blank.

    Text wrapped at 40 to 110 columns is told by most lines being so long that the next word had no room. Other texts
    have one paragraph a line; there a line is joined to the one before only if it goes on in the middle of a sentence
    with a small letter. No word is left out. Linear in the length of the text.
    """
    lines = list(_lines(text))
    width = _wrapped_width(lines)
    paragraphs: list[Paragraph] = []
    pieces: list[_Line] = []
    for line in lines:
        if pieces and not _joins(pieces[-1], line, pieces[0], width):
            paragraphs.append(_put_together(pieces))
            pieces = []
        pieces.append(line)
    if pieces:
        paragraphs.append(_put_together(pieces))
    return paragraphs


def _lines(text: str) -> Iterator[_Line]:
    """The lines that have something on them, without their bullets and quotation marks of mail."""
    gap = False
    for raw in text.split("\n"):
        bare = raw.strip()
        if not bare:
            gap = True
            continue
        before = raw[: len(raw) - len(raw.lstrip())]
        indent = len(before) + (TAB - 1) * before.count("\t")
        mark: Mark = ""
        if (found := QUOTE.match(bare)) and found.end() < len(bare):
            mark, bare = "quote", bare[found.end() :]
        elif found := BULLET.match(bare):
            mark, bare = "bullet", bare[found.end() :]
        elif NUMBER.match(bare):
            mark = "number"
        yield _Line(" ".join(bare.split()), gap, indent, mark)
        gap = False


def _wrapped_width(lines: list[_Line]) -> int | None:
    """The columns that a text is wrapped at; None if it is not."""
    widths = sorted(line.width for line in lines)
    if len(widths) < 3:  # two lines are a title and a paragraph as likely
        return None
    width = widths[len(widths) - 1 - int(LONGER_LINES * len(widths))]
    pairs = [
        (this, following)
        for this, following in pairwise(lines)
        if not following.gap and following.mark in ("", "quote")
    ]
    if not NARROWEST <= width <= WIDEST or len(pairs) < 2:
        return None
    full = [this for this, following in pairs if _is_full(this, following, width)]
    unfinished = sum(not SENTENCE_END.search(this.text[-5:]) for this in full)
    return width if len(full) >= FULL * len(pairs) and unfinished >= OPEN * len(full) else None


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Whether the first word of the next line would not have gone on this one."""
    return line.width + 1 + len(following.text.split(" ", 1)[0]) > width


def _joins(line: _Line, following: _Line, first: _Line, width: int | None) -> bool:
    """Whether two lines are of one paragraph, `first` being its first."""
    if following.gap or following.mark in ("bullet", "number"):
        return False
    if (following.mark == "quote") != (first.mark == "quote"):
        return False
    if following.indent >= line.indent + 2 and first.mark not in ("bullet", "number"):
        return False  # the first line of a paragraph is set in
    finished = SENTENCE_END.search(line.text[-5:]) is not None
    if width is None:
        return len(line.text) >= SHORTEST_JOINED and not finished and following.text[0].islower()
    if _is_full(line, following, width):
        return True
    return not finished and (following.text[0].islower() or DANGLING.search(line.text[-8:]) is not None)


def _put_together(lines: list[_Line]) -> Paragraph:
    """One paragraph of its lines; a word parted by a hyphen keeps it ("long-" and "term")."""
    pieces = [lines[0].text]
    for before, line in pairwise(lines):
        parted = before.text[-1] == "-" and before.text[-2:-1].isalpha() and line.text[0].islower()
        pieces.append(line.text if parted else f" {line.text}")
    return Paragraph("".join(pieces), lines[0].gap, min(line.indent for line in lines), lines[0].mark)
