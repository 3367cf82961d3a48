"""rejects: what did not become a document, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from tasks.tables.column import Doc, Table

Reason = Literal[
    "empty",
    "too_short",
    "not_text",
    "bad_encoding",
    "too_large",
    "unsupported_language",
    "unreadable",
    "truncated",
    "no_article",
    "bad_record",
    "duplicate",
    "timeout",
    "crash",
    "fetch_failed",
    "not_found",
    "refused_address",
    "too_many_redirects",
]


# What a record that is there twice, id, place and text, is rejected with.
TWICE = "the same record is in the input more than once"


@dataclass(frozen=True, slots=True)
class Reject:
    """One input record that is not in `documents`."""

    origin: Annotated[str, Doc("Where the record was read, as in documents")]
    external_id: Annotated[str | None, Doc("The id the source gave, as in documents")]
    stage: Annotated[str, Doc("The stage that gave the record up: fetch, clean, extract or link")]
    reason: Annotated[
        Reason,
        Doc(
            "empty: no words; too_short: fewer than three; not_text: bytes or values that are no text; bad_encoding: "
            "text that cannot be decoded; too_large: over the size limit; unsupported_language: not English; "
            "unreadable: the container is broken; truncated: the record is cut; no_article: a page without an article; "
            "bad_record: no valid JSON object; duplicate: the very same record again; timeout, crash: the document "
            "took too long or killed its worker; fetch_failed, not_found, refused_address, too_many_redirects: fetching"
        ),
    ]
    detail: Annotated[str, Doc("One sentence for the person who looks into it")]


REJECTS = Table("rejects", "What did not become a document, and why", Reject)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A draft that a later stage gave up: linking takes it out of all tables and makes it a reject."""

    document_id: Annotated[str, Doc("The draft")]
    stage: Annotated[str, Doc("As in rejects")]
    reason: Annotated[Reason, Doc("As in rejects")]
    detail: Annotated[str, Doc("As in rejects")]


WITHDRAWALS = Table("withdrawals", "Drafts that extract gave up; in the work folder only", Withdrawal)
