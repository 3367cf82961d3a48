"""Expectations of entities."""

from __future__ import annotations

from expectations.basics import expect, make_suite
from expectations.engine import Suite, gxe
from expectations.rule import Rule
from tasks.tables import ENTITIES


def suite() -> Suite:
    """What one row of entities must be."""
    return make_suite(
        ENTITIES,
        [
            expect(
                gxe.ExpectColumnValuesToMatchRegex,
                "country is an ISO 3166-1 alpha-3 code",
                "It is what other datasets about countries are joined by.",
                column="country",
                regex=r"^[A-Z]{3}\Z",  # UKR
            ),
            expect(
                gxe.ExpectColumnValuesToMatchRegex,
                "name has words",
                "A name of blanks cannot be looked up, shown or told from another.",
                column="name",
                regex=r"^\S(?:.*\S)?\Z",  # John Kirby
            ),
            expect(
                gxe.ExpectColumnValuesToBeBetween,
                "an entity is mentioned",
                "Every row shows its words, and those of an entity are its mentions.",
                column="n_mentions",
                min_value=1,
            ),
        ],
    )


COUNTS = Rule(
    "counts are those of the rows they count",
    "A count that disagrees with its rows makes both unusable.",
    {
        "entities": """
            SELECT entity_id || ': n_mentions ' || n_mentions || ', n_documents ' || n_documents || ', but '
                   || coalesce(found.mentions, 0) || ' and ' || coalesce(found.documents, 0)
            FROM entities LEFT JOIN (
                SELECT entity_id, count(*) AS mentions, count(DISTINCT document_id) AS documents
                FROM mentions WHERE entity_id IS NOT NULL GROUP BY entity_id
            ) AS found USING (entity_id)
            WHERE n_mentions <> coalesce(found.mentions, 0) OR n_documents <> coalesce(found.documents, 0)
        """
    },
)

ALIASES = Rule(
    "aliases are other names, each once, in order",
    "A name that is its own alias, or is listed twice, counts twice where names are looked up.",
    {
        "entities": """
            SELECT entity_id || ': ' || name || ' also ' || array_to_string(aliases, ', ')
            FROM entities WHERE list_contains(aliases, name) OR aliases <> list_sort(list_distinct(aliases))
        """
    },
)

RULES = (COUNTS, ALIASES)
