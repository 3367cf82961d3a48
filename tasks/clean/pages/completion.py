"""What trafilatura left out of an article, or put into it too much, by the page's markup and its articleBody."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice

from tasks.clean.pages.extraction import Found, as_found
from tasks.clean.pages.furniture import is_boxed, is_byline, is_hidden
from tasks.clean.pages.markup import Element
from tasks.clean.pages.metadata import Known, letters
from tasks.clean.pages.passages import Passage, pieces_of

LEAST_OF_PLACE = 3  # paragraphs of the main text in boxes of one look, for other boxes of that look to be its too
FRAMES = 3  # elements around a quotation, the box of the main text among them
LEAST_WORDS = 6  # of a paragraph to be added; shorter ones may be labels
LINKED = 0.5  # share of a paragraph in links up to which it is added
PROBE = 30  # letters from beginning, middle and end of a paragraph by which articleBody is known to have it
# So much of the text must also be in articleBody, and of that in the text, for one to be judged by the other.
AGREEMENT = 0.75
MOST_WORK = 500_000_000  # characters looked through for the passages of articleBody: half a second
SAME_START = 60  # characters by which two paragraphs are known to be one


def with_siblings(lines: list[Found], passages: list[Passage], known: Known) -> list[Found]:
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


def agreed_with(lines: list[Found], passages: list[Passage], text: str) -> list[Found]:
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


def _is_quoted_in(quotation: Element, boxes: set[Element]) -> bool:
    """Whether a block quotation (a post, a letter) stands in a box of the main text, at most in a frame of its own."""
    ancestors = list(islice(quotation.iterancestors(), FRAMES))
    return any(ancestor in boxes for ancestor in ancestors) and not any(
        is_hidden(element) or is_boxed(element) for element in (quotation, *ancestors) if element not in boxes
    )


def _is_part(key: str, body: str) -> bool:
    """Whether the letters of a paragraph, or of a part of it, stand in those of a text."""
    middle = max(0, (len(key) - PROBE) // 2)
    return key in body or (
        len(key) > PROBE and any(part in body for part in (key[:PROBE], key[middle : middle + PROBE], key[-PROBE:]))
    )
