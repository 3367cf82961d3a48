"""A candidate that is right in everything: five documents, a reject, and rows in all thirteen tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.link.dataset import LinkJob, link_dataset
from tasks.storage import read_table, write_rows
from tasks.tables import TABLES, Table
from tasks.tables.claim_reports import ClaimReport
from tasks.tables.claims import Claim
from tasks.tables.column import Piece
from tasks.tables.documents import Document, Draft
from tasks.tables.entities import Entity
from tasks.tables.events import Event
from tasks.tables.mentions import Mention
from tasks.tables.quantities import Quantity
from tasks.tables.rejects import Reject
from tasks.tables.statements import Statement
from tasks.tables.stories import Story
from tasks.tables.times import Time
from tests.rows import Shard, draft

RECORDS = 6
BY_NAME = {table.name: table for table in TABLES}
Row = dict[str, Any]

# A sign outside the basic plane and a combining accent stand before the words that spans show.
BRIDGES = (
    "Minister opens forty bridges\n"
    "🌉 Minister Re\u0301ka Olm said on Friday that at least 40 bridges had opened.\n"
    "“We opened more than 30 of them,” she told the port council."
)
DENIAL = "Port council rejects the count\nThe council denied on 25 October that 12 to 15 bridges had opened at all."
QUIET = "Ferry timetable\nLast Friday nobody counted the ferries, about 9 by then, up to 7 of them blue, dozens red."
ALONE = "Ánother place 𝔘 entirely\nThe weather was fine in May 2024."


def at(document: Draft, words: str) -> tuple[int, int]:
    """The first span of these words."""
    start = document.text.index(words)
    return start, start + len(words)


def line(document: Draft, words: str) -> int:
    """The number of the line, and so of the sentence, that these words stand in."""
    return document.text[: document.text.index(words)].count("\n")


def make(folder: Path) -> Path:
    """Write the candidate below `folder` and say where."""
    first = draft(BRIDGES, "bridges", outlet="Port Gazette", day=25)
    copy = draft(BRIDGES, "copy", outlet="Night Courier", day=26)
    denial = draft(DENIAL, "denial", outlet="Council Wire", day=26)
    quiet = draft(QUIET, "quiet")
    alone = draft(ALONE, "alone", day=24)

    def number(document: Draft, words: str, comparator: Any, low: float | None, high: float | None) -> Quantity:
        start, end = at(document, words)
        return Quantity(
            f"number {document.external_id} {start}", document.document_id, line(document, words), start, end, words,
            comparator, low, high, "item", "bridges",
        )  # fmt: skip

    def time(document: Draft, words: str, value: str, days: tuple[date, date] | None, anchor: Any) -> Time:
        start, end = at(document, words)
        return Time(
            f"time {document.external_id} {start}", document.document_id, line(document, words), start, end, words,
            "date", value, None, days[0] if days else None, days[1] if days else None, anchor,
        )  # fmt: skip

    friday = date(2024, 10, 25)
    shards = [
        Shard(
            [first, denial],
            rejects=[Reject("broken.html", None, "clean", "no_article", "a page without an article")],
            quantities=[
                number(first, "at least 40", "at_least", 40.0, None),
                number(first, "more than 30", "more_than", 30.0, None),
                number(denial, "12 to 15", "between", 12.0, 15.0),
            ],
            times=[
                time(first, "Friday", "2024-10-25", (friday, friday), "published_at"),
                time(denial, "25 October", "2024-10-25", (friday, friday), "published_at"),
            ],
        ),
        Shard(
            [copy, quiet, alone],
            quantities=[
                number(quiet, "about 9", "about", 9.0, 9.0),
                number(quiet, "up to 7", "at_most", None, 7.0),
                number(quiet, "dozens", "vague", None, None),
            ],
            times=[
                time(quiet, "Last Friday", "XXXX-WXX-5", None, "none"),
                time(alone, "May 2024", "2024-05", (date(2024, 5, 1), date(2024, 5, 31)), "none"),
            ],
        ),
    ]
    work, candidate = folder / "work", folder / "candidate"
    link_dataset(LinkJob(tuple(shard.write(work, str(name)) for name, shard in enumerate(shards)), candidate))
    _fill(candidate, first, copy, denial, quiet, alone)
    return candidate


def _fill(candidate: Path, first: Draft, copy: Draft, denial: Draft, quiet: Draft, alone: Draft) -> None:
    """Rows in the tables that other stages fill."""

    def mention(document: Draft, words: str, entity: str, kind: Any, form: Any = "name") -> Mention:
        start, end = at(document, words)
        return Mention(
            f"mention {document.external_id} {start}", document.document_id, line(document, words), start, end, words,
            kind, form, entity,
        )  # fmt: skip

    put(candidate, "mentions", [
        mention(first, "Re\u0301ka Olm", "olm", "PERSON"),
        mention(first, "she", "olm", "PERSON", "pronoun"),
        mention(first, "port council", "council", "ORG", "nominal"),
        mention(denial, "council", "council", "ORG", "nominal"),
    ])  # fmt: skip
    put(candidate, "entities", [
        Entity("olm", "Re\u0301ka Olm", "PERSON", ["Olm"], "HUN", "Minister", 2, 1),
        Entity("council", "port council", "ORG", [], None, None, 2, 2),
    ])  # fmt: skip

    def statement(name: str, document: Draft, cue: str, source: str | None, content: list[str], **more: Any) -> Row:
        pieces = [Piece(*at(document, words)) for words in content]
        span = at(document, source) if source else (None, None)
        return {
            "statement_id": name, "document_id": document.document_id, "sentence_no": line(document, cue),
            "source_start": span[0], "source_end": span[1], "source_text": source, "source_entity_id": None,
            "source_kind": "named" if source else "unstated", "source_role": None,
            "cue_start": at(document, cue)[0], "cue_end": at(document, cue)[1], "cue_text": cue, "cue_lemma": cue,
            "act": "say", "content": pieces, "content_text": " ... ".join(content), "mode": "indirect",
            "certainty": "certain", "polarity": "positive", "medium": None, "said_at_time_id": None,
            "via_statement_id": None, **more,
        }  # fmt: skip

    opened = "at least 40 bridges had opened"
    put(candidate, "statements", [
        Statement(**statement("said", first, "said", "Minister Re\u0301ka Olm", ["that", opened],
                              source_entity_id="olm", said_at_time_id=f"time bridges {at(first, 'Friday')[0]}")),
        Statement(**statement("told", first, "told", "she", ["We opened more than 30 of them"], mode="direct",
                              source_entity_id="olm", via_statement_id="said")),
        Statement(**statement("denied", denial, "denied", None, ["12 to 15 bridges had opened at all"],
                              act="deny", polarity="negative")),
    ])  # fmt: skip

    def event(name: str, document: Draft, words: str, within: str, **more: Any) -> Event:
        start = document.text.index(words, document.text.index(within))
        fields: Row = {
            "actor_entity_ids": ["olm"], "target_entity_ids": [], "actor_text": None, "target_text": None,
            "place_entity_id": None, "time_id": None, "quantity_id": None, "factuality": "actual",
            "statement_id": None, **more,
        }  # fmt: skip
        return Event(
            name, document.document_id, line(document, within), start, start + len(words), words, "open", "OTHER",
            **fields,
        )  # fmt: skip

    put(candidate, "events", [
        event("opened", first, "opened", opened, statement_id="said", place_entity_id="council",
              time_id=f"time bridges {at(first, 'Friday')[0]}",
              quantity_id=f"number bridges {at(first, 'at least 40')[0]}"),
        event("opened again", first, "opened", "We opened", statement_id="told", target_entity_ids=["council", "olm"],
              quantity_id=f"number bridges {at(first, 'more than 30')[0]}"),
        event("not opened", denial, "opened", "had opened", statement_id="denied", factuality="denied",
              quantity_id=f"number denial {at(denial, '12 to 15')[0]}"),
        event("counted", quiet, "counted", "counted", actor_entity_ids=[], factuality="denied"),
    ])  # fmt: skip
    put(candidate, "stories", [
        Story("bridges", "Minister opens forty bridges", first.published_at, denial.published_at, 3, 3, 2, ["olm"]),
        Story("ferries", "Ferry timetable", None, None, 1, 1, 1, []),
        Story("weather", "The weather", alone.published_at, alone.published_at, 1, 1, 1, []),
    ])  # fmt: skip
    put(candidate, "claims", [
        Claim("bridges opened", "bridges", opened, "OTHER", ["olm"], ["council"], "council", 12.0, 40.0, "item",
              date(2024, 10, 25), date(2024, 10, 25), 3, 2, 2, 2, 2, "contested"),
        Claim("ferries counted", "ferries", "nobody counted the ferries", "OTHER", [], [], None, None, None, None,
              None, None, 1, 1, 1, 1, 1, "single"),
    ])  # fmt: skip
    put(candidate, "claim_reports", [
        ClaimReport("bridges opened", "opened", first.document_id, "said", "asserts", "yes"),
        ClaimReport("bridges opened", "opened again", first.document_id, "told", "asserts", "yes"),
        ClaimReport("bridges opened", "not opened", denial.document_id, "denied", "denies", "contradicts"),
        ClaimReport("ferries counted", "counted", quiet.document_id, None, "asserts", "yes"),
    ])  # fmt: skip
    story = {"bridges": "bridges", "copy": "bridges", "denial": "bridges", "quiet": "ferries", "alone": "weather"}
    rows = read_table(path_of(candidate, "documents")).to_pylist()
    put(candidate, "documents", [Document(**{**row, "story_id": story[row["external_id"]]}) for row in rows])


def path_of(candidate: Path, table: str) -> Path:
    """The one file of a table."""
    return candidate / table / "part-00000.parquet"


def put(candidate: Path, table: str, rows: list[Any]) -> None:
    """Write the rows of a table, as the pipeline does."""
    write_rows(path_of(candidate, table), BY_NAME[table], rows)


def change(candidate: Path, table: str, edit: Callable[[list[Row]], object]) -> None:
    """Edit the rows of a table and write them as they then are, with the declared schema as far as it admits them."""
    declared: Table = BY_NAME[table]
    rows = read_table(path_of(candidate, table)).to_pylist()
    edit(rows)
    whole = pa.Table.from_pylist(rows, schema=declared.schema)
    for at, column in enumerate(declared.columns):
        cells = [row[column.name] for row in rows]
        field = column.field()
        if any(cell is None for cell in cells):
            field = field.with_nullable(True)
        if column.is_list and any(None in _parts(element) for cell in cells for element in cell or []):
            field = field.with_type(_loose(column.type))
        whole = whole.set_column(at, field, pa.array(cells, field.type))
    write(candidate, table, whole)


def _parts(element: Any) -> list[Any]:
    """What of a list element can be null."""
    return list(element.values()) if isinstance(element, dict) else [element]


def _loose(kind: pa.DataType) -> pa.DataType:
    """A list type that admits nulls."""
    inner = kind.value_type
    if pa.types.is_struct(inner):
        inner = pa.struct([field.with_nullable(True) for field in inner])
    return pa.list_(pa.field("element", inner))


def write(candidate: Path, table: str, rows: pa.Table) -> None:
    """Write a table with whatever schema it has."""
    pq.write_table(rows, path_of(candidate, table), compression="zstd", write_page_checksum=True)
