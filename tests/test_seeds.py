"""The two seed articles, read by a careful reader: what is found in them, and nothing that could not be read there.

`golden/seeds.json` says where each statement stands and what it is, in offsets; the articles are not in the repository.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tasks.storage import read_table
from tests.faults import Passing
from tests.inline import build_inline

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
GOLD: dict[str, dict[str, Any]] = json.loads((ROOT / "tests" / "golden" / "seeds.json").read_text("utf-8"))["documents"]
# Found at least so many of the ten in each article.
WANTED = 9
# The same content, as two readers with different ideas of its borders have it.
SAME = 0.5
# The content of a statement beyond the ten may begin or end elsewhere, but is no other one.
ALIKE = 0.3

Row = dict[str, Any]
Span = tuple[int, int]

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not here (../shared/seeds)")


class Article:
    """One article of the release, with its gold."""

    def __init__(self, name: str, tables: dict[str, list[Row]]) -> None:
        [document] = [row for row in tables["documents"] if row["external_id"] == name]
        self.text: str = document["text"]
        self.rows = {
            table: [row for row in rows if row.get("document_id") == document["document_id"]]
            for table, rows in tables.items()
        }
        self.entities = {row["entity_id"]: row for row in tables["entities"]}
        self.gold: list[Row] = GOLD[name]["statements"]
        self.accepted: list[Row] = GOLD[name]["accepted"]
        self.names: dict[str, list[Any]] = GOLD[name]["entities"]

    def words(self, spans: Iterable[Span]) -> frozenset[int]:
        """Numbers of the words and marks that spans touch."""
        return frozenset(
            number
            for number, found in enumerate(re.finditer(r"\w+|[^\w\s]", self.text))
            if any(start < found.end() and found.start() < end for start, end in spans)
        )

    def likeness(self, row: Row, gold: Row) -> float:
        """Jaccard index of the contents, in the better of the gold's readings; 0 where cue or source is another."""
        if not overlap((row["cue_start"], row["cue_end"]), gold["cue"][:2]):
            return 0.0
        if (row["source_start"] is None) != (not gold["source"]):
            return 0.0
        if gold["source"] and not any(
            overlap((row["source_start"], row["source_end"]), source[:2]) for source in gold["source"]
        ):
            return 0.0
        said = self.words((piece["start"], piece["end"]) for piece in row["content"])
        core = self.words(piece[:2] for piece in gold["content"])
        full = core | self.words(piece[:2] for piece in gold.get("more", []))
        return max(len(said & wanted) / len(said | wanted) for wanted in (core, full))

    @property
    def found(self) -> list[tuple[Row, Row]]:
        """The gold statements that were found, each with its row."""
        pairs = sorted(
            ((self.likeness(row, gold), at, by) for at, gold in enumerate(self.gold)
             for by, row in enumerate(self.rows["statements"])),
            reverse=True,
        )  # fmt: skip
        taken: dict[int, int] = {}
        for likeness, at, by in pairs:
            if likeness >= SAME and at not in taken and by not in taken.values():
                taken[at] = by
        return [(self.gold[at], self.rows["statements"][by]) for at, by in sorted(taken.items())]

    def entity_at(self, span: Span) -> str | None:
        """The entity of the name that stands there."""
        ids = {
            row["entity_id"]
            for row in self.rows["mentions"]
            if row["form"] == "name" and overlap((row["start"], row["end"]), span)
        }
        assert len(ids) <= 1, f"{self.text[slice(*span)]!r} is more than one entity"
        return next(iter(ids), None)

    def show(self, row: Row) -> str:
        """A row for a person."""
        return f"{row['source_text']} | {row['cue_text']} | {row['content_text']}"


def overlap(one: Iterable[int], other: Iterable[int]) -> bool:
    (start, end), (begin, stop) = one, other
    return start < stop and begin < end


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Article]:
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "input").mkdir()
    for name, gold in GOLD.items():
        shutil.copyfile(SEEDS / name, folder / "input" / name)
        sidecar = (folder / "input" / name).with_suffix(".json")
        sidecar.write_text(json.dumps({"published_at": gold["published_at"]}), encoding="utf-8")
    published = build_inline(folder / "input", folder / "out", Passing()).published
    assert published is not None
    tables: dict[str, list[Row]] = defaultdict(list)
    for path in sorted(published.release.glob("*/*.parquet")):
        tables[path.parent.name] += read_table(path).to_pylist()
    return {name: Article(name, tables) for name in GOLD}


@cache
def _spans(name: str) -> list[tuple[int, int, str]]:
    def walk(value: Any) -> Iterator[tuple[int, int, str]]:
        if isinstance(value, list) and len(value) == 3 and isinstance(value[0], int):
            yield (value[0], value[1], value[2])
        elif isinstance(value, list | dict):
            for part in value.values() if isinstance(value, dict) else value:
                yield from walk(part)

    return list(walk(GOLD[name]))


@pytest.mark.parametrize("name", GOLD)
def test_the_gold_points_at_its_words(articles: dict[str, Article], name: str) -> None:
    text = articles[name].text
    assert len(_spans(name)) > 60
    moved = [
        (start, end) for start, end, check in _spans(name)
        if hashlib.sha256(text[start:end].encode()).hexdigest()[: len(check)] != check
    ]  # fmt: skip
    assert not moved, "cleaning has moved the text: the offsets in tests/golden/seeds.json must move with it"
