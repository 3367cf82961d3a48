"""The tables of a release, one a file; this is the bottom layer and imports nothing of ours."""

from __future__ import annotations

from tasks.tables.claim_reports import CLAIM_REPORTS
from tasks.tables.claims import CLAIMS
from tasks.tables.column import Column, Doc, Piece, Reference, Table
from tasks.tables.documents import DOCUMENTS, DRAFTS
from tasks.tables.entities import ENTITIES
from tasks.tables.events import EVENTS
from tasks.tables.mentions import MENTIONS
from tasks.tables.quantities import QUANTITIES
from tasks.tables.rejects import REJECTS, WITHDRAWALS
from tasks.tables.segments import SEGMENTS
from tasks.tables.sentences import SENTENCES
from tasks.tables.signatures import SIGNATURES
from tasks.tables.statements import STATEMENTS
from tasks.tables.stories import STORIES
from tasks.tables.times import TIMES

TABLES: tuple[Table, ...] = (
    DOCUMENTS,
    SEGMENTS,
    SENTENCES,
    MENTIONS,
    ENTITIES,
    QUANTITIES,
    TIMES,
    STATEMENTS,
    EVENTS,
    STORIES,
    CLAIMS,
    CLAIM_REPORTS,
    REJECTS,
)

# Changes when a column is added, removed or changes its meaning; the changelog says how.
SCHEMA_VERSION = "1.0"

__all__ = [
    "CLAIMS",
    "CLAIM_REPORTS",
    "DOCUMENTS",
    "DRAFTS",
    "ENTITIES",
    "EVENTS",
    "MENTIONS",
    "QUANTITIES",
    "REJECTS",
    "SCHEMA_VERSION",
    "SEGMENTS",
    "SENTENCES",
    "SIGNATURES",
    "STATEMENTS",
    "STORIES",
    "TABLES",
    "TIMES",
    "WITHDRAWALS",
    "Column",
    "Doc",
    "Piece",
    "Reference",
    "Table",
]
