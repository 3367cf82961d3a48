"""JSON-LD: what a page says of its article in schema.org terms, also where the JSON is not quite JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

Json = dict[str, object]

MOST_CHARACTERS = 2_000_000  # of one script; live blogs with all posts have some 500 kB
MOST_NODES = 5_000  # of one page; a product list has some hundreds
MOST_DEPTH = 12  # a name lies three or four levels below its script
MOST_NAME = 500  # characters of a name or a headline; longer ones are texts put in the wrong field

# What encloses the article of a page, whose own text lies elsewhere ("@graph": [...]; WebPage -> mainEntity).
CONTAINERS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
# NewsArticle, ReportageNewsArticle, TechArticle, BlogPosting, LiveBlogPosting, Report, ClaimReview.
ARTICLE = re.compile(r"Article$|Posting$|^Report$|^ClaimReview$|^Review$")
NEWS = re.compile(r"NewsArticle$|^LiveBlogPosting$")
# ",]" and ",}": one comma too many, the commonest slip of hand-made JSON.
EXTRA_COMMA = re.compile(r",(?=\s{0,50}[}\]])")
# `// <![CDATA[`, `/*<![CDATA[*/`, `<!--`, and their ends: old ways to hide a script.
WRAPPER = re.compile(r"(?://|/\*)?\s{0,9}(?:<!\[CDATA\[|\]\]>)\s{0,9}(?:\*/)?|<!--|-->")
# "headline": "Three held", "datePublished":"2024-10-27": what can be saved from JSON that cannot be read.
FIELD = re.compile(
    r'"(headline|datePublished|articleBody|@type)"\s{0,9}:\s{0,9}("(?:[^"\\]|\\.){0,100000}")', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Description:
    """What the JSON-LD of a page says of its article; None and () where it says nothing."""

    headline: str | None = None
    published: tuple[object, ...] = ()
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    deck: str | None = None
    body: str | None = None


def describe(scripts: list[str], url: str | None) -> Description | None:
    """The article of a page by its JSON-LD scripts; None if they name none. `url` tells it from others on the page."""
    nodes: list[Json] = []
    for script in scripts:
        for document in _documents(script):
            for node in _nodes(document):
                if len(nodes) == MOST_NODES:
                    break
                nodes.append(node)
    by_id = {key: node for node in reversed(nodes) if isinstance(key := node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if any(ARTICLE.search(kind) for kind in _types(node))]
    if not articles:
        return None
    # max gives the first of equals: pages name their own article before others.
    article = max(articles, key=lambda node: _fitness(node, url))
    body = article.get("articleBody")
    return Description(
        headline=_text(article.get("headline")) or _text(article.get("name")),
        published=tuple(value for key in ("datePublished", "dateCreated") if (value := article.get(key))),
        authors=tuple(_names(article.get("author") or article.get("creator"), by_id)),
        outlet=next(_names(article.get("publisher"), by_id), None),
        deck=_text(article.get("description"), most=5000),
        body=_plain(body) if isinstance(body, str) else None,
    )


def _documents(script: str) -> list[object]:
    """The values in one script: usually one, at times several in a row; none if nothing can be read."""
    script = WRAPPER.sub(" ", script[:MOST_CHARACTERS]).strip().rstrip(";")
    if not script:
        return []
    for text in (script, EXTRA_COMMA.sub("", script)):
        try:
            return [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
    return _in_a_row(script) or _saved(script)


def _in_a_row(script: str) -> list[object]:
    """Several values one after the other, up to the first that cannot be read."""
    decoder, found, at = json.JSONDecoder(strict=False), list[object](), 0
    while at < len(script) and len(found) < MOST_NODES:
        try:
            value, at = decoder.raw_decode(script, at)
        except (ValueError, RecursionError):
            break
        found.append(value)
        while at < len(script) and script[at] in " \t\r\n,;":
            at += 1
    return found if any(isinstance(value, dict | list) for value in found) else []


def _saved(script: str) -> list[object]:
    """The plain fields of broken JSON, up to the second article in it."""
    node: Json = {}
    for field in FIELD.finditer(script):
        try:
            value = json.loads(field[2], strict=False)
        except ValueError:
            continue
        if field[1] != "@type":
            node.setdefault(field[1], value)
        elif ARTICLE.search(value):
            if "@type" in node:
                break
            node["@type"] = value
    return [node] if "@type" in node else []


def _nodes(document: object) -> Iterator[Json]:
    """The nodes of a document that may be the page's article or what it refers to, in its order."""
    waiting = [(document, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MOST_DEPTH:
            continue
        if isinstance(value, list):
            waiting.extend((item, depth + 1) for item in reversed(value[:MOST_NODES]))
        elif isinstance(value, dict):
            yield value
            inner = [value[key] for key in CONTAINERS if isinstance(value.get(key), dict | list)]
            # People and publishers that others refer to by @id often stand inside the node that names them first.
            inner += [value[key] for key in ("author", "publisher") if isinstance(value.get(key), dict | list)]
            waiting.extend((item, depth + 1) for item in reversed(inner))


def _types(node: Json) -> list[str]:
    """The schema.org types of a node, without their address."""
    kinds = node.get("@type")
    return [
        kind.rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
    ]


def _fitness(node: Json, url: str | None) -> tuple[bool, bool, bool, bool]:
    """How well a node fits the article of the page: same address, has a headline, is news, has a date."""
    return (
        url is not None and any(_same_address(address, url) for address in _addresses(node)),
        bool(node.get("headline")),
        any(NEWS.search(kind) for kind in _types(node)),
        bool(node.get("datePublished")),
    )


def _addresses(node: Json) -> Iterator[str]:
    """The addresses that a node is said to be at."""
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str):
            yield value


def _same_address(one: str, other: str) -> bool:
    """Whether two addresses are of one page, leaving aside scheme, query, fragment and a slash at the end."""
    first, second = (
        re.split(r"[?#]", address, maxsplit=1)[0].rstrip("/").removeprefix("https:").removeprefix("http:").lower()
        for address in (one, other)
    )
    return first == second


def _names(value: object, by_id: dict[str, Json], depth: int = 0) -> Iterator[str]:
    """The names in an author or publisher: a string, a node, a node that refers to another, or a list of any."""
    if depth > MOST_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:100]:  # more people than have ever signed an article
            yield from _names(item, by_id, depth + 1)
    elif isinstance(value, str):
        if name := _text(value):
            yield name
    elif isinstance(value, dict):
        name_parts = [_text(value.get(key)) for key in ("givenName", "familyName")]
        own = value.get("name") or value.get("byline") or " ".join(part for part in name_parts if part)
        if own:
            yield from _names(own, by_id, depth + 1)
        elif isinstance(key := value.get("@id"), str) and by_id.get(key) not in (None, value):
            yield from _names(by_id[key], by_id, depth + 1)


def _text(value: object, most: int = MOST_NAME) -> str | None:
    """A string without markup, entities and line breaks; None if it is none, empty, or too long for its field."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str) or len(value) > 4 * most:
        return None
    text = " ".join(_plain(value).split())
    return text if 0 < len(text) <= most else None


def _plain(text: str) -> str:
    """A string without entities (also those written twice over: &amp;quot;) and tags, paragraphs on lines."""
    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text:
        text = re.sub(r"</p>|</h[1-6]>|</li>|<br\b[^<>]{0,50}>", "\n", text)
        text = re.sub(r"</?[A-Za-z][^<>]{0,2000}>", "", text)  # <b>, </a>, <a href="...">
    return text
