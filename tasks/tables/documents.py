"""documents: one row per article version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from tasks.tables.column import Doc, Reference, Table

PublishedAtSource = Literal["given", "metadata", "url", "text", "none"]
DuplicateKind = Literal["exact", "near", "syndicated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What is known of one version of one article before it is compared with others."""

    document_id: Annotated[str, Doc("Hash of external_id, origin and text; stays the same from run to run")]
    external_id: Annotated[
        str | None,
        Doc("The id the source gave; without one the URL (WARC), the path relative to INPUT (files), else origin"),
    ]
    collection: Annotated[str, Doc("First folder under INPUT or the name of the source; `default` otherwise")]
    origin: Annotated[
        str,
        Doc("Where the record was read: `path#record`, relative to INPUT; the record is named by its id or content"),
    ]
    url: Annotated[str | None, Doc("Address of the page")]
    outlet: Annotated[str | None, Doc("Who published it, as given or as the page says")]
    title: Annotated[str | None, Doc("Headline, as it stands in `text`")]
    deck: Annotated[str | None, Doc("The lines between headline and body that sum the article up")]
    authors: Annotated[list[str], Doc("Names of the authors in the order of the byline; empty if none is known")]
    published_at: Annotated[datetime | None, Doc("When it was published; a bare day is its midnight", "UTC")]
    published_at_source: Annotated[
        PublishedAtSource,
        Doc(
            "Where published_at comes from: given with the record, the page's metadata, its URL, its text; none = null"
        ),
    ]
    retrieved_at: Annotated[datetime | None, Doc("When the page was fetched, if the record says so", "UTC")]
    language: Annotated[str | None, Doc("Language of the text, detected", "ISO 639-1")]
    text: Annotated[str, Doc("Clean text: title, deck and body, one block a line; every span counts in it")]
    n_words: Annotated[int, Doc("Runs of word characters in text", "words")]
    content_sha256: Annotated[str, Doc("SHA-256 of the UTF-8 of text", "hex")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Version):
    """One version of one article."""

    duplicate_of: Annotated[
        str | None,
        Doc("The document this one is a copy of: the earliest, then smallest id, of its group; never a copy"),
    ]
    duplicate_kind: Annotated[
        DuplicateKind | None,
        Doc("exact: equal text, same outlet; syndicated: equal or near-equal body, other outlet; near: the rest"),
    ]
    story_id: Annotated[str | None, Doc("The story it belongs to; null until documents are linked into stories")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Version):
    """A document as clean leaves it: what linking adds is missing, what only extract and link need is there."""

    published_on: Annotated[
        date | None, Doc("The source's own local day of publication: what `yesterday` in the text counts from")
    ]
    rank: Annotated[
        str, Doc("Hash of all but id and text, with the roles of segments: of two records of one id the smaller stays")
    ]


DOCUMENTS = Table(
    "documents",
    "One row per article version",
    Document,
    key=("document_id",),
    references=(Reference(("duplicate_of",), "documents"), Reference(("story_id",), "stories")),
)
DRAFTS = Table("drafts", "Documents before linking; in the work folder only", Draft, key=("document_id",))
