"""The tables of all shards as views of one DuckDB connection, each document once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from tasks import database
from tasks.database import literal
from tasks.link.job import ShardFolders
from tasks.tables import (
    DRAFTS,
    ENTITIES,
    MENTIONS,
    QUANTITIES,
    REJECTS,
    SEGMENTS,
    SENTENCES,
    SIGNATURES,
    STATEMENTS,
    TIMES,
    WITHDRAWALS,
    Table,
)
from tasks.tables.rejects import TWICE

CLEANED = (DRAFTS, SEGMENTS, SENTENCES, REJECTS)
EXTRACTED = (MENTIONS, ENTITIES, QUANTITIES, TIMES, STATEMENTS, SIGNATURES, WITHDRAWALS)


@contextlib.contextmanager
def connect(spill: Path, shards: Sequence[ShardFolders]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with a view for each table of the shards, and the tables `kept` and `given_up`.

    The views have a column `shard`. `kept` (document_id, shard) names the shard that each document is taken from: it
    may be in several. `given_up` has what is to be rejected, with the columns of rejects.
    """
    with database.connect(spill) as connection:
        for table in CLEANED:
            _view(connection, table, [folders.cleaned for folders in shards])
        for table in EXTRACTED:
            _view(connection, table, [folders.extracted for folders in shards])
        _choose(connection)
        yield connection


def insert(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Append rows to a table, which is made if it is not there."""
    connection.register("arriving", rows)
    connection.execute(f"CREATE TABLE IF NOT EXISTS {name} AS FROM arriving LIMIT 0; INSERT INTO {name} FROM arriving")
    connection.unregister("arriving")


def batches(connection: duckdb.DuckDBPyConnection, query: str, rows: int) -> Iterator[pa.RecordBatch]:
    """The result of a query, so many rows at a time, through a cursor of its own."""
    relation = connection.cursor().sql(query)
    assert relation is not None
    yield from relation.to_arrow_reader(rows)


def _view(connection: duckdb.DuckDBPyConnection, table: Table, folders: Sequence[Path]) -> None:
    files = [folder / f"{table.name}.parquet" for folder in folders]
    names = pa.array([str(file) for file in files], pa.string())
    insert(connection, f"{table.name}_files", pa.table({"path": names, "shard": range(len(files))}))
    columns = ", ".join(f'held."{column.name}"' for column in table.columns)
    listed = ", ".join(map(literal, files))
    connection.execute(
        f"CREATE VIEW {table.name} AS SELECT {columns}, shard "
        f"FROM read_parquet([{listed}], filename = true, hive_partitioning = false) AS held "
        f"JOIN {table.name}_files AS files ON files.path = held.filename"
    )


def _choose(connection: duckdb.DuckDBPyConnection) -> None:
    """Take each document once, the row of the smallest rank; the order of the input must not matter."""
    connection.execute(
        f"""
        CREATE TABLE ranked AS
            SELECT document_id, shard, origin, external_id,
                   row_number() OVER (PARTITION BY document_id ORDER BY rank, shard) AS place
            FROM drafts;
        CREATE TABLE withdrawn AS
            SELECT document_id, min_by(stage, (stage, reason, detail)) AS stage,
                   min_by(reason, (stage, reason, detail)) AS reason,
                   min_by(detail, (stage, reason, detail)) AS detail
            FROM withdrawals GROUP BY document_id;
        CREATE TABLE kept AS
            SELECT document_id, shard FROM ranked ANTI JOIN withdrawn USING (document_id) WHERE place = 1;
        CREATE TABLE given_up AS
            SELECT origin, external_id, stage, reason, detail FROM rejects
            UNION ALL
            SELECT ranked.origin, ranked.external_id, withdrawn.stage, withdrawn.reason, withdrawn.detail
            FROM ranked JOIN withdrawn USING (document_id)
            UNION ALL
            SELECT origin, external_id, 'clean', 'duplicate', '{TWICE}'
            FROM ranked ANTI JOIN withdrawn USING (document_id) WHERE place > 1;
        """
    )
