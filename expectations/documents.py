"""Expectations of documents."""

from __future__ import annotations

from expectations.basics import expect, expect_rows, expect_where, make_suite
from expectations.engine import Column, Suite, gxe
from expectations.rule import Rule
from tasks.tables import DOCUMENTS


def suite() -> Suite:
    """What one row of documents must be."""
    return make_suite(
        DOCUMENTS,
        [
            expect_rows(DOCUMENTS),
            expect(
                gxe.ExpectColumnValuesToBeBetween,
                "text is not empty",
                "A document without text is a reject.",
                column="text",  # its length
                min_value=1,
            ),
            expect(
                gxe.ExpectColumnValuesToMatchRegex,
                "language is an ISO 639-1 code",
                "Two letters are what analysts filter by; `eng` or `en-US` would be missed.",
                column="language",
                regex=r"^[a-z]{2}\Z",  # en
            ),
            expect(
                gxe.ExpectColumnValuesToMatchRegex,
                "content_sha256 is 64 hexadecimal digits",
                "Anything else is no SHA-256 and compares with nothing.",
                column="content_sha256",
                regex=r"^[0-9a-f]{64}\Z",
            ),
            expect(
                gxe.ExpectColumnValuesToNotMatchRegex,
                "origin is not an absolute path",
                "The same input elsewhere must give the same ids, and a release must not tell where it was built.",
                column="origin",
                regex="^/",  # /home/ann/news.jsonl#7; a colon or a backslash may stand in a relative name
            ),
            expect_where(
                gxe.ExpectColumnValuesToBeNull,
                Column("published_at_source") == "none",
                "published_at is null where its source is none",
                "An unknown is null, never a guess in disguise.",
                column="published_at",
            ),
            expect_where(
                gxe.ExpectColumnValuesToNotBeNull,
                Column("published_at_source") != "none",
                "published_at is set where it has a source",
                "A source without a date says that a date was lost.",
                column="published_at",
            ),
            expect_where(
                gxe.ExpectColumnValuesToBeNull,
                Column("duplicate_kind").is_null(),
                "duplicate_of has a duplicate_kind",
                "Whoever folds copies chooses by the kind; a copy without one is counted as an original.",
                column="duplicate_of",
            ),
            expect_where(
                gxe.ExpectColumnValuesToNotBeNull,
                Column("duplicate_kind").is_not_null(),
                "duplicate_kind has a duplicate_of",
                "A copy of nothing cannot be folded.",
                column="duplicate_of",
            ),
        ],
    )


NO_CHAIN = Rule(
    "the target of duplicate_of is no copy itself",
    "One step must lead to the document that stands for the group.",
    {
        "documents": """
            SELECT copy.document_id || ' -> ' || original.document_id || ' -> ' || original.duplicate_of
            FROM documents AS copy JOIN documents AS original ON original.document_id = copy.duplicate_of
            WHERE original.duplicate_of IS NOT NULL
        """
    },
)
IN_STORY = Rule(
    "story_id is set as soon as there are stories",
    "A lone document is a story of its own; null means only that nothing was linked.",
    {
        "documents": """
            SELECT document_id FROM documents
            WHERE story_id IS NULL AND EXISTS (SELECT 1 FROM stories)
        """
    },
)
NOT_AHEAD = Rule(
    "nothing is published more than two days after the newest page was fetched",
    "Zones and embargoes make hours, not days: a date further ahead is one that was misread.",
    {
        "documents": """
            SELECT document_id || ': ' || published_at::VARCHAR FROM documents
            WHERE published_at > (SELECT max(retrieved_at) FROM documents) + INTERVAL 2 DAY
        """
    },
    severity="warning",
)
DATED = Rule(
    "at least half of the documents have a publication date",
    "Without one, yesterday and last week stay unknown; a source may have changed where it gives the date.",
    {
        "documents": """
            SELECT count(*) - count(published_at) || ' of ' || count(*) || ' documents have none' FROM documents
            HAVING count(published_at) * 2 < count(*)
        """
    },
    severity="warning",
)

RULES = (NO_CHAIN, IN_STORY, NOT_AHEAD, DATED)
