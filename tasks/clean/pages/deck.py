"""The deck: the lines between headline and body that sum an article up."""

from __future__ import annotations

from collections import Counter

from tasks.clean.pages.extraction import LEAD_WORDS, Found, as_found
from tasks.clean.pages.furniture import is_byline, is_dateline, is_deck_class, is_furniture, is_hidden
from tasks.clean.pages.metadata import Known, letters
from tasks.clean.pages.passages import Passage, pieces_of

LINKED = 0.5  # share of a deck in links; what has more leads elsewhere
LEAST_WORDS = 6  # of a subheading above the first paragraph that is a deck
LEAST_OF_DECK = 20  # characters: "A win with a warning"; shorter lines are labels
MOST_CHARACTERS_OF_DECK = 600  # two or three sentences; what is longer is a paragraph
SAME_START = 60  # letters by which a description cut short is known


def find_deck(
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
        here = line.passage
        if here is None or here.place == main[0][0]:
            break
        is_marked = _is_deck(here, known) or (number == 0 and here.element.tag == "h2")
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
    if (
        line.links > LINKED
        or is_furniture(line, True, known.authors)
        or is_dateline(text)
        or is_byline(text, known.authors)
    ):
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
