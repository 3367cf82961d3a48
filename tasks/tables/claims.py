"""claims: one thing asserted, across documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from tasks.tables.column import Doc, Reference, Table
from tasks.tables.events import EventType

Status = Literal["single", "corroborated", "contested"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What several reports assert, or deny, together."""

    claim_id: Annotated[str, Doc("Hash of its earliest report; stays when nights arrive")]
    story_id: Annotated[str, Doc("The story it belongs to")]
    text: Annotated[str, Doc("The clearest wording, verbatim from one report")]
    event_type: Annotated[EventType, Doc("PLOVER event type")]
    actor_entity_ids: Annotated[list[str], Doc("Who did it")]
    target_entity_ids: Annotated[list[str], Doc("To whom it was done")]
    place_entity_id: Annotated[str | None, Doc("Where")]
    low: Annotated[float | None, Doc("Lowest number given", "see unit")]
    high: Annotated[float | None, Doc("Highest number given", "see unit")]
    unit: Annotated[str | None, Doc("Unit of low and high, as in quantities")]
    earliest: Annotated[date | None, Doc("Earliest day given", "day")]
    latest: Annotated[date | None, Doc("Latest day given", "day")]
    n_reports: Annotated[int, Doc("Rows of claim_reports")]
    n_documents: Annotated[int, Doc("Documents of the reports")]
    n_outlets: Annotated[int, Doc("Outlets of the reports; a document without outlet counts as one")]
    n_independent: Annotated[int, Doc("Outlets after syndicated copies and shared sources are folded")]
    n_sources: Annotated[int, Doc("Distinct speakers")]
    status: Annotated[
        Status, Doc("contested: a report denies or contradicts; corroborated: two independent outlets; else single")
    ]


CLAIMS = Table(
    "claims",
    "One thing asserted, across documents",
    Claim,
    key=("claim_id",),
    references=(
        Reference(("story_id",), "stories"),
        Reference(("actor_entity_ids",), "entities"),
        Reference(("target_entity_ids",), "entities"),
        Reference(("place_entity_id",), "entities"),
    ),
)
