"""An article given as plain text: which of its lines are title, deck, subheading, paragraph, and which none of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tasks.clean.article import Article, Block
from tasks.clean.leftovers import begins_list, is_leftover, names_another
from tasks.clean.sentences import split_sentences
from tasks.clean.texts.heading import is_date_line, read_heading
from tasks.clean.texts.wrapping import Paragraph, read_paragraphs
from tasks.lexicon import read_lexicon
from tasks.tables.segments import Role

LONGEST_TITLE = 24  # words; headlines have some 10, those of tabloids up to 20, leads without a stop more
LONGEST_DECK = 50  # words; decks have some 25
LONGEST_LOOSE_DECK = 20  # words of a deck that is known only by having no stop; longer ones are leads that lost theirs
LONGEST_SUBHEADING = 12  # words; nearly all have fewer than 9
LONGEST_QUESTION = 8  # words of a subheading that asks: longer questions are text
LONGEST_CAPTION = 40  # words, with the credit; captions have some 20
LONGEST_HEADLINE = 25  # words in a list of other articles
MOST_TITLE_LINES = 4  # that a given title may stand on
LONGEST_STOPPED_TITLE = 14  # words of a headline with a stop after it
MOST_AFTER_TITLE = 8  # words that may follow a given title on its line: "| Harbour Post"
QUOTATION_INDENT = 2  # columns more than the text around it
QUOTATION_WORDS = 6  # a shorter line that is set in is a heading or a signature as likely

ALPHANUMERIC = re.compile(r"[^\W_]+")
FINISHED = re.compile(r"[.!?…][\"'”’»)\]]{0,3}$")  # `He left.`, `“Why?”`
# A stop, comma or dash ends no heading, nor does a closing quotation mark after a stop: `He left.”`, `and so,`
NO_HEADING_END = re.compile(r"[.,;:…—–_/\\-][\"'”’»)\]]{0,3}$")
# No heading begins so: "(Reporting by ...)", "— J. Lund", "@lund", "he said", "By Mara Lind", "Photo: ..."
NO_HEADING_BEGIN = re.compile(
    r"[(\[\-—–@#*<>=+/|©]|[a-z]+\b|By\s[A-Z]|(?:Photo|Image|Video|Source|Credit|Reporting|Editing|Posted|Updated)\b",
    re.ASCII,
)
NO_HEADLINE_END = re.compile(r"[.…][\"'”’»)\]]{0,3}$|[\"”’»:,;]$")  # `He left.`, `“I left”`, `He left:`
ADDRESS = re.compile(r"https?://|www\.|@\w")  # no heading holds one
# "KYIV (Wire) - The army", "CAIRO – 26 July: The embassy": a lead begins so
DATELINE = re.compile(r"[A-Z][\w.' ]{2,30}(?:,\s[\w.' ]{2,30}){0,2}\s?(?:[(/][^()/]{2,30}[)/]\s?)?(?:--|[-–—_:])\s")
SPEECH = re.compile(r"\b(?:said|told)\b")  # in a short line without a stop: a sentence that lost it
CAPITALISED = re.compile(r"\b[^\W\d_]{4,}")  # words that a headline in title case capitalises


def clean_text(text: str, title: str | None = None, deck: str | None = None) -> Article:
    """The blocks of an article in plain text (`printable`), with title and deck where it has them.

    A given title or deck is put first unless the text begins with it, compared by letters and digits. Every word of
    the text stays but those of leftovers (data/lexicon/leftovers.tsv), of headlines listed after such a line at the end
    of the text, and the bullets and `>` before lines. A text that is nothing but leftovers stays as it is.
    """
    found = read_paragraphs(text)
    kept = [
        paragraph
        for at, paragraph in enumerate(_without_headlines(found))
        if not is_leftover(paragraph.text) or (at == 0 and names_another(paragraph.text))
    ] or found
    given_title, given_deck = " ".join((title or "").split()), " ".join((deck or "").split())
    head, rest = _take_given(kept, given_title, "title") if given_title else _take_title(kept)
    article_title = given_title or (head[0].text if head else None)
    if given_deck:
        deck_blocks, rest = _take_given(rest, given_deck, "deck")
    else:
        deck_blocks, rest = _take_deck(rest, len(rest) < len(kept)) if head else ([], rest)
    article_deck = given_deck or (deck_blocks[0].text if deck_blocks else None)
    blocks = (*head, *deck_blocks, *_with_roles(rest, bool(head)))
    authors, published = read_heading(blocks)
    return Article(blocks, title=article_title, deck=article_deck, authors=authors, published=published)


def _without_headlines(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The text without the headlines of other articles after it."""
    cut = len(paragraphs)
    for at in range(len(paragraphs) - 1, 0, -1):
        paragraph = paragraphs[at]
        if begins_list(paragraph.text):
            cut = at
        elif not is_leftover(paragraph.text) and not _is_headline(paragraph.text):
            break
    # What stands above the list must be an article.
    return paragraphs[:cut] if any(_is_finished(paragraph.text) for paragraph in paragraphs[:cut]) else paragraphs


def _is_headline(line: str) -> bool:
    """Whether a line can be the headline of another article or its date: no sentence with a stop, nobody speaks."""
    if len(line.split(maxsplit=LONGEST_HEADLINE)) > LONGEST_HEADLINE or SPEECH.search(line):
        return False
    return NO_HEADLINE_END.search(line[-5:]) is None


def _is_finished(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return FINISHED.search(text[-5:]) is not None


def _letters(text: str) -> str:
    """Letters and digits alone, case folded."""
    return "".join(ALPHANUMERIC.findall(text)).casefold()


def _take_given(paragraphs: list[Paragraph], given: str, role: Role) -> tuple[list[Block], list[Paragraph]]:
    """The block of a given title or deck, and what follows; no block if a longer paragraph begins with it."""
    wanted, joined = _letters(given), ""
    if not wanted:
        return [], paragraphs
    for count, paragraph in enumerate(paragraphs[:MOST_TITLE_LINES], start=1):
        if len(paragraph.text) > 4 * len(given) + 200:  # longer than title, site and stops can be
            if not joined and _letters(paragraph.text[: 4 * len(given) + 200]).startswith(wanted):
                return [], paragraphs
            break
        joined += _letters(paragraph.text)
        if joined == wanted:
            return [_block(paragraphs[:count], role)], paragraphs[count:]
        if joined.startswith(wanted):
            more = len(paragraph.text.split()) - len(given.split())
            if count == 1 and (more > MOST_AFTER_TITLE or _is_finished(paragraph.text) or len(paragraphs) == 1):
                return [], paragraphs
            return [_block(paragraphs[:count], role)], paragraphs[count:]
        if not wanted.startswith(joined):
            break
    return [Block(role, given)], paragraphs


def _block(paragraphs: Sequence[Paragraph], role: Role) -> Block:
    """Several lines as one block."""
    return Block(role, " ".join(paragraph.text for paragraph in paragraphs))


def _take_title(paragraphs: list[Paragraph]) -> tuple[list[Block], list[Paragraph]]:
    """The title, if the first line looks like one and sentences follow, and the rest."""
    if len(paragraphs) < 2:
        return [], paragraphs
    first, rest = paragraphs[0], paragraphs[1:]
    n_words = len(first.text.split())
    follows = any(_is_finished(paragraph.text) and len(paragraph.text) > len(first.text) for paragraph in rest)
    if not follows or not 2 <= n_words <= LONGEST_TITLE or first.mark in ("bullet", "quote"):
        return [], paragraphs
    if (NO_HEADING_BEGIN.match(first.text) and not first.text[0].islower()) or _is_dateline(first.text):
        return [], paragraphs
    if NO_HEADING_END.search(first.text[-5:]) and not _is_stopped_headline(first.text, rest[0]):
        return [], paragraphs
    if len(_sentences(first.text)) > 3:
        return [], paragraphs
    return [Block("title", first.text)], rest


def _is_stopped_headline(line: str, following: Paragraph) -> bool:
    """A headline in title case with a stop after it, set off by a blank line."""
    words = CAPITALISED.findall(line)
    capitals = sum(word[0].isupper() for word in words)
    if len(line.split()) > LONGEST_STOPPED_TITLE or not line.endswith(".") or not following.gap:
        return False
    return len(words) >= 3 and capitals == len(words)


def _take_deck(paragraphs: list[Paragraph], under_title: bool) -> tuple[list[Block], list[Paragraph]]:
    """The deck: a line close under the title of the text and off what follows, or one without a stop before text."""
    if len(paragraphs) < 2:
        return [], paragraphs
    first, following = paragraphs[0], paragraphs[1]
    line = first.text
    n_words = len(line.split())
    if first.mark or not 5 <= n_words <= LONGEST_DECK or NO_HEADING_BEGIN.match(line) or is_date_line(line):
        return [], paragraphs
    if (
        ADDRESS.search(line)
        or _is_dateline(line)
        or _is_credit(line, n_words)
        or (NO_HEADING_END.search(line[-5:]) and not _is_finished(line))
    ):
        return [], paragraphs
    set_off = under_title and not first.gap and following.gap and len(_sentences(line)) <= 2
    loose = n_words <= LONGEST_LOOSE_DECK and not _is_finished(line) and _opens_text(following.text)
    if set_off or (loose and len(following.text) > len(line)):
        return [Block("deck", line)], paragraphs[1:]
    return [], paragraphs


def _with_roles(paragraphs: list[Paragraph], under_title: bool) -> list[Block]:
    """The blocks of the body."""
    indents = sorted(paragraph.indent for paragraph in paragraphs)
    usual = indents[len(indents) // 2] if indents else 0
    numbered = sum(paragraph.mark == "number" for paragraph in paragraphs) >= 2
    roles: list[Role] = []
    for at, paragraph in enumerate(paragraphs):
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        before = roles[-1] if roles else "title" if under_title else None
        roles.append(_role(paragraph, following, before, usual, numbered))
    return [Block(role, paragraph.text) for role, paragraph in zip(roles, paragraphs, strict=True)]


def _role(paragraph: Paragraph, following: Paragraph | None, before: Role | None, usual: int, numbered: bool) -> Role:
    """What a paragraph of the body is; `usual` is the indent of most, `numbered` that several begin with a number."""
    if paragraph.mark == "bullet" or (paragraph.mark == "number" and numbered):
        return "list_item"
    n_words = len(paragraph.text.split(maxsplit=LONGEST_SUBHEADING + 1))
    if paragraph.mark == "quote":
        return "quotation"
    if paragraph.indent >= usual + QUOTATION_INDENT and n_words >= QUOTATION_WORDS:
        return "quotation"
    if before is not None and _is_credit(paragraph.text, len(paragraph.text.split(maxsplit=LONGEST_CAPTION + 1))):
        return "caption"
    if following is not None and before != "subheading" and _is_subheading(paragraph, following, n_words):
        return "subheading"
    return "paragraph"


def _is_subheading(paragraph: Paragraph, following: Paragraph, n_words: int) -> bool:
    """Whether a short line without a stop stands over a paragraph."""
    line = paragraph.text
    if n_words > LONGEST_SUBHEADING or len(line) > 120 or NO_HEADING_END.search(line[-5:]) or is_date_line(line):
        return False
    if NO_HEADING_BEGIN.match(line) or ADDRESS.search(line) or not any(ch.isalpha() for ch in line):
        return False
    if line[0] in "\"“'‘" and FINISHED.search(line[-5:]):
        return False  # “Why not?”
    if line.endswith(("?", "!", "?”", "!”", '?"', '!"')) and n_words > LONGEST_QUESTION:
        return False
    if SPEECH.search(line) or len(_sentences(line)) > 1:
        return False
    if following.mark in ("bullet", "number"):
        return True
    if following.text[0].islower():
        return False  # a line from elsewhere, such as a credit, within a sentence
    return _opens_text(following.text) and len(following.text) > len(line)


def _opens_text(text: str) -> bool:
    """Whether a paragraph is text: it ends as one, or is too long for anything else."""
    return _is_finished(text) or text.endswith((":", ";", "”", '"', ")")) or len(text.split(maxsplit=40)) > 40


def _sentences(text: str) -> list[tuple[int, int]]:
    """Sentences of a short line."""
    return split_sentences(text, 0, len(text))


def _is_dateline(line: str) -> bool:
    """Whether a line begins with a place in capitals, or with a place and an agency, and a dash."""
    found = DATELINE.match(line)
    return found is not None and ("(" in found[0] or "/" in found[0] or found[0][:3].isupper() or "–" in found[0])


def _is_credit(line: str, n_words: int) -> bool:
    """Whether a line is the credit of a picture, with a caption or without: "The bridge (J. Lund/Reuters)"."""
    return n_words <= LONGEST_CAPTION and any(credit.search(line) for credit in _credits())


@cache
def _credits() -> tuple[re.Pattern[str], ...]:
    """Finds credits at the begin and at the end of a line, but not the agency after the last sentence of a text."""
    texts = {
        place: "|".join(re.escape(row["text"]) for row in read_lexicon("credits") if row["place"] == place)
        for place in ("first", "last")
    }
    name = r"[\w.'’ -]{0,40}"
    return (
        re.compile(rf"\A(?:{texts['first']})(?:(?<!\w)|(?!\w))"),
        re.compile(rf"(?<![.!?”\"])\s\((?:{name}[/,:|]\s?)?(?:{texts['last']})\)$"),
        re.compile(rf"[/|]\s?(?:{texts['last']})$|\bvia\s(?:{texts['last']})$"),
    )
