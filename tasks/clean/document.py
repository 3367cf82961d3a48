"""One record, cleaned: an article in blocks becomes a draft with its segments and sentences, or a reason why not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from tasks.clean.article import Article, Block, Published
from tasks.clean.compose import SegmentSpan, compose, count_words
from tasks.clean.dates import parse_moment
from tasks.clean.encoding import NotText, decode, printable
from tasks.clean.inputs.record import Given, Record
from tasks.clean.language import detect_language
from tasks.clean.pages.page import clean_page
from tasks.clean.sentences import split_sentences
from tasks.clean.texts.plain_text import clean_text
from tasks.tables.documents import DRAFTS, Draft
from tasks.tables.ids import content_id
from tasks.tables.rejects import Reason
from tasks.tables.segments import Segment
from tasks.tables.sentences import Sentence

# Fewer words than this say nothing about anybody ("Page not", "Loading").
LEAST_WORDS = 3
# A news article has 2 to 60 kB of text and the longest transcripts about 2 MB; what is longer is a dump of something
# else, and would take longer than the time limit of a document.
MOST_CHARACTERS = 4_000_000


class Rejected(ValueError):
    """The record is no document. `reason` as in the table rejects; the message is the detail."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A draft and its parts."""

    draft: Draft
    segments: tuple[Segment, ...]
    sentences: tuple[Sentence, ...]


def clean_record(record: Record) -> Cleaned:
    """The document in a record. Raises `Rejected` with the reason if there is none."""
    article = _with_given(_read(record), record.given)
    text, spans = compose(article)
    n_words = count_words(text)
    if n_words == 0:
        raise Rejected("empty", "no words are left after cleaning")
    if n_words < LEAST_WORDS:
        raise Rejected("too_short", f"{n_words} words, fewer than {LEAST_WORDS}")
    if len(text) > MOST_CHARACTERS:
        raise Rejected("too_large", f"{len(text)} characters of text, more than {MOST_CHARACTERS}")
    language = detect_language(text)
    if language not in ("en", None):
        raise Rejected("unsupported_language", f"the language is {language}, only en is extracted")
    return _cut(_draft(record, article, text, n_words, language, spans), spans)


def _read(record: Record) -> Article:
    """The article in the record's body. Raises `Rejected`."""
    try:
        raw = record.body
        content = raw if isinstance(raw, str) else decode(raw, record.charset, markup=record.kind == "html")
    except NotText as error:
        raise Rejected(error.reason, str(error)) from error
    if not content.strip():
        raise Rejected("empty", "the record has no text")
    given_title = printable(record.given.title) if record.given.title else None
    if record.kind == "text":
        if len(content) > MOST_CHARACTERS:
            raise Rejected("too_large", f"{len(content)} characters of text, more than {MOST_CHARACTERS}")
        return clean_text(printable(content), given_title)
    article = clean_page(content, record.given.url)
    if article is None:
        raise Rejected("no_article", "no article body was found on the page")
    if given_title and given_title != article.title:
        blocks = tuple(block for block in article.blocks if block.role != "title")
        article = replace(article, title=given_title, blocks=(Block("title", given_title), *blocks))
    return article


def _with_given(article: Article, given: Given) -> Article:
    """What the source said about the article goes before what was found in it."""
    moment = parse_moment(given.published_at)
    return replace(
        article,
        url=_clean(given.url) or _clean(article.url),
        outlet=_clean(given.outlet) or _clean(article.outlet),
        authors=tuple(filter(None, map(_clean, given.authors or article.authors))),
        published=Published(moment[0], moment[1], "given") if moment else article.published,
    )


def _clean(value: str | None) -> str | None:
    """A short field in one line, without what cannot be printed; None if nothing is left."""
    return (" ".join(printable(value).split()) or None) if value else None


def _draft(
    record: Record, article: Article, text: str, n_words: int, language: str | None, spans: list[SegmentSpan]
) -> Draft:
    published = article.published
    draft = Draft(
        document_id=content_id(record.external_id, record.origin, text),
        external_id=record.external_id,
        collection=record.collection,
        origin=record.origin,
        url=article.url,
        outlet=article.outlet,
        title=article.title,
        deck=article.deck,
        authors=list(article.authors),
        published_at=published.at if published else None,
        published_at_source=published.source if published else "none",
        retrieved_at=record.retrieved_at,
        language=language,
        text=text,
        n_words=n_words,
        content_sha256=hashlib.sha256(text.encode()).hexdigest(),
        published_on=published.on if published else None,
        rank="",
    )
    told = (repr(getattr(draft, column.name)) for column in DRAFTS.columns if column.name not in ("text", "rank"))
    return replace(draft, rank=content_id(*told, *(role for role, _, _ in spans)))


def _cut(draft: Draft, spans: list[SegmentSpan]) -> Cleaned:
    segments, sentences = [], list[Sentence]()
    for number, (role, start, end) in enumerate(spans):
        segments.append(Segment(draft.document_id, number, role, start, end))
        for sentence_start, sentence_end in split_sentences(draft.text, start, end):
            sentences.append(Sentence(draft.document_id, len(sentences), number, sentence_start, sentence_end))
    return Cleaned(draft, tuple(segments), tuple(sentences))
