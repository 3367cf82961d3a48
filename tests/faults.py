"""Every operation on the disk fails once: `python -m tests.faults FOLDER kill|ENOSPC|EIO [fresh]`.

The method is SQLite's: count the operations of a good run, then run again for every N with the N-th one failing. Each
run is a child forked from this process, which has imported everything and started no thread, so a kill is a real one
and costs no import. Exit status 0 if after every fault readers saw a whole release and a rerun finished the job.
"""

from __future__ import annotations

import errno
import gc
import hashlib
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tasks.link.dataset  # noqa: F401 (imported here, once, so that no child has to)
from tasks import durable
from tasks.check.candidate import CheckReport
from tasks.clean.document import clean_record
from tasks.clean.inputs.record import Record
from tasks.extract.shard import extract_document
from tests.inline import Inline, build_inline, model

DOCUMENTS = {
    "one.txt": "The mayor said on Monday that the bridge would be closed for three weeks.",
    "two.txt": "About 300 people came to the meeting in the town hall, the police said.",
    "empty.txt": "",
}
ADDED = {"three.txt": "The ferry sails again on Friday, after repairs that cost $2 million, the company said."}
KILLED, FAILED = 9, 1


def in_child(work: Callable[[], None]) -> int:
    """Run a function in a forked child; its exit status: 0, FAILED if it raised, KILLED if it was killed."""
    child = os.fork()
    if child == 0:
        status = 0
        try:
            work()
        except OSError:
            status = FAILED
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
            status = 3
        os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def write_input(folder: Path, documents: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")


class Passing(Inline):
    """The check has tests of its own; here every candidate passes."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        return super().submit(lambda: CheckReport(True, 0, 0, 1, ()))


def warm_up() -> None:
    """Load models, lexicons and patterns once, before the first fork."""
    cleaned = clean_record(Record("a", "a", "default", "text", DOCUMENTS["two.txt"]))
    extract_document(cleaned.draft, list(cleaned.segments), list(cleaned.sentences), model())


def build(source: Path, out: Path) -> None:
    assert build_inline(source, out, Passing()).published is not None


class Counting:
    """Counts operations and lets the N-th one fail."""

    def __init__(self, number: int, fault: str) -> None:
        self.number, self.fault, self.seen = number, fault, 0

    def __call__(self, operation: str, path: Path) -> None:
        self.seen += 1
        if self.seen == self.number:
            if self.fault == "kill":
                os._exit(KILLED)
            code = getattr(errno, self.fault)
            raise OSError(code, os.strerror(code), str(path))


def release_hashes(out: Path) -> dict[str, str] | None:
    """The hashes of what `latest` names, all of them checked against its manifest; None if there is no release."""
    pointer = out / "published" / "latest"
    if not pointer.is_symlink():
        return None
    release = pointer.resolve(strict=True)
    manifest = json.loads((release / "manifest.json").read_text())
    listed = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
    found = {
        file.relative_to(release).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in release.rglob("*.parquet")
    }
    assert found == listed
    counts = manifest["counts"]
    assert counts["in"] == counts["out"] + counts["rejected"]
    assert (release / "report" / "index.html").is_file()
    return found


class World:
    """An OUT with a release or none, an input with something new, what a good run makes of it, and its operations."""

    def __init__(self, place: Path, fresh: bool) -> None:
        self.place, self.source, self.fresh = place, place / "input", fresh
        place.mkdir(exist_ok=True)
        write_input(self.source, DOCUMENTS)
        (place / "before" / "published").mkdir(parents=True)
        assert fresh or in_child(lambda: build(self.source, place / "before")) == 0
        self.old = release_hashes(place / "before")
        write_input(self.source, ADDED)
        shutil.copytree(place / "before", place / "good", symlinks=True)
        assert in_child(self._count) == 0
        self.operations = int((place / "operations").read_text())
        self.new = release_hashes(place / "good")
        assert self.new is not None
        assert self.new != self.old

    def _count(self) -> None:
        counting = Counting(0, "none")
        with durable.observe(counting):
            build(self.source, self.place / "good")
        (self.place / "operations").write_text(str(counting.seen))

    def try_fault(self, number: int, fault: str) -> None:
        """Let operation `number` fail, look, and run again twice. Raises AssertionError."""
        trial = self.place / "trial"
        shutil.rmtree(trial, ignore_errors=True)
        shutil.copytree(self.place / "before", trial, symlinks=True)

        def fail() -> None:
            with durable.observe(Counting(number, fault)):
                build(self.source, trial)

        assert in_child(fail) == (KILLED if fault == "kill" else FAILED), "the run did not end as it should"
        assert release_hashes(trial) in (self.old, self.new), "neither the old release nor the new one"
        for _ in range(2 if fault == "kill" else 1):
            assert in_child(lambda: build(self.source, trial)) == 0, "the rerun failed"
            assert release_hashes(trial) == self.new, "the rerun gave another release"
            releases = sorted(path.name for path in (trial / "published").iterdir() if path.name != "latest")
            assert len(releases) == (1 if self.fresh else 2), f"releases, and what is left of others: {releases}"


def main() -> None:
    """Try every operation with one fault."""
    place, fault, fresh = Path(sys.argv[1]), sys.argv[2], sys.argv[3:] == ["fresh"]
    warm_up()
    gc.freeze()  # so that no child has to look through what was imported
    world = World(place, fresh)
    for number in range(1, world.operations + 1):
        try:
            world.try_fault(number, fault)
        except AssertionError as error:
            sys.exit(f"{fault} at operation {number} of {world.operations}: {error}")
    print(world.operations)


if __name__ == "__main__":
    main()
