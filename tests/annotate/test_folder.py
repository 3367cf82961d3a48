"""A model that is wrong, old, damaged or missing is one sentence that says which, why, and what would do."""

from __future__ import annotations

import hashlib
import json
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.settings import BadSetting, read_settings
from tasks.annotate.folder import FILES, FORMAT, BadModel, read_folder
from tasks.annotate.model import load_model
from tests.annotate.making import LABELS, RELATIONS, layers

Change = Callable[[dict[str, Any]], Any]


def write(folder: Path, change: Change | None = None) -> Path:
    """A folder that looks like a model from outside: labels and files with their checksums."""
    folder.mkdir()
    for name in FILES:
        (folder / name).write_text(f"what would be in {name}")
    about = {
        "format": FORMAT,
        "name": "made",
        "max_pieces": 320,
        "layers": {name: {"at": layer.at, "labels": layer.labels} for name, layer in layers().items()},
        "deprel": RELATIONS,
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES},
    }
    if change is not None:
        change(about)
    (folder / "labels.json").write_text(json.dumps(about))
    return folder


def refusal(folder: Path) -> str:
    """What is said of a bad model; that it is one sentence with its folder and a way out is held."""
    with pytest.raises(BadModel) as error:
        read_folder(folder)
    told = str(error.value)
    assert str(folder) in told
    assert "`make model`" in told
    assert "ONRECORD_MODEL" in told
    assert "\n" not in told
    return told


def test_a_whole_model_is_read(tmp_path: Path) -> None:
    found = read_folder(write(tmp_path / "m"))
    assert (found.name, found.most_pieces, found.relations) == ("made", 320, RELATIONS)
    assert {name: layer.labels for name, layer in found.layers.items()} == LABELS


def test_the_version_is_that_of_all_files(tmp_path: Path) -> None:
    def other(about: dict[str, Any]) -> None:
        (tmp_path / "b" / "heads.npz").write_text("other numbers")
        about["files"]["heads.npz"] = hashlib.sha256(b"other numbers").hexdigest()

    one, same, changed = write(tmp_path / "a"), write(tmp_path / "c"), write(tmp_path / "b", other)
    assert read_folder(one).version == read_folder(same).version != read_folder(changed).version


def test_a_missing_folder(tmp_path: Path) -> None:
    assert "there is no such folder" in refusal(tmp_path / "none")
    (tmp_path / "file").write_text("")
    assert "not a folder" in refusal(tmp_path / "file")
    (tmp_path / "empty").mkdir()
    assert "labels.json is missing" in refusal(tmp_path / "empty")


@pytest.mark.parametrize("content", ["", "{", "[1]", "null", '{"format": 1}', "[" * 100_000])
def test_labels_that_are_none(tmp_path: Path, content: str) -> None:
    (write(tmp_path / "m") / "labels.json").write_text(content)
    refusal(tmp_path / "m")


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_missing_or_damaged(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path / "m")
    (folder / name).write_text("cut of")
    assert f"{name} is not the file" in refusal(folder)
    (folder / name).unlink()
    assert f"{name} is missing" in refusal(folder)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda about: about.update(format=2), f"format 2, and this version of onrecord reads format {FORMAT}"),
        (lambda about: about.update(format="x" * 999), "format 'xxx"),
        (lambda about: about.pop("deprel"), "KeyError"),
        (lambda about: about.update(layers=[]), "AttributeError"),
        (lambda about: about["layers"].pop("cue"), "no layer cue"),
        (lambda about: about["layers"].pop("fact_uw"), "no layer fact_uw"),
        (lambda about: about["layers"]["event"].update(labels=["no", "yes"]), "event has more than one number"),
        (lambda about: about["layers"]["upos"].update(at=-3), "no labels or no place"),
        (lambda about: about["layers"]["name"].update(labels=["O", "B-ORG"]), "not those of a BIO layer"),
        (lambda about: about["layers"]["name"].update(labels=["O", "B-ELF", "I-ELF"]), "unknown type 'ELF'"),
        (lambda about: about["layers"]["cue"].update(labels=["O", "B-X", "I-X"]), "unknown type 'X'"),
        (lambda about: about.update(deprel=["nsubj", "obj"]), "no root"),
        (lambda about: about.update(max_pieces=64), "64 pieces"),
        (lambda about: about.update(max_pieces=4096), "4096 pieces"),
        (lambda about: about["files"].pop("heads.npz"), "heads.npz is not the file"),
        (lambda about: about["files"].update({"../x": "0"}), "no file of this folder"),
        (lambda about: about["files"].update({"more.bin": "0"}), "more.bin is missing"),
        (lambda about: about["files"].update({"a\0b\n": "0"}), "no file of this folder"),
        (lambda about: about.update(files=[[1, 2]]), "AttributeError"),
        (lambda about: about.update(max_pieces=float("inf")), "OverflowError"),
    ],
)
def test_labels_that_will_not_do(tmp_path: Path, change: Change, told: str) -> None:
    assert told in refusal(write(tmp_path / "m", change))


def test_files_that_are_no_model(tmp_path: Path) -> None:
    folder = write(tmp_path / "m")
    with pytest.raises(BadModel, match=f"{re.escape(str(folder))} cannot be used: it does not load") as error:
        load_model(folder)
    assert "\n" not in str(error.value)


def test_a_model_of_another_version_than_the_run_began_with(tmp_path: Path) -> None:
    with pytest.raises(BadModel, match="changed after the run had begun"):
        load_model(write(tmp_path / "m"), "0123456789abcdef")


def test_the_error_travels_from_a_worker(tmp_path: Path) -> None:
    error = BadModel.at(tmp_path, "it is of wood")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_run_begins_with_a_good_model_only(tmp_path: Path) -> None:
    folder = write(tmp_path / "m")
    settings = read_settings({"ONRECORD_MODEL": str(folder)})
    assert (settings.model, settings.model_version) == (folder, read_folder(folder).version)
    with pytest.raises(BadSetting, match="there is no such folder"):
        read_settings({"ONRECORD_MODEL": str(tmp_path / "none")})
    with pytest.raises(BadSetting, match="leads nowhere"):
        read_settings({"ONRECORD_MODEL": "~nobody-of-this-name/model"})
