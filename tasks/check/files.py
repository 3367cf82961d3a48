"""The files of a candidate: are they there, whole and of the declared schema; and their rows as frames of scalars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from expectations import files as rules
from expectations.rule import RELEASE
from tasks.check.findings import Findings
from tasks.storage import open_parquet
from tasks.tables import DOCUMENTS, TABLES, Column, Table

# Rows read at once: of documents with their text, some 25 MB.
BATCH = 8_192
# Rows of a frame. A validation costs about 5 ms an expectation whatever the rows, so frames are large; their scalar
# columns take some 20 MB.
FRAME = 131_072
# What link leaves beside the tables.
BESIDE = {"report.json"}


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a table that can be read to its end."""

    path: Path
    as_declared: bool  # has the declared schema


def find_parts(candidate: Path, findings: Findings) -> dict[str, list[Path]]:
    """The files of each table, in order. What else lies in the candidate is noted. Raises OSError."""
    parts: dict[str, list[Path]] = {table.name: [] for table in TABLES}
    for path in sorted(candidate.iterdir()):
        if path.name in parts and path.is_dir() and not path.is_symlink():
            for file in sorted(path.iterdir()):
                if file.is_file() and not file.is_symlink() and file.match("part-*.parquet"):
                    parts[path.name].append(file)
                else:
                    findings.add(rules.EXPECTED.name, RELEASE, f"{path.name}/{file.name}")
        elif path.name not in BESIDE or not path.is_file():
            findings.add(rules.EXPECTED.name, RELEASE, path.name)
    for name, files in parts.items():
        if not files:
            findings.add(rules.PRESENT.name, name, f"{name}/part-*.parquet")
    return parts


def read_frames(table: Table, files: list[Path], sound: list[Part], findings: Findings) -> Iterator[pd.DataFrame]:
    """The rows of a table, every page checked, as frames of scalar columns; one empty frame if there is no row.

    A list, and the text of documents, is its length. A column that has not the declared type and cannot be cast to it
    is left out. Files that can be read to their end are added to `sound`.
    """
    held: list[pa.Table] = []
    n_held = n_rows = 0
    for path in files:
        try:
            file = open_parquet(path)
            as_declared = _compare(table, path, file.schema_arrow, findings)
            for batch in file.iter_batches(BATCH):
                batch.validate(full=True)
                scalars = _scalars(table, batch)
                if held and (n_held + batch.num_rows > FRAME or scalars.schema != held[0].schema):
                    yield _frame(held)
                    held, n_held = [], 0
                held.append(scalars)
                n_held += batch.num_rows
                n_rows += batch.num_rows
        except (OSError, ValueError, pa.ArrowException) as error:
            findings.add(rules.READABLE.name, table.name, f"{path.name}: {type(error).__name__}: {error}")
        else:
            sound.append(Part(path, as_declared))
    if n_held:
        yield _frame(held)
    if not n_rows:
        yield _frame([_scalars(table, pa.RecordBatch.from_pylist([], schema=table.schema))])


def _compare(table: Table, path: Path, found: pa.Schema, findings: Findings) -> bool:
    """Note where a schema is not the declared one; whether it is the same."""
    if found.equals(table.schema, check_metadata=True):
        return True
    declared = table.schema
    problems = [f"{name} is missing" for name in declared.names if name not in found.names]
    problems += [f"{name} is not declared" for name in found.names if name not in declared.names]
    problems += [f"{name} is there twice" for name in set(found.names) if found.names.count(name) > 1]
    for name in declared.names:
        if found.names.count(name) != 1 or found.field(name).equals(declared.field(name), check_metadata=True):
            continue
        one, other = found.field(name), declared.field(name)
        if one.type != other.type:
            problems.append(f"{name} is {one.type}, declared {other.type}")
        elif one.nullable != other.nullable:
            problems.append(f"{name} is {'' if one.nullable else 'not '}nullable")
        else:
            problems.append(f"{name} has another description or unit")
    for problem in problems or ["the columns are in another order, or the table has another description"]:
        findings.add(rules.SCHEMA.name, table.name, f"{path.name}: {problem}")
    return False


def _scalars(table: Table, batch: pa.RecordBatch) -> pa.Table:
    """The columns of a batch as scalars."""
    arrays: dict[str, pa.Array] = {}
    for column in table.columns:
        at = batch.schema.names.index(column.name) if column.name in batch.schema.names else -1
        array = _scalar(table, column, batch.column(at)) if at >= 0 else None
        if array is not None:
            arrays[column.name] = array
    return pa.table(arrays)


def _scalar(table: Table, column: Column, array: pa.Array) -> pa.Array | None:
    """One column; None if it is of a type that cannot be cast to the declared one."""
    try:
        if is_length(table, column.name):
            array = array.cast(column.type)
            return pc.list_value_length(array) if column.is_list else pc.utf8_length(array)
        wanted = pa.string() if column.values is not None else column.type
        return array if array.type == wanted else array.cast(wanted)
    except (ValueError, pa.ArrowException):
        return None


def is_length(table: Table, name: str) -> bool:
    """Whether a frame has the length of this column instead of its values."""
    return table.column(name).is_list or (table is DOCUMENTS and name == "text")


def _frame(tables: list[pa.Table]) -> pd.DataFrame:
    # Long runs, not thousands of small chunks, which pandas is slow with; no objects for days.
    frame: pd.DataFrame = pa.concat_tables(tables).combine_chunks().to_pandas(date_as_object=False)
    return frame
