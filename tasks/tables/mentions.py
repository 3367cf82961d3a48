"""mentions: names, noun phrases and pronouns that refer to somebody or something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from tasks.tables.column import Doc, Reference, Table
from tasks.tables.words import IN_SENTENCE

EntityType = Literal["PERSON", "ORG", "PLACE", "FACILITY", "GROUP", "PRODUCT", "WORK", "EVENT", "MISC"]
Form = Literal["name", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One name, noun phrase or pronoun in the text."""

    mention_id: Annotated[str, Doc("Hash of the document and the span")]
    document_id: Annotated[str, Doc("The document it stands in")]
    sentence_no: Annotated[int, Doc("The sentence it begins in")]
    start: Annotated[int, Doc("Begin in documents.text", "code points")]
    end: Annotated[int, Doc("End in documents.text, exclusive", "code points")]
    text: Annotated[str, Doc("The words of the span")]
    type: Annotated[
        EntityType,
        Doc(
            "GROUP: nationalities, religious and political groups; WORK: laws, plans, documents, titles; PRODUCT: "
            "weapons, vehicles, goods; a country that acts is still PLACE; a person's title is not part of the name"
        ),
    ]
    form: Annotated[Form, Doc("How it is referred to")]
    entity_id: Annotated[str | None, Doc("Who or what is meant; null if that could not be resolved")]


MENTIONS = Table(
    "mentions",
    "Names, noun phrases and pronouns that refer to somebody or something",
    Mention,
    key=("mention_id",),
    references=(*IN_SENTENCE, Reference(("entity_id",), "entities")),
)
