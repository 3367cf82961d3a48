"""What is found in a document before it becomes rows: mentions and the chains they form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tasks.annotate.annotation import Range
from tasks.tables.mentions import EntityType, Form

Gender = Literal["m", "f", "n", "-"]
Sense = Literal["office", "person", "people", "body", "place", "document", "quantifier", "other", "-"]


@dataclass(slots=True, eq=False)
class Found:
    """A mention as it is worked on."""

    words: Range
    head: int  # the word on which the others depend
    type: EntityType
    form: Form
    noun: str = ""  # of a nominal: its head noun, singular and lower case; of a pronoun: the pronoun
    sense: Sense = "-"  # of a nominal: what its head noun stands for
    gender: Gender = "-"
    plural: bool = False
    source: bool = False  # an attribution's source
    wanted: bool = False  # stands in the table even if nobody knows who is meant
    chain: Chain | None = None


@dataclass(slots=True, eq=False)
class Chain:
    """The mentions of one entity in a document."""

    type: EntityType
    gender: Gender = "-"
    plural: bool = False
    names: list[Found] = field(default_factory=list)
    members: list[Found] = field(default_factory=list)  # names among them, in no order
    roles: list[tuple[int, str, frozenset[str]]] = field(default_factory=list)  # first word, the title, its words

    def add(self, found: Found) -> None:
        """Make a mention one of this entity's."""
        found.chain = self
        self.members.append(found)
        if found.form == "name":
            self.names.append(found)
        if self.gender == "-" and found.gender in ("m", "f") and self.type == "PERSON":
            self.gender = found.gender
