from __future__ import annotations

import json
from pathlib import Path

import pytest

from tasks.clean.inputs import files
from tests.clean.inputs.making import PAGE, STORY, one, plan, reasons, records, reject, write

SIDECAR = {
    "id": 77,
    "url": "https://harbour.example/77",
    "outlet": "Harbour Post",
    "title": "Port shut",
    "published_at": "2031-05-06",
    "authors": ["Ivo Lang"],
    "language": "en",
}


@pytest.mark.parametrize("ending", ["txt", "html", "HTM"])
def test_a_sidecar_says_more_about_a_file(tmp_path: Path, ending: str) -> None:
    write(tmp_path, {f"wire/a.b.{ending}": PAGE, "wire/a.b.json": json.dumps(SIDECAR)})
    record = one(tmp_path)
    assert record.external_id == record.given.external_id == "77"
    assert record.origin == f"wire/a.b.{ending}"
    assert record.kind == ("text" if ending == "txt" else "html")
    assert (record.given.title, record.given.authors) == ("Port shut", ("Ivo Lang",))
    assert (record.given.outlet, record.given.language, record.given.published_at) == (
        "Harbour Post",
        "en",
        "2031-05-06",
    )


@pytest.mark.parametrize("bad", ["{not json", "[1]", "null", "", "\udcff", "[" * 100_000, '{"id": ' + "1" * 2_000_000])
def test_a_bad_sidecar_costs_nothing(tmp_path: Path, bad: str) -> None:
    write(tmp_path, {"a.txt": STORY, "a.json": bad})
    record = one(tmp_path)
    assert record.body == STORY.encode()
    assert record.external_id == "a.txt"


def test_a_sidecar_that_is_a_folder_costs_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": STORY, "a.json/b.txt": STORY})
    assert len(records(tmp_path)) == 2


def test_a_sidecar_is_no_input_and_is_in_the_key(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": STORY})
    (without,) = plan(tmp_path)
    write(tmp_path, {"a.json": json.dumps(SIDECAR)})
    (with_it,) = plan(tmp_path)
    write(tmp_path, {"a.json": json.dumps({**SIDECAR, "title": "Port open"})})
    (changed,) = plan(tmp_path)
    assert len({without.sha256, with_it.sha256, changed.sha256}) == 3
    assert with_it.n_records == 1


def test_empty_files_are_records(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": b"", "b.html": b""})
    assert [record.body for record in records(tmp_path)] == [b"", b""]


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 100)
    write(tmp_path, {"a.txt": "x" * 101, "b.txt": "x" * 100})
    assert reasons(tmp_path) == ["too_large", "record"]


def test_a_sparse_giant_is_too_large_at_once(tmp_path: Path) -> None:
    with (tmp_path / "a.html").open("wb") as file:
        file.truncate(1 << 40)
    assert reject(tmp_path).reason == "too_large"
