"""Expectations of statements; those about their spans are in words.py."""

from __future__ import annotations

from expectations.basics import expect, expect_where, make_suite
from expectations.engine import Column, Suite, gxe
from expectations.rule import Rule
from tasks.tables import STATEMENTS

_UNSTATED = "A source that is not stated has no words, and one that is stated shows them."
_TOGETHER = "A span has a start, an end and words, or there is none."


def suite() -> Suite:
    """What one row of statements must be."""
    return make_suite(
        STATEMENTS,
        [
            expect(
                gxe.ExpectColumnValuesToBeBetween,
                "content is not empty",
                "A statement without content says nothing.",
                column="content",  # its length
                min_value=1,
            ),
            expect_where(
                gxe.ExpectColumnValuesToBeNull,
                Column("source_kind") == "unstated",
                "an unstated source has no span",
                _UNSTATED,
                column="source_start",
            ),
            expect_where(
                gxe.ExpectColumnValuesToNotBeNull,
                Column("source_kind") != "unstated",
                "a stated source has a span",
                _UNSTATED,
                column="source_start",
            ),
            *(
                expect_where(
                    kind,
                    condition,
                    f"source_start and {column} are {both}",
                    _TOGETHER,
                    column=column,
                )
                for column in ("source_end", "source_text")
                for kind, condition, both in (
                    (gxe.ExpectColumnValuesToBeNull, Column("source_start").is_null(), "null together"),
                    (gxe.ExpectColumnValuesToNotBeNull, Column("source_start").is_not_null(), "set together"),
                )
            ),
            *(
                expect_where(
                    gxe.ExpectColumnValuesToBeNull,
                    Column("source_kind") == "unstated",
                    f"an unstated source has no {column}",
                    "Whoever is named or titled is stated.",
                    column=column,
                )
                for column in ("source_entity_id", "source_role")
            ),
            *(
                expect(
                    gxe.ExpectColumnValuesToMatchRegex,
                    f"{column} is null or has words",
                    "What is not known is null; a reader who filters by null must not meet blanks.",
                    column=column,
                    regex=r"^\S(?:.*\S)?\Z",  # video address
                )
                for column in ("cue_lemma", "source_role", "medium")
            ),
        ],
    )


MENTIONED = Rule(
    "the entity of a source is mentioned in the words of the source",
    "An entity that the source does not mention is one that somebody else is taken for.",
    {
        "statements": """
            SELECT statement_id || ': ' || source_entity_id || ' is not in ' || coalesce(source_text, 'no source')
            FROM statements ANTI JOIN mentions
            ON mentions.document_id = statements.document_id AND mentions.entity_id = statements.source_entity_id
               AND statements.source_start <= mentions."start" AND mentions."end" <= statements.source_end
            WHERE statements.source_entity_id IS NOT NULL
        """
    },
)
ENDS = Rule(
    "the chain of who passed it on comes to an end",
    "Whoever follows via_statement_id in a circle never arrives at who was first.",
    {
        # UNION keeps each pair once, so that the walk ends in a circle too, however long an honest chain is.
        "statements": """
            WITH RECURSIVE chain(first_id, next_id) AS (
                SELECT statement_id, via_statement_id FROM statements WHERE via_statement_id IS NOT NULL
                UNION
                SELECT chain.first_id, statements.via_statement_id
                FROM chain JOIN statements ON statements.statement_id = chain.next_id
                WHERE statements.via_statement_id IS NOT NULL
            )
            SELECT first_id || ' comes back to itself' FROM chain WHERE next_id = first_id
        """
    },
)

RULES = (MENTIONED, ENDS)
