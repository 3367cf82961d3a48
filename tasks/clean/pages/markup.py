"""HTML to a tree, whatever the page: deep, broken, oversized in one place, or no HTML at all."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

Element = Any  # lxml has no types of its own

DEEPEST = 200  # libxml2 stops reading at 256; pages of 60 levels are rare
DEEPEST_OF_ALL = 250  # from here on not even a paragraph is kept as an element
MOST_ATTRIBUTES = 64  # of one element; real ones have up to some 30
LONG_TAG = 40_000  # characters without a ">"
MANY_BLANKS = 2_000  # in such a tag: libxml2's time grows with the square of an element's attributes
# Signs on a page; where they are also MOST_PER_TAG times as many as tags, some element has thousands of attributes.
MANY_EQUALS = 20_000
MOST_PER_TAG = 20
# What holds a text together: when nested too deep it is unwrapped, with a line break in its place.
CONTAINERS = frozenset(("div", "section", "article", "main", "table", "tbody", "tr", "td", "ul", "ol", "dl", "center"))
TAG = re.compile(r"</?[A-Za-z]|<!--|<!doctype", re.IGNORECASE)  # <p, </p, <!-- and <!DOCTYPE
TITLE = re.compile(r"<title\b[^<>]{0,500}>", re.IGNORECASE)
# What is left out of an article, by tag: `<nav class="top">`.
ENDLESS = {
    tag: re.compile(rf"<{tag}\b[^<>]{{0,2000}}>", re.IGNORECASE) for tag in ("nav", "header", "footer", "aside", "a")
}
INVALID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no characters of HTML
MOST_CODE_POINT = 0x10FFFF
REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,40})|([0-9]{1,40}));?", re.IGNORECASE)  # &#0; &#x1b; &#65


def has_tags(text: str) -> bool:
    """Whether a text has any markup; one without is plain text, whatever its file is called."""
    return TAG.search(text) is not None


def parse_page(page: str) -> Element | None:
    """The tree of a page, its root `html`, without comments; None if it holds no elements.

    A page nested deeper than libxml2 reads in one go is read again, its innermost containers unwrapped. Nothing is
    loaded from anywhere.
    """
    page = INVALID.sub("", page)
    page = _without_endless(page)
    if "&#" in page:
        page = REFERENCE.sub(_valid_reference, page)
    data = page.encode("utf-8")
    if _has_swollen_tag(page):
        return _without_templates(_parse_flat(data))
    parser = _parser()
    try:
        tree = html.document_fromstring(data, parser=parser)
    except etree.LxmlError:
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        tree = _parse_flat(data)
    return _without_templates(tree)


def _without_endless(page: str) -> str:
    """The page without what begins and never ends: it would swallow all that follows. A title ends at the next tag."""
    lower = page.lower()
    title = TITLE.search(page)
    if title is not None and "</title" not in lower:
        end = page.find("<", title.end())
        page = page if end == -1 else f"{page[:end]}</title>{page[end:]}"
    for tag, pattern in ENDLESS.items():
        if f"<{tag}" in lower and f"</{tag}" not in lower:
            page = pattern.sub("", page)
    return page


def _valid_reference(reference: re.Match[str]) -> str:
    """A reference to a character as it stands; empty if it is none of HTML: at these trafilatura gives up the page."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if number <= MOST_CODE_POINT and not INVALID.match(chr(number)) else ""


def _without_templates(tree: Element | None) -> Element | None:
    """The tree without <template>, which is never shown but as a shadow root."""
    for template in list(tree.iter("template")) if tree is not None else ():
        if template.get("shadowrootmode") is None and template.getparent() is not None:
            template.drop_tree()
    return tree


def _parser() -> Element:
    """A parser of lxml.html, whose elements have the methods that trafilatura calls."""
    return html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        no_network=True,
    )


def _has_swollen_tag(page: str) -> bool:
    """Whether an element may have thousands of attributes."""
    n_equals = page.count("=")
    if n_equals > MANY_EQUALS and n_equals > MOST_PER_TAG * page.count("<"):
        return True
    at = 0
    while (end := page.find(">", at + LONG_TAG)) != -1 or at + LONG_TAG < len(page):
        # Only a stretch without ">" of that length reaches over a whole window: most windows have one at their end.
        start = max(page.rfind(">", at, at + LONG_TAG), at)
        stretch = page[start : end if end != -1 else len(page)]
        tag = stretch[stretch.rfind("<") :]
        if len(tag) > LONG_TAG and len(tag.split(None, MANY_BLANKS)) > MANY_BLANKS:
            return True
        at = end if end != -1 else len(page)
    return False


class _FlatBuilder:
    """Builds a tree of at most DEEPEST_OF_ALL levels, at most MOST_ATTRIBUTES attributes an element."""

    def __init__(self) -> None:
        self._builder = etree.TreeBuilder()
        self._open: list[str | None] = []
        self._depth = 0
        self._text_since = False  # since the last line break

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._depth >= DEEPEST_OF_ALL or (self._depth >= DEEPEST and tag in CONTAINERS):
            self._open.append(None)
            if tag in CONTAINERS and self._text_since:
                self._text_since = False
                self._builder.start("br", {})
                self._builder.end("br")
            return
        self._open.append(tag)
        self._depth += 1
        self._builder.start(tag, dict(list(attributes.items())[:MOST_ATTRIBUTES]))

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        if self._open and self._open.pop() is not None:
            self._depth -= 1
            self._builder.end(tag)

    def data(self, text: str) -> None:
        """Text of the innermost element."""
        if self._depth:
            self._text_since = True
            self._builder.data(text)

    def close(self) -> Element | None:
        """The tree."""
        while self._open:
            self.end(self._open[-1] or "")
        try:
            return self._builder.close()
        except AssertionError:  # no element at all
            return None


def _parse_flat(data: bytes) -> Element | None:
    """The tree of a page that is nested too deep or has too many attributes."""
    parser = etree.HTMLParser(target=_FlatBuilder(), encoding="utf-8", huge_tree=True, no_network=True)
    try:
        parser.feed(data)
        root = parser.close()
    except etree.LxmlError:
        return None
    if root is None:
        return None
    return html.document_fromstring(etree.tostring(root, method="html", encoding="utf-8"), parser=_parser())
