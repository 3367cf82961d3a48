"""DuckDB over Parquet files: the one way to open it, and to name a file to it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

# What DuckDB may hold before it spills to disk: enough for tens of thousands of documents in memory, little enough for
# a laptop that does other things too.
MEMORY = "512MB"


@contextlib.contextmanager
def connect(spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a database in memory that spills into a folder. Raises OSError, duckdb.OperationalError."""
    spill.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(
        config={"memory_limit": MEMORY, "temp_directory": str(spill), "threads": 2, "preserve_insertion_order": False}
    )
    try:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()


def literal(path: Path) -> str:
    """A path as SQL text in which the signs of DuckDB's globs stand for themselves."""
    plain = "".join(f"[{sign}]" if sign in "[*?" else sign for sign in str(path))
    return "'" + plain.replace("'", "''") + "'"
