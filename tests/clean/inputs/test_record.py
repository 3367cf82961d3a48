from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tasks.clean.inputs.record import Record, Unreadable, collect, read_fields, read_given, read_id, shorten, spell


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("plain name.txt", "plain name.txt"),
        ("caf\udce9.txt", "caf\\xe9.txt"),
        ("a\nb\r", "a\\nb\\r"),
        ("tab\there", "tab\there"),
        ("\x1b[31m", "\\x1b[31m"),
        ("line\u2028end\x85", "line\\u2028end\\x85"),
        ("half \ud83d", "half \\ud83d"),
        ("mixed \ud800 \udc80", "mixed \\ud800 \\udc80"),
        ("naïve \U0001f4f0", "naïve \U0001f4f0"),
        ("..\\..\\windows", "..\\..\\windows"),
    ],
)
def test_spelling_is_valid_unicode_on_one_line(text: str, spelled: str) -> None:
    assert spell(text) == spelled
    spelled.encode()


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (900012, "900012"),
        (3.5, "3.5"),
        (Decimal("7"), "7"),
        (b"raw\xff", "raw\\xff"),
        ("a\nb", "a\\nb"),
        (0, "0"),
        ("", None),
        (" \t", None),
        (None, None),
        (True, None),
        (float("nan"), None),
        (["x"], None),
        ({"a": 1}, None),
    ],
)
def test_ids_become_text(value: object, name: str | None) -> None:
    assert read_id(value) == name


def test_long_ids_are_cut_and_stay_different() -> None:
    first, second = shorten("x" * 5000 + "1"), shorten("x" * 5000 + "2")
    assert first != second
    assert len(first) == len(second) == 1000
    assert shorten("x" * 1000) == "x" * 1000
    assert read_id("x" * 5000 + "1") == first


@pytest.mark.parametrize(
    ("path", "collection"), [("a.txt", "default"), ("wire/2024/a.txt", "wire"), ("\udcff/a", "\\xff")]
)
def test_collection_is_the_first_folder(path: str, collection: str) -> None:
    assert collect(path) == collection


@pytest.mark.parametrize(
    ("given", "authors"),
    [
        ("Jane Roe", ("Jane Roe",)),
        (["Jane Roe", 1, None, " Ivo Lang "], ("Jane Roe", "Ivo Lang")),
        ({"name": "Jane"}, ()),
        (["", " "], ()),
        (5, ()),
    ],
)
def test_authors(given: object, authors: tuple[str, ...]) -> None:
    assert read_given({"authors": given}).authors == authors


@pytest.mark.parametrize("wrong", [7, ["a"], {}, True, "", "  "])
def test_wrong_optional_fields_are_left_out(wrong: object) -> None:
    given = read_given(dict.fromkeys(("title", "outlet", "language", "url"), wrong))
    assert (given.title, given.outlet, given.language, given.url) == (None, None, None, None)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("2024-01-02", True),
        (0, True),
        (1.5, True),
        (datetime(2024, 1, 2, tzinfo=UTC), True),
        (True, False),
        ([1], False),
    ],
)
def test_published_at_stays_as_it_was_given(value: object, kept: bool) -> None:
    assert read_given({"published_at": value}).published_at == (value if kept else None)


@pytest.mark.parametrize(
    ("fields", "kind", "body"),
    [
        ({"text": "words", "html": "<p>page"}, "text", "words"),
        ({"text": " ", "html": "<p>page"}, "html", "<p>page"),
        ({"text": None, "html": "<p>page"}, "html", "<p>page"),
        ({"text": 5, "html": "<p>page"}, "html", "<p>page"),
        ({"text": "", "html": ""}, "text", ""),
        ({"html": ""}, "html", ""),
        ({"text": b"raw"}, "text", b"raw"),
    ],
)
def test_text_wins_unless_only_html_has_words(fields: dict[str, object], kind: str, body: object) -> None:
    record = read_fields(fields, "a.jsonl", b"")
    assert isinstance(record, Record)
    assert (record.kind, record.body) == (kind, body)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "empty"),
        ({"text": None}, "empty"),
        ({"text": 5}, "not_text"),
        ({"html": ["a"]}, "not_text"),
        ({"text": []}, "not_text"),
    ],
)
def test_records_without_text(fields: dict[str, object], reason: str) -> None:
    row = read_fields({"id": "n1", **fields}, "a.jsonl", b"")
    assert isinstance(row, Unreadable)
    assert (row.reason, row.external_id, row.origin) == (reason, "n1", "a.jsonl#n1")


def test_text_over_the_limit_is_too_large() -> None:
    row = read_fields({"text": "x" * ((16 << 20) + 1)}, "a.jsonl", b"content")
    assert isinstance(row, Unreadable)
    assert row.reason == "too_large"


def test_without_an_id_the_content_names_the_record() -> None:
    first, again, other = (read_fields({"text": "x"}, "a.jsonl", content) for content in (b"1", b"1", b"2"))
    assert first.origin == again.origin == first.external_id
    assert first.origin != other.origin
