"""segments: the blocks of a document's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from tasks.tables.column import Doc, Reference, Table

Role = Literal["title", "deck", "subheading", "paragraph", "quotation", "list_item", "caption"]


@dataclass(frozen=True, slots=True)
class Segment:
    """One line of a document's text."""

    document_id: Annotated[str, Doc("The document it stands in")]
    segment_no: Annotated[int, Doc("Position in the document, from 0")]
    role: Annotated[Role, Doc("What the block is on the page; a quotation is a block quotation")]
    start: Annotated[int, Doc("Begin in documents.text", "code points")]
    end: Annotated[int, Doc("End in documents.text, exclusive", "code points")]


SEGMENTS = Table(
    "segments",
    "The blocks of `text`; together they leave out no word of it",
    Segment,
    key=("document_id", "segment_no"),
    references=(Reference(("document_id",), "documents"),),
)
