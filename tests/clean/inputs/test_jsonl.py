from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.clean.inputs import jsonl as jsonl_module
from tasks.clean.inputs import parts, streams
from tasks.clean.inputs.json_object import BadObject, read_object
from tasks.clean.inputs.jsonl import read_lines
from tasks.clean.inputs.record import Record, Unreadable
from tasks.clean.inputs.slices import plan_slices, read_slice
from tasks.clean.inputs.tree import find_source
from tests.clean.inputs.making import STORY, jsonl, members, one, plan, read, reasons, records, write

Measure = Callable[[Callable[[], object]], int]
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def ids(rows: list[Record]) -> list[str | None]:
    return [row.external_id for row in rows]


@pytest.fixture(autouse=True)
def _no_places_of_other_tests() -> None:
    streams._PLACES.clear()


def test_records_have_ids_fields_and_origins(tmp_path: Path) -> None:
    write(
        tmp_path, {"wire/a.jsonl": jsonl({"id": "n1", "text": STORY, "title": "Port shut"}, {"html": "<p>x", "id": 2})}
    )
    first, second = records(tmp_path)
    assert (first.origin, first.external_id, first.collection) == ("wire/a.jsonl#n1", "n1", "wire")
    assert (first.body, first.kind, first.given.title) == (STORY, "text", "Port shut")
    assert (second.origin, second.kind) == ("wire/a.jsonl#2", "html")


def test_line_ends(tmp_path: Path) -> None:
    lines = "\r\n".join(json.dumps({"id": n, "text": "a\u2028b\x85c\x0bd"}, ensure_ascii=False) for n in range(3))
    write(tmp_path, {"a.jsonl": "\ufeff" + lines, "b.jsonl": "\n \n\r\n" + lines + "\n\n\n"})
    assert ids(records(tmp_path)) == ["0", "1", "2"] * 2
    assert {row.body for row in records(tmp_path)} == {"a\u2028b\x85c\x0bd"}


@pytest.mark.parametrize("content", ["", "\n", "\ufeff", " \r\n\t\n"])
def test_a_file_without_lines_has_no_rows(tmp_path: Path, content: str) -> None:
    write(tmp_path, {"a.jsonl": content, "b.jsonl.gz": gzip.compress(content.encode())})
    assert read(tmp_path) == []
    assert plan(tmp_path) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "cut", "text": "The may', "bad_record"),
        ("not json", "bad_record"),
        ("[1, 2]", "bad_record"),
        ("null", "bad_record"),
        ("42", "bad_record"),
        ('"a string"', "bad_record"),
        ("{}", "empty"),
        ('{"text": NaN}', "not_text"),
        ("{\ufeff}", "bad_record"),
        ("[" * 100_000, "bad_record"),
        ('{"a":' * 50_000, "bad_record"),
        ('{"text": "' + "[" * 200 + '"}', "record"),
        ('{"text": "\\"' + "[" * 200 + '"}', "record"),
        ('{"text": "x", "a": ' + "[" * 99 + "]" * 99 + "}", "record"),
        ('{"text": "x", "a": ' + "[" * 100 + "]" * 100 + "}", "bad_record"),
        ('{"text": "x", "n": ' + "9" * 100_000 + "}", "record"),
        ('{"text": "x", "n": 1e999}', "record"),
        ('{"text": "x"} trailing', "bad_record"),
        ("\0", "bad_record"),
    ],
)
def test_bad_lines_cost_only_themselves(tmp_path: Path, line: str, reason: str) -> None:
    good = json.dumps({"id": "good", "text": STORY})
    write(tmp_path, {"a.jsonl": f"{good}\n{line}\n\n{good}\n"})
    assert reasons(tmp_path) == ["record", reason, "record"]


def test_too_many_values_are_too_large() -> None:
    with pytest.raises(BadObject) as caught:
        read_object(b'{"a": [' + b"[]," * 1_100_000 + b"0]}")
    assert caught.value.reason == "too_large"


def test_the_name_of_a_bad_line_is_its_content(tmp_path: Path) -> None:
    write(tmp_path, {"a.jsonl": "broken {\nother [\nbroken {\n"})
    first, other, again = read(tmp_path)
    assert first == again
    assert first.origin != other.origin
    assert first.external_id is None


def test_bytes_that_are_no_utf8_are_decoded_later(tmp_path: Path) -> None:
    write(tmp_path, {"a.jsonl": '{"id": "n1", "text": "caf\xe9"}\n'.encode("latin-1")})
    assert one(tmp_path).body == "caf\xe9".encode("latin-1")


def test_escaped_surrogates_are_kept(tmp_path: Path) -> None:
    write(tmp_path, {"a.jsonl": '{"id": "\\ud800", "text": "half \\ud83d \\udc80"}\n'})
    record = one(tmp_path)
    assert record.body == "half \ud83d \udc80"
    assert record.origin == "a.jsonl#\\ud800"


def test_one_id_twice_and_one_record_twice(tmp_path: Path) -> None:
    same = {"id": "n", "text": STORY}
    write(tmp_path, {"a.jsonl": jsonl(same, same, {"id": "n", "text": "other"})})
    assert Counter((row.origin, row.body) for row in records(tmp_path)) == {
        ("a.jsonl#n", STORY): 2,
        ("a.jsonl#n", "other"): 1,
    }


def test_without_an_id_the_order_of_fields_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path, {"a.jsonl": '{"text": "x", "title": "t"}\n{"title":"t","text":"x"}\n{"text": "x", "title": "u"}\n'})
    first, again, other = records(tmp_path)
    assert first.origin == again.origin != other.origin
    assert first.external_id == first.origin


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
LINES = st.lists(
    st.dictionaries(st.sampled_from(["id", "text", "html", "title", "authors", "other"]), VALUES).map(
        lambda fields: json.dumps(fields).encode()
    )
    | st.binary(max_size=30).map(lambda raw: raw.replace(b"\n", b"")),
    max_size=40,
)


@QUICK
@given(
    lines=LINES,
    cut_every=st.integers(1, 10),
    most=st.integers(1, 50),
    n_bytes=st.integers(1, 300),
    packed=st.integers(0, 2),
)
def test_any_cut_gives_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], cut_every: int, most: int, n_bytes: int, packed: int
) -> None:
    content = b"\n".join(lines)
    half = len(content) // 2
    name, raw = [
        ("a.jsonl", content),
        ("a.jsonl.gz", gzip.compress(content)),
        ("a.jsonl.gz", members(content[:half], b"", content[half:])),
    ][packed]
    folder = write(tmp_path_factory.mktemp("cut"), {name: raw})
    whole = Counter(
        map(
            repr,
            (
                jsonl_module.read_line(line, name)
                for line in read_lines(folder / name, "jsonl.gz" if packed else "jsonl")
            ),
        )
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "CUT_EVERY", cut_every)
        patch.setattr(parts, "MAX_RECORDS", most)
        patch.setattr(parts, "LEAST_RECORDS", 0)
        patch.setattr(parts, "MAX_BYTES", n_bytes)
        patch.setattr(streams, "CHUNK", 70)
        patch.setattr(streams, "PACKED_CHUNK", 16)
        source = find_source(str(folder / name))
        slices = list(plan_slices(source))
        rows = [row for part in slices for row in read_slice(source.root, part)]
        backwards = [row for part in reversed(slices) for row in read_slice(source.root, part)]
    assert Counter(map(repr, rows)) == Counter(map(repr, backwards)) == whole
    assert sum(part.n_records for part in slices) == len(rows)
    assert all(part.n_records <= most for part in slices)


@QUICK
@given(raw=LINES, flip=st.integers(0, 10_000), keep=st.floats(0.5, 1), n_members=st.integers(1, 3))
def test_any_cut_of_a_damaged_file_gives_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, raw: list[bytes], flip: int, keep: float, n_members: int
) -> None:
    step = len(raw) // n_members + 1
    content = bytearray(members(*(b"\n".join(raw[at : at + step]) + b"\n" for at in range(0, len(raw) + 1, step))))
    content[flip % len(content)] ^= 0x55
    folder = write(tmp_path_factory.mktemp("cut"), {"a.jsonl.gz": bytes(content[: int(len(content) * keep)])})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streams, "CHUNK", 70)
        patch.setattr(streams, "PACKED_CHUNK", 16)
        whole = [row for part in plan(folder) for row in read_slice(folder, part)]
        patch.setattr(parts, "MAX_RECORDS", 2)
        slices = plan(folder)
        rows = [row for part in slices for row in read_slice(folder, part)]
        backwards = [row for part in reversed(slices) for row in read_slice(folder, part)]
    assert rows == whole
    assert Counter(map(repr, backwards)) == Counter(map(repr, whole))


@QUICK
@given(lines=LINES, seed=st.integers())
def test_shuffled_lines_have_the_same_origins(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], seed: int
) -> None:
    lines = [line.strip(b"\xef\xbb\xbf") for line in lines]
    shuffled = random.Random(seed).sample(lines, len(lines))
    folder = write(
        tmp_path_factory.mktemp("mix"), {"one/a.jsonl": b"\n".join(lines), "two/a.jsonl": b"\n".join(shuffled)}
    )
    one_way, other_way = (Counter(row.origin for row in read(folder / name)) for name in ("one", "two"))
    assert one_way == other_way


def test_appended_lines_leave_the_slices_before_as_they_are(tmp_path: Path) -> None:
    lines = jsonl(*({"id": n, "text": f"{STORY} {n}"} for n in range(1000)))
    write(tmp_path, {"a.jsonl": lines})
    before = [part.sha256 for part in plan(tmp_path)]
    write(tmp_path, {"a.jsonl": lines + jsonl({"id": "new", "text": "new"})})
    after = [part.sha256 for part in plan(tmp_path)]
    assert len(before) > 5
    assert before[:-1] == after[: len(before) - 1]


def test_a_line_put_in_changes_few_slices(tmp_path: Path) -> None:
    lines = [jsonl({"id": n, "text": f"{STORY} {n}"}) for n in range(3000)]
    write(tmp_path, {"a.jsonl": "".join(lines)})
    before = {part.sha256 for part in plan(tmp_path)}
    write(tmp_path, {"a.jsonl": "".join([*lines[:500], jsonl({"id": "new", "text": "new"}), *lines[500:]])})
    after = {part.sha256 for part in plan(tmp_path)}
    assert len(after - before) <= len(before) // 3


def test_a_long_line_is_too_large_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl_module, "MAX_LINE_BYTES", 1000)
    write(tmp_path, {"a.jsonl": jsonl({"id": 1, "text": "a"}, {"id": 2, "text": "b" * 2000}, {"id": 3, "text": "c"})})
    assert reasons(tmp_path) == ["record", "too_large", "record"]
    write(tmp_path, {"a.jsonl": jsonl({"id": 1, "text": "a"}, {"id": 2, "text": "b" * 2000})})
    assert reasons(tmp_path) == ["record", "too_large"]


def test_a_cut_gzip_file_keeps_what_came_before(tmp_path: Path) -> None:
    rng = random.Random(3)
    lines = jsonl(*({"id": n, "text": f"{rng.random()} " * 30} for n in range(50)))
    packed = gzip.compress(lines.encode())
    write(tmp_path, {"a.jsonl.gz": packed[: len(packed) * 2 // 3]})
    *kept, last = read(tmp_path)
    assert ids([row for row in kept if isinstance(row, Record)]) == [str(n) for n in range(len(kept))]
    assert 20 < len(kept) < 40
    assert isinstance(last, Unreadable)
    assert (last.origin, last.reason) == ("a.jsonl.gz", "unreadable")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (members(b'{"id": 1, "text": "a"}\n') + b"garbage", ["record", "unreadable"]),
        (members(b'{"id": 1, "text": "a"}\n') + b"\0" * 1000, ["record"]),
        (members(b'{"id": 1, "te', b'xt": "a"}\n{"id": 2, "text": "b"}'), ["record", "record"]),
        (b'{"id": 1, "text": "a"}\n', ["unreadable"]),
        (members(b'{"id": 1, "text": "a"}\n')[:-4] + b"\1\1\1\1", ["record", "unreadable"]),
        (b"\x1f\x8b\x08", ["unreadable"]),
    ],
)
def test_damaged_gzip(tmp_path: Path, raw: bytes, expected: list[str]) -> None:
    write(tmp_path, {"a.jsonl.gz": raw})
    assert reasons(tmp_path) == expected


def test_a_bomb_is_too_large_in_flat_memory(tmp_path: Path, measure: Measure) -> None:
    ones = gzip.compress(b"a" * (1 << 24), mtime=0)
    write(tmp_path, {"a.jsonl.gz": members(b'{"id": 1, "text": "') + ones * 10 + members(b'"}\n')})
    found: list[str] = []
    assert measure(lambda: found.extend(reasons(tmp_path))) < 100 << 20  # of 160 MB; 32 MiB of it are kept
    assert found == ["too_large"]


def test_a_gzip_member_is_not_unpacked_again_for_each_slice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(5)
    write(
        tmp_path, {"a.jsonl.gz": gzip.compress(jsonl(*({"id": n, "text": rng.random()} for n in range(5000))).encode())}
    )
    monkeypatch.setattr(streams, "CHUNK", 4096)
    slices = plan(tmp_path)
    given_out = Counter[str]()
    real = streams._give
    monkeypatch.setattr(streams, "_give", lambda place, data: (given_out.update(n=1), real(place, data))[1])
    rows = [row.origin for part in slices for row in read_slice(tmp_path, part)]
    once = given_out["n"]
    streams._PLACES.clear()
    assert [row.origin for part in slices[-1:] for row in read_slice(tmp_path, part)] == rows[-slices[-1].n_records :]
    assert once < 2 * (given_out["n"] - once)


def test_a_file_that_changed_since_it_was_planned_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, {"a.jsonl": jsonl({"id": 1, "text": "a"}, {"id": 2, "text": "b"})})
    (part,) = plan(tmp_path)
    write(tmp_path, {"a.jsonl": jsonl({"id": 1, "text": "a"})})
    with pytest.raises(OSError, match="changed since it was planned"):
        list(read_slice(tmp_path, part))
    (tmp_path / "a.jsonl").unlink()
    with pytest.raises(FileNotFoundError):
        list(read_slice(tmp_path, part))


def test_a_big_file_is_read_in_flat_memory(tmp_path: Path, measure: Measure) -> None:
    with (tmp_path / "a.jsonl").open("w") as file:
        for n in range(2_000):
            file.write(jsonl({"id": n, "text": f"{n} " + "word " * 4000}))

    def work() -> None:
        source = find_source(str(tmp_path))
        assert sum(1 for part in plan_slices(source) for _ in read_slice(source.root, part)) == 2_000

    assert measure(work) < 4 << 20  # of 40 MB


def test_quotes_and_brackets_are_passed_in_linear_time() -> None:
    for line in (b'"[' * 500_000, b'{"a": "' + b'\\"[' * 300_000, b"[{" + b'"' * 1_000_000 + b"[" * 200):
        with pytest.raises(BadObject):
            read_object(line)
