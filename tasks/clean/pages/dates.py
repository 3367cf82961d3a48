"""When a page says that it was published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from tasks.clean.article import Published
from tasks.clean.dates import parse_moment
from tasks.clean.pages.jsonld import Description
from tasks.clean.pages.markup import Element
from tasks.clean.pages.metadata import Head

Moment = tuple[datetime, date]

# Names of <meta> that hold the time of publication, the more dependable first. Left out: modified, updated, expiry.
NAMES = (
    "article:published_time",
    "article:published:time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "cxenseparse:publishtime",
    "cxenseparse:recs:publishtime",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "publicationdate",
    "published",
    "published_date",
    "published_time_telegram",
    "pub_date",
    "sailthru.date",
    "article.published",
    "article_date_original",
    "date.available",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "citation_publication_date",
    "citation_date",
    "prism.publicationdate",
    "originalpublicationdate",
    "datecreated",
    "date.created",
    "dc.date",
    "dcterms.date",
    "date",
)
# /2024/10/27/, /2024-10-27-, /2024/oct/27/, -20241027: the day in an address; a month alone says no day.
IN_URL = re.compile(
    r"(?:/|[/_-](?=\d{4}[-/]?\d{2}[-/]?\d{2}(?:\D|$)))(?P<year>(?:19|20)\d{2})(?P<part>[-/]?)"
    r"(?P<month>\d{2}|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?P=part)(?P<day>\d{2})(?=\D|$)",
    re.IGNORECASE | re.ASCII,
)
# A <time> or a class that says it is the time of a change, not of publication.
CHANGED = re.compile(r"modif|updat|upgrad|aktuali|edit", re.IGNORECASE)
SAID_PUBLISHED = re.compile(r"publi|posted|creat|issued|pubdate", re.IGNORECASE)
# What stands before a date on its line, such as "Published:", "Posted on", "First published at".
BEFORE_DATE = re.compile(r"^(?:first )?(?:published|posted|date|released|issued)(?: on| at)?\s?:?\s?", re.IGNORECASE)
FIRST_YEAR = 1700  # newspapers that put their archives online begin with this century
MOST_ELEMENTS_BELOW = 80  # of a headline, in which its byline and date stand
MOST_CHARACTERS_OF_LINE = 80  # "Published: Sunday, October 27, 2024, 10:30 p.m. EDT"
MOST_CHARACTERS_OF_PARAGRAPH = 200  # a longer line is the first paragraph, or the deck
MOST_TIMES = 50  # <time> elements looked at; those of the article stand before those of teasers and comments
# A second source gives the same time more exactly only if it is of the same day or its neighbour in another zone.
NEAR = timedelta(hours=36)


def find_published(tree: Element, head: Head, described: Description | None, url: str | None) -> Published | None:
    """When the article was published; None if the page does not say so.

    Asked in this order: JSON-LD, <meta>, <time> near the headline, the address. A bare day is told more
    exactly by a later source of about the same day. Last asked are the lines right below the headline; the running
    text is never searched: dates there are of other things.
    """
    moments = _moments(_values(head, described))
    if not moments or _is_bare(moments[0]):
        moments += _moments(_times(tree))
    if moments:
        at, on = next((other for other in moments if _refines(other, moments[0])), moments[0])
        return Published(at, on, "metadata")
    if url and (day := day_in_url(url)):
        return Published(datetime.combine(day, time(), UTC), day, "url")
    if moment := next(iter(_moments(_lines_below_heading(tree))), None):
        return Published(*moment, "text")
    return None


def _moments(values: Iterable[object]) -> list[Moment]:
    """The moments among some values, those of no web page's left out ("0001-01-01" is an unset field)."""
    found = (parse_moment(value) for value in values)
    return [moment for moment in found if moment is not None and moment[1].year >= FIRST_YEAR]


def day_in_url(url: str) -> date | None:
    """The day in an address such as /2024/10/27/headline or /headline-20241027; None if there is none."""
    for found in IN_URL.finditer(url.partition("?")[0][:2000]):
        moment = parse_moment(
            f"{found['day']} {found['month']} {found['year']}"
            if found["month"].isalpha()
            else f"{found['year']}-{found['month']}-{found['day']}"
        )
        if moment is not None:
            return moment[1]
    return None


def _values(head: Head, described: Description | None) -> Iterator[object]:
    """All that may be the time of publication, the more dependable first."""
    if described:
        yield from described.published
    for name in NAMES:
        yield from head.metas.get(name, ())[:2]


def _times(tree: Element) -> Iterator[str]:
    """The times of <time> and itemprop="datePublished": those said to be of publication, then the first below <h1>."""
    marked: list[str] = []
    first: list[str] = []
    seen_heading = False
    for number, element in enumerate(tree.iter("time", "h1", "abbr", "span")):
        if element.tag == "h1":
            seen_heading = True
            continue
        value = element.get("datetime") or element.get("content") or (element.get("title") or "")
        is_marked = (element.get("itemprop") or "").lower() == "datepublished" or element.get("pubdate") is not None
        if element.tag != "time" and not is_marked:
            if element.tag == "abbr" and "published" in (element.get("class") or ""):
                marked.append(value)
            continue
        hint = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"
        if CHANGED.search(hint) or number > 100 * MOST_TIMES:
            continue
        text = " ".join("".join(element.itertext()).split())[:200]
        if is_marked or SAID_PUBLISHED.search(hint):
            marked.append(value or text)
        elif seen_heading and not first and not CHANGED.search(text):
            first.append(value or text)
    yield from marked[:3]
    yield from first


def _lines_below_heading(tree: Element) -> Iterator[str]:
    """Lines right below the headline, what stands before a date left out: "Published: 27 October 2024, 10:30"."""
    below = False
    number = 0
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        if element.tag == "h1":
            below, number = True, 0
            continue
        if not below:
            continue
        number += 1
        if number > MOST_ELEMENTS_BELOW:
            return
        for text in (element.text, element.tail):
            line = " ".join((text or "")[: 10 * MOST_CHARACTERS_OF_LINE].split())
            if len(line) > MOST_CHARACTERS_OF_PARAGRAPH:
                return  # the body begins
            if line and len(line) <= MOST_CHARACTERS_OF_LINE and not CHANGED.search(line):
                yield BEFORE_DATE.sub("", line, count=1)


def _refines(other: Moment, known: Moment) -> bool:
    """Whether a moment says the time of day that another, of the same day, leaves open."""
    return _is_bare(known) and not _is_bare(other) and abs(other[0] - known[0]) <= NEAR and other[1] == known[1]


def _is_bare(moment: Moment) -> bool:
    """Midnight: a day without a time, as far as can be told."""
    return moment[0].time() == time() and moment[0].date() == moment[1]
