"""The body of an article: trafilatura's main text, completed and cleared by what the page's markup and JSON-LD tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice

from tasks.clean.containers import outside
from tasks.clean.extraction import Found, as_found, extract, trace
from tasks.clean.furniture import (
    is_biography,
    is_boxed,
    is_byline,
    is_dateline,
    is_deck_class,
    is_furniture,
    is_hidden,
    is_label,
    is_all_link,
)
from tasks.clean.leftovers import begins_list
from tasks.clean.markup import Element
from tasks.clean.metadata import letters, same_headline
from tasks.clean.passages import Passage, Piece, key_of, pieces_of, read_passages

LAST_LINES = 6  # addresses, biographies and notices stand among these
LEAD_WORDS = 18  # a line of so many words is a paragraph: datelines and bylines stand before the first of them
LEAST_OF_PLACE = 3  # paragraphs of the main text in boxes of one look, for other boxes of that look to be its too
FRAMES = 3  # elements around a quotation, the box of the main text among them
LEAST_WORDS = 6  # of a paragraph to be added; shorter ones may be labels
LINKED = 0.5  # share of a paragraph in links up to which it is added
LINKED_HEADLINE = (
    0.4  # of a headline that leads elsewhere: some stand twice in one heading, one of them for the picture
)
PROBE = 30  # letters from beginning, middle and end of a paragraph by which articleBody is known to have it
AGREEMENT = (
    0.75  # of the text must also be in the page's articleBody, and so much of that in the text, to be judged by it
)
MOST_WORK = 500_000_000  # characters looked through for the passages of articleBody: half a second
LEAST_OF_DECK = 20  # characters: "A win with a warning"; shorter lines are labels
MOST_CHARACTERS_OF_DECK = 600  # two or three sentences; what is longer is a paragraph
SAME_START = 60  # letters by which a description cut short is known


@dataclass(frozen=True, slots=True)
class Known:
    """What the page's metadata tell of its article: headline and its variants, description, authors, articleBody."""

    title: str | None
    headlines: tuple[str, ...]
    deck: str | None
    authors: tuple[str, ...]
    text: str | None


@dataclass(frozen=True, slots=True)
class Body:
    """The lines between headline and end, and the deck."""

    deck: str | None
    pieces: tuple[Piece, ...]
    n_linked: int  # characters in links of the lines that were found on the page
    n_characters: int


def find_body(tree: Element, known: Known) -> Body:
    """The body of the article on a page; without pieces if there is none."""
    passages = read_passages(tree)
    lines = extract(tree, passages)
    described = _lines_of(known.text) if known.text else []
    if _n_words(lines) < AGREEMENT * 0.5 * sum(piece.text.count(" ") + 1 for piece in described):
        lines = trace(described, passages)  # trafilatura missed most of what the page says its article is
    title_at = _title_number(passages, lines, known)
    lines = [line for line in lines if not _is_title(line, known, title_at)]
    lines = _with_siblings(lines, passages, known)
    if known.text:
        lines = _agreed(lines, passages, known.text)
    gone = outside(lines)
    lines = [line for number, line in enumerate(lines) if number not in gone]
    lines = _without_furniture(lines, known.authors)
    deck, lines = _find_deck(passages, lines, known, title_at)
    linked = sum(int(line.links * len(line.piece.text)) for line in lines)
    return Body(deck, tuple(line.piece for line in lines), linked, sum(len(line.piece.text) for line in lines))


def _lines_of(text: str) -> list[Piece]:
    """The lines of an articleBody."""
    return [Piece("paragraph", line) for raw in text.split("\n") if (line := " ".join(raw.split()))]


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
    return line.n_words < 40 and any(letters(line.piece.text) == letters(headline) for headline in known.headlines)


def _with_siblings(lines: list[Found], passages: list[Passage], known: Known) -> list[Found]:
    """The lines with paragraphs that trafilatura left out: in the same box, or in another box that looks the same."""
    taken = {line.passage.number for line in lines if line.passage is not None}
    places = Counter(
        line.passage.place
        for line in lines
        if line.passage is not None and line.passage.element.tag == "p" and line.n_words >= LEAST_WORDS
    )
    # A box without classes looks like any other: only the very boxes of the main text count then.
    looks = {place for place, n in places.items() if n >= LEAST_OF_PLACE and place[1].strip()}
    parents = Counter(line.passage.element.getparent() for line in lines if line.passage is not None)
    boxes = {parent for parent, n in parents.items() if n >= LEAST_OF_PLACE}
    if not taken or not (looks or boxes):
        return lines
    starts = {line.piece.key[:SAME_START] for line in lines}
    first, last = min(taken), max(taken)
    added: list[Found] = []
    for passage in passages:
        tag = passage.element.tag
        if passage.number in taken or tag not in ("p", "blockquote") or passage.key[:SAME_START] in starts:
            continue
        if tag == "p" and passage.place in looks:
            line = _addition(passage)
            if line is not None and line.n_words >= LEAST_WORDS and not is_byline(line.piece.text, known.authors):
                added.append(line)
                starts.add(passage.key[:SAME_START])
        elif tag == "blockquote" and first < passage.number < last and _is_quoted_in(passage.element, boxes):
            quoted = [as_found(piece, passage) for piece in pieces_of(passage.element, is_extraction=False)]
            if not any(line.piece.key[:SAME_START] in starts for line in quoted):
                added.extend(quoted)
                starts.update(line.piece.key[:SAME_START] for line in quoted)
    return _merged(lines, added)


def _is_quoted_in(quotation: Element, boxes: set[Element]) -> bool:
    """Whether a block quotation (a post, a letter) stands in a box of the main text, at most in a frame of its own."""
    ancestors = list(islice(quotation.iterancestors(), FRAMES))
    return any(ancestor in boxes for ancestor in ancestors) and not any(
        is_hidden(element) or is_boxed(element) for element in (quotation, *ancestors) if element not in boxes
    )


def _agreed(lines: list[Found], passages: list[Passage], text: str) -> list[Found]:
    """The lines checked against the page's articleBody, if both are of one text: what only one of them has is settled.

    Paragraphs that articleBody lacks go, headings and lists stay; paragraphs of the page that it has come in.
    """
    body = letters(text)
    if (len(passages) + len(lines)) * len(body) > MOST_WORK:
        return lines
    keys = [letters(line.piece.text) for line in lines]
    is_common = [_is_part(key, body) for key in keys]
    common = sum(len(key) for key, shared in zip(keys, is_common, strict=True) if shared)
    if common < AGREEMENT * max(1, sum(map(len, keys))) or common < AGREEMENT * len(body):
        return lines
    first = is_common.index(True)
    kept = [
        line
        for number, line in enumerate(lines)
        if number <= first or line.piece.role != "paragraph" or is_common[number]
    ]
    known = "\n".join(keys)
    added = []
    for passage in passages:
        if passage.element.tag not in ("p", "li", "blockquote"):
            continue
        key = letters(passage.key)
        if len(key) >= PROBE and key in body and key not in known:
            line = _addition(passage)
            if line is not None and line.n_words >= LEAST_WORDS:
                added.append(line)
                known += f"\n{key}"
    return _merged(kept, added)


def _is_part(key: str, body: str) -> bool:
    """Whether the letters of a paragraph, or of a part of it, stand in those of a text."""
    middle = max(0, (len(key) - PROBE) // 2)
    return key in body or (
        len(key) > PROBE and any(part in body for part in (key[:PROBE], key[middle : middle + PROBE], key[-PROBE:]))
    )


def _addition(passage: Passage) -> Found | None:
    """A passage of the page as a line; None if it is hidden, empty or mostly links."""
    if is_hidden(passage.element) or is_boxed(passage.element):
        return None
    pieces = list(pieces_of(passage.element, is_extraction=False))
    if not pieces:
        return None
    line = as_found(replace(pieces[0], text=" ".join(piece.text for piece in pieces)), passage)
    return line if line.links <= LINKED else None


def _merged(lines: list[Found], added: list[Found]) -> list[Found]:
    """Both in the order of the page; lines that are not known there stay behind those they follow."""
    merged: list[Found] = []
    waiting = iter(added)
    new = next(waiting, None)
    for line in lines:
        while new is not None and line.passage is not None and new.passage is not None:
            if new.passage.number > line.passage.number:
                break
            merged.append(new)
            new = next(waiting, None)
        merged.append(line)
    if new is not None:
        merged.append(new)
        merged.extend(waiting)
    return merged


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
        if is_furniture(line, is_last=left <= LAST_LINES or number < start):
            continue
        if left <= LAST_LINES and number > start and is_biography(text, authors):
            continue
        kept.append(line)
    while kept and kept[-1].piece.role == "subheading":
        kept.pop()
    return kept


def _is_list_of_links(lines: list[Found]) -> bool:
    """Whether the rest of the lines holds no paragraph: only headlines, links and their teasers."""
    if any(line.n_words >= 2 * LEAD_WORDS and line.links < LINKED for line in lines):
        return False
    return 2 * sum(line.links >= LINKED_HEADLINE for line in lines) >= len(lines)


def _find_deck(
    passages: list[Passage], lines: list[Found], known: Known, title_at: int
) -> tuple[str | None, list[Found]]:
    """The deck, between headline and first paragraph, and the lines without it.

    It is told by its class, or by being the page's description while it stands in a box of its own.
    """
    first = next((line.passage.number for line in lines if line.passage is not None), 0)
    if title_at >= 0:
        for passage in passages[title_at + 1 : first]:
            if _is_deck(passage, known) and (text := _deck_text(passage, known, lines)):
                return text, lines
    main = Counter(line.passage.place for line in lines if line.passage is not None).most_common(1)
    for number, line in enumerate(lines[:3]):
        passage = line.passage
        if passage is None or passage.place == main[0][0]:
            break
        is_marked = _is_deck(passage, known) or (number == 0 and passage.element.tag == "h2")
        if is_marked and LEAST_OF_DECK <= len(line.piece.text) <= MOST_CHARACTERS_OF_DECK:
            return line.piece.text, lines[:number] + lines[number + 1 :]
        if line.n_words >= LEAD_WORDS:
            break
    return None, lines


def _deck_text(passage: Passage, known: Known, lines: list[Found]) -> str | None:
    """The text of a passage if it may be a deck: not hidden, no byline or dateline, not the beginning of the body."""
    if not LEAST_OF_DECK <= len(passage.key) <= MOST_CHARACTERS_OF_DECK or is_hidden(passage.element):
        return None
    pieces = list(pieces_of(passage.element, is_extraction=False))
    if len(pieces) != 1:
        return None
    line = as_found(pieces[0], passage)
    text = line.piece.text
    own = letters(text)
    if line.links > LINKED or is_furniture(line, is_last=True) or is_dateline(text) or is_byline(text, known.authors):
        return None
    if any(own == letters(headline) for headline in known.headlines):
        return None
    return None if any(letters(other.piece.text).startswith(own) for other in lines[:3]) else text


def _is_deck(passage: Passage, known: Known) -> bool:
    """Whether a passage is marked as a deck or is what the page describes itself by."""
    parent = passage.element.getparent()
    if is_deck_class(passage.element) or (parent is not None and is_deck_class(parent)):
        return True
    if not known.deck:
        return False
    one, other = letters(passage.key), letters(known.deck)
    return len(one) >= 20 and (one == other or (len(other) >= SAME_START and one[:SAME_START] == other[:SAME_START]))
