"""Parquet: a row is a record, read in small batches."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.clean.inputs.jsonl import canonical
from tasks.clean.inputs.parts import MAX_BYTES, MAX_RECORDS, Measured, Part, begin_hash, broken, describe_error
from tasks.clean.inputs.record import Record, Unreadable, read_fields, read_id, spell
from tasks.clean.inputs.streams import CHUNK, open_regular

COLUMNS = ("id", "text", "html", "url", "outlet", "title", "published_at", "authors", "language")
BATCH_ROWS = 32  # so many pages of 16 MiB still fit into memory
BUFFER_BYTES = 1 << 20  # without a buffer pyarrow reads a whole column of a row group at once
MAX_ROWS_PER_BYTE = 100  # rows that differ take more than a bit each; a footer that says more than that lies


def plan_parquet(root: Path, path: str) -> Iterator[Measured]:
    """The file in parts of equally many rows. Raises OSError; a file that is no Parquet is one broken part."""
    try:
        with _open(root / path) as file:
            metadata = file.metadata
            columns = file.schema_arrow.names
            groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
            n_rows = sum(group.num_rows for group in groups)
            n_bytes = sum(group.total_byte_size for group in groups)
            lies = min((group.num_rows for group in groups), default=0) < 0
    except (pa.ArrowException, OSError, ValueError) as error:
        yield broken(path, "unreadable", f"no Parquet: {describe_error(error)}")
        return
    size = (root / path).stat().st_size
    if not {"text", "html"} & set(columns):
        yield broken(path, "unreadable", "it has neither a column `text` nor a column `html`")
    elif lies or n_rows > MAX_ROWS_PER_BYTE * size:
        yield broken(path, "unreadable", f"{n_rows:,} rows in {size:,} bytes")
    elif n_rows:
        content = hash_file(root / path)
        row_bytes = max(1, n_bytes // n_rows)
        step = max(1, min(MAX_RECORDS, MAX_BYTES // row_bytes))
        for start in range(0, n_rows, step):
            count = min(step, n_rows - start)
            sha256 = begin_hash(path, "parquet")
            sha256.update(f"{content} {start} {count}".encode())
            yield Measured(Part(path, "parquet", start, 0, count), sha256.hexdigest(), count, count * row_bytes)


def hash_file(file: Path) -> str:
    """The SHA-256 of the whole file: the bytes of single rows cannot be told apart in it."""
    content = hashlib.sha256()
    with open_regular(file) as opened:
        while chunk := opened.read(CHUNK):
            content.update(chunk)
    return content.hexdigest()


@contextmanager
def _open(file: Path) -> Iterator[pq.ParquetFile]:
    with (
        open_regular(file) as opened,
        pq.ParquetFile(opened, buffer_size=BUFFER_BYTES, page_checksum_verification=True) as parquet,
    ):
        yield parquet


def read_parquet(root: Path, part: Part) -> Iterator[Record | Unreadable]:
    """The records in the rows of a part; where the file is damaged one reject for the rows that are left.

    A row group is decoded from its first row for each of its parts. Raises OSError if the file cannot be opened.
    """
    n_read = 0
    with _open(root / part.path) as file:
        groups, before = [], 0
        for group in range(file.metadata.num_row_groups):
            n_rows = file.metadata.row_group(group).num_rows
            if before < part.start + part.count and part.start < before + n_rows:
                groups.append((group, before))
            before += n_rows
        if before < part.start + part.count:
            raise OSError(f"{spell(part.path)} has changed since it was planned: {before} rows")
        names = [name for name in COLUMNS if name in file.schema_arrow.names]
        row = groups[0][1]
        problem = "the row group has fewer rows than the file says"
        try:
            batches = file.iter_batches(BATCH_ROWS, [group for group, _ in groups], names, use_threads=False)
            for batch in batches:
                first = max(0, part.start - row)
                row += batch.num_rows
                if first < batch.num_rows:
                    for fields in _rows(batch.slice(first, part.count - n_read)):
                        n_read += 1
                        content = b"" if read_id(fields.get("id")) else canonical(fields)
                        yield read_fields(fields, part.path, content)
                if n_read == part.count:
                    return
        except (pa.ArrowException, OSError, ValueError) as error:
            problem = describe_error(error)
        detail = f"damaged, {part.count - n_read} rows are lost: {problem}"
        yield Unreadable(spell(part.path), None, "unreadable", detail)


def _rows(batch: pa.RecordBatch) -> Iterator[dict[str, object]]:
    """The rows of a batch; of two columns with one name the first counts."""
    columns = {name: _values(batch.column(batch.schema.names.index(name))) for name in batch.schema.names}
    for row in range(batch.num_rows):
        yield {name: values[row] for name, values in columns.items()}


def _values(column: pa.Array) -> list[object]:
    """The values of a column; times in microseconds, what Python cannot hold is None."""
    try:
        if pa.types.is_timestamp(column.type):
            column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
        values: list[object] = column.to_pylist()
    except (pa.ArrowException, ValueError, OverflowError, KeyError):
        return [_value(scalar) for scalar in column]
    return values


def _value(scalar: pa.Scalar) -> object:
    try:
        return scalar.as_py()
    except (pa.ArrowException, ValueError, OverflowError, KeyError):
        return None
