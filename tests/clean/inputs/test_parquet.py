from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.inputs import parquet as parquet_module
from tasks.clean.inputs.record import Record
from tasks.clean.inputs.slices import plan_slices, read_slice
from tasks.clean.inputs.tree import find_source
from tests.clean.inputs.making import STORY, one, plan, read, reasons, records, reject, write


def save(file: Path, columns: dict[str, Any], **options: Any) -> None:
    pq.write_table(pa.table(columns), file, **options)


def test_rows_are_records(tmp_path: Path) -> None:
    save(
        tmp_path / "a.parquet",
        {
            "id": [1, 2],
            "text": [STORY, None],
            "html": [None, "<p>x"],
            "url": ["https://harbour.example/1", None],
            "outlet": ["Harbour Post", ""],
            "title": ["Port shut", None],
            "authors": [["Ivo Lang", None], None],
            "language": ["en", None],
            "extra": [1, 2],
        },
    )
    first, second = records(tmp_path)
    assert (first.origin, first.external_id, first.body, first.kind) == ("a.parquet#1", "1", STORY, "text")
    assert (first.given.authors, first.given.title, first.given.outlet) == (("Ivo Lang",), "Port shut", "Harbour Post")
    assert (second.origin, second.body, second.kind, second.given.outlet) == ("a.parquet#2", "<p>x", "html", None)


MOMENT = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (pa.array([MOMENT], pa.timestamp("us", "UTC")), MOMENT),
        (pa.array([MOMENT], pa.timestamp("ns", "America/New_York")), MOMENT),
        (pa.array([1_000_000_001], pa.timestamp("ns")), datetime(1970, 1, 1, 0, 0, 1)),
        (pa.array([5], pa.timestamp("s")), datetime(1970, 1, 1, 0, 0, 5)),
        (pa.array([2**62], pa.timestamp("us", "UTC")), None),
        (pa.array([5], pa.timestamp("us", "Nowhere/Land")), None),
        (pa.array([date(2031, 5, 6)]), date(2031, 5, 6)),
        (pa.array(["2031-05-06"]), "2031-05-06"),
        (pa.array(["2031-05-06"]).dictionary_encode(), "2031-05-06"),
        (pa.array([1.5]), 1.5),
        (pa.array([Decimal("1.5")]), None),
        (pa.array([[1]]), None),
        (pa.array([None], pa.null()), None),
    ],
)
def test_published_at(tmp_path: Path, column: pa.Array, value: object) -> None:
    save(tmp_path / "a.parquet", {"text": [STORY], "published_at": column})
    assert one(tmp_path).given.published_at == value


def test_a_zone_keeps_its_day(tmp_path: Path) -> None:
    save(tmp_path / "a.parquet", {"text": ["x"], "published_at": pa.array([MOMENT], pa.timestamp("us", "Asia/Tokyo"))})
    published = one(tmp_path).given.published_at
    assert isinstance(published, datetime)
    assert published.hour == 16


@pytest.mark.parametrize(
    ("column", "body"),
    [
        (pa.array([b"\xff raw"]), b"\xff raw"),
        (pa.array(["x"], pa.large_string()), "x"),
        (pa.array(["x"]).dictionary_encode(), "x"),
        (pa.array([""]), ""),
    ],
)
def test_text_of_several_types(tmp_path: Path, column: pa.Array, body: object) -> None:
    save(tmp_path / "a.parquet", {"id": ["n"], "text": column})
    assert one(tmp_path).body == body


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ([1], "not_text"),
        ([["a"]], "not_text"),
        ([None], "empty"),
        ([{"a": 1}], "not_text"),
        ([date(2031, 1, 1)], "not_text"),
    ],
)
def test_rows_without_text(tmp_path: Path, text: list[object], reason: str) -> None:
    save(tmp_path / "a.parquet", {"id": ["n"], "text": text})
    row = reject(tmp_path)
    assert (row.reason, row.external_id) == (reason, "n")


def test_files_that_are_no_parquet(tmp_path: Path) -> None:
    save(tmp_path / "whole.parquet", {"text": [STORY]})
    whole = (tmp_path / "whole.parquet").read_bytes()
    files: dict[str, str | bytes] = {
        "a.parquet": whole[:-20],
        "b.parquet": STORY,
        "c.parquet": b"",
        "d.parquet": b"PAR1" * 10,
        "e.parquet": whole[8:],
    }
    write(tmp_path, files)
    assert reasons(tmp_path) == ["unreadable"] * 5 + ["record"]


def test_columns_that_are_missing_or_there_twice(tmp_path: Path) -> None:
    save(tmp_path / "a.parquet", {"id": ["n"], "title": ["t"]})
    assert "neither a column" in reject(tmp_path).detail
    twice = pa.Table.from_arrays([pa.array(["one"]), pa.array(["two"])], names=["text", "text"])
    pq.write_table(twice, tmp_path / "a.parquet")
    assert one(tmp_path).body == "one"


def test_no_rows(tmp_path: Path) -> None:
    save(tmp_path / "a.parquet", {"text": pa.array([], pa.string())})
    assert plan(tmp_path) == []


def test_a_damaged_page_is_one_reject_for_its_rows(tmp_path: Path) -> None:
    save(
        tmp_path / "a.parquet",
        {"text": [f"{STORY} {n}" for n in range(10)]},
        write_page_checksum=True,
        write_statistics=False,
        compression="none",
        use_dictionary=False,
    )
    raw = (tmp_path / "a.parquet").read_bytes()
    assert raw.count(b"ferries") == 10
    write(tmp_path, {"a.parquet": raw.replace(b"ferries", b"berries")})
    assert reject(tmp_path).reason == "unreadable"


@settings(max_examples=25, deadline=None)
@given(n_rows=st.integers(0, 60), groups=st.integers(1, 20), most=st.integers(1, 30), batch=st.integers(1, 9))
def test_any_cut_gives_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, n_rows: int, groups: int, most: int, batch: int
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    save(
        folder / "a.parquet",
        {"text": pa.array([f"row {n}" for n in range(n_rows)], pa.string())},
        row_group_size=groups,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet_module, "MAX_RECORDS", most)
        patch.setattr(parquet_module, "BATCH_ROWS", batch)
        rows = read(folder)
    assert [row.body for row in rows if isinstance(row, Record)] == [f"row {n}" for n in range(n_rows)]
    assert max(Counter(row.origin for row in rows).values(), default=1) == 1


def test_jsonl_and_parquet_name_a_record_alike(tmp_path: Path) -> None:
    save(tmp_path / "a.parquet", {"text": [STORY], "title": ["t"]})
    write(tmp_path, {"a.jsonl": f'{{"title": "t", "text": "{STORY}"}}\n'})
    assert len({record.origin.partition("#")[2] for record in records(tmp_path)}) == 1


def test_a_big_file_is_read_in_flat_memory(tmp_path: Path, measure: Callable[[Callable[[], object]], int]) -> None:
    save(
        tmp_path / "a.parquet",
        {"text": [f"{n} " + "word " * 5_000 for n in range(1_000)]},
        use_dictionary=False,
        write_batch_size=16,
    )
    most = 0

    def work() -> None:
        nonlocal most
        source = find_source(str(tmp_path))
        for part in plan_slices(source):
            for _ in read_slice(source.root, part):
                most = max(most, pa.total_allocated_bytes())

    before = pa.total_allocated_bytes()
    assert measure(work) < 4 << 20  # of 25 MB
    assert most - before < 12 << 20
