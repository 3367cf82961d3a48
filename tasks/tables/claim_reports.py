"""claim_reports: each wording of a claim, the link from claims back to the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from tasks.tables.column import Doc, Reference, Table

Stance = Literal["asserts", "hedges", "denies"]
Agrees = Literal["yes", "differs_in_number", "differs_in_time", "contradicts"]


@dataclass(frozen=True, slots=True)
class ClaimReport:
    """One event that reports a claim; what its statement says comes with it."""

    claim_id: Annotated[str, Doc("The claim")]
    event_id: Annotated[str, Doc("The event that reports it")]
    document_id: Annotated[str, Doc("The document of the event")]
    statement_id: Annotated[str | None, Doc("The statement of the event; null = the outlet's own voice")]
    stance: Annotated[Stance, Doc("What the report does with the claim")]
    agrees: Annotated[Agrees, Doc("How the report differs from the claim")]


CLAIM_REPORTS = Table(
    "claim_reports",
    "Each wording of a claim: the link from claims back to the words",
    ClaimReport,
    key=("claim_id", "event_id"),
    references=(
        Reference(("claim_id",), "claims"),
        Reference(("event_id",), "events", same_document=True),
        Reference(("statement_id",), "statements", same_document=True),
        Reference(("document_id",), "documents"),
    ),
)
