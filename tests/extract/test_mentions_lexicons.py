"""The lexicons of mentions: closed values, and no line twice."""

from __future__ import annotations

from typing import get_args

import pytest

from tasks.extract.mention.found import Gender, Sense
from tasks.extract.mention.lexicons import leading_verbs, name_words
from tasks.lexicon import read_lexicon
from tasks.tables.mentions import EntityType


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("mention_given_names", ("name",)),
        ("mention_name_heads", ("word",)),
        ("mention_nouns", ("noun",)),
        ("mention_org_kinds", ("noun",)),
        ("mention_pronouns", ("pronoun",)),
        ("mention_titles", ("title",)),
        ("mention_words", ("word", "kind")),
    ],
)
def test_no_line_is_there_twice(name: str, key: tuple[str, ...]) -> None:
    keys = [tuple(row[column] for column in key) for row in read_lexicon(name)]
    assert len(keys) == len(set(keys))
    assert all(part == part.strip() and part for one in keys for part in one)


def test_values_are_known() -> None:
    for row in read_lexicon("mention_nouns"):
        assert row["type"] in get_args(EntityType), row
        assert row["kind"] in get_args(Sense), row
        assert row["gender"] in get_args(Gender), row
    for row in read_lexicon("mention_name_heads"):
        assert row["type"] in get_args(EntityType), row
        assert row["sure"] in ("yes", "no"), row
    for row in read_lexicon("mention_titles"):
        assert row["kind"] in ("office", "surname", "address", "part"), row
        assert row["gender"] in get_args(Gender), row
    for row in read_lexicon("mention_given_names"):
        assert row["gender"] in ("m", "f"), row
    for row in read_lexicon("mention_words"):
        assert row["kind"] in ("particle", "small", "suffix", "compounded", "leads"), row
        assert (row["role"] != "-") == (row["kind"] == "leads"), row


def test_words_are_told_by_kind() -> None:
    assert {"al", "von"} <= name_words("particle")
    assert "jr" in name_words("suffix")
    assert "jr" not in name_words("particle")
    assert leading_verbs()["heads"] == "head of"
