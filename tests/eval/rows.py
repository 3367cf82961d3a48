"""The rows that the extractors make of an annotation, as the scorers read them."""

from __future__ import annotations

from dataclasses import asdict

from tasks.annotate.annotation import Annotation
from tasks.extract.mentions import find_mentions
from tasks.extract.statements import find_statements, settle_attributions
from tasks.tables.segments import Segment
from tests.eval.gold import Record


def find_rows(record: Record, read: Annotation) -> tuple[list[Record], list[Record]]:
    """The rows of `mentions` and of `statements` of a document whose lines are paragraphs."""
    name, text, at = record["id"], record["text"], 0
    segments = list[Segment]()
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            segments.append(Segment(name, number, "paragraph", at, at + len(line)))
        at += len(line) + 1
    settled = settle_attributions(text, read)
    mentions = find_mentions(name, text, settled)
    statements = find_statements(name, text, settled, mentions, [], segments)
    return [asdict(row) for row in mentions.mentions], [asdict(row) for row in statements]
