"""sentences: the sentences of each segment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from tasks.tables.column import Doc, Reference, Table


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; it never crosses the end of its segment."""

    document_id: Annotated[str, Doc("The document it stands in")]
    sentence_no: Annotated[int, Doc("Position in the document, from 0")]
    segment_no: Annotated[int, Doc("The segment it is part of")]
    start: Annotated[int, Doc("Begin in documents.text", "code points")]
    end: Annotated[int, Doc("End in documents.text, exclusive", "code points")]


SENTENCES = Table(
    "sentences",
    "The sentences of `text`; together they leave out no word of it",
    Sentence,
    key=("document_id", "sentence_no"),
    references=(Reference(("document_id",), "documents"), Reference(("document_id", "segment_no"), "segments")),
)
