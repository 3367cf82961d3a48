from __future__ import annotations

import os
from pathlib import Path

import pytest

from tasks.clean.inputs.slices import plan_slices
from tasks.clean.inputs.tree import find_files, find_source, kind_of
from tests.clean.inputs.making import STORY, one, plan, read, reasons, records, reject, write


def origins(given: Path | str, *leave_out: Path) -> list[str]:
    return sorted(row.origin for row in read(given, *leave_out))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "text"),
        ("A.TXT", "text"),
        ("a.Htm", "html"),
        ("a.html", "html"),
        ("a.jsonl", "jsonl"),
        ("a.jsonl.GZ", "jsonl.gz"),
        ("a.warc", "warc"),
        ("a.warc.gz", "warc.gz"),
        ("a.parquet", "parquet"),
        ("a.csv", None),
        ("a.txt~", None),
        ("a.gz", None),
        ("txt", None),
    ],
)
def test_kinds(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_a_tree_gives_its_files_and_counts_what_is_no_input(tmp_path: Path) -> None:
    names = ["b.txt", "wire/a.html", "wire/deep/c.TXT", "photo.jpg", "sheet.csv", "backup.txt~", "orphan.json", "none"]
    write(tmp_path, dict.fromkeys(names, STORY))
    write(tmp_path, {".hidden.txt": STORY, ".git/a.txt": STORY, "..%2fetc.txt": STORY})
    found = plan_slices(find_source(str(tmp_path)))
    assert sum(part.n_records for part in found) == 4
    assert found.skipped == 5
    assert origins(tmp_path) == ["..%2fetc.txt", "b.txt", "wire/a.html", "wire/deep/c.TXT"]
    assert {row.collection for row in records(tmp_path)} == {"default", "wire"}


def test_one_file_is_named_by_its_name_alone(tmp_path: Path) -> None:
    write(tmp_path, {"wire/a.txt": STORY, "wire/b.txt": "another"})
    record = one(tmp_path / "wire" / "a.txt")
    assert (record.origin, record.external_id, record.collection, record.body) == (
        "a.txt",
        "a.txt",
        "default",
        STORY.encode(),
    )


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["a.txt"]),
        ("*", ["a.txt", "b/c.txt", "b/d/e.txt", "b/d/f.html"]),
        ("b/*.txt", ["c.txt"]),
        ("b/**/*.txt", ["c.txt", "d/e.txt"]),
        ("**/*.html", ["b/d/f.html"]),
        ("**", ["a.txt", "b/c.txt", "b/d/e.txt", "b/d/f.html"]),
        ("b/d/[e-f].*", ["e.txt", "f.html"]),
        ("?/d", ["b/d/e.txt", "b/d/f.html"]),
        ("**/d/**/e.txt", ["b/d/e.txt"]),
        ("none*", []),
    ],
)
def test_patterns_are_relative_to_their_fixed_part(tmp_path: Path, pattern: str, expected: list[str]) -> None:
    write(tmp_path, dict.fromkeys(["a.txt", "b/c.txt", "b/d/e.txt", "b/d/f.html", ".h/a.txt"], STORY))
    assert origins(f"{tmp_path}/{pattern}") == expected


def test_a_name_with_wildcards_is_first_a_name(tmp_path: Path) -> None:
    write(tmp_path, {"bracket[1].txt": STORY, "bracket1.txt": "other"})
    assert origins(tmp_path / "bracket[1].txt") == ["bracket[1].txt"]


@pytest.mark.parametrize("given", ["nowhere", "nowhere/*.txt", "a.txt/*.html"])
def test_a_source_that_is_not_there(tmp_path: Path, given: str) -> None:
    write(tmp_path, {"a.txt": STORY})
    with pytest.raises(FileNotFoundError, match="no such file"):
        find_source(str(tmp_path / given))


@pytest.mark.parametrize(
    "name",
    [
        b"with space.txt",
        b"new\nline.txt",
        b"not_utf8_\xff\xfe.txt",
        b"..\\windows.txt",
        b"-rf.txt",
        b"$(touch x).txt",
        b"quote'\".txt",
        b"#hash#.txt",
        b"per%cent.txt",
        b"star*.txt",
        b"bracket[1].txt",
        b"a....txt",
        b" leading.txt",
        b"n" * 251 + b".txt",
        b"folder.txt/inside.txt",
    ],
)
def test_odd_names(tmp_path: Path, name: bytes) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(STORY.encode())
    record = one(tmp_path)
    assert record.body == STORY.encode()
    assert record.origin == name.decode("utf-8", "backslashreplace").replace("\n", "\\n")


def test_links_to_files_are_read_and_links_to_folders_are_not(tmp_path: Path) -> None:
    write(tmp_path, {"in/real.txt": STORY, "elsewhere/target.txt": STORY})
    os.symlink("../elsewhere/target.txt", tmp_path / "in" / "link.txt")
    for name, target in (("up", ".."), ("here", "."), ("self", "self"), ("other", "../elsewhere")):
        os.symlink(target, tmp_path / "in" / name)
    assert origins(tmp_path / "in") == ["link.txt", "real.txt"]


@pytest.mark.parametrize("target", ["nowhere", "loop.txt"])
def test_a_link_to_nothing_is_one_reject(tmp_path: Path, target: str) -> None:
    os.symlink(target, tmp_path / "loop.txt")
    row = reject(tmp_path)
    assert (row.origin, row.reason) == ("loop.txt", "unreadable")
    assert str(tmp_path) not in row.detail


def test_pipes_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reject(tmp_path).detail == "not a regular file"
    assert reject(tmp_path / "pipe.txt").reason == "unreadable"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_files_without_permission_are_rejects(tmp_path: Path) -> None:
    write(tmp_path, {"closed.txt": STORY, "shut/a.txt": STORY})
    (tmp_path / "closed.txt").chmod(0)
    (tmp_path / "shut").chmod(0)
    assert reasons(tmp_path) == ["unreadable", "unreadable"]
    (tmp_path / "shut").chmod(0o700)


def test_a_file_that_cannot_be_opened_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.txt": STORY, "b.txt": STORY})
    real = os.open

    def refuse(path: Path, *more: int) -> int:
        if Path(path).name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *more)

    monkeypatch.setattr(os, "open", refuse)
    rows = {row.origin: row for row in read(tmp_path)}
    assert rows["a.txt"].reason == "unreadable"  # type: ignore[union-attr]
    assert rows["a.txt"].detail == "it cannot be read: Permission denied"  # type: ignore[union-attr]
    assert rows["b.txt"].body == STORY.encode()  # type: ignore[union-attr]


def test_the_output_folder_is_left_out_by_any_path(tmp_path: Path) -> None:
    write(tmp_path, {"in/a.txt": STORY, "in/out/work/b.txt": STORY, "in/out2/c.txt": STORY})
    assert origins(tmp_path / "in", tmp_path / "in" / "out") == ["a.txt", "out2/c.txt"]
    os.symlink(tmp_path / "in" / "out", tmp_path / "alias")
    assert origins(tmp_path / "in", tmp_path / "alias") == ["a.txt", "out2/c.txt"]
    assert origins(tmp_path / "in", tmp_path / "in") == ["a.txt", "out/work/b.txt", "out2/c.txt"]
    assert origins(tmp_path / "in", tmp_path / "not there yet") == ["a.txt", "out/work/b.txt", "out2/c.txt"]


def test_the_order_depends_on_names_only(tmp_path: Path) -> None:
    names = [f"f{n % 3}/{n * 7919 % 100:03}.txt" for n in range(30)]
    write(tmp_path / "one", dict.fromkeys(names, STORY))
    write(tmp_path / "two", dict.fromkeys(reversed(names), STORY))
    first, second = (list(find_files(find_source(str(tmp_path / name)))) for name in ("one", "two"))
    assert first == second
    assert plan(tmp_path / "one") == plan(tmp_path / "two")


def test_a_deep_tree_is_no_problem(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(300):
        folder = folder / "deeper"
    write(folder, {"a.txt": STORY})
    assert one(tmp_path).origin == "deeper/" * 300 + "a.txt"
    assert len(one(tmp_path).external_id or "") == 1000
