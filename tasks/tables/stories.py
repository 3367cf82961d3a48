"""stories: one happening as several documents cover it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from tasks.tables.column import Doc, Reference, Table


@dataclass(frozen=True, slots=True)
class Story:
    """Documents about one happening; a lone document is a story of its own."""

    story_id: Annotated[str, Doc("Hash of its earliest document; stays when nights arrive")]
    title: Annotated[str, Doc("Title of the most central document")]
    first_published_at: Annotated[datetime | None, Doc("Earliest publication", "UTC")]
    last_published_at: Annotated[datetime | None, Doc("Latest publication", "UTC")]
    n_documents: Annotated[int, Doc("Documents")]
    n_outlets: Annotated[int, Doc("Outlets; a document without outlet counts as one")]
    n_independent: Annotated[int, Doc("Documents after duplicates are folded")]
    entity_ids: Annotated[list[str], Doc("The most central entities, in order")]


STORIES = Table(
    "stories",
    "One happening as covered by several documents",
    Story,
    key=("story_id",),
    references=(Reference(("entity_ids",), "entities"),),
)
