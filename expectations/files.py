"""Rules about the files of a candidate; where one is broken, others that fail are often its consequences."""

from __future__ import annotations

from expectations.rule import RELEASE, Rule
from tasks.tables import TABLES

_ALL = tuple(table.name for table in TABLES)

PRESENT = Rule(
    "the table has a file",
    "All thirteen tables are in every release, so that a query for one never fails.",
    read=_ALL,
)
READABLE = Rule(
    "every page can be read and has its checksum",
    "A flipped bit is otherwise read as data, silently.",
    read=_ALL,
)
SCHEMA = Rule(
    "columns, types and descriptions are as declared",
    "Readers of yesterday's release must be able to read today's.",
    read=_ALL,
)
EXPECTED = Rule(
    "nothing undeclared lies in the candidate",
    "What is published is what was checked; a file that nobody declared was not.",
    read=(RELEASE,),
)

RULES = (PRESENT, READABLE, SCHEMA, EXPECTED)
