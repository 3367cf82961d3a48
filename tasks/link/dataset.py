"""link: the shards of the whole dataset become the tables of a candidate release, out of core."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from tasks import durable
from tasks.link.duplicates import find_copies
from tasks.link.job import REPORT, LinkJob, LinkReport
from tasks.link.shards import batches, connect
from tasks.storage import conform, writer
from tasks.tables import (
    DOCUMENTS,
    ENTITIES,
    MENTIONS,
    QUANTITIES,
    REJECTS,
    SEGMENTS,
    SENTENCES,
    STATEMENTS,
    TABLES,
    TIMES,
    Table,
)

# Documents a file: about 60 MB of text. The number of files is a power of two, so that a growing dataset seldom moves
# documents from file to file and unchanged files can be shared with the release before.
PART_DOCUMENTS = 20_000
# Rows asked of DuckDB at once.
BATCH = 8_192


def link_dataset(job: LinkJob) -> LinkReport:
    """Write the candidate: every table, in parts, in order of its key. Raises OSError."""
    spill = job.folder.with_name(f".{job.folder.name}.spill")
    try:
        with durable.folder(job.folder) as folder, connect(spill, job.shards) as connection:
            find_copies(connection)
            parts = _parts(connection)
            rows = {table.name: _write(connection, table, folder / table.name, parts) for table in TABLES}
            report = LinkReport(
                rows,
                _counts(connection, "SELECT reason, count(*) FROM given_up GROUP BY reason ORDER BY reason"),
                _counts(connection, "SELECT duplicate_kind, count(*) FROM copies GROUP BY ALL ORDER BY ALL"),
            )
            durable.write(folder / REPORT, json.dumps(asdict(report), sort_keys=True).encode())
    finally:
        shutil.rmtree(spill, ignore_errors=True)
    return report


def _counts(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, int]:
    return {str(name): int(count) for name, count in connection.execute(query).fetchall()}


def _parts(connection: duckdb.DuckDBPyConnection) -> int:
    """How many files a table about documents has: a power of two."""
    row = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert row is not None
    needed = -(-int(row[0]) // PART_DOCUMENTS)
    return 1 << max(0, (needed - 1).bit_length())


def _query(table: Table, parts: int) -> str | None:
    """The rows of a table in order of its key, with the part each belongs to; None where no extractor fills it yet."""
    columns = ", ".join(
        "NULL AS story_id" if column.name == "story_id" else f'"{column.name}"' for column in table.columns
    )
    if table is REJECTS:
        return f"SELECT {columns}, 0 AS part FROM given_up ORDER BY ALL"
    # The first 16 bits of the id, scaled to the number of parts: parts are runs in order of id.
    by = "entity_id" if table is ENTITIES else "document_id"
    columns += f", (('0x' || {by}[1:4])::INTEGER * {parts}) >> 16 AS part"
    if table is DOCUMENTS:
        return (
            f"SELECT {columns} FROM drafts JOIN kept USING (document_id, shard) "
            "LEFT JOIN copies USING (document_id) ORDER BY document_id"
        )
    if table in (SEGMENTS, SENTENCES):
        return (
            f"SELECT {columns} FROM {table.name} JOIN kept USING (document_id, shard) ORDER BY {', '.join(table.key)}"
        )
    if table in (MENTIONS, QUANTITIES, TIMES, STATEMENTS):
        order = "cue_start, cue_end, statement_id" if table is STATEMENTS else '"start", "end"'
        return f"SELECT {columns} FROM {table.name} JOIN kept USING (document_id, shard) ORDER BY document_id, {order}"
    if table is ENTITIES:
        # An entity is named by its first mention and is of that document alone.
        named = "SELECT entity_id, shard FROM mentions JOIN kept USING (document_id, shard)"
        return f"SELECT {columns} FROM entities SEMI JOIN ({named}) USING (entity_id, shard) ORDER BY entity_id"
    return None


def _write(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path, parts: int) -> int:
    """Write all files of a table; returns its rows."""
    query = _query(table, parts)
    runs = groupby(_runs(batches(connection, query, BATCH)) if query else (), key=itemgetter(0))
    upcoming = next(runs, None)
    n_rows = 0
    for part in range(1 if query is None or table is REJECTS else parts):
        with writer(folder / f"part-{part:05d}.parquet", table) as out:
            if upcoming is not None and upcoming[0] == part:
                for _, batch in upcoming[1]:
                    out.write(conform(table, batch))
                upcoming = next(runs, None)
        n_rows += out.rows
    return n_rows


def _runs(whole: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Batches cut so that each piece is of one part."""
    for batch in whole:
        part = batch.column("part").to_numpy()
        edges = [0, *(np.flatnonzero(np.diff(part)) + 1).tolist(), len(part)]
        for begin, end in pairwise(edges):
            if begin < end:
                yield int(part[begin]), batch.slice(begin, end - begin)
