"""Ways to break the rules about mentions, entities and statements in the good candidate."""

from __future__ import annotations

from expectations import entities, mentions, statements
from tests.check.breaks import Break, cell, one
from tests.check.example import BRIDGES, Row


def name_again(rows: list[Row]) -> None:
    """The same words are mentioned under another id."""
    rows.append({**rows[0], "mention_id": "again", "type": "ORG", "entity_id": "council"})


def run_on(rows: list[Row]) -> None:
    """A mention goes on in the next line."""
    [row] = [row for row in rows if row["text"] == "port council" and row["end"] <= len(BRIDGES)]
    row.update(sentence_no=row["sentence_no"] - 1, start=row["start"] - 60)


def pass_on_in_a_circle(rows: list[Row]) -> None:
    """Each of two statements was passed on by the other."""
    by_id = {row["statement_id"]: row for row in rows}
    by_id["said"]["via_statement_id"], by_id["told"]["via_statement_id"] = "told", "said"


SPEECH_BREAKS: list[Break] = [
    Break("mentions", mentions.ONCE.name, name_again, shows="again and mention bridges"),
    Break("mentions", mentions.WITHIN.name, run_on, shows="ends at"),
    Break("entities", "name has words", cell("name", " "), shows="' '"),
    Break("entities", "an entity is mentioned", cell("n_mentions", 0)),
    Break("entities", entities.ALIASES.name, one("entity_id", "olm", aliases=["Olm", "Réka Olm", "Re\u0301ka Olm"])),
    Break("entities", entities.ALIASES.name, one("entity_id", "olm", aliases=["Olm", "Minister Olm"])),
    Break("entities", entities.ALIASES.name, one("entity_id", "olm", aliases=["Olm", "Olm"]), shows="Olm, Olm"),
    Break("statements", "an unstated source has no source_entity_id",
          one("statement_id", "denied", source_entity_id="council")),
    Break("statements", "an unstated source has no source_role",
          one("statement_id", "denied", source_role="Minister")),
    Break("statements", "medium is null or has words", one("statement_id", "said", medium="")),
    Break("statements", "source_role is null or has words", one("statement_id", "said", source_role="Minister ")),
    Break("statements", "cue_lemma is null or has words", one("statement_id", "said", cue_lemma=" say")),
    Break("statements", statements.MENTIONED.name, one("statement_id", "said", source_entity_id="council"),
          shows="council is not in Minister"),
    Break("statements", statements.MENTIONED.name, one("statement_id", "denied", source_entity_id="council"),
          shows="no source"),
    Break("statements", statements.MENTIONED.name,
          one("text", "she", entity_id="council"), edited="mentions", shows="told"),
    Break("statements", statements.ENDS.name, pass_on_in_a_circle, shows="said"),
]  # fmt: skip
