"""Expectations of claims: they are what their reports say, and no more."""

from __future__ import annotations

from expectations.basics import make_suite
from expectations.engine import Suite
from expectations.rule import Rule
from tasks.tables import CLAIMS


def suite() -> Suite:
    """What one row of claims must be."""
    return make_suite(CLAIMS)


# Each claim with what its reports add up to; all null where it has none.
_FOUND = """
    FROM claims LEFT JOIN (
        SELECT claim_id, count(*) AS reports, count(DISTINCT document_id) AS documents,
               count(DISTINCT coalesce('named ' || nullif(outlet, ''), 'none ' || document_id)) AS outlets,
               bool_or(stance = 'denies' OR agrees = 'contradicts') AS disputed
        FROM claim_reports LEFT JOIN documents USING (document_id) GROUP BY claim_id
    ) AS found USING (claim_id)
"""
_STATUS = "CASE WHEN found.disputed THEN 'contested' WHEN n_independent >= 2 THEN 'corroborated' ELSE 'single' END"

REPORTED = Rule(
    "a claim has a report",
    "Every claim is one click from its words.",
    {"claims": f"SELECT claim_id {_FOUND} WHERE found.reports IS NULL"},
)
VERBATIM = Rule(
    "the text of a claim stands in a document that reports it",
    "Its wording is a newsroom's, never ours.",
    {
        "claims": """
            SELECT claim_id || ': ' || claims.text FROM claims
            WHERE claim_id IN (SELECT claim_id FROM claim_reports) AND claim_id NOT IN (
                SELECT claims.claim_id FROM claims
                JOIN claim_reports USING (claim_id)
                JOIN documents ON documents.document_id = claim_reports.document_id
                WHERE contains(documents.text, claims.text)
            )
        """
    },
)
COUNTS = Rule(
    "n_reports, n_documents and n_outlets are those of its reports",
    "How often a claim is made is what it is judged by.",
    {
        "claims": f"""
            SELECT claim_id || ': n_reports ' || n_reports || ', n_documents ' || n_documents || ', n_outlets '
                   || n_outlets || ', but ' || found.reports || ', ' || found.documents || ', ' || found.outlets
            {_FOUND}
            WHERE n_reports <> found.reports OR n_documents <> found.documents OR n_outlets <> found.outlets
        """
    },
)
INDEPENDENT = Rule(
    "n_independent is 1 to the number of outlets",
    "Folding copies leaves at least one outlet and adds none.",
    {
        "claims": f"""
            SELECT claim_id || ': ' || n_independent {_FOUND} WHERE n_independent NOT BETWEEN 1 AND found.outlets
        """
    },
)
STATUS = Rule(
    "status is contested, corroborated or single by its reports",
    "One denial contests a claim, two independent outlets corroborate it: readers rely on just that.",
    {
        "claims": f"""
            SELECT claim_id || ': ' || status || ', not ' || {_STATUS}
            {_FOUND} WHERE found.reports IS NOT NULL AND status <> {_STATUS}
        """
    },
)
ENVELOPE = Rule(
    "low to high holds the numbers of its reports",
    "The envelope says how far the reports are apart; a number outside it is lost.",
    {
        "claims": """
            SELECT claims.claim_id || ': ' || coalesce(claims.low::VARCHAR, 'null') || ' to '
                   || coalesce(claims.high::VARCHAR, 'null') || ', but ' || number
            FROM claims
            JOIN claim_reports USING (claim_id)
            JOIN events ON events.event_id = claim_reports.event_id
            JOIN (
                SELECT quantity_id, unit, unnest([low, high]) AS number FROM quantities
            ) AS told ON told.quantity_id = events.quantity_id AND told.unit = claims.unit
            WHERE number IS NOT NULL AND (
                (claims.low IS NULL AND claims.high IS NULL) OR number < claims.low OR number > claims.high
            )
        """
    },
)

RULES = (REPORTED, VERBATIM, COUNTS, INDEPENDENT, STATUS, ENVELOPE)
