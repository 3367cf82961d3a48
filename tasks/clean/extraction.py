"""The main text of a page: what trafilatura finds, traced back to where it stands on the page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from trafilatura import bare_extraction
from trafilatura.settings import Document

from tasks.clean.markup import Element
from tasks.clean.passages import ROLES, Passage, Piece, pieces_of

LEAD_WORDS = 18  # a line of so many words is a paragraph: datelines and bylines stand before the first of them
BOLD = frozenset(("b", "strong"))
SAME_START = (
    40  # characters by which a passage is known where trafilatura left out a part of it, such as a footnote mark
)
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
    document = bare_extraction(tree, include_comments=False, with_metadata=False)
    if not isinstance(document, Document):
        return []
    return trace(list(pieces_of(document.body)), passages)


def trace(pieces: list[Piece], passages: list[Passage]) -> list[Found]:
    """The pieces with their passages, taken in the order of the page where a text stands there more than once."""
    by_key: dict[str, list[Passage]] = defaultdict(list)
    for known in reversed(passages):
        by_key[known.key].append(known)
        if len(known.key) > SAME_START:
            by_key[known.key[:SAME_START]].append(known)
    found: list[Found] = []
    last = -1
    for piece in pieces:
        key = piece.key
        twins = by_key.get(key) or (by_key.get(key[:SAME_START]) if len(key) > SAME_START else None)
        passage: Passage | None = None
        if twins:
            # Those before the last match are used up: popping them keeps the whole walk linear.
            while len(twins) > 1 and twins[-1].number <= last:
                twins.pop()
            passage = twins[-1]
            last = max(last, passage.number)
        found.append(as_found(piece, passage))
    return found


def as_found(piece: Piece, passage: Passage | None) -> Found:
    """A piece with what its place on the page says of its role and its links."""
    if passage is None:
        return Found(piece, None, 0.0)
    element = passage.element
    linked = sum(len("".join("".join(link.itertext()).split())) for link in element.iter("a"))
    if any(True for _ in element.iterancestors("a")):
        linked = len(passage.key)
    role = piece.role
    if role == "paragraph":
        role = ROLES.get(element.tag, role)
        if role == "paragraph" and _is_bold_heading(piece, passage):
            role = "subheading"
    return Found(replace(piece, role=role), passage, linked / max(1, len(passage.key)))


def _is_bold_heading(piece: Piece, passage: Passage) -> bool:
    """Whether a paragraph is all bold and short, without a stop: "<p><b>What comes next</b></p>"."""
    if piece.text.count(" ") >= MOST_WORDS_OF_HEADING or piece.text[-1] in ".,;:!\"”’'":
        return False
    element = passage.element
    bold = sum(len("".join("".join(inner.itertext()).split())) for inner in element.iterchildren(*BOLD))
    return bold >= len(passage.key) > 0 and any(ch.isalpha() for ch in piece.text)
