"""extract, one shard: each draft becomes mentions, entities, quantities, times and statements; its body a signature."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tasks.annotate.model import Model, load_model
from tasks.extract.job import ExtractJob
from tasks.extract.mentions import find_mentions
from tasks.extract.quantities import find_quantities
from tasks.extract.signature import body_hash, fold_words, minhash
from tasks.extract.statements import find_statements, settle_attributions
from tasks.extract.times import find_times
from tasks.shards import ShardReport, describe, is_machines_fault, note_of, write_shard
from tasks.storage import read_rows
from tasks.tables import ENTITIES, MENTIONS, QUANTITIES, SIGNATURES, STATEMENTS, TIMES, WITHDRAWALS, Table
from tasks.tables.documents import Draft
from tasks.tables.entities import Entity
from tasks.tables.ids import content_id
from tasks.tables.mentions import Mention
from tasks.tables.quantities import Quantity
from tasks.tables.rejects import Withdrawal
from tasks.tables.segments import Segment
from tasks.tables.sentences import Sentence
from tasks.tables.signatures import Signature
from tasks.tables.statements import Statement
from tasks.tables.times import Time
from tasks.watch import Watch

Part = TypeVar("Part", Segment, Sentence)

# A duration is a quantity too ("three weeks"); what else tells a time is none.
_NO_QUANTITY = {"date", "time", "set"}
# "Two years ago" is a date that is told by a duration.
_STEP_ENDS = (" ago", " later", " earlier", " before")


@dataclass(slots=True)
class Parts:
    """The rows of one document, or of many."""

    mentions: list[Mention] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)

    def add(self, other: Parts) -> None:
        """Append the rows of another document."""
        self.mentions += other.mentions
        self.entities += other.entities
        self.quantities += other.quantities
        self.times += other.times
        self.statements += other.statements
        self.signatures += other.signatures


def extract_shard(job: ExtractJob) -> ShardReport:
    """Extract from the drafts of one shard.

    Raises OSError if they are gone or the disk is full, BadModel if the model is not the one that the run began with.
    """
    model = load_model(job.model, job.model_version)
    watch = Watch(note_of(job.folder), job.seconds)
    blames = {blame.number: blame for blame in job.blames}
    segments = _by_document(read_rows(job.cleaned / "segments.parquet", Segment))
    sentences = _by_document(read_rows(job.cleaned / "sentences.parquet", Sentence))
    found, withdrawn, n_drafts = Parts(), list[Withdrawal](), 0
    for number, draft in enumerate(read_rows(job.cleaned / "drafts.parquet", Draft)):
        n_drafts += 1
        key = draft.document_id
        if (known := blames.get(number)) is not None:
            withdrawn.append(Withdrawal(key, "extract", known.reason, known.detail))
            continue
        try:
            with watch.over(number):
                found.add(extract_document(draft, segments[key], sentences[key], model))
        except Exception as error:
            if is_machines_fault(error):
                raise
            withdrawn.append(Withdrawal(key, "extract", "crash", describe(error)))
    watch.close()
    tables: dict[Table, Sequence[object]] = {
        MENTIONS: found.mentions,
        ENTITIES: found.entities,
        QUANTITIES: found.quantities,
        TIMES: found.times,
        STATEMENTS: found.statements,
        SIGNATURES: found.signatures,
        WITHDRAWALS: withdrawn,
    }
    return write_shard(job.folder, tables, n_drafts, n_drafts - len(withdrawn), [one.reason for one in withdrawn])


def extract_document(draft: Draft, segments: list[Segment], sentences: list[Sentence], model: Model) -> Parts:
    """All that the extractors find in one document."""
    key, text = draft.document_id, draft.text
    times, dated = _times(draft, sentences)
    quantities = [row for one in sentences for row in _quantities(draft, one, dated[one.sentence_no])]
    annotation = model.annotate(text, [(one.start, one.end) for one in sentences], [one.start for one in segments])
    annotation = settle_attributions(text, annotation)
    mentions = find_mentions(key, text, annotation)
    statements = find_statements(key, text, annotation, mentions, times, segments)
    body = [text[one.start : one.end] for one in segments if one.role not in ("title", "deck")]
    words = fold_words(body) or fold_words([text])
    signature = Signature(key, body_hash(words), minhash(words))
    return Parts(list(mentions.mentions), list(mentions.entities), quantities, times, statements, [signature])


def _times(draft: Draft, sentences: list[Sentence]) -> tuple[list[Time], dict[int, list[tuple[int, int]]]]:
    """The times of a document, and the spans in each sentence that no quantity lies in, counted from its begin."""
    key, text = draft.document_id, draft.text
    found = find_times(text, [(one.start, one.end) for one in sentences], draft.published_on)
    times, dated = list[Time](), defaultdict[int, list[tuple[int, int]]](list)
    where = iter(sentences)
    sentence = next(where, None)
    for time in found:
        while sentence is not None and sentence.end <= time.start:
            sentence = next(where, None)
        if sentence is None:
            raise ValueError(f"the time at {time.start} is in no sentence")
        times.append(
            Time(
                time_id=content_id("time", key, time.start, time.end),
                document_id=key,
                sentence_no=sentence.sentence_no,
                start=time.start,
                end=time.end,
                text=text[time.start : time.end],
                kind=time.kind,
                value=time.value,
                modifier=time.modifier,
                earliest=time.earliest,
                latest=time.latest,
                anchor=time.anchor,
            )
        )
        if time.kind in _NO_QUANTITY and not times[-1].text.lower().endswith(_STEP_ENDS):
            dated[sentence.sentence_no].append((time.start - sentence.start, time.end - sentence.start))
    return times, dated


def _quantities(draft: Draft, sentence: Sentence, dated: list[tuple[int, int]]) -> Iterator[Quantity]:
    for one in find_quantities(draft.text[sentence.start : sentence.end], dated):
        start, end = sentence.start + one.start, sentence.start + one.end
        yield Quantity(
            quantity_id=content_id("quantity", draft.document_id, start, end),
            document_id=draft.document_id,
            sentence_no=sentence.sentence_no,
            start=start,
            end=end,
            text=draft.text[start:end],
            comparator=one.comparator,
            low=one.low,
            high=one.high,
            unit=one.unit,
            counted=one.counted,
        )


def _by_document(rows: Iterator[Part]) -> dict[str, list[Part]]:
    grouped: dict[str, list[Part]] = defaultdict(list)
    for row in rows:
        grouped[row.document_id].append(row)
    return grouped
