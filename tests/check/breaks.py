"""One way to break each rule in the good candidate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from expectations import claim_reports, claims, documents, entities, events, keys, quantities, rejects, stories, times
from expectations import words as spans
from tasks.tables import TABLES, Table
from tests.check.example import DENIAL, Row, change


@dataclass(frozen=True)
class Break:
    """What is done to the rows of a table, and the rule that then fails for a table."""

    table: str
    rule: str
    edit: Callable[[list[Row]], object]
    edited: str = ""  # where another table is edited
    shows: str = ""  # stands in an example

    def apply(self, candidate: Path) -> None:
        change(candidate, self.edited or self.table, self.edit)

    def __str__(self) -> str:
        return f"{self.table}: {self.rule}{f' ({self.shows})' if self.shows else ''}"


def one(column: str, equals: Any, **cells: Any) -> Callable[[list[Row]], None]:
    """Set cells of the one row whose column has that value."""

    def edit(rows: list[Row]) -> None:
        [row] = [row for row in rows if row[column] == equals]
        row.update(cells)

    return edit


def cell(column: str, value: Any, row: int = 0) -> Callable[[list[Row]], None]:
    """Set one cell of the row at a place."""

    def edit(rows: list[Row]) -> None:
        rows[row][column] = value

    return edit


def _reference_breaks() -> Iterator[Break]:
    for table in TABLES:
        for reference in table.references:
            column = reference.columns[-1]
            yield Break(
                table.name, keys.RESOLVE.name, _set(table, column, _nobody), shows=f"{'+'.join(reference.columns)} ->"
            )
            if reference.same_document:
                yield Break(table.name, keys.SAME_DOCUMENT.name, _ELSEWHERE[table.name, column], shows=column)
            if reference.table == table.name:
                yield Break(table.name, keys.NOT_ITSELF.name, _itself(table, column), shows=column)
            if table.column(column).is_list:
                yield Break(table.name, keys.DISTINCT.name, _set(table, column, lambda _: ["olm", "olm"]), shows=column)
        for declared in table.columns:
            if declared.is_list:
                yield Break(table.name, keys.NO_HOLES.name, _set(table, declared.name, _hole), shows=declared.name)


def _nobody(old: Any) -> Any:
    """A value that is no key."""
    return ["nobody"] if isinstance(old, list) else 9_999 if isinstance(old, int) else "nobody"


def _hole(old: Any) -> Any:
    return [{"start": None, "end": 5}] if old and isinstance(old[0], dict) else [None]


def _set(table: Table, column: str, value: Callable[[Any], Any]) -> Callable[[list[Row]], None]:
    """Give a cell of the last row that has something there another value."""

    def edit(rows: list[Row]) -> None:
        [*_, row] = [row for row in rows if row[column] not in (None, [])] or rows
        row[column] = value(row[column])

    return edit


def _itself(table: Table, column: str) -> Callable[[list[Row]], None]:
    def edit(rows: list[Row]) -> None:
        rows[-1][column] = rows[-1][table.key[0]]

    return edit


# What refers to a row of the other document, by table and column.
_ELSEWHERE: dict[tuple[str, str], Callable[[list[Row]], None]] = {
    ("statements", "said_at_time_id"): one(
        "statement_id", "said", said_at_time_id=f"time denial {DENIAL.index('25 October')}"
    ),
    ("statements", "via_statement_id"): one("statement_id", "told", via_statement_id="denied"),
    ("events", "time_id"): one("event_id", "opened", time_id=f"time denial {DENIAL.index('25 October')}"),
    ("events", "quantity_id"): one("event_id", "counted", quantity_id=f"number denial {DENIAL.index('12 to 15')}"),
    ("events", "statement_id"): one("event_id", "counted", statement_id="said"),
    ("claim_reports", "event_id"): one("event_id", "counted", event_id="not opened"),
    ("claim_reports", "statement_id"): one("event_id", "counted", statement_id="said"),
}


def twice(rows: list[Row]) -> None:
    rows.append(dict(rows[0]))


def drop_last(rows: list[Row]) -> None:
    rows.pop()


def grow(column: str, by: int, row: int = 0) -> Callable[[list[Row]], None]:
    """Add to a number."""

    def edit(rows: list[Row]) -> None:
        rows[row][column] += by

    return edit


def swap_spans(rows: list[Row]) -> None:
    """The first two rows of a document change places, and keep their numbers."""
    first, second = rows[0], rows[1]
    for column in ("start", "end"):
        first[column], second[column] = second[column], first[column]


def glue_lines(rows: list[Row]) -> None:
    rows[0]["end"] = rows[1]["end"]


def trim(rows: list[Row]) -> None:
    """Leave a word out at the end of the last row."""
    rows[-1]["end"] -= 4


def part_in_two(rows: list[Row]) -> None:
    """Pieces of a content in the wrong order."""
    [row] = [row for row in rows if row["statement_id"] == "said"]
    row["content"] = row["content"][::-1]
    row["content_text"] = " ... ".join(row["content_text"].split(" ... ")[::-1])


def push_outside(rows: list[Row]) -> None:
    """The cue ends after its sentence."""
    rows[0]["cue_end"] = rows[0]["cue_end"] + 100


def chain(rows: list[Row]) -> None:
    """What another document is a copy of becomes a copy itself."""
    [original] = [row for row in rows if row["external_id"] == "bridges"]
    [other] = [row for row in rows if row["external_id"] == "quiet"]
    original.update(duplicate_of=other["document_id"], duplicate_kind="near")


def ahead(rows: list[Row]) -> None:
    rows[0]["retrieved_at"] = datetime(2024, 10, 20, tzinfo=UTC)


def undate(rows: list[Row]) -> None:
    for row in rows:
        row.update(published_at=None, published_at_source="none")


# Days after 1970 of a day in the year 12000 or so; Python has no date for it.
FAR = 3_700_000

BREAKS: list[Break] = [
    *_reference_breaks(),
    *(Break(table.name, keys.UNIQUE.name, twice) for table in TABLES if table.key),
    Break("documents", "text is not empty", cell("text", "")),
    Break("documents", "language is an ISO 639-1 code", cell("language", "eng"), shows="'eng'"),
    Break("documents", "language is an ISO 639-1 code", cell("language", "en\n"), shows="'en\\n'"),
    Break("documents", "content_sha256 is 64 hexadecimal digits", cell("content_sha256", "A" * 64)),
    Break("documents", "origin is not an absolute path", cell("origin", "/home/ann/news.jsonl#7"), shows="/home"),
    Break("rejects", "origin is not an absolute path", cell("origin", "/home/ann/news.jsonl#7"), shows="/home"),
    Break("documents", "published_at is null where its source is none",
          one("external_id", "alone", published_at_source="none")),
    Break("documents", "published_at is set where it has a source",
          one("external_id", "quiet", published_at_source="url")),
    Break("documents", "duplicate_of has a duplicate_kind", one("external_id", "copy", duplicate_kind=None)),
    Break("documents", "duplicate_kind has a duplicate_of", one("external_id", "alone", duplicate_kind="exact")),
    Break("documents", documents.NO_CHAIN.name, chain),
    Break("documents", documents.IN_STORY.name, one("external_id", "alone", story_id=None)),
    Break("documents", spans.HASHED.name, cell("content_sha256", "0" * 64), shows="0" * 64),
    Break("documents", spans.COUNTED.name, cell("n_words", 1)),
    *(Break(table, spans.IN_TEXT.name, cell("end", 9_999, -1), shows="9999")
      for table in ("segments", "sentences", "mentions", "quantities", "times", "events")),
    Break("mentions", spans.IN_TEXT.name, cell("start", -1)),
    Break("quantities", spans.IN_TEXT.name, lambda rows: rows[0].update(end=rows[0]["start"])),
    Break("statements", spans.IN_TEXT.name, cell("cue_end", 9_999), shows="cue"),
    Break("statements", spans.IN_TEXT.name, cell("source_end", 9_999), shows="source"),
    Break("statements", spans.IN_TEXT.name, cell("content", [{"start": 7, "end": 7}]), shows="content"),
    *(Break(table, spans.SHOWN.name, cell("text", "other"), shows="'other'")
      for table in ("mentions", "quantities", "times", "events")),
    Break("statements", spans.SHOWN.name, cell("cue_text", "other"), shows="cue"),
    Break("statements", spans.SHOWN.name, cell("source_text", "other"), shows="source"),
    Break("statements", spans.SHOWN.name, cell("content_text", "other"), shows="content"),
    Break("segments", spans.IN_ORDER.name, swap_spans),
    Break("sentences", spans.IN_ORDER.name, swap_spans),
    Break("statements", spans.IN_ORDER.name, part_in_two),
    *(Break(table, spans.COMPLETE.name, edit) for table in ("segments", "sentences") for edit in (trim, drop_last)),
    *(Break(table, spans.COMPLETE.name, list.clear, shows=f"no {table}") for table in ("segments", "sentences")),
    Break("segments", spans.ONE_LINE.name, glue_lines),
    *(Break(table, spans.IN_SENTENCE.name, grow("sentence_no", -1, 0))
      for table in ("mentions", "quantities", "times", "events")),
    Break("statements", spans.IN_SENTENCE.name, push_outside, shows="cue"),
    Break("sentences", spans.IN_SEGMENT.name, lambda rows: rows[1].update(segment_no=0)),
    Break("statements", spans.QUOTED.name, one("statement_id", "denied", mode="mixed")),
    Break("entities", "country is an ISO 3166-1 alpha-3 code", cell("country", "HU"), shows="'HU'"),
    Break("entities", entities.COUNTS.name, grow("n_mentions", 1)),
    Break("entities", entities.COUNTS.name, grow("n_documents", 1)),
    Break("quantities", "exact, about: low = high, both set", one("comparator", "about", high=10.0)),
    Break("quantities", "exact, about: low = high, both set", one("comparator", "about", low=None), shows="low = null"),
    Break("quantities", "exact, about: low = high, both set", one("comparator", "vague", comparator="exact")),
    Break("quantities", "at_least, more_than: low is set", one("comparator", "at_least", low=None)),
    Break("quantities", "at_least, more_than: high is null", one("comparator", "more_than", high=99.0)),
    Break("quantities", "at_most, less_than: high is set", one("comparator", "at_most", high=None)),
    Break("quantities", "at_most, less_than: low is null", one("comparator", "at_most", low=0.0)),
    Break("quantities", "between: low <= high, both set", one("comparator", "between", low=None)),
    Break("quantities", "between: low <= high, both set", one("comparator", "between", low=15.5)),
    Break("quantities", quantities.FINITE.name, cell("low", float("nan"))),
    Break("quantities", quantities.FINITE.name, cell("high", float("inf")), shows="inf"),
    Break("claims", quantities.FINITE.name, cell("high", float("-inf"))),
    Break("quantities", quantities.RANGES.name, one("comparator", "vague", low=3000.0, high=2000.0)),
    Break("claims", quantities.RANGES.name, cell("low", 1000.0)),
    Break("times", times.UNKNOWN.name, one("text", "Last Friday", latest=date(2024, 10, 25), anchor="document")),
    Break("times", times.UNANCHORED.name, one("text", "May 2024", value="2024-XX")),
    Break("times", times.DAY.name, one("text", "Friday", value="2024-10-24")),
    Break("times", times.DAY.name, one("text", "25 October", latest=None), shows="null"),
    Break("times", times.MONTH.name, one("text", "May 2024", latest=date(2024, 6, 1))),
    Break("times", times.ORDER.name, one("text", "May 2024", earliest=date(2024, 6, 1))),
    Break("claims", times.ORDER.name, cell("earliest", date(2025, 1, 1))),
    Break("times", times.ANCHORED.name, one("text", "Last Friday", anchor="published_at")),
    *(Break(table, keys.DAYS.name, cell(column, FAR), shows=column)
      for table in ("times", "claims") for column in ("earliest", "latest")),
    *(Break(table, keys.DAYS.name, cell(column, FAR * 86_400_000_000), shows=column)
      for table, column in (("documents", "retrieved_at"), ("documents", "published_at"),
                            ("stories", "first_published_at"), ("stories", "last_published_at"))),
    Break("statements", "content is not empty", cell("content", []), shows="length of content = 0"),
    Break("statements", "an unstated source has no span", one("statement_id", "said", source_kind="unstated")),
    Break("statements", "a stated source has a span", one("statement_id", "denied", source_kind="named")),
    Break("statements", "source_start and source_end are null together",
          one("statement_id", "denied", source_end=5)),
    Break("statements", "source_start and source_end are set together", one("statement_id", "said", source_end=None)),
    Break("statements", "source_start and source_text are null together",
          one("statement_id", "denied", source_text="they")),
    Break("statements", "source_start and source_text are set together",
          one("statement_id", "said", source_text=None)),
    Break("events", events.VOICE.name, one("event_id", "opened", statement_id=None)),
    Break("events", events.INNERMOST.name, one("event_id", "opened", statement_id="told")),
    Break("events", events.INNERMOST.name, one("event_id", "counted", statement_id="said")),
    Break("stories", stories.COVERED.name, one("external_id", "alone", story_id="ferries"), edited="documents"),
    Break("stories", stories.COUNTS.name, grow("n_documents", 1)),
    Break("stories", stories.COUNTS.name, one("external_id", "quiet", story_id="weather"), edited="documents"),
    Break("stories", stories.COUNTS.name, one("external_id", "copy", outlet=None, story_id="weather"),
          edited="documents", shows="n_outlets 1, but 2 and 2"),
    Break("stories", stories.INDEPENDENT.name, cell("n_independent", 0)),
    Break("stories", stories.INDEPENDENT.name, cell("n_independent", 4)),
    Break("stories", stories.ORDER.name, cell("first_published_at", datetime(2030, 1, 1, tzinfo=UTC))),
    Break("claims", claims.REPORTED.name, drop_last, edited="claim_reports"),
    Break("claims", claims.VERBATIM.name, cell("text", "forty bridges did open")),
    *(Break("claims", claims.COUNTS.name, grow(column, 1)) for column in ("n_reports", "n_documents", "n_outlets")),
    Break("claims", claims.INDEPENDENT.name, cell("n_independent", 0)),
    Break("claims", claims.INDEPENDENT.name, cell("n_independent", 3)),
    *(Break("claims", claims.STATUS.name, cell("status", "contested" if row else status, row))
      for row, status in ((0, "single"), (0, "corroborated"), (1, ""))),
    Break("claims", claims.STATUS.name, one("event_id", "not opened", stance="asserts", agrees="yes"),
          edited="claim_reports", shows="contested, not corroborated"),
    Break("claims", claims.ENVELOPE.name, cell("high", 39.0), shows="40"),
    Break("claims", claims.ENVELOPE.name, lambda rows: rows[0].update(low=None, high=None), shows="null to null"),
    Break("claim_reports", claim_reports.SAME_VOICE.name, one("event_id", "opened", statement_id="told")),
    Break("rejects", "stage is fetch, clean, extract or link", cell("stage", "publish"), shows="'publish'"),
    Break("release", rejects.NOTHING_LOST.name, drop_last, edited="rejects", shows="5 documents and 0 rejects"),
    Break("release", rejects.NOTHING_LOST.name, twice, edited="rejects"),
]  # fmt: skip

WARNINGS: list[Break] = [
    Break("documents", documents.NOT_AHEAD.name, ahead),
    Break("documents", documents.DATED.name, undate, shows="5 of 5"),
    Break("rejects", rejects.FEW.name, twice, shows="2 of 6"),
]
