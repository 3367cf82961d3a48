"""What stands around an article on its page: boxes of links, notices, credits, addresses to write to."""

from __future__ import annotations

import re
from functools import cache

from tasks.clean.extraction import Found
from tasks.clean.leftovers import is_leftover
from tasks.clean.markup import Element
from tasks.lexicon import read_lexicon

ALL_LINKS = 0.85  # share of a line in links from which it leads elsewhere: "Related: <a>...</a>" has about that
SOME_LINKS = 0.1  # share of an offer in links: "Sign up for our newsletter" has its link on one word at least
MOST_WORDS_OF_OFFER = 40  # some are three sentences
MOST_WORDS_OF_LABEL = 4  # "Read more on this:"
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SHORTCODE = re.compile(
    r"\[[a-z_]{2,20}(?:\s[^\]]{0,300})?\].{0,300}\[/[a-z_]{2,20}\]"
)  # [button link="..."]Order[/button]
MOST_WORDS_OF_NOTICE = 60  # of a notice or an address to write to; longer lines are text
MOST_CHARACTERS_OF_DATELINE = 120  # "Published 3:05 p.m. ET, Tuesday, November 19, 2019 | Updated 4:10 p.m. ET"
# desk@courier.example, @courier, twitter.com/courier, https://courier.example
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.\w|(?<!\w)@\w{2,}|\b(?:twitter|facebook|instagram)\.com/|https?://")
BARE_ADDRESS = re.compile(r"\S*(?:@|://|\.com/|www\.)\S*")  # a line that is nothing but an address
QUOTED = re.compile(r"[“”\"]")
WORD = re.compile(r"[a-z]+")
TOKEN = re.compile(r"[a-z0-9]+")
CONTRIBUTED = re.compile(r"\bcontributed (?:reporting )?to this (?:report|story|article|piece)\b")


def is_furniture(found: Found, is_last: bool) -> bool:
    """Whether a line of the main text belongs to the page, not to the article. `is_last`: it stands near the end."""
    text = found.piece.text
    if not any(ch.isalnum() for ch in text):
        return True  # "___", "* * *"
    if is_leftover(text) or _is_notice(text) or _gives_address(text, is_last):
        return True
    if SHORTCODE.fullmatch(text) or ((is_last or found.links >= SOME_LINKS) and _is_offer(text)):
        return True
    # A heading that is a link names a product; a whole sentence may be a link in a live blog.
    return found.links >= ALL_LINKS and not _is_heading(found) and text[-1] not in '.”"'


def is_label(found: Found) -> bool:
    """Whether a line only announces a link: "Read more"."""
    return found.n_words <= MOST_WORDS_OF_LABEL and is_leftover(found.piece.text)


def is_all_link(found: Found) -> bool:
    """Whether a line, heading or not, is a link and nothing else."""
    return found.links >= ALL_LINKS


def is_dateline(text: str) -> bool:
    """Whether a line says when it was published, and nothing else."""
    plain = text.casefold()
    return (
        len(text) <= MOST_CHARACTERS_OF_DATELINE
        and any(ch.isdigit() for ch in text)
        and all(word in _words("dateline") for word in WORD.findall(plain))
    )


def is_byline(text: str, authors: tuple[str, ...]) -> bool:
    """Whether a short line names the authors and hardly anything else: "By Ana Marin, staff writer"."""
    plain = text.casefold()
    if text.count(" ") > 8 + 3 * len(authors):
        return False
    named = sum(len(author) for author in authors if author.casefold() in plain)
    return named > 0 and (plain.startswith(("by ", "by:")) or 2 * named >= len(text)) and text[-1] != "."


def is_biography(text: str, authors: tuple[str, ...]) -> bool:
    """Whether a line at the end tells who an author is: "Ana Marin is a reporter in Lima."."""
    if QUOTED.search(text):
        return False
    return any(
        text.startswith(author)
        and re.match(r"(?:['’]s)?\s(?:is|was|has|covers|writes|reports|makes|joined|book|work)\b", text[len(author) :])
        for author in authors
        if " " in author
    )


def is_boxed(element: Element) -> bool:
    """Whether an element by its class or id is a box of something else: newsletter, related stories, comments."""
    hint = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return bool(hint.strip()) and bool(_boxes().search(hint))


def is_hidden(element: Element) -> bool:
    """Whether an element is not shown to readers: by its class, the attribute hidden, or its style."""
    classes = element.get("class")
    if classes and not _words("hidden").isdisjoint(classes.lower().split()):
        return True
    return element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", "").lower()


def is_deck_class(element: Element) -> bool:
    """Whether an element by its class or id holds the lines that sum the article up."""
    hint = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}".lower()
    return bool(hint.strip()) and bool(_decks().search(hint))


def _is_heading(found: Found) -> bool:
    """Whether a line is a heading by its element, not only by its looks."""
    return found.passage is not None and found.passage.element.tag in HEADINGS


def _is_offer(text: str) -> bool:
    """A line that offers a newsletter, a subscription, an account to follow."""
    return text.count(" ") < MOST_WORDS_OF_OFFER and not QUOTED.search(text) and bool(_offers().search(text.casefold()))


def _is_notice(text: str) -> bool:
    """A line about the page or the making of the article."""
    if text.count(" ") >= MOST_WORDS_OF_NOTICE:
        return False
    plain = text.replace("’", "'").casefold().lstrip("([*•– ")
    return bool(_notices().match(plain)) or (bool(CONTRIBUTED.search(plain)) and not QUOTED.search(text))


def _gives_address(text: str, is_last: bool) -> bool:
    """A line that gives an address or handle to write to."""
    if BARE_ADDRESS.fullmatch(text):
        return True
    if not is_last or text.count(" ") >= MOST_WORDS_OF_NOTICE or QUOTED.search(text) or not ADDRESS.search(text):
        return False
    return not _words("contact").isdisjoint(TOKEN.findall(text.casefold())) or any(
        phrase in text.casefold() for phrase in _words("contact") if " " in phrase
    )


@cache
def _boxes() -> re.Pattern[str]:
    """A word of a class of a box: "related" in "c-related__list", not in "unrelated"."""
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(map(re.escape, sorted(_words('class'))))})(?:$|[\s_-])")


@cache
def _decks() -> re.Pattern[str]:
    """A word of a class of a deck."""
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(map(re.escape, sorted(_words('deck'))))})(?:$|[\s_-])")


@cache
def _offers() -> re.Pattern[str]:
    """Words of an offer."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(_words('offer'))))})(?!\w)")


@cache
def _notices() -> re.Pattern[str]:
    """The beginning of a notice or credit."""
    texts = sorted(_words("notice") | _words("credit"))
    return re.compile(rf"(?:{'|'.join(map(re.escape, texts))})(?:(?<!\w)|(?!\w))")


@cache
def _words(kind: str) -> frozenset[str]:
    """The texts of one kind."""
    return frozenset(row["text"] for row in read_lexicon("page_furniture") if row["kind"] == kind)
