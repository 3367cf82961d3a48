"""What holds of every declared table."""

from __future__ import annotations

import pytest

from tasks.tables import DRAFTS, SIGNATURES, TABLES, WITHDRAWALS, Table
from tasks.tables.ids import content_id

BY_NAME = {table.name: table for table in TABLES}


@pytest.mark.parametrize("table", [*TABLES, DRAFTS, SIGNATURES, WITHDRAWALS], ids=lambda table: table.name)
def test_every_column_says_what_it_means(table: Table) -> None:
    assert table.description
    for column in table.columns:
        assert column.description
        assert not column.description.endswith(".")
        if column.values is not None:
            assert len(set(column.values)) == len(column.values)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_and_references_name_columns_that_exist(table: Table) -> None:
    for name in table.key:
        assert not table.column(name).nullable
    for reference in table.references:
        target = BY_NAME[reference.table]
        assert len(reference.columns) == len(target.key)
        for name in reference.columns:
            table.column(name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_offsets_and_counts_have_a_unit(table: Table) -> None:
    for column in table.columns:
        if column.name in ("start", "end") or column.name.endswith(("_start", "_end")):
            assert column.unit == "code points"


def test_what_clean_and_link_call_a_document_is_the_same() -> None:
    documents = BY_NAME["documents"].schema
    for column in DRAFTS.columns:
        if column.name not in ("published_on", "rank"):
            assert documents.field(column.name).type == column.type


def test_ids_depend_on_every_part_and_on_their_borders() -> None:
    ids = [content_id("ab", "c"), content_id("a", "bc"), content_id("abc"), content_id("ab", None, "c"), content_id("")]
    assert len({*ids, content_id(None), content_id("ab", "", "c")}) == 7
    assert content_id("ab", "c") == ids[0]
    assert all(len(one) == 24 for one in ids)
