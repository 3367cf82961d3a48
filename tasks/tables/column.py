"""How a table is declared: a dataclass for its rows, a description and a unit on each field.

The Parquet schema, the basic expectations and the data dictionary all derive from that one declaration.
"""

from __future__ import annotations

import types
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Doc:
    """What a column means: the second half of its annotation."""

    description: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of `documents.text`: Unicode code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its Arrow type, whether it may be null, and its closed set of values if it has one."""

    name: str
    type: pa.DataType
    nullable: bool
    description: str
    unit: str | None
    values: tuple[str, ...] | None

    @property
    def is_list(self) -> bool:
        """Whether a cell holds a list."""
        return bool(pa.types.is_list(self.type))

    def field(self) -> pa.Field:
        """The Arrow field; description and unit travel in its metadata."""
        metadata = {"description": self.description} | ({"unit": self.unit} if self.unit else {})
        return pa.field(self.name, self.type, nullable=self.nullable, metadata=metadata)


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns whose value must be a key of another table; `same_document` if both rows must be of one document."""

    columns: tuple[str, ...]
    table: str
    same_document: bool = False


@dataclass(frozen=True)
class Table:
    """One table of a release: its rows, its key and what it refers to."""

    name: str
    description: str
    row: type
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in declared order."""
        hints = get_type_hints(self.row, include_extras=True)
        return tuple(_column(field.name, hints[field.name]) for field in fields(self.row))

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema that every file of the table has."""
        return pa.schema([column.field() for column in self.columns], metadata={"description": self.description})

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")


_PLAIN: dict[object, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.binary(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
    Piece: pa.struct([pa.field("start", pa.int32(), nullable=False), pa.field("end", pa.int32(), nullable=False)]),
}


def _column(name: str, annotation: Any) -> Column:
    if get_origin(annotation) is not Annotated:
        raise TypeError(f"the column {name} has no Doc")
    kind, doc = get_args(annotation)
    nullable = False
    if get_origin(kind) in (Union, types.UnionType):
        kind, nothing = get_args(kind)
        if nothing is not type(None):
            raise TypeError(f"the column {name} is a union of more than one type and None")
        nullable = True
    values: tuple[str, ...] | None = None
    if get_origin(kind) is Literal:
        values = get_args(kind)
        arrow = pa.dictionary(pa.int8(), pa.string())
    elif get_origin(kind) is list:
        arrow = pa.list_(pa.field("element", _PLAIN[get_args(kind)[0]], nullable=False))
    else:
        arrow = _PLAIN[kind]
    return Column(name, arrow, nullable, doc.description, doc.unit, values)
