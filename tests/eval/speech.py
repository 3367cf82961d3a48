"""Names and statements, by the scorers that lie beside the corpora."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from tasks.annotate.annotation import Annotation, Range
from tests.eval.counting import Rows, load_scorer
from tests.eval.gold import Record, Span

_ROLES = ("source", "cue", "content")


def measure_names(gold: Sequence[tuple[Record, Annotation]], corpora: Path) -> dict[str, float]:
    """F1 in percent: `exact` of spans with their type, `span` without it."""
    rows = {record["id"]: list(_names(read)) for record, read in gold}
    figures = load_scorer(corpora, "mentions").score([record for record, _ in gold], Rows(rows))
    return {name: figures[name]["f1"] for name in ("exact", "span")}


def measure_statements(gold: Sequence[tuple[Record, Annotation]], corpora: Path) -> dict[str, float]:
    """F1 in percent of what the model itself joins: `whole` statements, and each role `exact` and by `overlap`."""
    rows = {record["id"]: list(_attributions(read)) for record, read in gold}
    return score_statements([record for record, _ in gold], rows, corpora)


def score_statements(gold: list[Record], rows: dict[str, list[Record]], corpora: Path) -> dict[str, float]:
    """The same figures of rows of the table `statements`."""
    figures = load_scorer(corpora, "statements").score(gold, Rows(rows))
    roles = {f"{way} {role}": figures[f"{way} {role}"]["f1"] for way in ("overlap", "exact") for role in _ROLES}
    return {"whole": figures["statement"]["f1"], **roles}


def _names(read: Annotation) -> Iterator[Record]:
    for name in read.names:
        start, end = _span(read, name.words)
        yield {"start": start, "end": end, "type": name.type, "form": "name"}


def _attributions(read: Annotation) -> Iterator[Record]:
    for one in read.attributions:
        source = [_span(read, words) for words in one.source]
        cue = _span(read, one.cue)
        content = [_span(read, words) for words in one.content]
        yield {
            "source_start": source[0][0] if source else None,
            "source_end": source[-1][1] if source else None,
            "cue_start": cue[0],
            "cue_end": cue[1],
            "content": [{"start": start, "end": end} for start, end in content],
        }


def _span(read: Annotation, words: Range) -> Span:
    return read.words[words[0]].start, read.words[words[1] - 1].end
