"""The main text of a page: what trafilatura finds, traced back to where it stands on the page."""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace

from trafilatura import bare_extraction
from trafilatura.settings import Document

from tasks.clean.pages.markup import Element
from tasks.clean.pages.passages import ROLES, Passage, Piece, pieces_of

# trafilatura logs pages that it gives up, with pieces of them; what becomes of a page is said in rejects.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

LEAD_WORDS = 18  # a line of so many words is a paragraph: datelines and bylines stand before the first of them
BOLD = frozenset(("b", "strong"))
SAME_START = 40  # characters by which a passage is known where trafilatura left out a part of it, as a footnote mark
LEAST_START = 12  # characters of a first line by which its passage is known
GAP = 40  # characters between two lines of a passage that trafilatura left out
MOST_WORDS_OF_HEADING = 12  # a longer line in bold is a paragraph, or its lead


@dataclass(slots=True)
class Found:
    """A line of the main text, and its passage on the page if it is one there. `links` is the share in links."""

    piece: Piece
    passage: Passage | None
    links: float

    @property
    def n_words(self) -> int:
        """Words between blanks."""
        return self.piece.text.count(" ") + 1


def extract(tree: Element, passages: list[Passage]) -> list[Found]:
    """The main text of a page by trafilatura; empty if it finds none. The tree stays as it is."""
    # The format `python` would render the text as well, which is not asked for here.
    document = bare_extraction(tree, include_comments=False, with_metadata=False, output_format="txt")
    if not isinstance(document, Document):
        return []
    return trace(list(pieces_of(document.body)), passages)


def trace(pieces: list[Piece], passages: list[Passage]) -> list[Found]:
    """The pieces with their passages, taken in the order of the page where a text stands there more than once.

    A piece may be a line of a passage with line breaks: its lines follow each other from the passage's beginning.
    """
    by_key: dict[str, list[Passage]] = defaultdict(list)
    for known in reversed(passages):
        by_key[known.key].append(known)
        if len(known.key) > SAME_START:
            by_key[known.key[:SAME_START]].append(known)
    in_order = sorted(passages, key=lambda known: known.key)
    links: dict[int, float] = {}
    found: list[Found] = []
    last, at = -1, 0
    passage: Passage | None = None
    for piece in pieces:
        key = piece.key
        begin = (
            passage.key.find(key, at, at + len(key) + GAP) if passage is not None and 0 < at < len(passage.key) else -1
        )
        if passage is not None and begin >= 0:
            at = begin + len(key)
        else:
            twins = by_key.get(key) or (by_key.get(key[:SAME_START]) if len(key) > SAME_START else None)
            # Those before the last match are used up: popping them keeps the whole walk linear.
            while twins and len(twins) > 1 and twins[-1].number <= last:
                twins.pop()
            passage = twins[-1] if twins else _beginning_with(key, in_order)
            at = len(key)
        if passage is not None:
            last = max(last, passage.number)
            if passage.number not in links:
                links[passage.number] = share_of_links(passage)
        found.append(_as_found(piece, passage, links[passage.number] if passage is not None else 0.0))
    return found


def as_found(piece: Piece, passage: Passage) -> Found:
    """A piece with what its place on the page says of its role and its links."""
    return _as_found(piece, passage, share_of_links(passage))


def share_of_links(passage: Passage) -> float:
    """The share of a passage's letters that stand in links."""
    element = passage.element
    if any(True for _ in element.iterancestors("a")):
        return 1.0
    linked = sum(len("".join("".join(link.itertext()).split())) for link in element.iter("a"))
    return linked / max(1, len(passage.key))


def _as_found(piece: Piece, passage: Passage | None, links: float) -> Found:
    """A piece with its passage and the passage's share in links."""
    role = piece.role
    if role == "paragraph" and passage is not None:
        role = ROLES.get(passage.element.tag, role)
        if role == "paragraph" and _is_bold_heading(piece, passage):
            role = "subheading"
    return Found(replace(piece, role=role), passage, links)


def _beginning_with(key: str, in_order: list[Passage]) -> Passage | None:
    """A passage that begins with a key, of those sorted by theirs; None for a key too short to know one by."""
    if len(key) < LEAST_START:
        return None
    place = bisect_left(in_order, key, key=lambda known: known.key)
    return in_order[place] if place < len(in_order) and in_order[place].key.startswith(key) else None


def _is_bold_heading(piece: Piece, passage: Passage) -> bool:
    """Whether a paragraph is all bold and short, without a stop: "<p><b>What comes next</b></p>"."""
    if (
        len(passage.key) > len(piece.text)
        or piece.text.count(" ") >= MOST_WORDS_OF_HEADING
        or piece.text[-1] in ".,;:!\"”’'"
    ):
        return False
    element = passage.element
    bold = sum(len("".join("".join(inner.itertext()).split())) for inner in element.iterchildren(*BOLD))
    return bold >= len(passage.key) > 0 and any(ch.isalpha() for ch in piece.text)
