"""Parquet is written with the declared schema, the same bytes for the same rows, and damage is seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.storage import conform, read_rows, read_table, to_arrow, write_rows, writer
from tasks.tables import DRAFTS, QUANTITIES, SEGMENTS, STATEMENTS, TABLES
from tasks.tables.column import Piece
from tasks.tables.documents import Draft
from tasks.tables.quantities import Quantity
from tasks.tables.segments import Segment
from tasks.tables.statements import Statement
from tests.rows import draft

QUANTITY = Quantity("q", "d", 0, 3, 8, "3,000", "exact", 3000.0, 3000.0, "person", "soldiers")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_empty_file_has_the_declared_schema(tmp_path: Path, table: object) -> None:
    assert hasattr(table, "name")
    write_rows(tmp_path / "x.parquet", table, [])  # type: ignore[arg-type]
    schema = pq.read_schema(tmp_path / "x.parquet")
    assert schema.equals(table.schema, check_metadata=False)  # type: ignore[attr-defined]
    assert all(field.metadata[b"description"] for field in schema)


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    rows = [draft("One.", "a", "Post", 3), draft("Two \U0001f4f0.", "b")]
    write_rows(tmp_path / "x.parquet", DRAFTS, rows)
    assert list(read_rows(tmp_path / "x.parquet", Draft)) == rows


def test_a_list_of_pieces_is_a_list_of_structs() -> None:
    statement = Statement(
        *("s", "d", 0, None, None, None, None, "unstated", None, 0, 4, "said", "say", "say"),
        *([Piece(5, 9)], "that", "indirect", "unknown", "positive", None, None, None),
    )
    content = to_arrow(STATEMENTS, [statement]).column("content").to_pylist()
    assert content == [[{"start": 5, "end": 9}]]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (replace(QUANTITY, comparator="perhaps"), "none of its declared values"),  # type: ignore[arg-type]
        (replace(QUANTITY, unit=None), "unit is null"),  # type: ignore[arg-type]
        (Segment("d", 0, "title", 0, 1), "is a Segment"),
    ],
)
def test_a_row_that_breaks_the_declaration_is_not_written(row: object, error: str) -> None:
    with pytest.raises((ValueError, TypeError), match=error):
        to_arrow(QUANTITIES, [row])


def test_a_batch_is_brought_into_the_declared_form() -> None:
    batch = pa.RecordBatch.from_pydict(
        {"end": [2], "start": [0], "role": ["title"], "segment_no": [0], "document_id": ["d"], "shard": [1]}
    )
    assert conform(SEGMENTS, batch).schema.equals(SEGMENTS.schema, check_metadata=True)


def test_the_same_rows_in_other_batches_are_the_same_bytes(tmp_path: Path) -> None:
    rows = [Segment(f"{i:05d}", i, ("title", "paragraph", "deck")[i % 3], i, i + 1) for i in range(40_000)]  # type: ignore[arg-type]
    whole = to_arrow(SEGMENTS, rows)
    for name, size in (("a", 40_000), ("b", 999)):
        with writer(tmp_path / name, SEGMENTS) as out:
            for batch in whole.to_batches(max_chunksize=size):
                out.write(batch)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert read_table(tmp_path / "a").num_rows == 40_000


def test_a_flipped_bit_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "x.parquet"
    write_rows(file, DRAFTS, [draft("The same words again and again. " * 50, str(i)) for i in range(50)])
    data = bytearray(file.read_bytes())
    chunk = pq.ParquetFile(file).metadata.row_group(0).column(DRAFTS.schema.get_field_index("document_id"))
    data[chunk.data_page_offset + chunk.total_compressed_size // 2] ^= 1
    file.write_bytes(data)
    with pytest.raises((OSError, pa.ArrowInvalid)):
        read_table(file)


def test_nothing_is_left_of_a_file_whose_rows_fail(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), writer(tmp_path / "x.parquet", SEGMENTS):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
