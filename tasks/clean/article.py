"""What cleaning makes of one record, whatever it was read from: an article in blocks, with its metadata."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tasks.tables.documents import PublishedAtSource
from tasks.tables.segments import Role


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the clean text and what it is on the page. `text` has no line break and no blank at its ends."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published: the moment in UTC, the source's own local day, and where that was found."""

    at: datetime
    on: date
    source: PublishedAtSource


@dataclass(frozen=True, slots=True)
class Article:
    """An article as cleaned. Title and deck, where known, stand among the blocks too, once each and first."""

    blocks: tuple[Block, ...]
    title: str | None = None
    deck: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    outlet: str | None = None
    url: str | None = None
