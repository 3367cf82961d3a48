"""The data dictionary, from the declarations: `python -m tasks.tables.dictionary README.md` writes it into a file."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa

from tasks.tables import TABLES, Column, Table

BEGIN, END = "<!-- dictionary: begin, written by `make dictionary` -->", "<!-- dictionary: end -->"
_NAMES = {
    pa.string(): "string",
    pa.int32(): "int32",
    pa.float64(): "float64",
    pa.bool_(): "bool",
    pa.date32(): "date",
    pa.timestamp("us", tz="UTC"): "timestamp (UTC)",
}


def render_dictionary() -> str:
    """All tables as Markdown: one heading and one list of columns each."""
    return "\n\n".join(_table(table) for table in TABLES) + "\n"


def _table(table: Table) -> str:
    key = f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
    head = f"### {table.name}\n\n{table.description}.{key}\n\n| column | type | what it is |\n|---|---|---|\n"
    return head + "\n".join(_row(table, column) for column in table.columns)


def _row(table: Table, column: Column) -> str:
    unit = f" [{column.unit}]" if column.unit else ""
    values = f". One of: {', '.join(f'`{value}`' for value in column.values)}" if column.values else ""
    to = next((one.table for one in table.references if one.columns == (column.name,)), None)
    target = f" → `{to}`" if to else ""
    return f"| `{column.name}` | {_type(column)} | {column.description}{unit}{values}{target} |"


def _type(column: Column) -> str:
    if column.values is not None:
        name = "string, closed set"
    elif column.is_list:
        inner = column.type.value_type
        name = "list of {start, end}" if pa.types.is_struct(inner) else f"list of {_NAMES[inner]}"
    else:
        name = _NAMES[column.type]
    return f"{name}, may be null" if column.nullable else name


def replace_dictionary(text: str) -> str:
    """The text with a current dictionary between its two marks. Raises ValueError if the marks are not there."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the text has no {BEGIN!r} ... {END!r}")
    return f"{before}{BEGIN}\n\n{render_dictionary()}\n{END}{after}"


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.write_text(replace_dictionary(file.read_text(encoding="utf-8")), encoding="utf-8")
