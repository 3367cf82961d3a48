"""clean, one shard: the records of a slice of the input become drafts, segments, sentences and rejects."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import trafilatura.meta

from tasks.clean.document import Cleaned, Rejected, clean_record
from tasks.clean.inputs.record import Unreadable
from tasks.clean.inputs.slices import read_slice
from tasks.clean.job import CleanJob
from tasks.shards import ShardReport, describe, is_machines_fault, note_of, write_shard
from tasks.tables import DRAFTS, REJECTS, SEGMENTS, SENTENCES, Table
from tasks.tables.rejects import TWICE, Reject
from tasks.watch import Watch

# Emptying takes 0.2 s, most of it garbage collection; 1,000 pages are 20 s of work.
CACHED = 1_000
_seen = 0

# What these libraries have to say about a bad page stands in its row of rejects.
for _name in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


def clean_shard(job: CleanJob) -> ShardReport:
    """Clean the records of one slice. Raises OSError if the input is gone or the disk is full."""
    watch = Watch(note_of(job.folder), job.seconds)
    blames = {blame.number: blame for blame in job.blames}
    kept: dict[str, Cleaned] = {}
    rejects: list[Reject] = []
    n_records = 0
    for number, record in enumerate(read_slice(job.root, job.slice)):
        n_records += 1
        if isinstance(record, Unreadable):
            rejects.append(Reject(record.origin, record.external_id, "clean", record.reason, record.detail))
            continue
        if (known := blames.get(number)) is not None:
            rejects.append(Reject(record.origin, record.external_id, "clean", known.reason, known.detail))
            continue
        try:
            with watch.over(number):
                cleaned = clean_record(record)
        except Rejected as no:
            rejects.append(Reject(record.origin, record.external_id, "clean", no.reason, str(no)))
        except Exception as error:
            if is_machines_fault(error):
                raise
            rejects.append(Reject(record.origin, record.external_id, "clean", "crash", describe(error)))
        else:
            again = kept.get(cleaned.draft.document_id)
            kept[cleaned.draft.document_id] = (
                cleaned if again is None else min(again, cleaned, key=lambda one: one.draft.rank)
            )
            if again is not None:
                rejects.append(Reject(record.origin, record.external_id, "clean", "duplicate", TWICE))
    watch.close()
    _empty_caches(n_records)
    return _write(job, kept, rejects, n_records)


def _empty_caches(n_records: int) -> None:
    """Empty what trafilatura keeps of the pages it has seen, every CACHED records: it grows without end."""
    global _seen
    _seen += n_records
    if _seen >= CACHED:
        trafilatura.meta.reset_caches()
        _seen = 0


def _write(job: CleanJob, kept: dict[str, Cleaned], rejects: list[Reject], n_records: int) -> ShardReport:
    cleaned = [kept[key] for key in sorted(kept)]
    rejects.sort(key=repr)
    tables: dict[Table, Sequence[object]] = {
        DRAFTS: [one.draft for one in cleaned],
        SEGMENTS: [segment for one in cleaned for segment in one.segments],
        SENTENCES: [sentence for one in cleaned for sentence in one.sentences],
        REJECTS: rejects,
    }
    return write_shard(job.folder, tables, n_records, len(cleaned), [reject.reason for reject in rejects])
