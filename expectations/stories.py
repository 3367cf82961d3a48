"""Expectations of stories."""

from __future__ import annotations

from expectations.basics import make_suite
from expectations.engine import Suite
from expectations.rule import Rule
from tasks.tables import STORIES


def suite() -> Suite:
    """What one row of stories must be."""
    return make_suite(STORIES)


_FOUND = """
    FROM stories LEFT JOIN (
        SELECT story_id, count(*) AS documents,
               count(DISTINCT coalesce('named ' || nullif(outlet, ''), 'none ' || document_id)) AS outlets
        FROM documents WHERE story_id IS NOT NULL GROUP BY story_id
    ) AS found USING (story_id)
"""
COVERED = Rule(
    "a story has documents",
    "A story that nobody tells is what is left of an earlier run.",
    {"stories": f"SELECT story_id {_FOUND} WHERE found.documents IS NULL"},
)
COUNTS = Rule(
    "n_documents and n_outlets are those of its documents",
    "How widely a story is covered is what it is ranked by.",
    {
        "stories": f"""
            SELECT story_id || ': n_documents ' || n_documents || ', n_outlets ' || n_outlets || ', but '
                   || found.documents || ' and ' || found.outlets
            {_FOUND} WHERE n_documents <> found.documents OR n_outlets <> found.outlets
        """
    },
)
INDEPENDENT = Rule(
    "n_independent is 1 to the number of its documents",
    "Folding copies leaves at least one document and adds none.",
    {
        "stories": f"""
            SELECT story_id || ': ' || n_independent {_FOUND} WHERE n_independent NOT BETWEEN 1 AND found.documents
        """
    },
)
ORDER = Rule(
    "first_published_at is not after last_published_at",
    "A span of time that is upside down has no length.",
    {"stories": "SELECT story_id FROM stories WHERE first_published_at > last_published_at"},
)

RULES = (COVERED, COUNTS, INDEPENDENT, ORDER)
