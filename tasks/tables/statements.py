"""statements: who said, wrote, estimated or denied what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from tasks.tables.column import Doc, Piece, Reference, Table
from tasks.tables.words import IN_SENTENCE

SourceKind = Literal["named", "collective", "anonymous", "document", "unstated"]
Act = Literal[
    "say",
    "claim",
    "confirm",
    "deny",
    "acknowledge",
    "warn",
    "urge",
    "promise",
    "estimate",
    "report",
    "believe",
    "ask",
    "criticize",
    "praise",
    "other",
]
Mode = Literal["direct", "indirect", "mixed"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["positive", "negative"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A source, a cue and a content: one act of saying."""

    statement_id: Annotated[str, Doc("Hash of the document and the spans")]
    document_id: Annotated[str, Doc("The document it stands in")]
    sentence_no: Annotated[int, Doc("The sentence of the cue")]
    source_start: Annotated[int | None, Doc("Begin of the source in documents.text", "code points")]
    source_end: Annotated[int | None, Doc("End of the source, exclusive", "code points")]
    source_text: Annotated[str | None, Doc("The words of the source")]
    source_entity_id: Annotated[str | None, Doc("Who the source is; null for several sources at once")]
    source_kind: Annotated[SourceKind, Doc("What kind of source; unstated exactly when there is no source span")]
    source_role: Annotated[str | None, Doc("Title of the source as the text gives it")]
    cue_start: Annotated[int, Doc("Begin of the cue in documents.text", "code points")]
    cue_end: Annotated[int, Doc("End of the cue, exclusive", "code points")]
    cue_text: Annotated[str, Doc("The words of the cue")]
    cue_lemma: Annotated[str, Doc("Lemma of the cue, e.g. `say`, `according to`")]
    act: Annotated[Act, Doc("What is done by saying it")]
    content: Annotated[list[Piece], Doc("The pieces of what is said, in order", "code points")]
    content_text: Annotated[str, Doc("The words of the pieces joined by ` ... `")]
    mode: Annotated[Mode, Doc("Whether the words are quoted")]
    certainty: Annotated[Certainty, Doc("How sure the source is said to be")]
    polarity: Annotated[Polarity, Doc("negative where the source denies the content")]
    medium: Annotated[str | None, Doc("Where it was said, e.g. `Telegram`, `video address`")]
    said_at_time_id: Annotated[str | None, Doc("When it was said")]
    via_statement_id: Annotated[str | None, Doc("The statement that passed it on (`... according to Hotnews`)")]


STATEMENTS = Table(
    "statements",
    "Who said (wrote, thought, estimated, denied) what",
    Statement,
    key=("statement_id",),
    references=(
        *IN_SENTENCE,
        Reference(("source_entity_id",), "entities"),
        Reference(("said_at_time_id",), "times", same_document=True),
        Reference(("via_statement_id",), "statements", same_document=True),
    ),
)
