"""Rules that derive from the declarations: keys, references, lists and days."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from expectations.rule import Rule, row_name
from tasks.tables import TABLES, Column, Reference, Table

_TABLES = {table.name: table for table in TABLES}


def _unique(table: Table) -> str:
    keys = ", ".join(table.key)
    return (
        f"SELECT concat_ws('/', {keys}) || ' is there ' || count(*) || ' times' "
        f"FROM {table.name} GROUP BY {keys} HAVING count(*) > 1"
    )


def _is_list(table: Table, reference: Reference) -> bool:
    return table.column(reference.columns[0]).is_list


def _referring(table: Table, reference: Reference) -> str:
    """SQL for the rows that refer: their name, their document where they have one, and what they refer to."""
    name = row_name(table, "holder")
    document = "holder.document_id" if any(column.name == "document_id" for column in table.columns) else "NULL"
    if _is_list(table, reference):
        return (
            f"SELECT {name} AS name, {document} AS document, unnest(holder.{reference.columns[0]}) AS to_1 "
            f"FROM {table.name} AS holder"
        )
    to = ", ".join(f"holder.{column} AS to_{at}" for at, column in enumerate(reference.columns, 1))
    return f"SELECT {name} AS name, {document} AS document, {to} FROM {table.name} AS holder"


def _target(reference: Reference) -> str:
    """SQL for when a row `target` is the one that `referring` refers to."""
    key = _TABLES[reference.table].key
    return " AND ".join(f"target.{column} = referring.to_{at}" for at, column in enumerate(key, 1))


def _label(reference: Reference) -> str:
    shown = "concat_ws('/', " + ", ".join(f"to_{at}" for at in range(1, len(reference.columns) + 1)) + ")"
    return f"name || ': {'+'.join(reference.columns)} -> ' || {shown}"


def _unresolved(table: Table, reference: Reference) -> str:
    given = " AND ".join(f"to_{at} IS NOT NULL" for at in range(1, len(reference.columns) + 1))
    return (
        f"SELECT {_label(reference)} FROM ({_referring(table, reference)}) AS referring "
        f"ANTI JOIN {reference.table} AS target ON {_target(reference)} WHERE {given}"
    )


def _elsewhere(table: Table, reference: Reference) -> str:
    return (
        f"SELECT {_label(reference)} FROM ({_referring(table, reference)}) AS referring "
        f"JOIN {reference.table} AS target ON {_target(reference)} "
        "WHERE target.document_id IS DISTINCT FROM referring.document"
    )


def _itself(table: Table, reference: Reference) -> str:
    return (
        f"SELECT {row_name(table, 'holder')} || ': {reference.columns[0]}' FROM {table.name} AS holder "
        f"WHERE {reference.columns[0]} = {table.key[0]}"
    )


def _repeated(table: Table, column: Column) -> str:
    return (
        f"SELECT {row_name(table, 'holder')} || ': {column.name}' FROM {table.name} AS holder "
        f"WHERE len({column.name}) > len(list_distinct({column.name})) + len({column.name}) - list_count({column.name})"
    )


def _holes(table: Table, column: Column) -> str:
    """A null in a list, or in a struct in a list."""
    places = [column.name]
    if pa.types.is_struct(column.type.value_type):
        places = [f"""list_transform({column.name}, lambda one: one."{f.name}")""" for f in column.type.value_type]
    holes = " OR ".join(f"list_count({place}) < len({column.name})" for place in places)
    return f"SELECT {row_name(table, 'holder')} || ': {column.name}' FROM {table.name} AS holder WHERE {holes}"


def _days(table: Table, column: Column) -> str:
    day = f"""holder."{column.name}" """
    return (
        f"SELECT {row_name(table, 'holder')} || ': {column.name} ' || {day}::VARCHAR FROM {table.name} AS holder "
        f"WHERE {day} < '0001-01-01' OR {day} >= '10000-01-01'"
    )


def _gather(queries: Iterator[tuple[Table, str]]) -> dict[str, str]:
    """One query a table."""
    gathered: dict[str, list[str]] = {}
    for table, query in queries:
        gathered.setdefault(table.name, []).append(query)
    return {name: "\nUNION ALL ".join(parts) for name, parts in gathered.items()}


UNIQUE = Rule(
    "a key is there once",
    "A join on the key would otherwise double rows, and sums with them.",
    _gather((table, _unique(table)) for table in TABLES if table.key),
)
RESOLVE = Rule(
    "a reference is a key of the table it names",
    "A reference to nothing loses rows in every join.",
    _gather((table, _unresolved(table, reference)) for table in TABLES for reference in table.references),
)
SAME_DOCUMENT = Rule(
    "rows about words refer to rows of their own document",
    "Who said something, when and how many must stand in the same article as what was said.",
    _gather((table, _elsewhere(table, one)) for table in TABLES for one in table.references if one.same_document),
)
NOT_ITSELF = Rule(
    "a row does not refer to itself",
    "Whoever follows such a reference never arrives.",
    _gather((table, _itself(table, one)) for table in TABLES for one in table.references if one.table == table.name),
)
DISTINCT = Rule(
    "the ids in a list are distinct",
    "An id that is listed twice counts twice where lists are unnested.",
    _gather(
        (table, _repeated(table, table.column(one.columns[0])))
        for table in TABLES
        for one in table.references
        if _is_list(table, one)
    ),
)
NO_HOLES = Rule(
    "a list holds no null",
    "The elements of lists are declared without null.",
    _gather((table, _holes(table, column)) for table in TABLES for column in table.columns if column.is_list),
)
DAYS = Rule(
    "days and times lie in the years 1 to 9999",
    "Python, and so pandas with objects, cannot hold any other.",
    _gather(
        (table, _days(table, column))
        for table in TABLES
        for column in table.columns
        if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type)
    ),
)

RULES = (UNIQUE, RESOLVE, SAME_DOCUMENT, NOT_ITSELF, DISTINCT, NO_HOLES, DAYS)
