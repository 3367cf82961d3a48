"""The same input gives byte-identical tables, whatever the order, the number of shards and workers, place or day."""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from flows.build import build_release
from flows.pools import Pools
from flows.progress import Progress
from flows.run import Outcome, Run
from tasks.clean.inputs import parts
from tasks.clean.inputs.tree import find_source
from tasks.storage import read_table
from tasks.workers import open_executor
from tests.faults import Passing
from tests.inline import SETTINGS, Inline, call

TODAY = datetime(2024, 11, 3, 2, 30, tzinfo=UTC)
BAKERY = (
    "The bakery on Mill Street baked about 400 loaves for the flooded villages on Tuesday night, its owner said.\n\n"
    "“Flour is the one thing that stayed dry,” Petra Haas told the council. She expects to bake 250 more by Friday.\n\n"
    "The mill itself stands under a metre of water, and at least three of its machines are lost."
)
SCHOOL = (
    "Two schools in Arnsdale stay shut until next Monday after a boiler failed, the district said.\n\n"
    "Some 1,150 pupils will be taught at home. A new boiler costs between $80,000 and $95,000."
)
CHESS = (
    "A nine-year-old beat the town's chess champion in 31 moves on Sunday, two weeks after she had learnt the rules."
)
PAGE = (
    "<html><head><title>Bees move into the opera</title><meta property='og:site_name' content='Harbour Post'></head>"
    "<body><article><h1>Bees move into the opera</h1><p>Six hives were put on the roof of the opera on Thursday, the "
    "house said.</p><p>Each holds some 40,000 bees. The first honey, about 90 kg, is to be sold in June.</p><p>“They "
    "sing better than the chorus,” said director Ada Voss.</p></article></body></html>"
)
# One of each kind: with an id and without, copies of several kinds, a record that is there twice, and rejects.
RECORDS: list[Any] = [
    {"id": "bakery", "outlet": "Valley Wire", "published_at": "2024-10-02T08:00:00+02:00", "text": BAKERY},
    {"id": "bakery-2", "outlet": "Valley Wire", "published_at": "2024-10-02T09:00:00+02:00", "text": BAKERY},
    {"outlet": "Arnsdale Echo", "published_at": "2024-10-02", "title": "Bread for the valley", "text": BAKERY},
    {"outlet": "Valley Wire", "text": BAKERY.replace("three", "four")},
    {"id": 7, "outlet": "Arnsdale Echo", "published_at": "2024-10-03", "title": "Schools shut", "text": SCHOOL},
    {"id": "undated", "text": SCHOOL.replace("Arnsdale", "Brook")},
    {"id": "chess", "published_at": 1727900000, "text": CHESS},
    {"id": "chess", "published_at": 1727900000, "text": CHESS},
    {"text": CHESS, "url": "https://chess.example/31"},
    {"url": "https://chess.example/31", "text": CHESS},
    {"id": "page", "published_at": "2024-10-05", "html": PAGE},
    {"id": "short", "text": "Too short"},
    {
        "id": "german",
        "text": "Die Schulen bleiben bis Montag geschlossen, sagte die Sprecherin des Kreises am Dienstag.",
    },
    {"id": "none"},
    ["no", "object"],
]
FILES = {
    "web/bees.html": PAGE,
    "web/login.html": "<html><body><form><input></form></body></html>",
    "wire/chess.txt": CHESS,
    "wire/chess.json": json.dumps({"published_at": "2024-10-04", "outlet": "Valley Wire", "id": "c-1"}),
    "wire/empty.txt": "",
    "wire/school.txt": f"Schools stay shut\n\n{SCHOOL}",
    "alone.txt": CHESS.replace("31", "44"),
}


def write_input(folder: Path, records: Iterable[Any] = tuple(RECORDS), names: Iterable[str] = tuple(FILES)) -> Path:
    """A folder with the records as lines of one file, and files of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(FILES[name], encoding="utf-8")
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "archive").mkdir(exist_ok=True)
    (folder / "archive" / "all.jsonl").write_text(lines, encoding="utf-8")
    return folder


def build(source: Path, out: Path, now: datetime = TODAY, pool: Any = None) -> Outcome:
    """A build at that time, its shards done by `pool`. The check has tests of its own."""
    run = Run(find_source(str(source)), out, SETTINGS, now)
    with Progress(Console(file=io.StringIO())) as progress:
        return build_release(run, Pools(pool or Inline(), Passing()), call, progress)


def hashes(outcome: Outcome) -> dict[str, str]:
    """The hash of every Parquet file of a release but what changed since the one before."""
    assert outcome.published is not None
    release = outcome.published.release
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(release.rglob("*.parquet"))
        if not (name := path.relative_to(release).as_posix()).startswith("changes/")
    }


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The hashes of a build that knows nothing of the others."""
    place = tmp_path_factory.mktemp("wanted")
    outcome = build(write_input(place / "input"), place / "out")
    assert outcome.rows["documents"] == 13
    assert outcome.rows["quantities"] > 20
    assert outcome.rows["times"] > 20
    assert outcome.facts.duplicates.keys() == {"exact", "near", "syndicated"}
    assert outcome.facts.shards["total"] == 1
    return hashes(outcome)


@pytest.fixture
def cut_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices of at most two records."""
    monkeypatch.setattr(parts, "MAX_RECORDS", 2)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_lines(tmp_path: Path, wanted: dict[str, str], seed: int) -> None:
    records = list(RECORDS)
    random.Random(seed).shuffle(records)
    assert hashes(build(write_input(tmp_path / "input", records), tmp_path / "out")) == wanted


def test_the_order_in_which_files_were_written(tmp_path: Path, wanted: dict[str, str]) -> None:
    source = write_input(tmp_path / "input", names=sorted(FILES, reverse=True))
    assert hashes(build(source, tmp_path / "out")) == wanted


@pytest.mark.parametrize("seed", [None, 1])
def test_one_shard_or_many(tmp_path: Path, wanted: dict[str, str], cut_small: None, seed: int | None) -> None:
    records = list(RECORDS)
    if seed is not None:
        random.Random(seed).shuffle(records)
    outcome = build(write_input(tmp_path / "input", records), tmp_path / "out")
    assert outcome.facts.shards["total"] >= 10
    assert hashes(outcome) == wanted


def test_another_day_and_another_place(tmp_path: Path, wanted: dict[str, str]) -> None:
    source = write_input(tmp_path / "elsewhere" / "of another name")
    outcome = build(source, tmp_path / "a" / "b" / "out", datetime(2031, 2, 28, 23, 59, 59, tzinfo=UTC))
    assert outcome.published is not None
    assert outcome.published.release.name == "20310228T235959Z"
    assert hashes(outcome) == wanted


def test_night_after_night(tmp_path: Path, wanted: dict[str, str], cut_small: None) -> None:
    source, out = tmp_path / "input", tmp_path / "out"
    for n_records, n_files in ((4, 2), (9, 5), (12, len(FILES))):
        build(write_input(source, RECORDS[:n_records], list(FILES)[:n_files]), out)
    outcome = build(write_input(source), out)
    assert outcome.facts.shards["reused"] >= 1
    assert hashes(outcome) == wanted


def test_what_was_there_leaves_nothing_behind(tmp_path: Path, wanted: dict[str, str]) -> None:
    source, out = tmp_path / "input", tmp_path / "out"
    (
        write_input(source, [*RECORDS, {"id": "gone", "text": BAKERY, "published_at": "1999-01-01"}]) / "gone.txt"
    ).write_text(SCHOOL)
    assert hashes(build(source, out)) != wanted
    (source / "gone.txt").unlink()
    assert hashes(build(write_input(source), out)) == wanted


def test_again_without_the_work_folder(tmp_path: Path, wanted: dict[str, str]) -> None:
    source, out = write_input(tmp_path / "input"), tmp_path / "out"
    first = build(source, out)
    shutil.rmtree(out / "work")
    second = build(source, out)
    assert first.published is not None
    assert second.published is not None
    assert (second.published.release, second.published.new) == (first.published.release, False)
    assert hashes(second) == wanted


def test_one_worker_or_two(
    tmp_path: Path, wanted: dict[str, str], cut_small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_input(tmp_path / "input")
    # Each worker is a process of its own, with other hashes of strings; the second pool lives on another clock too.
    for workers, zone, locale in ((1, "UTC", "C.UTF-8"), (2, "Pacific/Kiritimati", "C")):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("LC_ALL", locale)
        with open_executor("local", workers, preload=["tasks.clean.shard"]) as pool:
            outcome = build(source, tmp_path / f"out-{workers}", pool=pool)
        assert outcome.facts.shards["total"] >= 10
        assert hashes(outcome) == wanted


def _same_record(**more: object) -> list[Any]:
    """Two records of one id and one text that differ in what else is said of them."""
    return [{"id": "twin", "text": CHESS, **{key: value}} for key, values in more.items() for value in values]  # type: ignore[attr-defined]


# One text with other roles of its segments.
INDENTED = (
    "The board met on Monday and wrote this in a letter of three pages.\n\n"
    "    We will be watching closely whether every promise is kept by all of you.\n\n"
    "The minister has not answered yet, and nobody knows when he will."
)


@pytest.mark.parametrize(
    "twins",
    [
        _same_record(published_at=["2024-10-09", "2024-10-12"]),
        _same_record(published_at=["2024-10-09", None]),
        _same_record(outlet=["Echo", None]),
        _same_record(outlet=["It’s", 'It\'s "the" Echo']),
        _same_record(outlet=["Écho", "Zebra"]),
        _same_record(authors=[["B"], ["A", "C"]]),
        _same_record(authors=[[], ["A"]]),
        _same_record(authors=[["a", "z"], ["a b"]]),
        _same_record(text=[INDENTED, INDENTED.replace("    ", "")]),
    ],
    ids=lambda twins: next(reversed(twins[0])),
)
def test_of_two_records_with_one_id_the_same_stays(
    tmp_path: Path, twins: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    together = hashes(build(write_input(tmp_path / "input", twins, ()), tmp_path / "together"))
    write_input(tmp_path / "input", reversed(twins), ())
    assert hashes(build(tmp_path / "input", tmp_path / "turned")) == together
    monkeypatch.setattr(parts, "MAX_RECORDS", 1)
    assert hashes(build(tmp_path / "input", tmp_path / "apart")) == together


def test_ids_are_those_of_all_earlier_releases(tmp_path: Path) -> None:
    outcome = build(write_input(tmp_path / "input", RECORDS[:1], ()), tmp_path / "out")
    assert outcome.published is not None
    found = {}
    for table, key in (("documents", "document_id"), ("quantities", "quantity_id"), ("times", "time_id")):
        file = outcome.published.release / table / "part-00000.parquet"
        found[table] = read_table(file).column(key).to_pylist()[0]
    assert found == {
        "documents": "3fba11b7626b232cd5b09286",
        "quantities": "c23d433f13b8b38de3751df2",
        "times": "2b2b7a160a14b05aebf01d94",
    }
