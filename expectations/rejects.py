"""Expectations of rejects."""

from __future__ import annotations

from expectations.basics import expect, make_suite
from expectations.engine import Suite, gxe
from expectations.rule import RELEASE, Rule
from tasks.tables import REJECTS


def suite() -> Suite:
    """What one row of rejects must be."""
    return make_suite(
        REJECTS,
        [
            expect(
                gxe.ExpectColumnValuesToNotMatchRegex,
                "origin is not an absolute path",
                "The same input elsewhere must give the same rows, and a release must not tell where it was built.",
                column="origin",
                regex="^/",  # /home/ann/news.jsonl#7
            ),
            expect(
                gxe.ExpectColumnValuesToBeInSet,
                "stage is fetch, clean, extract or link",
                "It tells whom to ask; no other stage gives records up.",
                column="stage",
                value_set=["fetch", "clean", "extract", "link"],
            ),
        ],
    )


NOTHING_LOST = Rule(
    "every input record is one document or one reject",
    "Nothing is lost: what is not in documents is in rejects, with its reason.",
    {
        RELEASE: """
            SELECT inputs.records || ' records, but ' || documents.n || ' documents and ' || rejects.n || ' rejects'
            FROM inputs, (SELECT count(*) AS n FROM documents) AS documents,
                 (SELECT count(*) AS n FROM rejects) AS rejects
            WHERE inputs.records <> documents.n + rejects.n
        """
    },
)
FEW = Rule(
    "at most one record in five is rejected",
    "Above that it is seldom the articles: a source has changed its format, or a decoder has broken.",
    {
        "rejects": """
            SELECT count(*) || ' of ' || any_value(inputs.records) || ' records; most often ' || mode(rejects.reason)
            FROM rejects, inputs HAVING count(*) * 5 > any_value(inputs.records)
        """
    },
    severity="warning",
)

RULES = (NOTHING_LOST, FEW)
