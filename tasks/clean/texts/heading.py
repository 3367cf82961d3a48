"""What stands between the headline of a plain text and its first paragraph: who wrote it, and when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from tasks.clean.article import Block, Published
from tasks.clean.dates import parse_moment
from tasks.clean.pages.byline import split_names

HEAD = 5  # blocks: title, deck, byline, date, and one more
LONGEST = 120  # characters of a line of the heading; a paragraph is longer
BYLINE = re.compile(r"by\s", re.IGNORECASE)  # "By Ada Brown"
PUBLISHED = re.compile(
    r"(?:first )?(?:published|posted)\b(?: on\b)?:? *", re.IGNORECASE
)  # "Published on: 3 March 2024"
SENTENCE_END = re.compile(r"[.!?][\"'”’»)\]]{0,3}$")  # the first paragraph, however short
BETWEEN = re.compile(r" [/|•·] ")  # "By Ada Brown / 3 March 2024"


def read_heading(blocks: Sequence[Block]) -> tuple[tuple[str, ...], Published | None]:
    """The authors of a byline, and the date of a line that is a date alone; nothing of either that is not there."""
    authors: tuple[str, ...] = ()
    published: Published | None = None
    for part in _parts(blocks):
        if not authors and BYLINE.match(part):
            authors = split_names([part])
        elif published is None and (moment := _moment(part)):
            published = Published(*moment, "text")
    return authors, published


def is_date_line(line: str) -> bool:
    """Whether a line is a date alone, or says when the article was published, and nothing else."""
    return _moment(line) is not None


def _moment(line: str) -> tuple[datetime, date] | None:
    """The moment that a whole line tells; a bare number is none ("1730000000")."""
    told = PUBLISHED.sub("", line, count=1)
    return None if told.isdecimal() else parse_moment(told)


def _parts(blocks: Sequence[Block]) -> Iterator[str]:
    """The short lines above the first paragraph, each cut where a sign parts it."""
    for block in blocks[:HEAD]:
        if block.role in ("title", "deck"):
            continue
        if len(block.text) > LONGEST or SENTENCE_END.search(block.text):
            return
        yield from BETWEEN.split(block.text)
