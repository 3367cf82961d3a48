"""The text of a document, and where its blocks stand in it."""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.clean.article import Article
from tasks.tables.segments import Role

WORD = re.compile(r"\w+")


class SegmentSpan(NamedTuple):
    """A block of the text: what it is, and its place in code points, end exclusive."""

    role: Role
    start: int
    end: int


def compose(article: Article) -> tuple[str, list[SegmentSpan]]:
    r"""The blocks one a line, and the span of each.

    Blanks and line breaks within a block become one blank each; blocks without any character are left out. So the text
    is its segments joined by `\n`, and has no blank at either end.
    """
    lines: list[str] = []
    segments: list[SegmentSpan] = []
    start = 0
    for block in article.blocks:
        line = " ".join(block.text.split())
        if line:
            lines.append(line)
            segments.append(SegmentSpan(block.role, start, start + len(line)))
            start += len(line) + 1
    return "\n".join(lines), segments


def count_words(text: str) -> int:
    """Runs of word characters."""
    return sum(1 for _ in WORD.finditer(text))
