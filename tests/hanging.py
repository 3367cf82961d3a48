"""A shard whose documents hang, crash and kill, for tests: it runs in worker processes."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from tasks.shards import ShardReport, note_of, write_shard
from tasks.tables import REJECTS
from tasks.tables.rejects import Reject
from tasks.watch import Blame, Watch


@dataclass(frozen=True, slots=True)
class HangingJob:
    """Documents by what they do: `ok`, `hang`, `exit`, `kill`."""

    documents: tuple[str, ...]
    folder: Path
    seconds: float
    blames: tuple[Blame, ...] = ()


def run(job: HangingJob) -> ShardReport:
    """Go through the documents as a stage does."""
    watch = Watch(note_of(job.folder), job.seconds)
    known = {blame.number: blame for blame in job.blames}
    rejects = []
    for number, what in enumerate(job.documents):
        if number in known:
            rejects.append(Reject(str(number), None, "clean", known[number].reason, known[number].detail))
            continue
        with watch.over(number):
            if what == "hang":
                time.sleep(600)
            elif what == "exit":
                os._exit(7)
            elif what == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
    watch.close()
    n = len(job.documents)
    return write_shard(job.folder, {REJECTS: rejects}, n, n - len(rejects), [one.reason for one in rejects])


def die(_job: HangingJob) -> ShardReport:
    """Die before the first document."""
    os._exit(7)
