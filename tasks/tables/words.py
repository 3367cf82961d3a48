"""What all tables about words share: each row belongs to a document and to one of its sentences."""

from __future__ import annotations

from tasks.tables.column import Reference

IN_SENTENCE = (
    Reference(("document_id",), "documents"),
    Reference(("document_id", "sentence_no"), "sentences"),
)
