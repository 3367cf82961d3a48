"""The passages of a page: its paragraphs, headings, list items and captions in order, and those of an extraction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tasks.clean.pages.markup import Element
from tasks.tables.segments import Role

# Elements that hold one passage, in HTML and in trafilatura's own markup, with what they are.
ROLES: dict[str, Role] = {
    "p": "paragraph",
    "head": "subheading",
    "h1": "subheading",
    "h2": "subheading",
    "h3": "subheading",
    "h4": "subheading",
    "h5": "subheading",
    "h6": "subheading",
    "quote": "quotation",
    "blockquote": "quotation",
    "item": "list_item",
    "li": "list_item",
    "dt": "list_item",
    "dd": "list_item",
    "figcaption": "caption",
    "row": "paragraph",
    "tr": "paragraph",
    "code": "paragraph",
    "pre": "paragraph",
}
# Elements that part the text around them without being a passage of their own.
PARTING = frozenset(("body", "html", "div", "section", "article", "main", "table", "list", "ul", "ol", "dl", "hr"))
CELLS = frozenset(("cell", "td", "th"))
VERBATIM = frozenset(("pre", "code"))  # line breaks of the source count
BREAKS = frozenset(("lb", "br"))
SILENT = frozenset(("script", "style", "noscript", "template", "svg", "head", "iframe", "button", "select", "textarea"))
BREAK = "\x1f"  # stands for <br>: a line break of the source is a blank, and no page holds this character as text
# What a passage inside another is called: a paragraph in a block quotation is a quotation.
INHERITED: tuple[Role, ...] = ("quotation", "list_item", "caption", "subheading")
PASSAGES = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "figcaption", "dt", "dd", "div")
# What a <div> holds that is a passage itself: text and what stands within a line.
INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
    )
) | {"sup", "time", "u", "wbr"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage of an extraction: one line."""

    role: Role
    text: str

    @property
    def key(self) -> str:
        """What it is known by in the page, where blanks may stand otherwise."""
        return key_of(self.text)


@dataclass(slots=True)
class Passage:
    """A passage of the page: its element, its number in the order of the page, its text without blanks."""

    element: Element
    number: int
    key: str

    @property
    def place(self) -> tuple[str, str]:
        """What the element that holds it looks like: tag and classes."""
        parent = self.element.getparent()
        return ("", "") if parent is None else (str(parent.tag), parent.get("class") or "")


def key_of(text: str) -> str:
    """A text without blanks."""
    return "".join(text.split())


def read_passages(tree: Element) -> list[Passage]:
    """All passages of a page in its order; those within others (a paragraph in a list item) besides these."""
    passages: list[Passage] = []
    for element in tree.iter(*PASSAGES):
        if element.tag == "div" and not (
            element.text and not element.text.isspace() and all(child.tag in INLINE for child in element)
        ):
            continue
        key = key_of("".join(element.itertext()))
        if key:
            passages.append(Passage(element, len(passages), key))
    return passages


def pieces_of(element: Element, is_extraction: bool = True) -> Iterator[Piece]:
    """The lines of an element and all below it: an extraction of trafilatura's, or a part of the page."""
    roles: list[Role] = []
    line: list[str] = []
    silent = 0
    for event, inner in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        tag = inner.tag
        if event in ("comment", "pi"):
            line.append(inner.tail or "")
            continue
        is_silent = tag in SILENT and not (is_extraction and tag == "head")
        parts = tag in ROLES or tag in PARTING
        if event == "start":
            silent += is_silent
            if silent:
                continue
            if parts:
                yield from _lines(line, roles)
            if tag in ROLES:
                roles.append(ROLES[tag])
            elif tag in BREAKS:
                line.append(BREAK)
            elif tag in CELLS and any(part.strip() for part in line):
                line.append(" | ")
            text = inner.text or ""
            line.append(text.replace("\n", BREAK) if tag in VERBATIM else text)
            continue
        if not silent:
            if parts:
                yield from _lines(line, roles)
            if tag in ROLES:
                roles.pop()
        silent -= is_silent
        if not silent and inner is not element:
            line.append(inner.tail or "")
    yield from _lines(line, roles)


def _lines(parts: list[str], roles: list[Role]) -> Iterator[Piece]:
    """The lines gathered so far. A break inside a sentence is a blank."""
    text = "".join(parts)
    parts.clear()
    role: Role = next((outer for outer in INHERITED if outer in roles), "paragraph")
    held = ""
    for raw in text.split(BREAK):
        line = " ".join(raw.split())
        if not line:
            continue
        if held and line[0].islower() and held[-1] not in '.!?:;"”':
            held += f" {line}"
            continue
        if held:
            yield Piece(role, held)
        held = line
    if held:
        yield Piece(role, held)
