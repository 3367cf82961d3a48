"""The lexicons of statements: closed values, no doubles, and what the code relies on."""

from __future__ import annotations

from typing import get_args

import pytest

from tasks.lexicon import read_lexicon
from tasks.tables.statements import Act, Certainty, Polarity


def test_cues_have_known_values() -> None:
    rows = read_lexicon("statement_cues")
    assert len(rows) > 500
    for row in rows:
        assert row["act"] in get_args(Act), row
        assert row["certainty"] in get_args(Certainty), row
        assert row["polarity"] in get_args(Polarity), row
        assert row["weight"] in ("full", "light"), row
        assert row["pos"] in ("verb", "noun", "adjective", "adverb", "phrase", "function", "mark"), row
    assert {row["act"] for row in rows} == set(get_args(Act))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("statement_cues", ("cue", "pos")),
        ("statement_hedges", ("hedge",)),
        ("statement_source_heads", ("head",)),
        ("statement_anonymity", ("words",)),
        ("statement_media", ("words", "kind")),
        ("statement_words", ("word", "kind")),
    ],
)
def test_no_line_is_there_twice(name: str, columns: tuple[str, ...]) -> None:
    keys = [tuple(row[column] for column in columns) for row in read_lexicon(name)]
    assert len(keys) == len(set(keys))
    assert all(part == part.strip() and part for key in keys for part in key)


def test_phrases_fit_in_what_is_read() -> None:
    assert all(len(r["cue"].split()) in range(2, 7) for r in read_lexicon("statement_cues") if r["pos"] == "phrase")
    assert all(len(row["words"].split()) <= 6 for row in read_lexicon("statement_anonymity"))
    assert all(len(row["hedge"].split()) <= 4 for row in read_lexicon("statement_hedges"))


def test_a_denial_is_negative() -> None:
    acts = {row["cue"]: row["polarity"] for row in read_lexicon("statement_cues") if row["act"] == "deny"}
    assert set(acts.values()) == {"negative"}
