"""The body of an article: trafilatura's main text, completed and cleared by what the page's markup and JSON-LD tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.clean.leftovers import begins_list
from tasks.clean.pages.completion import agreed_with, with_siblings
from tasks.clean.pages.containers import outside
from tasks.clean.pages.deck import find_deck
from tasks.clean.pages.extraction import LEAD_WORDS, Found, extract, trace
from tasks.clean.pages.furniture import is_all_link, is_biography, is_byline, is_dateline, is_furniture, is_label
from tasks.clean.pages.markup import Element
from tasks.clean.pages.metadata import Known, letters, same_headline
from tasks.clean.pages.passages import Passage, Piece, read_passages

JOINT = re.compile(
    r"(?<=[a-z][.!?])(?=[A-Z“])|(?<=[a-z][.!?][”\"])(?=[A-Z“])"
)  # "closed.Engineers", "closed.”Engineers"
LAST_LINES = 6  # addresses, biographies and notices stand among these
LINKED = 0.5  # share of a paragraph in links; what has more leads elsewhere
LINKED_HEADLINE = 0.4  # of a headline that leads elsewhere: some stand twice in a heading, once in place of a picture
LEAST_FOUND = 0.4  # of the words of articleBody: with less, trafilatura took another part of the page for the article
MOST_WORDS_OF_TITLE = 40  # headlines have up to some 30


@dataclass(frozen=True, slots=True)
class Body:
    """The lines between headline and end, and the deck."""

    deck: str | None
    pieces: tuple[Piece, ...]
    links: float  # share of the text in links
    headlines: float  # share of the lines that are headings and all link, as on an overview of articles


def find_body(tree: Element, known: Known) -> Body:
    """The body of the article on a page; without pieces if there is none."""
    passages = read_passages(tree)
    lines = extract(tree, passages)
    described = _lines_of(known.text) if known.text else []
    n_described = sum(piece.text.count(" ") + 1 for piece in described)
    if described and (_n_words(lines) < LEAST_FOUND * n_described or all(line.passage is None for line in lines)):
        lines = trace(described, passages)  # the article is elsewhere on the page, or in its JSON-LD only
    title_at = _title_number(passages, lines, known)
    lines = [line for line in lines if not _is_title(line, known, title_at)]
    lines = with_siblings(lines, passages, known)
    if known.text:
        lines = agreed_with(lines, passages, known.text)
    gone = outside(lines)
    lines = [line for number, line in enumerate(lines) if number not in gone]
    lines = _without_furniture(lines, known.authors)
    deck, lines = find_deck(passages, lines, known, title_at)
    linked = sum(line.links * len(line.piece.text) for line in lines)
    return Body(
        deck=deck,
        pieces=tuple(line.piece for line in lines),
        links=linked / max(1, sum(len(line.piece.text) for line in lines)),
        headlines=sum(line.piece.role == "subheading" and is_all_link(line) for line in lines) / max(1, len(lines)),
    )


def _lines_of(text: str) -> list[Piece]:
    """The lines of an articleBody; in one that was put together without blanks, "closed.Engineers" is a line's end."""
    return [Piece("paragraph", line) for raw in JOINT.sub("\n", text).split("\n") if (line := " ".join(raw.split()))]


def _n_words(lines: list[Found]) -> int:
    """Words of all lines."""
    return sum(line.n_words for line in lines)


def _title_number(passages: list[Passage], lines: list[Found], known: Known) -> int:
    """The number of the passage with the headline, the last before the first paragraph; -1 if none is known."""
    first = next(
        (
            line.passage.number
            for line in lines
            if line.passage is not None and line.n_words >= LEAD_WORDS and line.passage.element.tag != "h1"
        ),
        len(passages),
    )
    at = -1
    for passage in passages[:first]:
        if passage.element.tag == "h1" and any(same_headline(passage.key, headline) for headline in known.headlines):
            at = passage.number
    return at


def _is_title(line: Found, known: Known, title_at: int) -> bool:
    """Whether a line repeats the headline, or stands above it on the page."""
    if line.passage is not None and line.passage.number <= title_at:
        return True
    return line.n_words < MOST_WORDS_OF_TITLE and any(
        letters(line.piece.text) == letters(headline) for headline in known.headlines
    )


def _without_furniture(lines: list[Found], authors: tuple[str, ...]) -> list[Found]:
    """The lines without those that belong to the page: above the first paragraph, in between, and at the end."""
    start = next((number for number, line in enumerate(lines) if line.n_words >= LEAD_WORDS), 0)
    kept: list[Found] = []
    after_label = False
    for number, line in enumerate(lines):
        text = line.piece.text
        is_announced, after_label = after_label and is_all_link(line), is_label(line)
        if is_announced:
            continue
        if number < start and (is_dateline(text) or is_byline(text, authors)):
            continue
        left = len(lines) - number
        if begins_list(text) and _is_list_of_links(lines[number + 1 :]):
            break
        is_edge = number < start or (number > start and left <= LAST_LINES)
        if is_furniture(line, is_edge, authors):
            continue
        if left <= LAST_LINES and number > start and is_biography(text, authors):
            continue
        kept.append(line)
    # Headings with nothing below them announce what is left out; but a page may be all in bold.
    end = max((number for number, line in enumerate(kept, 1) if line.piece.role != "subheading"), default=len(kept))
    return kept[:end]


def _is_list_of_links(lines: list[Found]) -> bool:
    """Whether the rest of the lines holds no paragraph: only headlines, links and their teasers."""
    if any(line.n_words >= 2 * LEAD_WORDS and line.links < LINKED for line in lines):
        return False
    return 2 * sum(line.links >= LINKED_HEADLINE for line in lines) >= len(lines)
