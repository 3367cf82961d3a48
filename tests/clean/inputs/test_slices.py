from __future__ import annotations

import os
import pickle
import random
from collections import Counter
from pathlib import Path

import pytest

from tasks.clean.inputs import parts
from tasks.clean.inputs.slices import plan_slices, read_slice
from tasks.clean.inputs.tree import find_source
from tests.clean.inputs.making import STORY, jsonl, members, plan, read, records, warc, write

MIXED: dict[str, str | bytes] = {
    "a.txt": STORY,
    "wire/b.html": f"<p>{STORY}",
    "wire/c.jsonl": jsonl(*({"id": n, "text": STORY} for n in range(300))),
    "wire/d.warc": b"".join(warc(number=n) for n in range(3)),
    "night/e.warc.gz": members(*(warc(number=n) for n in range(300))),
    "night/f.jsonl.gz": members(jsonl({"text": "x"}).encode()) + b"broken",
}


def keys(folder: Path) -> list[str]:
    return [part.sha256 for part in plan(folder)]


def test_slices_go_through_pickle(tmp_path: Path) -> None:
    write(tmp_path, MIXED)
    with open(os.fsencode(tmp_path) + b"/\xff\n.txt", "w") as file:
        file.write(STORY)
    for part in plan(tmp_path):
        assert pickle.loads(pickle.dumps(part)) == part


def test_a_plan_depends_on_content_and_place_only(tmp_path: Path) -> None:
    write(tmp_path / "one", MIXED)
    write(tmp_path / "two" / "deeper", dict(reversed(MIXED.items())))
    for file in (tmp_path / "two").rglob("*"):
        os.utime(file, (1, 1))
    assert plan(tmp_path / "one") == plan(tmp_path / "two" / "deeper")


def test_all_rows_come_out_once(tmp_path: Path) -> None:
    write(tmp_path, MIXED)
    rows = read(tmp_path)
    assert len(rows) == 1 + 1 + 300 + 3 + 300 + 2
    assert sum(part.n_records for part in plan(tmp_path)) == len(rows)
    assert all(part.n_records <= parts.MAX_RECORDS for part in plan(tmp_path))


def test_slices_are_read_in_any_order(tmp_path: Path) -> None:
    write(tmp_path, MIXED)
    slices = plan(tmp_path)
    forwards = {part.sha256: list(read_slice(tmp_path, part)) for part in slices}
    random.Random(1).shuffle(slices)
    assert {part.sha256: list(read_slice(tmp_path, part)) for part in slices} == forwards


@pytest.mark.parametrize("name", MIXED)
def test_changed_content_has_another_key(tmp_path: Path, name: str) -> None:
    write(tmp_path, MIXED)
    before = keys(tmp_path)
    content = MIXED[name]
    raw = content.encode() if isinstance(content, str) else content
    write(tmp_path, {name: raw[:-10]})
    assert before != keys(tmp_path)


def test_another_place_has_another_key(tmp_path: Path) -> None:
    write(tmp_path, {"1/a.txt": STORY, "2/b.txt": STORY, "3/a.html": STORY, "4/x/a.txt": STORY})
    assert len({key for name in "1234" for key in keys(tmp_path / name)}) == 4


def test_equal_slices_of_one_file_have_different_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAX_RECORDS", 3)
    write(tmp_path, {"a.jsonl": jsonl({"id": 1, "text": STORY}) * 9})
    assert len(set(keys(tmp_path))) == len(keys(tmp_path)) >= 3
    assert len(records(tmp_path)) == 9


def test_one_more_small_file_leaves_most_slices_as_they_are(tmp_path: Path) -> None:
    write(tmp_path, {f"{n:05}.txt": f"{STORY} {n}" for n in range(3000)})
    before = set(keys(tmp_path))
    write(tmp_path, {"00100a.txt": "new"})
    after = set(keys(tmp_path))
    assert len(before) > 15
    assert len(after - before) <= len(before) // 3


def test_limits_of_a_slice_of_small_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAX_BYTES", 1000)
    monkeypatch.setattr(parts, "MAX_RECORDS", 7)
    write(tmp_path, {f"{n:03}.txt": "x" * (n * 37 % 600) for n in range(100)} | {"big.txt": "x" * 5000})
    slices = plan(tmp_path)
    assert all(part.n_bytes <= 1000 for part in slices if part.n_records > 1)
    assert max(part.n_records for part in slices) <= 7
    assert sum(part.n_records for part in slices) == 101


def test_small_files_of_all_kinds_share_a_slice(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": STORY, "b.jsonl": jsonl({"text": "x"}), "c.warc": warc(), "d.html": "<p>x"})
    assert Counter(part.kind for slice_ in plan(tmp_path) for part in slice_.parts).total() == 4
    assert len(plan(tmp_path)) == 1


def test_a_plan_can_be_made_again(tmp_path: Path) -> None:
    write(tmp_path, {**MIXED, "x.csv": "1"})
    found = plan_slices(find_source(str(tmp_path)))
    assert list(found) == list(found)
    assert found.skipped == 1


def test_nothing_is_nothing(tmp_path: Path) -> None:
    assert plan(tmp_path) == []
    assert read(f"{tmp_path}/*.txt") == []
