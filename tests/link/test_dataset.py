"""The candidate holds each document once, copies point at the first, and order does not matter."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tasks.link import dataset
from tasks.link.dataset import link_dataset
from tasks.link.job import LinkJob
from tasks.storage import open_parquet
from tasks.tables import TABLES
from tasks.tables.column import Piece
from tasks.tables.documents import Draft
from tasks.tables.entities import Entity
from tasks.tables.ids import content_id
from tasks.tables.mentions import Mention
from tasks.tables.rejects import Reject, Withdrawal
from tasks.tables.statements import Statement
from tests.rows import Shard, draft

TEXT = (
    "The mayor said on Monday that the old bridge would be closed for three weeks because of repairs.\n"
    "Residents were told to use the ferry, which runs every hour, and to plan for delays in the morning.\n"
    "The council will meet again on Thursday to talk about the costs of the works and who pays for them."
)
OTHER = "Farmers in the north expect the best harvest in ten years, the growers' association said in a report."


def link(tmp_path: Path, *shards: Shard, name: str = "candidate") -> Path:
    folders = tuple(shard.write(tmp_path / name, str(number)) for number, shard in enumerate(shards))
    link_dataset(LinkJob(folders, tmp_path / name / "link"))
    return tmp_path / name / "link"


def rows(candidate: Path, table: str) -> list[dict[str, Any]]:
    files = sorted((candidate / table).glob("*.parquet"))
    return [row for file in files for row in open_parquet(file).read().to_pylist()]


def copies(candidate: Path) -> dict[str, tuple[str | None, str | None]]:
    documents = rows(candidate, "documents")
    names = {row["document_id"]: row["origin"] for row in documents} | {None: None}
    return {row["origin"]: (names[row["duplicate_of"]], row["duplicate_kind"]) for row in documents}


def test_copies_point_at_the_earliest(tmp_path: Path) -> None:
    candidate = link(
        tmp_path,
        Shard([draft(TEXT, "late", "Post", 3), draft(TEXT, "first", "Post", 2), draft(OTHER, "other", "Post", 1)]),
        Shard([draft(TEXT + "\nThis was updated.", "near", "Post", 5), draft(TEXT, "elsewhere", "Gazette", 4)]),
    )
    assert copies(candidate) == {
        "first": (None, None),
        "late": ("first", "exact"),
        "near": ("first", "near"),
        "elsewhere": ("first", "syndicated"),
        "other": (None, None),
    }


def test_a_document_without_a_date_is_not_the_earliest(tmp_path: Path) -> None:
    candidate = link(tmp_path, Shard([draft(TEXT, "undated"), draft(TEXT, "dated", day=9)]))
    assert copies(candidate)["undated"] == ("dated", "exact")


def test_an_unknown_outlet_is_not_another_outlet(tmp_path: Path) -> None:
    candidate = link(tmp_path, Shard([draft(TEXT, "a", "Post", 1), draft(TEXT, "b", None, 2)]))
    assert copies(candidate)["b"] == ("a", "near")


def test_the_same_record_twice_is_one_document_and_one_reject(tmp_path: Path) -> None:
    candidate = link(tmp_path, Shard([draft(TEXT, "a")]), Shard([draft(TEXT, "a"), draft(OTHER, "b")]))
    assert [row["origin"] for row in rows(candidate, "documents")] == sorted(
        ["a", "b"], key=lambda name: draft(TEXT if name == "a" else OTHER, name).document_id
    )
    assert [(row["origin"], row["reason"]) for row in rows(candidate, "rejects")] == [("a", "duplicate")]
    assert len(rows(candidate, "sentences")) == 3 + 1


def test_which_of_two_records_with_one_id_stays_does_not_depend_on_order(tmp_path: Path) -> None:
    one, two = Shard([draft(TEXT, "a", "Post", 1)]), Shard([draft(TEXT, "a", "Post", 2)])
    kept = [
        rows(link(tmp_path, *shards, name=name), "documents") for name, shards in (("x", (one, two)), ("y", (two, one)))
    ]
    assert kept[0] == kept[1]


def test_what_extract_gave_up_leaves_all_tables(tmp_path: Path) -> None:
    bad, good = draft(TEXT, "bad"), draft(OTHER, "good")
    withdrawn = Withdrawal(bad.document_id, "extract", "timeout", "took more than 60 s")
    candidate = link(tmp_path, Shard([bad, good], withdrawals=[withdrawn]))
    for table in ("documents", "segments", "sentences"):
        assert {row["document_id"] for row in rows(candidate, table)} == {good.document_id}
    assert rows(candidate, "rejects") == [
        {
            "origin": "bad",
            "external_id": "bad",
            "stage": "extract",
            "reason": "timeout",
            "detail": "took more than 60 s",
        }
    ]


def spoken(*drafts: Draft, **more: Any) -> Shard:
    """A shard in which each draft has one mention of an entity of its own, and one statement by it."""
    shard = Shard(drafts, **more)
    for one in drafts:
        key, name, said = one.document_id, one.text.split()[1], one.text.index("said")
        start, end = one.text.index(name), one.text.index(name) + len(name)
        mention = Mention(content_id("m", key), key, 0, start, end, name, "PERSON", "name", content_id("e", key))
        shard.mentions.append(mention)
        shard.entities.append(Entity(content_id("e", key), name, "PERSON", [], None, None, 1, 1))
        shard.statements.append(
            Statement(
                statement_id=content_id("s", key),
                document_id=key,
                sentence_no=0,
                source_start=start,
                source_end=end,
                source_text=name,
                source_entity_id=content_id("e", key),
                source_kind="named",
                source_role=None,
                cue_start=said,
                cue_end=said + 4,
                cue_text="said",
                cue_lemma="say",
                act="say",
                content=[Piece(said + 5, said + 9)],
                content_text=one.text[said + 5 : said + 9],
                mode="indirect",
                certainty="certain",
                polarity="positive",
                medium=None,
                said_at_time_id=None,
                via_statement_id=None,
            )
        )
    return shard


SPOKEN = ("mentions", "entities", "statements")


def test_what_was_said_goes_with_its_document(tmp_path: Path) -> None:
    bad, good = draft(TEXT, "bad"), draft(OTHER, "good")
    withdrawn = Withdrawal(bad.document_id, "extract", "crash", "broke in one of two shards")
    candidate = link(tmp_path, spoken(bad, good), spoken(bad, good, withdrawals=[withdrawn]))
    assert [row["mention_id"] for row in rows(candidate, "mentions")] == [content_id("m", good.document_id)]
    assert [row["entity_id"] for row in rows(candidate, "entities")] == [content_id("e", good.document_id)]
    (statement,) = rows(candidate, "statements")
    (piece,) = statement["content"]
    assert OTHER[piece["start"] : piece["end"]] == statement["content_text"]
    assert statement["source_entity_id"] == content_id("e", good.document_id)


def test_what_was_said_is_in_order_and_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = [draft(f"{OTHER} It was number {i}.", f"d{i}") for i in range(50)]
    whole = link(tmp_path, spoken(*drafts), name="whole")
    monkeypatch.setattr(dataset, "PART_DOCUMENTS", 10)
    cut = link(tmp_path, spoken(*drafts[::-1][:20]), spoken(*drafts[::-1][20:]), name="cut")
    for table in SPOKEN:
        assert len(list((cut / table).iterdir())) == 8
        assert rows(cut, table) == rows(whole, table)
        assert len(rows(whole, table)) == 50


def test_rejects_of_clean_are_kept(tmp_path: Path) -> None:
    reject = Reject("broken.txt", None, "clean", "not_text", "bytes that are no text")
    candidate = link(tmp_path, Shard([draft(TEXT, "a")], rejects=[reject, reject]))
    assert [row["origin"] for row in rows(candidate, "rejects")] == ["broken.txt", "broken.txt"]


def test_all_tables_are_there(tmp_path: Path) -> None:
    candidate = link(tmp_path, Shard([draft(TEXT, "a")]))
    assert {path.name for path in candidate.iterdir() if path.is_dir()} == {table.name for table in TABLES}


def test_the_order_of_shards_and_rows_does_not_change_a_byte(tmp_path: Path) -> None:
    drafts = [draft(f"{TEXT}\nNumber {i % 7} of many.", f"d{i}", ("Post", None)[i % 2], 1 + i % 5) for i in range(60)]
    hashes = []
    for name, shards in (
        ("x", [Shard(drafts[:30]), Shard(drafts[30:])]),
        ("y", [Shard(drafts[::-1][:10]), Shard(drafts[::-1][10:])]),
    ):
        candidate = link(tmp_path, *shards, name=name)
        files = sorted(candidate.rglob("*.parquet"))
        hashes.append([(file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in files])
    assert hashes[0] == hashes[1]


def test_large_tables_are_cut_into_parts_by_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = [draft(f"{OTHER} It was number {i}.", f"d{i}") for i in range(50)]
    whole = link(tmp_path, Shard(drafts), name="whole")
    monkeypatch.setattr(dataset, "PART_DOCUMENTS", 10)
    cut = link(tmp_path, Shard(drafts), name="cut")
    assert len(list((cut / "documents").iterdir())) == 8  # 50 / 10, and up to the next power of two
    for table in ("documents", "segments", "sentences"):
        assert rows(cut, table) == rows(whole, table)


def test_a_folder_named_like_a_column_is_no_value(tmp_path: Path) -> None:
    place = tmp_path / "outlet=Elsewhere" / "shard=7" / "[a]*?"
    place.mkdir(parents=True)
    candidate = link(place, Shard([draft(TEXT, "a", "Post", 1)]))
    assert [row["outlet"] for row in rows(candidate, "documents")] == ["Post"]
