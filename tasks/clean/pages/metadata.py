"""What the head of a page says: its <meta> elements by name, the headline, the outlet."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from tasks.clean.pages.jsonld import Description
from tasks.clean.pages.markup import Element

MOST_CHARACTERS = 500  # of a headline, a name or a date in a <meta>; the rest is text of another kind
MOST_CHARACTERS_OF_NAME = 80  # of an outlet
SAME_LETTERS = 4  # in a row, of an outlet's name and its host: "The Courier" and thecourier.example
MOST_HEADINGS = 20  # <h1> of a page; some mark every teaser so
MOST_SCRIPTS = 200  # of JSON-LD

NO_LETTERS = re.compile(r"[\W_]+")  # what stands between letters and digits
# "Three held | The Courier", "Three held - The Courier", "The Courier: Three held", "Three held » News » The Courier".
SEPARATOR = re.compile(r"\s+[|–—\-»›·•:]\s+|\s*[|»›]\s*|:\s+")
COLON = ":"  # also stands within headlines, between topic and news
# How much each place that gives a headline counts when they differ: the page's own description and its heading say what
# the reader sees, og:title is often worded for social networks, <title> for search engines.
WEIGHTS = {"headline": 2.0, "heading": 2.6, "og:title": 1.5, "title": 1.0, "twitter:title": 0.5}
UNRELATED = 1.4  # weight of a heading that shares no words with the other headlines: less than og:title


@dataclass(frozen=True, slots=True)
class Head:
    """The metadata of a page as it stands in its markup."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    title: str | None = None
    headings: list[str] = field(default_factory=list)

    def first(self, *names: str) -> str | None:
        """The content of the first <meta> that has one of the names, tried in their order."""
        return next((content for name in names for content in self.metas.get(name, ())), None)


@dataclass(frozen=True, slots=True)
class Known:
    """What the page's metadata tell of its article: headline and its variants, description, authors, articleBody."""

    title: str | None
    headlines: tuple[str, ...]
    deck: str | None
    authors: tuple[str, ...]
    text: str | None


def read_head(tree: Element) -> Head:
    """Collect <meta> (name, property or itemprop, in lower case), JSON-LD, <title> and <h1> of a page."""
    metas: dict[str, list[str]] = defaultdict(list)
    scripts: list[str] = []
    headings: list[str] = []
    title: str | None = None
    for element in tree.iter("meta", "script", "title", "h1"):
        if element.tag == "meta":
            content = " ".join((element.get("content") or "").split())
            name = element.get("property") or element.get("name") or element.get("itemprop")
            if name and content:
                metas[name.strip().lower()].append(content)
        elif element.tag == "script":
            if "ld+json" in (element.get("type") or "").lower() and element.text and len(scripts) < MOST_SCRIPTS:
                scripts.append(element.text)
        elif element.tag == "title":
            if title is None and (text := _line(element)):
                title = text
        elif len(headings) < MOST_HEADINGS and (text := _line(element)):
            headings.append(text)
    return Head(dict(metas), scripts, title, headings)


def find_title(head: Head, described: Description | None, sites: list[str]) -> str | None:
    """The headline: what most of JSON-LD, <h1>, og:title and <title> agree on, without the name of the site."""
    given = {
        "headline": described.headline if described else None,
        "og:title": head.first("og:title"),
        "title": head.title,
        "twitter:title": head.first("twitter:title"),
    }
    candidates: dict[str, str] = {}
    for place, text in given.items():
        if text and len(text) <= MOST_CHARACTERS:
            candidates[place] = without_site(text, sites, head.headings)
    # Of several <h1> the article's is the one that another place repeats; else the only one or the first.
    others = list(candidates.values())
    named = [heading for heading in head.headings if any(same_headline(heading, other) for other in others)]
    heading = (named or (head.headings[:1] if not others or len(head.headings) == 1 else []))[:1]
    if heading and len(heading[0]) <= MOST_CHARACTERS and not _is_site(heading[0], sites):
        candidates["heading"] = heading[0]
    candidates = {place: text for place, text in candidates.items() if letters(text) and not _is_site(text, sites)}
    weights = dict(WEIGHTS)
    if "heading" in candidates and not any(_related(candidates["heading"], text) for text in others):
        weights["heading"] = UNRELATED  # "Latest news", "Subscribe"
    best, most = None, 0.0
    for place in WEIGHTS:  # its order decides between equals
        if place in candidates:
            votes = sum(weights[other] for other, text in candidates.items() if same_headline(candidates[place], text))
            if votes > most:
                best, most = place, votes
    if best is None:
        return None
    # A place may have cut the headline short ("... leave room for").
    agreeing = [text for text in candidates.values() if same_headline(candidates[best], text)]
    longest = max(agreeing, key=lambda text: len(letters(text)))
    return longest if len(letters(longest)) > len(letters(candidates[best])) else candidates[best]


def find_outlet(head: Head, described: Description | None, url: str | None) -> str | None:
    """Who publishes the page: of its JSON-LD publisher, og:site_name and other names the first that its host bears out.

    A page of an agency's text may give the agency as its publisher; the host tells. Without a host, or where it bears
    out none, the first name there is.
    """
    host = letters(_host(url))
    names = [_outlet_name(name) for name in (described.outlet if described else None, head.first("og:site_name"))]
    others = [_outlet_name(head.first(place)) for place in ("application-name", "dc.publisher", "publisher")]
    own = [name for name in names if name]
    for name in own + [name for name in others if name]:
        if host and _longest_common(letters(name), host) >= SAME_LETTERS:
            return name
    return own[0] if own else next((name for name in others[1:] if name), None)


def site_names(head: Head, described: Description | None, url: str | None) -> list[str]:
    """All that a page may call its site: publisher, og:site_name, the labels of its host."""
    names = [described.outlet if described else None, head.first("og:site_name")]
    host = _host(url)
    labels = host.split(".")
    # "news.example.co.uk": example.co.uk and example; the labels after it are those of registries.
    names += [host, host.partition(".")[2] if len(labels) > 2 else None, max(labels, key=len) if labels else None]
    return [name for name in dict.fromkeys(names) if name and letters(name)]


def _outlet_name(name: str | None) -> str | None:
    """A name given for the outlet without its slogan ("The Courier | Daily news"); None for an address or a text."""
    if not name or re.match(r"https?:|www\.|@", name):
        return None
    name = re.split(r"\s[|–—»·•]\s", name, maxsplit=1)[0].strip()
    return name if 0 < len(name) <= MOST_CHARACTERS_OF_NAME else None


def _host(url: str | None) -> str:
    """The host of an address without `www.`; empty if there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    except ValueError:
        return ""


def _longest_common(one: str, other: str) -> int:
    """The length of the longest run of letters that two short texts share."""
    one, other = one[:MOST_CHARACTERS_OF_NAME], other[:MOST_CHARACTERS_OF_NAME]
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def without_site(title: str, sites: list[str], headings: list[str]) -> str:
    """A title without the name of the site or of its section before or after it."""
    own = {letters(heading) for heading in headings}
    cuts = list(SEPARATOR.finditer(title))[-8:]  # "headline | section | site" has two
    for cut in cuts:  # "headline | anything", if the page has that heading
        if COLON in cut[0]:
            continue
        if letters(title[: cut.start()]) in own:
            return title[: cut.start()].strip()
    for cut in cuts:
        if COLON not in cut[0] and letters(title[cut.end() :]) in own:
            return title[cut.end() :].strip()
    for cut in cuts:
        if _is_site(title[cut.end() :], sites) and letters(title[: cut.start()]):
            return title[: cut.start()].strip()
    if cuts and _is_site(title[: cuts[0].start()], sites) and letters(title[cuts[0].end() :]):
        return title[cuts[0].end() :].strip()
    return title.strip()


def letters(text: str) -> str:
    """The letters and digits of a text, case folded: what stays the same however it is set."""
    return NO_LETTERS.sub("", text.casefold())


def same_headline(one: str, other: str) -> bool:
    """Whether two are one headline, though set differently or one of them cut short."""
    first, second = letters(one), letters(other)
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    return len(short) >= 40 and long.startswith(short)  # shorter beginnings may be a series' name


def _related(one: str, other: str) -> bool:
    """Whether two headlines share a word of four letters, or are in a script without blanks."""
    words, others = (set(re.findall(r"\w{4,}", text.casefold())) for text in (one, other))
    return not words.isdisjoint(others) or same_headline(one, other)


def _is_site(text: str, sites: list[str]) -> bool:
    """Whether a text is a name of the site: "The Courier", "Courier Online", "thecourier.example"."""
    plain = letters(text).removeprefix("www").removeprefix("the").removesuffix("online").removesuffix("news")
    return bool(plain) and any(
        plain == letters(site).removeprefix("the").removesuffix("online").removesuffix("news") for site in sites
    )


def _line(element: Element) -> str:
    """The text of an element on one line; what stands in boxes or lines of their own is parted by a blank."""
    for inner in element.iterdescendants("span", "div", "small", "br", "p"):
        if inner.tail and inner.tail[0].isalnum():
            inner.tail = f" {inner.tail}"
    return " ".join("".join(element.itertext()).split())[: 4 * MOST_CHARACTERS]
