"""What stands around an article on its page: boxes of links, notices, credits, addresses to write to."""

from __future__ import annotations

import re
from functools import cache

from tasks.clean.leftovers import is_leftover
from tasks.clean.pages.extraction import Found
from tasks.clean.pages.markup import Element
from tasks.lexicon import read_lexicon

ALL_LINKS = 0.85  # share of a line in links from which it leads elsewhere: "Related: <a>...</a>" has about that
SOME_LINKS = 0.1  # share of an offer in links: "Sign up for our newsletter" has its link on one word at least
MOST_WORDS_OF_OFFER = 40  # some are three sentences
MOST_WORDS_OF_LABEL = 4  # "Read more on this:"
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# [button link="..."]Order[/button]: what a blog's software should have turned into a button
SHORTCODE = re.compile(r"\[[a-z_]{2,20}(?:\s[^\]]{0,300})?\].{0,300}\[/[a-z_]{2,20}\]")
MOST_CHARACTERS = 500  # of a notice, credit, offer or address to write to; longer lines are text
MOST_CHARACTERS_OF_DATELINE = 120  # "Published 3:05 p.m. ET, Tuesday, November 19, 2019 | Updated 4:10 p.m. ET"
# desk@courier.example, @courier, twitter.com/courier, https://courier.example
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.\w|(?<!\w)@\w{2,}|\b(?:twitter|facebook|instagram)\.com/|https?://")
BARE_ADDRESS = re.compile(r"\S*(?:@|://|\.com/|www\.)\S*")  # a line that is nothing but an address
SHOWN = re.compile(r":(?:block|flex|grid|inline|table|contents|visible)")  # md:block, lg:inline-flex, print:block
QUOTED = re.compile(r"[“”\"]")
WORD = re.compile(r"[a-z]+")
SAID = re.compile(r"\b(?:said|says|told|according|announced)\b")  # words of news, not of offers
TO_THE_READER = re.compile(r"\b(?:you|your|us|our|here|now)\b")
CONTRIBUTED = re.compile(r"\bcontributed (?:reporting )?to this (?:report|story|article|piece)\b")


def is_furniture(found: Found, is_last: bool, authors: tuple[str, ...]) -> bool:
    """Whether a line of the main text belongs to the page, not to the article.

    `is_last`: it stands near the end, or above the first paragraph, where credits and addresses stand.
    """
    text = found.piece.text
    if not any(ch.isalnum() for ch in text):
        return True  # "___", "* * *"
    if is_leftover(text) or SHORTCODE.fullmatch(text) or BARE_ADDRESS.fullmatch(text):
        return True
    if len(text) <= MOST_CHARACTERS and found.piece.role != "quotation":
        if _is_notice(text) or (is_last and (_is_credit(text) or _gives_address(text, authors))):
            return True
        if (is_last or found.links >= SOME_LINKS) and _is_offer(text):
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
    if classes:
        words = classes.lower().split()
        # "hidden md:block" hides on small screens only.
        if not _words("hidden").isdisjoint(words) and not any(SHOWN.search(word) for word in words):
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
    """A line that offers the reader a newsletter, a subscription, an account to follow."""
    plain = text.casefold()
    if text.count(" ") >= MOST_WORDS_OF_OFFER or QUOTED.search(text) or SAID.search(plain):
        return False
    offer = _offers().search(plain)
    return offer is not None and (offer.start() == 0 or bool(TO_THE_READER.search(plain)))


def _is_notice(text: str) -> bool:
    """A line about the page."""
    return bool(_beginning("notice").match(_plain(text)))


def _is_credit(text: str) -> bool:
    """A line about who made the article: "Reporting by Ana Marin; Editing by Jo Hill"."""
    plain = _plain(text)
    credit = _beginning("credit").match(plain)
    if credit is None:
        return bool(CONTRIBUTED.search(plain)) and not QUOTED.search(text)
    rest = text[len(text) - len(plain) + credit.end() :].strip(" :(")
    return rest[:1].isupper()  # a name follows


def _gives_address(text: str, authors: tuple[str, ...]) -> bool:
    """A line that gives an address or handle to write to: of an author, or with a call to use it."""
    if not ADDRESS.search(text):
        return False
    return bool(_calls().search(text.casefold())) or any(author in text for author in authors if " " in author)


def _plain(text: str) -> str:
    """A line in lower case, with straight apostrophes, without brackets and bullets before it."""
    return text.replace("’", "'").casefold().lstrip("([*•–— ")


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
def _beginning(kind: str) -> re.Pattern[str]:
    """How lines of a kind begin."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(_words(kind))))})(?:(?<!\w)|(?!\w))")


@cache
def _calls() -> re.Pattern[str]:
    """A sentence that begins with a call to write or follow."""
    return re.compile(rf"(?:^|[.?!:]\s)(?:{'|'.join(map(re.escape, sorted(_words('contact'))))})(?!\w)")


@cache
def _words(kind: str) -> frozenset[str]:
    """The texts of one kind."""
    return frozenset(row["text"] for row in read_lexicon("page_furniture") if row["kind"] == kind)
