"""The only reader and writer of Parquet: the declared schema, no other; page checksums written and verified."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tasks import durable
from tasks.tables import Column, Table

Row = TypeVar("Row")

# Rows a row group: small enough to read one column of one group at a time, large enough to compress.
ROW_GROUP = 32_768
# The same for rows that hold whole articles: 10 MB of text.
ARTICLE_GROUP = 2_048


def to_arrow(table: Table, rows: Sequence[object]) -> pa.Table:
    """Rows (instances of `table.row`) as an Arrow table of the declared schema.

    Raises TypeError if a row is of another class, ValueError if a value is not of its column's closed set or null
    where it must not be, pa.ArrowInvalid or pa.ArrowTypeError if it is of another type.
    """
    for row in rows:
        if type(row) is not table.row:
            raise TypeError(f"{table.name}: a row is a {type(row).__name__}, not a {table.row.__name__}")
    return pa.Table.from_arrays([_array(rows, column) for column in table.columns], schema=table.schema)


def _array(rows: Sequence[object], column: Column) -> pa.Array:
    values: list[Any] = [getattr(row, column.name) for row in rows]
    if not column.nullable and any(value is None for value in values):
        raise ValueError(f"{column.name} is null in a row, and it must not be")
    if column.values is not None:
        return _encode(pa.array(values, pa.string()), column)
    if column.is_list and pa.types.is_struct(column.type.value_type):
        values = [[dataclasses.asdict(piece) for piece in value] for value in values]
    return pa.array(values, column.type)


def _encode(values: pa.Array, column: Column) -> pa.Array:
    """Strings as a dictionary of all declared values in their order, so that every file has the same one."""
    declared = pa.array(column.values, pa.string())
    codes = pc.index_in(values, value_set=declared)
    if codes.null_count != values.null_count:
        odd = sorted(set(values.to_pylist()) - {None, *(column.values or ())})
        raise ValueError(f"{column.name}: {odd[:3]} is none of its declared values")
    return pa.DictionaryArray.from_arrays(codes.cast(pa.int8()), declared)


def conform(table: Table, batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch with the columns of the table, by name, in the declared types. Raises ValueError or pa.ArrowInvalid."""
    arrays = []
    for column in table.columns:
        array = batch.column(batch.schema.get_field_index(column.name))
        if column.values is not None:
            array = _encode(array.cast(pa.string()), column)
        elif array.type != column.type:
            array = array.cast(column.type)
        arrays.append(array)
    return pa.RecordBatch.from_arrays(arrays, schema=table.schema)


class Writer:
    """Writes one Parquet file of a table, batch by batch. The same rows in the same order give the same bytes."""

    def __init__(self, table: Table, file: Any) -> None:
        self._table = table
        self._rows_a_group = ARTICLE_GROUP if "content_sha256" in table.schema.names else ROW_GROUP
        self._writer = pq.ParquetWriter(
            file,
            table.schema,
            compression="zstd",
            use_dictionary=True,
            write_page_checksum=True,
            store_schema=True,
        )
        self._held: list[pa.RecordBatch] = []
        self._n_held = 0
        self.rows = 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Add rows; row groups are cut at fixed row numbers, however the batches come."""
        while batch.num_rows:
            room = self._rows_a_group - self._n_held
            self._held.append(batch.slice(0, room))
            self._n_held += self._held[-1].num_rows
            self.rows += self._held[-1].num_rows
            batch = batch.slice(room)
            if self._n_held == self._rows_a_group:
                self._flush()

    def _flush(self) -> None:
        held = pa.Table.from_batches(self._held, schema=self._table.schema).combine_chunks()
        self._writer.write_table(held, row_group_size=self._rows_a_group)
        self._held, self._n_held = [], 0

    def close(self) -> None:
        """Write what is left and the footer."""
        if self._n_held:
            self._flush()
        self._writer.close()

    def abandon(self) -> None:
        """Let go of a file that will not be finished, without another word about it."""
        with contextlib.suppress(OSError, pa.ArrowException, ValueError):
            self._writer.close()
        self._writer.is_open = False


@contextlib.contextmanager
def writer(path: Path, table: Table) -> Iterator[Writer]:
    """A `Writer` whose file appears at `path`, synced, when the block ends well."""
    with durable.create(path) as file:
        out = Writer(table, file)
        try:
            yield out
            out.close()
        except BaseException:
            out.abandon()
            raise


def write_rows(path: Path, table: Table, rows: Sequence[object]) -> None:
    """Write a whole file of rows."""
    with writer(path, table) as out:
        for batch in to_arrow(table, rows).to_batches():
            out.write(batch)


def open_parquet(path: Path) -> pq.ParquetFile:
    """A Parquet file whose page checksums are verified as it is read."""
    return pq.ParquetFile(path, page_checksum_verification=True)


def read_table(path: Path, columns: list[str] | None = None) -> pa.Table:
    """A whole file, or some of its columns. Raises OSError if a page's checksum is wrong."""
    return open_parquet(path).read(columns=columns)


def read_rows(path: Path, row: type[Row]) -> Iterator[Row]:
    """The rows of a file as instances of the table's row class."""
    for batch in open_parquet(path).iter_batches():
        for values in batch.to_pylist():
            yield row(**values)
