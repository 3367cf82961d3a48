"""The word lists that quantities are read with: known kinds, nothing told twice."""

from __future__ import annotations

import pytest

from tasks.lexicon import read_lexicon

# Lexicon, the columns that name a row, the column of its kind, the kinds that the code reads
LEXICONS = [
    ("unit_names", ("form", "kind"), "kind", {"name", "symbol", "glued"}),
    ("currency_names", ("form", "kind"), "kind", {"sign", "code", "name", "glued"}),
    (
        "number_words",
        ("word", "kind"),
        "kind",
        {"unit", "teen", "ten", "hundred", "scale", "abbreviation", "plural", "ordinal", "fraction"},
    ),
    ("quantity_comparators", ("words", "side"), "side", {"before", "after"}),
    ("quantity_persons", ("word", "kind"), "kind", {"noun", "plural", "state", "deed"}),
    ("quantity_name_heads", ("word",), "kind", {"always", "digits"}),
]


@pytest.mark.parametrize(("name", "columns", "kind", "kinds"), LEXICONS, ids=[row[0] for row in LEXICONS])
def test_rows_have_known_kinds_and_stand_once(name: str, columns: tuple[str, ...], kind: str, kinds: set[str]) -> None:
    rows = read_lexicon(name)
    assert {row[kind] for row in rows} == kinds
    keys = [tuple(row[column] for column in columns) for row in rows]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []
    assert all(cell == cell.strip() and cell for row in rows for cell in row.values())


def test_comparators_are_those_of_the_table() -> None:
    told = {row["comparator"] for row in read_lexicon("quantity_comparators")}
    assert told <= {"about", "at_least", "at_most", "more_than", "less_than"}


def test_stop_words_stand_once() -> None:
    words = [row["word"] for row in read_lexicon("quantity_stops")]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_contexts_stand_once() -> None:
    rows = [(row["word"], row["kind"]) for row in read_lexicon("quantity_contexts")]
    assert sorted({row for row in rows if rows.count(row) > 1}) == []
