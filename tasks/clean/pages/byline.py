"""Who wrote an article: names out of JSON-LD, <meta> and the byline under the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from tasks.clean.encoding import printable
from tasks.clean.pages.jsonld import Description
from tasks.clean.pages.markup import Element
from tasks.clean.pages.metadata import Head, letters
from tasks.lexicon import read_lexicon

MOST_AUTHORS = 40  # signatures of open letters are longer, and no byline
MOST_CHARACTERS = 600  # of a byline with all its names
MOST_WORDS = 7  # of a name: "Ana María de la Cruz y Vega" has seven
MOST_BYLINES = 20  # elements that look like bylines, looked into until one names somebody
MOST_LINES = 30  # of a byline; those of five authors with jobs and places have some 25
NEAR = 12  # elements between the names of one byline
MOST_BELOW = 60  # elements below the heading in which a link to an author's page is a byline
BYLINE_ELEMENTS = ("h1", "a", "span", "div", "p", "li", "address", "h2", "h4", "h5", "cite", "strong", "ul", "section")
SIGNS = frozenset(':()[]{}<>|"“”!?=+*#%…')  # in labels, credits and sentences, not in names
LAYOUT = frozenset("[]:")  # in class names that say how a thing is set, not what it is
# Addresses of pages about people: /author/ana-marin, /profile/ana, /by/ana-marin, /autoren/ana
AUTHOR_LINK = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|profiles?|people|staff|by|journalists?|contributors?|reporters?)/"
)
LAST_FIRST = frozenset(("citation_author", "dc.creator", "dcterms.creator", "dc.contributor"))  # "Marin, Ana"
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
    r"quote|media|time|date|title|job|role|position|description|desc|email|about|box|widget|footer|sidebar|menu|nav|collections|label",
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
        values = [_first_last(value) if place in LAST_FIRST else value for value in head.metas.get(place, ())]
        names = tuple(name for name in split_names(values) if letters(name) not in own and not _is_company(name))
        if names:
            return names
    return tuple(name for name in _names_on_page(tree) if letters(name) not in own)


def _first_last(name: str) -> str:
    """A name as it is spoken: "Marin, Ana" -> "Ana Marin"; others as they are."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first and " and " not in name else name


def _is_company(name: str) -> bool:
    """Whether a name ends like a company's: the owner of the site, not an author."""
    return name.casefold().split()[-1] in _words("company")


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
    if "://" in text:
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
        and plain not in _words("nobody")
        and not _job().search(plain)
    )


def _names_on_page(tree: Element) -> tuple[str, ...]:
    """The names that the page marks as its authors': rel, itemprop, then classes, near the first heading."""
    marked: list[tuple[int, Element]] = []
    linked: list[tuple[int, Element]] = []
    classed: list[Element] = []
    passed: list[Element] = []
    heading = None
    for number, element in enumerate(tree.iter(*BYLINE_ELEMENTS)):
        if element.tag == "h1":
            if heading is None:
                passed, classed = classed, []  # what stands above the heading counts only if nothing stands below
            heading = number
            continue
        if element.get("rel") == "author" or "author" in (element.get("itemprop") or "").split():
            if len(marked) < MOST_AUTHORS:
                marked.append((number, element))
        elif len(classed) < MOST_BYLINES and _is_byline_class(element):
            classed.append(element)
        elif heading is not None and number - heading < MOST_BELOW and AUTHOR_LINK.search(element.get("href") or ""):
            linked.append((number, element))
    if names := _first_together(marked):
        return split_names(names)
    # The first that names somebody: those below are of teasers and comments.
    by_class = next((people for element in classed if (people := _people_in(element))), [])
    above = next((people for element in passed if (people := _people_in(element))), [])
    return split_names(by_class or _first_together(linked) or above)


def _first_together(elements: list[tuple[int, Element]]) -> list[str]:
    """The names in numbered elements, up to the first that stands apart: of a teaser or a comment."""
    names: list[str] = []
    last = 0
    for number, element in elements:
        if names and number - last > NEAR:
            break
        inner = element.find(".//*[@itemprop='name']")
        names += _people_in(element if inner is None else inner)
        last = number
    return names


def _is_byline_class(element: Element) -> bool:
    """Whether an element by its class or id is a byline; "[grid-area:authors]" is about layout."""
    words = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}".split()
    hint = " ".join(word for word in words if not LAYOUT.intersection(word))
    return bool(BYLINE_CLASS.search(hint)) and not NOT_BYLINE.search(hint)


def _people_in(element: Element) -> list[str]:
    """The people and agencies that a byline on the page names: its first run of names, after "By" if it says so."""
    links = [_parts(link) for link in element.iter("a") if AUTHOR_LINK.search(link.get("href") or "")]
    for lines in ([line for link in links for line in link], _parts(element), [" ".join(_parts(element))]):
        names: list[str] = []
        for line in lines[:MOST_LINES]:
            if _before().fullmatch(f"{line} "):
                names = []  # a section or a label stood before
                continue
            people = [name for name in _names_in(line) if _is_person(name)]
            is_filler = not letters(line) or letters(line).isdigit() or line.casefold() in _words("between")
            if names and not people and not is_filler:
                break
            names += people
        if names:
            return names
    return []


def _is_person(name: str) -> bool:
    """Whether a name looks like that of a person, in two to five words, or is an agency's."""
    words = name.split()
    if not words or SIGNS.intersection(name):
        return False
    if len(words) == 1:
        # Scripts without capitals write names without blanks.
        return name.casefold() in _words("agency") or (name[0].isalpha() and name.upper() == name.lower())
    return (
        len(words) <= 5
        and all(not word[0].islower() or word in _words("particle") or word.startswith(("d'", "d’")) for word in words)
        and not words[0][0].islower()
    )


def _parts(element: Element) -> list[str]:
    """The text of an element by its parts."""
    return [line for part in element.itertext() if (line := " ".join(part.split())) and len(line) <= MOST_CHARACTERS][
        :MOST_LINES
    ]


@cache
def _before() -> re.Pattern[str]:
    """Words before the names of a byline, at its beginning: "By ", "Von: "; also without a blank before a capital."""
    words = "|".join(sorted((re.escape(word) for word in _words("before")), key=len, reverse=True))
    return re.compile(rf"^(?:{words})(?:\s*:\s*|\s+|(?=(?-i:[A-ZÀ-Þ][a-zà-ÿ])))", re.IGNORECASE)


@cache
def _between() -> re.Pattern[str]:
    """Words between two names: " and "."""
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, sorted(_words('between'))))})\s", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    """What follows a name: " for Courier Online"."""
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, sorted(_words('after'))))})(?:\s|$)", re.IGNORECASE)


@cache
def _job() -> re.Pattern[str]:
    """A job: "senior reporter", "editor at large"."""
    rows = read_lexicon("page_jobs")
    ends = "|".join(re.escape(row["word"]) for row in rows if row["kind"] == "end")
    starts = "|".join(re.escape(row["word"]) for row in rows if row["kind"] == "start")
    return re.compile(rf"(?:^|\s)(?:{ends})$|^(?:{starts})(?:\s|$)")


@cache
def _words(kind: str) -> frozenset[str]:
    """The words of one kind."""
    return frozenset(row["word"] for row in read_lexicon("page_byline_words") if row["kind"] == kind)
