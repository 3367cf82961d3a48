"""entities: who or what, across documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from tasks.tables.column import Doc, Table
from tasks.tables.mentions import EntityType


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that mentions refer to."""

    entity_id: Annotated[str, Doc("Hash of its earliest mention; stays when nights arrive")]
    name: Annotated[str, Doc("Canonical name")]
    type: Annotated[EntityType, Doc("As in mentions")]
    aliases: Annotated[list[str], Doc("The other names it is mentioned by, sorted")]
    country: Annotated[str | None, Doc("The country it is or belongs to", "ISO 3166-1 alpha-3")]
    role: Annotated[str | None, Doc("Latest title seen, e.g. `National Security Council spokesperson`")]
    n_mentions: Annotated[int, Doc("Mentions that refer to it")]
    n_documents: Annotated[int, Doc("Documents that mention it")]


ENTITIES = Table("entities", "Who or what, across documents", Entity, key=("entity_id",))
