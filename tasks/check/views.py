"""The tables of a candidate as DuckDB views with the declared columns, whatever its files have."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from expectations.across import RULES
from tasks import database
from tasks.check.files import Part
from tasks.check.findings import EXAMPLES, Findings
from tasks.database import literal
from tasks.tables import TABLES, Table

_PLAIN = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMPTZ",
}
# A query that cannot be bound to, or computed over, what a damaged candidate holds. Trouble with the disk or the memory
# is none of these, and is raised.
_UNFIT = (duckdb.DataError, duckdb.ProgrammingError, duckdb.NotSupportedError)


@contextlib.contextmanager
def connect(spill: Path, parts: Mapping[str, Sequence[Part]], records: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with a view for each table, and `inputs` (records). Raises OSError, duckdb.OperationalError."""
    with database.connect(spill) as connection:
        connection.execute("SET parquet_metadata_cache = true")
        connection.execute("CREATE TABLE inputs AS SELECT ?::BIGINT AS records", [records])
        for table in TABLES:
            _view(connection, table, parts[table.name])
        yield connection


def count_broken(connection: duckdb.DuckDBPyConnection, findings: Findings) -> None:
    """Run the queries of all rules and note what they give."""
    for rule in RULES:
        for place, query in rule.queries.items():
            try:
                [(count, examples)] = connection.execute(
                    f"SELECT count(*), min(example, {EXAMPLES}) FROM ({query}) AS broken(example)"
                ).fetchall()
            except _UNFIT as error:
                findings.add(rule.name, place, f"it could not be evaluated: {error}")
                continue
            if count:
                for example in examples or ["(no key)"]:
                    findings.add(rule.name, place, example, 0)
                findings.counts[rule.name, place] += count


def _view(connection: duckdb.DuckDBPyConnection, table: Table, parts: Sequence[Part]) -> None:
    empty = ", ".join(f'NULL::{_type(column.type)} AS "{column.name}"' for column in table.columns)
    selects = [f"SELECT {empty} WHERE false"]
    sound = [part.path for part in parts if part.as_declared]
    if sound:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        listed = ", ".join(map(literal, sound))
        selects.append(f"SELECT {columns} FROM read_parquet([{listed}], hive_partitioning = false)")
    selects += [_mended(connection, table, part.path) for part in parts if not part.as_declared]
    connection.execute(f"CREATE VIEW {table.name} AS {' UNION ALL '.join(selects)}")


def _mended(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> str:
    """SQL for the rows of a file of another schema, as far as they can be cast to the declared one."""
    source = f"read_parquet({literal(path)}, hive_partitioning = false)"
    columns = []
    for column in table.columns:
        expression = f'TRY_CAST("{column.name}" AS {_type(column.type)})'
        try:
            connection.execute(f"SELECT {expression} FROM {source} LIMIT 0").fetchall()
        except _UNFIT:
            expression = f"NULL::{_type(column.type)}"
        columns.append(f'{expression} AS "{column.name}"')
    return f"SELECT {', '.join(columns)} FROM {source}"


def _type(arrow: pa.DataType) -> str:
    """DuckDB's name of a declared type."""
    if pa.types.is_dictionary(arrow):
        return _type(arrow.value_type)
    if pa.types.is_list(arrow):
        return f"{_type(arrow.value_type)}[]"
    if pa.types.is_struct(arrow):
        return f"STRUCT({', '.join(f'{chr(34)}{field.name}{chr(34)} {_type(field.type)}' for field in arrow)})"
    return _PLAIN[arrow]
