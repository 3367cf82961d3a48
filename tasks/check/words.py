"""The texts of a candidate beside the rows about them: every row shows its words, and no word is left out.

Documents are read in blocks of ids, with the rows of each, so that memory stays flat. Python strings are indexed by
code point in constant time; in SQL each offset into a long text would walk through all of it.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from expectations import words as rules
from tasks.check.findings import Findings
from tasks.tables import EVENTS, MENTIONS, QUANTITIES, SEGMENTS, SENTENCES, TIMES, Table

# A block ends at so many documents or bytes of text, whichever comes first.
BLOCK_DOCUMENTS, BLOCK_BYTES = 2_000, 16_000_000
# Characters of an example around what is wrong.
SHOWN = 60

# In documents of more words than the first, a sentence of more words than the second may hold no end of another.
LONG_DOCUMENT, LONG_SENTENCE = 200, 150
_WORD = re.compile(r"\w+")  # Kyiv's = Kyiv, s
# "... it ended. The mayor", not "Mr. Smith", "U.S. Army". Runs are capped: no text of ours has longer ones.
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bLt)(?<!\bNo)(?<!\bMrs)(?<!\bGen)(?<!\bSen)(?<!\bRep)"
    r"(?<!\bGov)(?<!\bCol)(?<!\bSgt)(?<!\bCapt)(?<!\bProf)[.!?][\"'’”)\]]{0,8} {1,8}[\"'‘“(\[]{0,8}[A-Z]"
)
# “ » 「 " or an apostrophe that is not inside a word.
_QUOTATION_MARK = re.compile(r"[\"“-‟«»‹›「-』＂]|(?<!\w)['‘‛]|['’](?!\w)|``|''")
# A closing mark may follow a full stop or a comma that the content leaves out.
_AROUND = 3


@dataclass
class _Block:
    """The texts of a block of documents, and what is known of them."""

    low: str
    high: str
    texts: dict[str, str] = field(default_factory=dict)
    n_words: dict[str, int] = field(default_factory=dict)
    quoted: defaultdict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))


def read_words(connection: duckdb.DuckDBPyConnection, findings: Findings) -> None:
    """Note every row that breaks a rule about words."""
    for low, high in _bounds(connection):
        block = _Block(low, high)
        _read_documents(connection, block, findings)
        _walk(SEGMENTS, "segment_no", connection, block, findings)
        _walk(SENTENCES, "sentence_no", connection, block, findings)
        for table in (MENTIONS, QUANTITIES, TIMES, EVENTS):
            _read_spans(table, connection, block, findings)
        _read_statements(connection, block, findings)


def _bounds(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """The first and the last id of each block. Ids stand in one order in Python and in DuckDB: that of their bytes."""
    sizes = connection.cursor().execute(
        "SELECT document_id, coalesce(strlen(text), 0) AS size FROM documents "
        "WHERE document_id IS NOT NULL ORDER BY document_id"
    )
    low: str | None = None
    high, n_documents, n_bytes = "", 0, 0
    while rows := sizes.fetchmany(BLOCK_DOCUMENTS):
        for document_id, size in rows:
            # Rows with one id stay together: the key may be there twice.
            if low is not None and high != document_id and (n_documents >= BLOCK_DOCUMENTS or n_bytes >= BLOCK_BYTES):
                yield low, high
                low = None
            if low is None:
                low, n_documents, n_bytes = document_id, 0, 0
            high, n_documents, n_bytes = document_id, n_documents + 1, n_bytes + size
    if low is not None:
        yield low, high


def _rows(
    connection: duckdb.DuckDBPyConnection, block: _Block, columns: str, source: str, order: str = ""
) -> Iterable[tuple[Any, ...]]:
    """Some columns of the rows of a block."""
    query = f"SELECT {columns} FROM {source} WHERE document_id BETWEEN ? AND ? {order}"
    relation = connection.sql(query, params=[block.low, block.high])
    assert relation is not None
    arrow = relation.to_arrow_table()
    return zip(*(column.to_pylist() for column in arrow.columns), strict=True)


def _read_documents(connection: duckdb.DuckDBPyConnection, block: _Block, findings: Findings) -> None:
    for document_id, text, n_words, digest in _rows(
        connection, block, "document_id, text, n_words, content_sha256", "documents"
    ):
        if text is None:
            continue
        block.texts[document_id] = text
        block.n_words[document_id] = counted = sum(1 for _ in _WORD.finditer(text))
        if n_words != counted:
            findings.add(rules.COUNTED.name, "documents", f"{document_id}: {n_words}, but there are {counted}")
        if digest != hashlib.sha256(text.encode()).hexdigest():
            findings.add(rules.HASHED.name, "documents", f"{document_id}: {digest}")


def _walk(table: Table, number: str, connection: duckdb.DuckDBPyConnection, block: _Block, findings: Findings) -> None:
    """Go through the segments or the sentences of each document by number."""
    columns = f'document_id, {number}, "start", "end", {"role" if table is SEGMENTS else "NULL"}'
    rows = _rows(connection, block, columns, table.name, f"ORDER BY document_id, {number}")
    missing = dict(block.texts)
    for document_id, group in groupby(rows, key=itemgetter(0)):
        text = missing.pop(document_id, None)
        if text is None:
            continue
        last = 0
        left_out = ""
        for _, no, start, end, role in group:
            name = f"{document_id}/{no}"
            if start is None or end is None or not 0 <= start < end <= len(text):
                findings.add(rules.IN_TEXT.name, table.name, f"{name}: {start} to {end} of {len(text)}")
                continue
            if start < last:
                findings.add(rules.IN_ORDER.name, table.name, f"{name}: begins at {start}, before {last}")
            left_out = left_out or text[last:start].strip()
            last = max(last, end)
            if table is SEGMENTS:
                if text.find("\n", start, end) >= 0:
                    findings.add(rules.ONE_LINE.name, table.name, f"{name}: {text[start : start + SHOWN]!r}")
                if role == "quotation":
                    block.quoted[document_id].append((start, end))
            elif block.n_words[document_id] > LONG_DOCUMENT:
                _measure(name, text, start, end, findings)
        left_out = left_out or text[last:].strip()
        if left_out:
            findings.add(rules.COMPLETE.name, table.name, f"{document_id}: {left_out[:SHOWN]!r}")
    for document_id, text in missing.items():
        if text.strip():
            findings.add(rules.COMPLETE.name, table.name, f"{document_id}: it has no {table.name}")


def _measure(name: str, text: str, start: int, end: int, findings: Findings) -> None:
    """Note a long sentence in which another one ends."""
    # So many words take at least a letter and a space each.
    if end - start <= 2 * LONG_SENTENCE:
        return
    n_words = sum(1 for _ in _WORD.finditer(text, start, end))
    if n_words > LONG_SENTENCE and (found := _SENTENCE_END.search(text, start, end)):
        around = text[max(start, found.start() - SHOWN // 2) : found.end() + SHOWN // 2]
        findings.add(rules.SHORT.name, "sentences", f"{name}: {n_words} words, {around!r}")


def _show(place: str, name: str, text: str, span: Sequence[Any], findings: Findings) -> None:
    """Note a span (start, end, words) outside the text, or with other words than the text has there."""
    start, end, said = span
    if start is None or end is None or not 0 <= start < end <= len(text):
        findings.add(rules.IN_TEXT.name, place, f"{name}: {start} to {end} of {len(text)}")
    elif text[start:end] != said:
        findings.add(rules.SHOWN.name, place, f"{name}: {said!r}, but the text has {text[start:end]!r}")


def _read_spans(table: Table, connection: duckdb.DuckDBPyConnection, block: _Block, findings: Findings) -> None:
    columns = f'{table.key[0]}, document_id, "start", "end", text'
    for name, document_id, *span in _rows(connection, block, columns, table.name):
        text = block.texts.get(document_id)
        if text is not None:
            _show(table.name, name, text, span, findings)


def _read_statements(connection: duckdb.DuckDBPyConnection, block: _Block, findings: Findings) -> None:
    columns = (
        "statement_id, document_id, cue_start, cue_end, cue_text, source_start, source_end, source_text, "
        "content, content_text, mode"
    )
    for name, document_id, *spans, content, content_text, mode in _rows(connection, block, columns, "statements"):
        text = block.texts.get(document_id)
        if text is None:
            continue
        cue, source = spans[:3], spans[3:]
        _show("statements", f"{name}: cue", text, cue, findings)
        if None not in source:
            _show("statements", f"{name}: source", text, source, findings)
        pieces = [(piece["start"], piece["end"]) for piece in content or [] if piece is not None]
        _read_content(name, text, pieces, content_text, findings)
        if mode in ("direct", "mixed") and not _is_quoted(text, pieces, block.quoted[document_id]):
            findings.add(rules.QUOTED.name, "statements", f"{name}: {(content_text or '')[:SHOWN]!r}")


def _read_content(name: str, text: str, pieces: list[tuple[Any, Any]], said: Any, findings: Findings) -> None:
    """The pieces of a content are spans, in order, and make its text."""
    last = 0
    for start, end in pieces:
        if start is None or end is None or not 0 <= start < end <= len(text):
            findings.add(rules.IN_TEXT.name, "statements", f"{name}: content {start} to {end} of {len(text)}")
            return
        if start < last:
            findings.add(rules.IN_ORDER.name, "statements", f"{name}: content begins at {start}, before {last}")
        last = end
    joined = " ... ".join(text[start:end] for start, end in pieces)
    if joined != said:
        findings.add(rules.SHOWN.name, "statements", f"{name}: content {said!r}, but the text has {joined!r}")


def _is_quoted(text: str, pieces: list[tuple[Any, Any]], quotations: list[tuple[int, int]]) -> bool:
    """Whether a piece has a quotation mark in or around it, or stands in a block quotation."""
    spans = [(start, end) for start, end in pieces if start is not None and end is not None]
    return not spans or any(
        _QUOTATION_MARK.search(text, max(0, start - _AROUND), end + _AROUND)
        or any(low <= start and end <= high for low, high in quotations)
        for start, end in spans
    )
