"""Names and statements, by the scorers that lie beside the corpora: as the model gives them, and as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tasks.annotate.annotation import Annotation, Range
from tests.eval.counting import Rows, load_scorer
from tests.eval.gold import Record, Span
from tests.eval.rows import find_rows

_ROLES = ("source", "cue", "content")
Read = Sequence[tuple[Record, Annotation]]


def measure_names(gold: Read, corpora: Path) -> dict[str, float]:
    """F1 in percent: `exact` of spans with their type, `span` without it; `rows ...` the same of the table mentions."""
    names = {record["id"]: list(_names(read)) for record, read in gold}
    rows = {record["id"]: find_rows(record, read)[0] for record, read in gold}
    return _score_names(gold, names, corpora) | _prefixed("rows", _score_names(gold, rows, corpora))


def measure_statements(gold: Read, corpora: Path) -> dict[str, float]:
    """F1 in percent: `whole` statements, and each role `exact` and by `overlap`.

    They are what the model itself joins; `rows ...` is the same of the table statements.
    """
    joined = {record["id"]: list(_attributions(read)) for record, read in gold}
    rows = {record["id"]: find_rows(record, read)[1] for record, read in gold}
    return _score_statements(gold, joined, corpora) | _prefixed("rows", _score_statements(gold, rows, corpora))


def _score_names(gold: Read, rows: Mapping[str, list[Record]], corpora: Path) -> dict[str, float]:
    figures = load_scorer(corpora, "mentions").score([record for record, _ in gold], Rows(rows))
    return {name: figures[name]["f1"] for name in ("exact", "span")}


def _score_statements(gold: Read, rows: Mapping[str, list[Record]], corpora: Path) -> dict[str, float]:
    figures = load_scorer(corpora, "statements").score([record for record, _ in gold], Rows(rows))
    roles = {f"{way} {role}": figures[f"{way} {role}"]["f1"] for way in ("overlap", "exact") for role in _ROLES}
    return {"whole": figures["statement"]["f1"], **roles}


def _prefixed(prefix: str, figures: Mapping[str, float]) -> dict[str, float]:
    return {f"{prefix} {name}": figure for name, figure in figures.items()}


def _names(read: Annotation) -> Iterator[Record]:
    for name in read.names:
        start, end = _span(read, name.words)
        yield {"start": start, "end": end, "type": name.type, "form": "name"}


def _attributions(read: Annotation) -> Iterator[Record]:
    for one in read.attributions:
        source = [_span(read, words) for words in one.source]
        cue = _span(read, one.cue)
        yield {
            "source_start": source[0][0] if source else None,
            "source_end": source[-1][1] if source else None,
            "cue_start": cue[0],
            "cue_end": cue[1],
            "content": [dict(zip(("start", "end"), _span(read, words), strict=True)) for words in one.content],
        }


def _span(read: Annotation, words: Range) -> Span:
    return read.words[words[0]].start, read.words[words[1] - 1].end
