from __future__ import annotations

import gzip
import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.inputs import frames, parts, streams
from tasks.clean.inputs import warc as warc_module
from tasks.clean.inputs.frames import FrameReader, read_fields
from tasks.clean.inputs.record import Record, Unreadable
from tasks.clean.inputs.slices import plan_slices, read_slice
from tasks.clean.inputs.tree import find_source
from tasks.clean.inputs.warc import read_date
from tests.clean.inputs.making import PAGE, http, members, one, plan, read, reasons, records, reject, warc, write

QUICK = settings(max_examples=60, deadline=None)


@pytest.fixture(autouse=True)
def _no_places_of_other_tests() -> None:
    streams._PLACES.clear()


def both(folder: Path, *raw: bytes) -> list[list[str]]:
    """What becomes of records in a plain file, in one of a member a record, and in one of one member."""
    write(folder / "1", {"a.warc": b"".join(raw)})
    write(folder / "2", {"a.warc.gz": members(*raw)})
    write(folder / "3", {"a.warc.gz": gzip.compress(b"".join(raw))})
    return [reasons(folder / name) for name in ("1", "2", "3")]


def test_a_page_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    write(tmp_path, {"nightly/a.warc": warc(number=7)})
    record = one(tmp_path)
    assert record.origin == "nightly/a.warc#urn:uuid:0-7"
    assert record.external_id == record.given.url == "https://harbour.example/7"
    assert (record.kind, record.body, record.charset) == ("html", PAGE.encode(), "utf-8")
    assert record.retrieved_at == datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert record.collection == "nightly"


def test_files_written_by_fastwarc(tmp_path: Path) -> None:
    with (tmp_path / "a.warc").open("wb") as file:
        for number in range(3):
            record = WarcRecord()
            record.init_headers(WarcRecordType.response)
            record.headers.set("WARC-Target-URI", f"https://harbour.example/{number}")
            record.headers.set("Content-Type", "application/http; msgtype=response")
            record.set_bytes_content(http())
            record.write(file)
    assert [record.given.url for record in records(tmp_path)] == [f"https://harbour.example/{n}" for n in range(3)]
    assert {record.body for record in records(tmp_path)} == {PAGE.encode()}


OTHERS = {
    "warcinfo": warc(b"software: test\r\n", kind="warcinfo"),
    "request": warc(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
    "metadata": warc(b"fetchTimeMs: 12\r\n", kind="metadata"),
    "revisit": warc(http(""), kind="revisit"),
    "unknown": warc(b"?", kind="of-my-own"),
    "dns": warc(b"20310506\nharbour.example. 3600 IN A 192.0.2.1\n", url="dns:harbour.example"),
    "image": warc(http(b"\x89PNG", "Content-Type: image/png")),
    "not found": warc(http(status="404 Not Found")),
    "image resource": warc(b"\x89PNG", kind="resource", more="Content-Type: image/png\r\n"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_records_are_no_rows(tmp_path: Path, name: str) -> None:
    assert both(tmp_path, OTHERS[name], warc(number=2), OTHERS[name]) == [["record"]] * 3


def test_a_file_of_other_records_has_no_slices(tmp_path: Path) -> None:
    write(
        tmp_path, {"a.warc": b"".join(OTHERS[name] for name in ("warcinfo", "request", "metadata")), "empty.warc": b""}
    )
    assert plan(tmp_path) == []


def test_a_resource_is_a_page_of_its_own(tmp_path: Path) -> None:
    more = "Content-Type: text/html; charset=koi8-r\r\n"
    write(tmp_path, {"a.warc": warc(PAGE.encode(), kind="resource", more=more)})
    assert (one(tmp_path).body, one(tmp_path).charset) == (PAGE.encode(), "koi8-r")


def test_no_http_is_a_reject(tmp_path: Path) -> None:
    assert both(tmp_path, warc(b"hello"), warc(number=2)) == [["unreadable", "record"]] * 3


def test_the_crawler_says_that_it_cut_a_page(tmp_path: Path) -> None:
    write(tmp_path, {"a.warc": warc(more="WARC-Truncated: length\r\n")})
    assert reject(tmp_path).reason == "truncated"


@pytest.mark.parametrize("gone", [1, 3, 5, 100, 200])
def test_a_cut_file(tmp_path: Path, gone: int) -> None:
    write(
        tmp_path,
        {"1/a.warc": (warc() + warc(number=2))[:-gone], "2/a.warc.gz": members(warc(), warc(number=2))[:-gone]},
    )
    assert reasons(tmp_path / "1") == ["record", "record" if gone < 5 else "truncated"]
    assert reasons(tmp_path / "2") == ["record", "unreadable" if gone in (1, 3, 5, 200) else "truncated"]


@pytest.mark.parametrize(
    ("length", "reason"),
    [
        (50, "unreadable"),
        (10**12, "truncated"),
        (-5, "unreadable"),
        ("", "unreadable"),
        ("9" * 500, "unreadable"),
        ("1e3", "unreadable"),
    ],
)
def test_wrong_lengths_cost_one_record(tmp_path: Path, length: int | str, reason: str) -> None:
    raw = [warc(), warc(number=2, length=length), warc(number=3)]
    plain, packed, one_member = both(tmp_path, *raw)
    assert plain == packed == ["record", reason, "record"]
    assert one_member[:2] == ["record", reason]  # in one member nobody knows where the next record begins


def test_a_length_that_swallows_the_next_record(tmp_path: Path) -> None:
    raw = [warc(length=len(http()) + 300), warc(number=2), warc(number=3)]
    plain, packed, _ = both(tmp_path, *raw)
    assert plain == packed == ["truncated", "record", "record"]


def test_the_row_of_a_broken_record_says_which(tmp_path: Path) -> None:
    write(tmp_path, {"a.warc": warc(number=9, length=-5)})
    row = reject(tmp_path)
    assert (row.origin, row.external_id) == ("a.warc#urn:uuid:0-9", "https://harbour.example/9")
    assert row.detail == f"Content-Length is -5, {len(http()) + 4} bytes are there"


def test_garbage_between_records_is_one_reject(tmp_path: Path) -> None:
    junk = random.Random(1).randbytes(3000).replace(b"WARC", b"warc")
    write(
        tmp_path,
        {
            "1/a.warc": warc() + junk + b"\r\n\r\n" + warc(number=2),
            "2/a.warc.gz": members(warc()) + junk + members(warc(number=2)),
        },
    )
    assert reasons(tmp_path / "1") == reasons(tmp_path / "2") == ["record", "unreadable", "record"]
    write(tmp_path, {"3/a.warc": junk, "3/b.warc.gz": junk, "3/c.warc.gz": members(junk)})
    assert reasons(tmp_path / "3") == ["unreadable"] * 3


def test_a_flipped_byte_in_the_middle_of_a_packed_file(tmp_path: Path) -> None:
    packed = [members(warc(http(PAGE + str(n) * 500), number=n)) for n in range(5)]
    broken = bytearray(packed[2])
    broken[len(broken) // 2] ^= 0xFF
    write(tmp_path, {"a.warc.gz": b"".join([*packed[:2], bytes(broken), *packed[3:]])})
    rows = read(tmp_path)
    assert [isinstance(row, Record) for row in rows] == [True, True, False, True, True]


def test_a_page_may_quote_a_record(tmp_path: Path) -> None:
    quoting = http(b"<p>A record begins so:\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n\r\n</p>")
    assert both(tmp_path, warc(quoting), warc(number=2)) == [["record", "record"]] * 3


def test_bare_line_feeds_and_more_of_them(tmp_path: Path) -> None:
    lax = warc().replace(b"\r\n", b"\n", 7).removesuffix(b"\r\n") + b"\n\n\n"
    assert both(tmp_path, lax, warc(number=2)) == [["record", "record"]] * 3


def test_a_head_without_end_is_garbage(tmp_path: Path) -> None:
    endless = b"WARC/1.0\r\n" + b"X-Long: y\r\n" * 20_000
    assert both(tmp_path, endless + b"\r\n", warc(number=2))[0] == ["unreadable", "record"]


def test_a_record_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_module, "MAX_BLOCK_BYTES", 5_000)
    raw = [
        warc(http("<p>" + "x" * 9_000)),
        warc(number=2),
        warc(http(b"\0" * 9_000, "Content-Type: image/png"), number=3),
    ]
    assert both(tmp_path, *raw) == [["too_large", "record"]] * 3


def test_a_bomb_is_one_reject_in_flat_memory(tmp_path: Path, measure: Callable[[Callable[[], object]], int]) -> None:
    ones = gzip.compress(b"a" * (1 << 24), mtime=0)
    head = warc(http("<p>"), length=200 + (10 << 24))[:-4]
    write(tmp_path, {"a.warc.gz": members(head) + ones * 10})
    found: list[str] = []
    assert measure(lambda: found.extend(reasons(tmp_path))) < 32 << 20  # of 160 MB
    assert found == ["too_large"]


def test_a_big_file_is_read_in_flat_memory(tmp_path: Path, measure: Callable[[Callable[[], object]], int]) -> None:
    with (tmp_path / "a.warc.gz").open("wb") as packed, (tmp_path / "b.warc").open("wb") as plain:
        for number in range(600):
            raw = warc(http(f"<p>{number}" + "word " * 10_000), number=number)
            plain.write(raw)
            packed.write(gzip.compress(raw, 1))

    def work() -> None:
        source = find_source(str(tmp_path))
        assert sum(1 for part in plan_slices(source) for _ in read_slice(source.root, part)) == 1200

    assert measure(work) < 4 << 20  # of 60 MB


@pytest.mark.parametrize("packed", [False, True])
def test_a_slice_is_read_by_seeking(tmp_path: Path, packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = [warc(http(random.Random(n).randbytes(20_000).hex()), number=n) for n in range(60)]
    name = "a.warc.gz" if packed else "a.warc"
    write(tmp_path, {name: members(*raw) if packed else b"".join(raw)})
    monkeypatch.setattr(parts, "MAX_RECORDS", 5)
    slices = plan(tmp_path)
    (last,) = slices[-1].parts
    assert len(slices) >= 12
    assert last.start > sum(map(len, raw)) // 3
    assert last.skip == 0
    n_read = 0
    real = streams.Chunk

    def count(data: bytes, member: int | None = None, damage: str = "") -> streams.Chunk:
        nonlocal n_read
        n_read += len(data)
        return real(data, member, damage)

    monkeypatch.setattr(streams, "Chunk", count)
    assert len(list(read_slice(tmp_path, slices[-1]))) == last.count
    assert n_read <= 6 * 41_000 + streams.CHUNK


RECORDS = st.lists(
    st.builds(
        warc,
        st.binary(max_size=80).map(http) | st.just(b"no http"),
        st.integers(0, 9),
        st.sampled_from(["response", "response", "request", "resource"]),
        st.none() | st.none() | st.sampled_from([-1, 3, 10**9, "", 180]),
    )
    | st.binary(max_size=60)
    | st.just(b""),
    max_size=12,
)


@QUICK
@given(
    raw=RECORDS,
    how=st.integers(0, 2),
    most=st.integers(1, 6),
    flips=st.lists(st.integers(0, 5000), max_size=2),
    keep=st.floats(0.5, 1),
)
def test_any_cut_of_any_file_gives_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, raw: list[bytes], how: int, most: int, flips: list[int], keep: float
) -> None:
    content = bytearray([b"".join(raw), members(*raw), gzip.compress(b"".join(raw))][how])
    for flip in flips:
        if content:
            content[flip % len(content)] ^= 0x55
    name = "a.warc.gz" if how else "a.warc"
    folder = write(tmp_path_factory.mktemp("cut"), {name: bytes(content[: int(len(content) * keep)])})
    with (folder / name).open("rb") as file:
        reader = FrameReader(file, bool(how), keep=warc_module._keep)
        whole = [repr(row) for frame in reader if (row := warc_module.read_frame(frame, name)) is not None]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MAX_RECORDS", most)
        patch.setattr(parts, "LEAST_RECORDS", 0)
        patch.setattr(streams, "CHUNK", 300)
        patch.setattr(streams, "PACKED_CHUNK", 50)
        slices = plan(folder)
        rows = [repr(row) for part in slices for row in read_slice(folder, part)]
        backwards = [repr(row) for part in reversed(slices) for row in read_slice(folder, part)]
    assert rows == whole
    assert Counter(backwards) == Counter(rows)
    assert len(rows) <= sum(part.n_records for part in slices)


def test_many_lying_records_take_linear_time(tmp_path: Path) -> None:
    raw = [warc(http("x"), number=n, length=10**9) for n in range(4000)]
    write(tmp_path, {"a.warc": b"".join(raw), "b.warc.gz": members(*raw)})
    assert Counter(reasons(tmp_path)) == {"truncated": 8000}


def test_many_false_members_take_linear_time(tmp_path: Path) -> None:
    write(tmp_path, {"a.warc.gz": b"\x1f\x8b\x08\x00" * 500_000})
    assert reasons(tmp_path) == ["unreadable"]


def test_a_file_that_changed_since_it_was_planned_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, {"a.warc": warc() + warc(number=2)})
    (part,) = plan(tmp_path)
    write(tmp_path, {"a.warc": warc()})
    with pytest.raises(OSError, match="changed since it was planned: 1 of 2"):
        list(read_slice(tmp_path, part))


def test_records_without_id_or_address(tmp_path: Path) -> None:
    bare = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\n%s\r\n\r\n"
    write(tmp_path, {"a.warc": bare % b"one" + bare % b"two"})
    first, second = records(tmp_path)
    assert first.origin != second.origin
    assert first.external_id == first.origin
    assert first.given.url is None
    assert first.retrieved_at is None


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2031-05-06T07:08:09Z", datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)),
        ("2031-05-06T07:08:09.123456789Z", datetime(2031, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)),
        ("2031-05-06T07:08:09", datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)),
        ("2031-05-06T07:08:09+02:00", datetime(2031, 5, 6, 5, 8, 9, tzinfo=UTC)),
        ("0001-01-01T00:00:00+23:59", None),
        ("20310506", datetime(2031, 5, 6, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(value: str, moment: datetime | None) -> None:
    assert read_date(value) == moment


def test_fields_of_a_head() -> None:
    head = b"HTTP/1.1 200 OK\r\nA: 1\r\na: 2\r\nLong: one\r\n  two\r\nno colon\r\n: none\r\nOdd: \xff\r\n\r\n"
    assert read_fields(head) == {"a": "1", "long": "one two", "odd": "\\xff"}


def test_rows_are_valid_unicode(tmp_path: Path) -> None:
    raw = (
        warc()
        .replace(b"<urn:uuid:0-1>", b"<urn:\xff\x1b>")
        .replace(b"https://harbour.example/1", b"https://h.example/\xe9")
    )
    write(
        tmp_path,
        {"a.warc": raw + raw.replace(b"200 OK", b"200 OK\r\nContent-Encoding: \xfe\x07").replace(b"<html", b"html")},
    )
    for row in read(tmp_path):
        for text in (row.origin, row.external_id or "", row.detail if isinstance(row, Unreadable) else ""):
            assert text.encode().decode().isprintable()


def test_the_marker_fits_its_window() -> None:
    longest = b"\r\n\r\nWARC/1.11\r\n"
    assert frames.NEXT_RECORD.fullmatch(longest)
    assert len(longest) < frames.MARKER_BYTES
