"""events: who did what to whom, where, when, how many (PLOVER; Halterman et al. 2023)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from tasks.tables.column import Doc, Reference, Table
from tasks.tables.words import IN_SENTENCE

EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "INVESTIGATE",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "OTHER",
]
Factuality = Literal["actual", "ongoing", "planned", "possible", "denied"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that is said to happen, by its trigger word."""

    event_id: Annotated[str, Doc("Hash of the document and the span of the trigger")]
    document_id: Annotated[str, Doc("The document it stands in")]
    sentence_no: Annotated[int, Doc("The sentence of the trigger")]
    start: Annotated[int, Doc("Begin of the trigger in documents.text", "code points")]
    end: Annotated[int, Doc("End of the trigger, exclusive", "code points")]
    text: Annotated[str, Doc("The words of the trigger")]
    lemma: Annotated[str, Doc("Lemma of the trigger")]
    type: Annotated[EventType, Doc("PLOVER event type")]
    actor_entity_ids: Annotated[list[str], Doc("Who did it")]
    target_entity_ids: Annotated[list[str], Doc("To whom it was done")]
    actor_text: Annotated[str | None, Doc("The words for who did it")]
    target_text: Annotated[str | None, Doc("The words for whom it was done to")]
    place_entity_id: Annotated[str | None, Doc("Where")]
    time_id: Annotated[str | None, Doc("When")]
    quantity_id: Annotated[str | None, Doc("How many")]
    factuality: Annotated[Factuality, Doc("Whether it happened")]
    statement_id: Annotated[
        str | None, Doc("The innermost statement whose content holds the trigger; null = the outlet's own voice")
    ]


EVENTS = Table(
    "events",
    "Who did what to whom, where, when, how many, and did it happen",
    Event,
    key=("event_id",),
    references=(
        *IN_SENTENCE,
        Reference(("actor_entity_ids",), "entities"),
        Reference(("target_entity_ids",), "entities"),
        Reference(("place_entity_id",), "entities"),
        Reference(("time_id",), "times", same_document=True),
        Reference(("quantity_id",), "quantities", same_document=True),
        Reference(("statement_id",), "statements", same_document=True),
    ),
)
