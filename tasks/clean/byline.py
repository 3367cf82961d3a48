"""Who wrote an article: names out of JSON-LD, <meta> and the byline under the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from tasks.clean.encoding import printable
from tasks.clean.jsonld import Description
from tasks.clean.markup import Element
from tasks.clean.metadata import Head, letters
from tasks.lexicon import read_lexicon

MOST_AUTHORS = 40  # signatures of open letters are longer, and no byline
MOST_CHARACTERS = 600  # of a byline with all its names
MOST_WORDS = 7  # of a name: "Ana María de la Cruz y Vega" has seven
NAMES = (
    "author",
    "article:author",
    "og:article:author",
    "og:author",
    "sailthru.author",
    "parsely-author",
    "mrf:authors",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "citation_author",
    "cxenseparse:author",
    "twitter:creator:name",
)
# Addresses, handles, mail: no name has these ("https://...", "www.", "@ana_m", "a.marin@courier.example").
ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net|html?)(?:\W|$)", re.IGNORECASE)
PARENTHESIS = re.compile(r"\([^()]{0,100}\)|\[[^\[\]]{0,100}\]")  # "Ana Marin (Lima)"
# What parts the names of a byline: ",", ";", "|", "/", "&", "•", " - ", a line break.
BETWEEN = re.compile(r"\s*(?:[,;|/&•·\n]|\s[-–—]\s)\s*")
# class="byline", "article-author", "c-authors__name", "post_author_link"; not "author-bio", "author-image".
BYLINE_CLASS = re.compile(
    r"(?:^|[^a-z])(?:byline|authors?)(?:$|[^a-z])|author[-_]?(?:name|link|url|list)|byline", re.IGNORECASE
)
NOT_BYLINE = re.compile(
    r"bio|image|img|photo|avatar|icon|social|follow|comment|teaser|card|related|recirc|promo|caption|credit|credits|"
    r"time|date|title|job|role|position|description|desc|email|about|box|widget|footer|sidebar|menu|nav|collections|label",
    re.IGNORECASE,
)


def find_authors(tree: Element, head: Head, described: Description | None, sites: list[str]) -> tuple[str, ...]:
    """The names of the authors, in the order of the byline; () if the page names nobody.

    JSON-LD is believed first, an organisation included; then <meta>, where the site's own name says nothing; then what
    is marked as author near the headline. No "By", no job, no address.
    """
    if described and (names := split_names(described.authors)):
        return names
    own = {letters(site) for site in sites}
    for place in NAMES:
        names = tuple(name for name in split_names(head.metas.get(place, ())) if letters(name) not in own)
        if names:
            return names
    return tuple(name for name in _names_on_page(tree) if letters(name) not in own)


def split_names(bylines: Iterable[str]) -> tuple[str, ...]:
    """The names in some bylines: "By Ana Marin, Jo Hill and Kim Lee, staff writers" -> three names. Each name once."""
    names: dict[str, str] = {}
    for byline in bylines:
        for name in _names_in(byline):
            names.setdefault(letters(name), name)
    return tuple(names.values())[:MOST_AUTHORS]


def _names_in(byline: str) -> Iterator[str]:
    """The names in one byline."""
    text = printable(byline[: 2 * MOST_CHARACTERS]).strip()
    if not text or len(text) > MOST_CHARACTERS:
        return
    text = _before().sub("", PARENTHESIS.sub(" ", text), count=1).strip(" :")
    if ADDRESS.match(text):
        return
    for number, part in enumerate(BETWEEN.split(_between().sub("\n", text))):
        if number and _is_affiliation(part):
            continue
        name = _after().split(part.strip(' .:*"“”'), maxsplit=1)[0].strip(" ,:;|")
        if _is_name(name):
            yield " ".join(name.split())


def _is_affiliation(part: str) -> bool:
    """Whether what stands after a name is the house that the author writes for: "Ana Marin, Courier News"."""
    return not set(part.casefold().split()).isdisjoint(_words("affiliation"))


def _is_name(text: str) -> bool:
    """Whether a part of a byline may be the name of a person or a body."""
    plain = text.casefold()
    return (
        len(letters(text)) >= 2
        and text.count(" ") < MOST_WORDS
        and not ADDRESS.search(text)
        and not any(ch.isdigit() for ch in text)  # "November 18", "3 min read", "user4711"
        and plain not in _nobodies()
        and not _job().search(plain)
    )


def _names_on_page(tree: Element) -> tuple[str, ...]:
    """The names that the page marks as its authors': rel, itemprop, then classes, near the first heading."""
    marked: list[str] = []
    classed: list[str] = []
    passed: list[str] = []
    before_heading = True
    for element in tree.iter(
        "h1", "a", "span", "div", "p", "li", "address", "h2", "h4", "h5", "cite", "strong", "ul", "section"
    ):
        if element.tag == "h1":
            if before_heading and (classed or marked):
                passed, classed = classed, []  # what stands above the heading counts only if nothing stands below
            before_heading = False
            continue
        hint = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
        if (element.get("rel") == "author" or "author" in (element.get("itemprop") or "").split()) and len(marked) < 20:
            inner = element.find(".//*[@itemprop='name']")
            marked.append(_line(inner if inner is not None else element))
        elif len(classed) < 20 and BYLINE_CLASS.search(hint) and not NOT_BYLINE.search(hint):
            classed.append(_line(element))
    for lines in (marked, classed, passed):
        for line in lines:
            # The first that is a byline: those below are of teasers and comments.
            if line and len(line) <= MOST_CHARACTERS and split_names([line]):
                following = lines[lines.index(line) + 1 :] if lines is marked else []
                return split_names([line, *(other for other in following if letters(other) and len(other) < 60)])
    return ()


def _line(element: Element) -> str:
    """The text of an element; parts that stand in elements of their own on lines of their own."""
    return "\n".join(part.strip() for part in element.itertext() if part.strip())[: 2 * MOST_CHARACTERS]


@cache
def _before() -> re.Pattern[str]:
    """Words before the names of a byline, at its beginning: "By ", "Von: "; also without a blank before a capital."""
    words = "|".join(sorted((re.escape(word) for word in _words("before")), key=len, reverse=True))
    return re.compile(rf"^(?:{words})(?:\s*:\s*|\s+|(?=(?-i:[A-ZÀ-Þ][a-zà-ÿ])))", re.IGNORECASE)


@cache
def _between() -> re.Pattern[str]:
    """Words between two names: " and "."""
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, _words('between')))})\s", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    """What follows a name: " for Courier Online"."""
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, _words('after')))})(?:\s|$)", re.IGNORECASE)


@cache
def _job() -> re.Pattern[str]:
    """A job: "senior reporter", "editor at large"."""
    rows = read_lexicon("page_jobs")
    ends = "|".join(re.escape(row["word"]) for row in rows if row["kind"] == "end")
    starts = "|".join(re.escape(row["word"]) for row in rows if row["kind"] == "start")
    return re.compile(rf"(?:^|\s)(?:{ends})$|^(?:{starts})(?:\s|$)")


@cache
def _nobodies() -> frozenset[str]:
    """Words that stand in place of an author."""
    return frozenset(_words("nobody"))


def _words(kind: str) -> list[str]:
    """The words of one kind."""
    return [row["word"] for row in read_lexicon("page_byline_words") if row["kind"] == kind]
