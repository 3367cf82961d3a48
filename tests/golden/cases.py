"""What the golden cases are, what is shown of the rows they become, and how it is written down.

A case is a folder: `input/` is built like any INPUT, `expected/<table>.json` has the rows of one table, one a line, in
the order of the text. Rows about words name their document by its `external_id`, so that a changed word changes the
lines that show it, and not every line that holds the hash of its document.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tasks.storage import read_table
from tasks.tables import TABLES, Table
from tests.faults import Passing
from tests.inline import build_inline

FOLDER = Path(__file__).parent
# Tables in the order in which a reader wants them, with the columns that are left out: `text` is in segments and
# sentences, hashes of it change with it, offsets follow from the words, and what rests on a key of its own is not here.
LEFT_OUT: dict[str, frozenset[str]] = {
    "documents": frozenset({"collection", "origin", "text", "content_sha256", "retrieved_at", "story_id"}),
    "segments": frozenset({"document_id"}),
    "sentences": frozenset({"document_id"}),
    "statements": frozenset(
        {"document_id", "statement_id", "source_start", "source_end", "cue_start", "cue_end", "content"}
    ),
    "mentions": frozenset({"document_id", "mention_id", "start", "end"}),
    "quantities": frozenset({"document_id", "quantity_id", "start", "end"}),
    "times": frozenset({"document_id", "time_id", "start", "end"}),
    "rejects": frozenset({"external_id"}),
}
# Columns that are shown by the words of the row they point to: the name of an entity, the cue of a statement.
TOLD_BY = {
    "entity_id": ("entities", "entity_id", "name"),
    "source_entity_id": ("entities", "entity_id", "name"),
    "via_statement_id": ("statements", "statement_id", "cue_text"),
    "said_at_time_id": ("times", "time_id", "text"),
}
Row = dict[str, Any]


def find_cases() -> list[str]:
    """The names of all cases."""
    return sorted(path.parent.name for path in FOLDER.glob("*/input"))


def build_case(name: str, out: Path) -> dict[str, str]:
    """The expected files of a case as they would be written now, by table; without tables that have no rows."""
    published = build_inline(FOLDER / name / "input", out, Passing()).published
    assert published is not None
    held = {table.name: list(_rows(table, published.release)) for table in TABLES if table.name in LEFT_OUT}
    names = {row["document_id"]: row["external_id"] for row in held["documents"]}
    texts = {row["document_id"]: row["text"] for row in held["documents"]}
    told = {
        column: {row[key]: row[shown] for one in TABLES if one.name == table for row in _rows(one, published.release)}
        for column, (table, key, shown) in TOLD_BY.items()
    }
    return {
        table: render(
            _told(_shown(table, row, names, texts), told) for row in sorted(rows, key=lambda row: _place(row, names))
        )
        for table, rows in held.items()
        if rows
    }


def read_expected(name: str) -> dict[str, str]:
    """The expected files of a case, by table."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((FOLDER / name / "expected").glob("*.json"))}


def write_expected(name: str, tables: Mapping[str, str]) -> None:
    """Write the expected files of a case, and remove those of tables without rows."""
    folder = FOLDER / name / "expected"
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.json"):
        if path.stem not in tables:
            path.unlink()
    for table, content in tables.items():
        (folder / f"{table}.json").write_text(content, encoding="utf-8")


def render(rows: Iterator[Row]) -> str:
    """Rows as a JSON list, one a line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, default=_spell) for row in rows)
    return f"[\n{lines}\n]\n"


def _rows(table: Table, release: Path) -> Iterator[Row]:
    for path in sorted((release / table.name).glob("*.parquet")):
        yield from read_table(path).to_pylist()


def _place(row: Row, names: Mapping[str, str]) -> tuple[str, int, int, str]:
    """Where a row belongs: by its document's name, then where it stands in the text."""
    name = names.get(row.get("document_id", ""), "")
    start, end = (row.get(edge, row.get(f"cue_{edge}", 0)) for edge in ("start", "end"))
    return name, start, end, row.get("origin", "")


def _shown(table: str, row: Row, names: Mapping[str, str], texts: Mapping[str, str]) -> Row:
    """A row as it is written down: nulls are left out, spans are spelled."""
    shown = {} if table in ("documents", "rejects") else {"document": names[row["document_id"]]}
    shown |= {key: value for key, value in row.items() if key not in LEFT_OUT[table] and value is not None}
    if table in ("segments", "sentences"):
        shown["text"] = texts[row["document_id"]][row["start"] : row["end"]]
    if table == "documents":
        shown |= {"duplicate_of": names[row["duplicate_of"]]} if row["duplicate_of"] else {}
    return shown


def _told(row: Row, told: Mapping[str, Mapping[str, str]]) -> Row:
    """A row with the words that its references stand for, without `_id` in the name of the column."""
    return {
        key.removesuffix("_id") if key in told else key: told[key][value] if key in told else value
        for key, value in row.items()
    }


def _spell(value: object) -> str:
    """Days as `2024-10-27`, moments with the offset of UTC."""
    assert isinstance(value, date | datetime)
    return value.isoformat()


for _table in TABLES:  # a column that is renamed must not creep in by the back door
    assert LEFT_OUT.get(_table.name, frozenset()) <= {field.name for field in fields(_table.row)}
