"""Files, folders and pointers appear whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tasks import durable


def failing_at(number: int) -> tuple[durable.Observer, list[str]]:
    seen: list[str] = []

    def observer(operation: str, path: Path) -> None:
        seen.append(f"{operation} {path.name}")
        if len(seen) == number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    return observer, seen


def test_a_file_appears_whole(tmp_path: Path) -> None:
    durable.write(tmp_path / "a" / "file", b"words")
    assert (tmp_path / "a" / "file").read_bytes() == b"words"
    assert os.listdir(tmp_path / "a") == ["file"]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, number: int) -> None:
    durable.write(tmp_path / "file", b"old")
    observer, seen = failing_at(number)
    with durable.observe(observer), pytest.raises(OSError, match="No space left"):
        durable.write(tmp_path / "file", b"new")
    assert seen == ["write file", f"fsync .file.{os.getpid()}", "rename file"][:number]
    assert (tmp_path / "file").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file"]


def test_a_folder_appears_only_when_all_is_written(tmp_path: Path) -> None:
    with durable.folder(tmp_path / "shard") as folder:
        durable.write(folder / "one", b"1")
        assert not (tmp_path / "shard").exists()
    assert (tmp_path / "shard" / "one").read_bytes() == b"1"


def test_a_folder_whose_block_fails_never_appears(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), durable.folder(tmp_path / "shard") as folder:
        durable.write(folder / "one", b"1")
        raise RuntimeError
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    durable.write(tmp_path / "shard" / "one", b"first")
    with durable.folder(tmp_path / "shard") as folder:
        durable.write(folder / "one", b"second")
    assert (tmp_path / "shard" / "one").read_bytes() == b"first"
    assert os.listdir(tmp_path) == ["shard"]


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    durable.write(tmp_path / ".shard.12-ab.partial" / "half", b"x")
    durable.write(tmp_path / "other" / "one", b"1")
    durable.sweep(tmp_path)
    assert os.listdir(tmp_path) == ["other"]


def test_two_who_fill_one_folder_do_not_mix(tmp_path: Path) -> None:
    with durable.folder(tmp_path / "shard") as first:
        durable.write(first / "one", b"first")
        with durable.folder(tmp_path / "shard") as second:
            durable.write(second / "two", b"second")
        durable.write(first / "three", b"first")
    assert os.listdir(tmp_path / "shard") == ["two"]


def test_a_pointer_switches_in_one_step(tmp_path: Path) -> None:
    for name in ("r1", "r2"):
        (tmp_path / name).mkdir()
    durable.point(tmp_path / "latest", "r1")
    observer, seen = failing_at(2)
    with durable.observe(observer), pytest.raises(OSError, match="No space left"):
        durable.point(tmp_path / "latest", "r2")
    assert seen == ["symlink latest", "rename latest"]
    assert os.readlink(tmp_path / "latest") == "r1"
    durable.point(tmp_path / "latest", "r2")
    assert os.readlink(tmp_path / "latest") == "r2"


def test_a_link_is_copied_where_links_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    durable.write(tmp_path / "one", b"1")
    durable.link(tmp_path / "one", tmp_path / "linked")
    assert (tmp_path / "one").stat().st_ino == (tmp_path / "linked").stat().st_ino

    def no_links(*_: object) -> None:
        raise OSError(errno.EXDEV, "another file system")

    monkeypatch.setattr(os, "link", no_links)
    durable.link(tmp_path / "one", tmp_path / "copied")
    assert (tmp_path / "copied").read_bytes() == b"1"
    assert (tmp_path / "one").stat().st_ino != (tmp_path / "copied").stat().st_ino
