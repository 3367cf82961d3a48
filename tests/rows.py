"""Rows for tests: drafts, segments and sentences as clean leaves them, from a few lines of text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tasks.extract.signature import body_hash, fold_words, minhash
from tasks.link.job import ShardFolders
from tasks.shards import write_shard
from tasks.tables import (
    DRAFTS,
    ENTITIES,
    MENTIONS,
    QUANTITIES,
    REJECTS,
    SEGMENTS,
    SENTENCES,
    SIGNATURES,
    STATEMENTS,
    TIMES,
    WITHDRAWALS,
)
from tasks.tables.documents import Draft
from tasks.tables.entities import Entity
from tasks.tables.ids import content_id
from tasks.tables.mentions import Mention
from tasks.tables.quantities import Quantity
from tasks.tables.rejects import Reject, Withdrawal
from tasks.tables.segments import Segment
from tasks.tables.sentences import Sentence
from tasks.tables.signatures import Signature
from tasks.tables.statements import Statement
from tasks.tables.times import Time


def draft(text: str, name: str = "a", outlet: str | None = None, day: int | None = None, **more: object) -> Draft:
    """A draft of that text; `day` is a day of October 2024."""
    at = datetime(2024, 10, day, 6, tzinfo=UTC) if day else None
    fields: dict[str, object] = {
        "document_id": content_id(name, name, text),
        "external_id": name,
        "collection": "default",
        "origin": name,
        "url": None,
        "outlet": outlet,
        "title": None,
        "deck": None,
        "authors": ["Ann Able"],
        "published_at": at,
        "published_at_source": "given" if at else "none",
        "retrieved_at": None,
        "language": "en",
        "text": text,
        "n_words": len(re.findall(r"\w+", text)),
        "content_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "published_on": at.date() if at else None,
        "rank": content_id(outlet, day),
    }
    return Draft(**{**fields, **more})  # type: ignore[arg-type]


@dataclass
class Shard:
    """The rows of one shard of both stages, as they would be for these drafts (a line is a segment and a sentence)."""

    drafts: Sequence[Draft]
    rejects: Sequence[Reject] = ()
    withdrawals: Sequence[Withdrawal] = ()
    quantities: list[Quantity] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def write(self, work: Path, name: str) -> ShardFolders:
        """Write it below `work` and say where."""
        segments, sentences, signatures = [], [], []
        for one in self.drafts:
            at = 0
            for number, line in enumerate(one.text.split("\n")):
                segments.append(Segment(one.document_id, number, "paragraph", at, at + len(line)))
                sentences.append(Sentence(one.document_id, number, number, at, at + len(line)))
                at += len(line) + 1
            words = fold_words([one.text])
            signatures.append(Signature(one.document_id, body_hash(words), minhash(words)))
        folders = ShardFolders(work / "clean" / name, work / "extract" / name)
        n, rejected = len(self.drafts), [reject.reason for reject in self.rejects]
        cleaned = {DRAFTS: self.drafts, SEGMENTS: segments, SENTENCES: sentences, REJECTS: self.rejects}
        write_shard(folders.cleaned, cleaned, n + len(rejected), n, rejected)
        extracted = {
            MENTIONS: self.mentions,
            ENTITIES: self.entities,
            STATEMENTS: self.statements,
            QUANTITIES: self.quantities,
            TIMES: self.times,
            SIGNATURES: signatures,
            WITHDRAWALS: self.withdrawals,
        }
        write_shard(folders.extracted, extracted, n, n - len(self.withdrawals), [w.reason for w in self.withdrawals])
        return folders
