"""A web page in, an article out."""

from __future__ import annotations

from tasks.clean.article import Article, Block
from tasks.clean.encoding import printable
from tasks.clean.pages.body import Body, find_body
from tasks.clean.pages.byline import find_authors
from tasks.clean.pages.dates import find_published
from tasks.clean.pages.jsonld import describe
from tasks.clean.pages.markup import has_tags, parse_page
from tasks.clean.pages.metadata import Known, find_outlet, find_title, letters, read_head, site_names
from tasks.clean.pages.passages import Piece
from tasks.clean.texts.plain_text import clean_text
from tasks.tables.segments import Role

LEAST_WORDS = 8  # of a body: a short notice has some ten, "Page not found. Go back." has five
MOST_LINKED = 0.6  # share of a body in links: an overview of other pages has more, an article a tenth
# Share of lines that are linked headings: in overviews of headings and teasers a half, in gift guides a seventh.
MOST_HEADLINES = 0.25


def clean_page(html: str, url: str | None) -> Article | None:
    """The article on a page, its HTML already decoded: blocks of clean text, one line each, and what is known of it.

    None if the page has no article: no text, or hardly anything but links. Text without any tags is read as plain text.
    Nothing is loaded from disk or network, and the same page gives the same article in any order and process.
    """
    if not has_tags(html):
        return clean_text(printable(html), title=None) if html.strip() else None
    tree = parse_page(html)
    if tree is None:
        return None
    head = read_head(tree)
    described = describe(head.scripts, url)
    sites = site_names(head, described, url)
    title = _line(find_title(head, described, sites))
    authors = find_authors(tree, head, described, sites)
    published = find_published(tree, head, described, url)
    candidates = (title, described.headline if described else None, head.first("og:title"), *head.headings[:1])
    body = find_body(
        tree,
        Known(
            title=title,
            headlines=tuple(dict.fromkeys(text for text in candidates if text and letters(text))),
            deck=(described.deck if described else None) or head.first("og:description", "description"),
            authors=authors,
            text=described.body if described else None,
        ),
    )
    if not _is_article(body, described is not None):
        return None
    deck = _line(body.deck)
    return Article(
        blocks=tuple(_blocks(title, deck, body.pieces)),
        title=title,
        deck=deck,
        authors=authors,
        published=published,
        outlet=_line(find_outlet(head, described, url)),
        url=url,
    )


def _is_article(body: Body, is_described: bool) -> bool:
    """Whether a body is one of an article: enough words, not mostly links, no overview of articles."""
    n_words = sum(piece.text.count(" ") + 1 for piece in body.pieces)
    is_overview = body.headlines > MOST_HEADLINES and not is_described
    return n_words >= LEAST_WORDS and body.links <= MOST_LINKED and not is_overview


def _blocks(title: str | None, deck: str | None, pieces: tuple[Piece, ...]) -> list[Block]:
    """Title, deck and body as blocks."""
    first: list[tuple[Role, str | None]] = [("title", title), ("deck", deck)]
    lines = [*first, *((piece.role, _line(piece.text)) for piece in pieces)]
    return [Block(role, text) for role, text in lines if text]


def _line(text: str | None) -> str | None:
    """A text on one line, without what cannot be printed; None if nothing is left."""
    return " ".join(printable(text).split()) or None if text else None
