"""The folder that holds a model: whether it is whole, and what its labels mean. Loads nothing heavy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from tasks.annotate.annotation import NameType

# The folder of the model that comes with the code.
SHIPPED = Path(__file__).resolve().parents[2] / "data" / "model"
# Changes when the files of a model change their meaning.
FORMAT = 1
LABELS = "labels.json"
FILES = ("encoder.onnx", "heads.npz", "tokenizer.json")
# What this code reads of a model; it may have more layers, which helped in training.
TAGS = ("upos", "xpos", "name", "cue")
NUMBERS = ("event", "predicate", "fact_uw", "fact_uds", "fact_meantime")
# Pieces of a window: enough for what two windows share (tasks.annotate.windows) and something of its own, and no more
# than BERT's encoders have positions.
SHORTEST_WINDOW, LONGEST_WINDOW = 128, 512


class BadModel(ValueError):
    """A model cannot be used; the message says which, why, and what would do, in one sentence."""

    @classmethod
    def at(cls, folder: Path, fault: str) -> BadModel:
        """The error for a model in this folder."""
        return cls(
            f"The model in {folder} cannot be used: {fault}; make one with `make model`, or name the folder of another "
            "in ONRECORD_MODEL."
        )


@dataclass(frozen=True, slots=True)
class Layer:
    """One question that the model answers for each word."""

    at: int  # where its logits begin among those of all layers
    labels: tuple[str, ...]

    @property
    def end(self) -> int:
        """Where its logits end, exclusive."""
        return self.at + len(self.labels)


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model on disk whose files are those it was made with."""

    path: Path
    name: str
    version: str  # a hash of all its files
    most_pieces: int  # the longest window, marks of begin and end included
    layers: Mapping[str, Layer]
    relations: tuple[str, ...]


def read_folder(path: Path) -> ModelFolder:
    """What is known of the model in a folder, each file compared with its checksum. Raises BadModel."""
    if not path.is_dir():
        raise BadModel.at(path, "there is no such folder" if not path.exists() else "it is not a folder")
    try:
        content = (path / LABELS).read_bytes()
        about = json.loads(content)
    except FileNotFoundError:
        raise BadModel.at(path, f"{LABELS} is missing") from None
    except (OSError, ValueError, RecursionError) as error:
        raise BadModel.at(path, f"{LABELS} cannot be read ({type(error).__name__})") from None
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        found = about.get("format") if isinstance(about, dict) else None
        raise BadModel.at(path, f"it is of format {found!r:.20}, and this version of onrecord reads format {FORMAT}")
    try:
        read = ModelFolder(
            path,
            str(about["name"]),
            hashlib.sha256(content).hexdigest()[:16],
            int(about["max_pieces"]),
            {
                str(name): Layer(int(layer["at"]), tuple(map(str, layer["labels"])))
                for name, layer in about["layers"].items()
            },
            tuple(map(str, about["deprel"])),
        )
        sums: dict[str, Any] = {str(name): known for name, known in about["files"].items()}
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise BadModel.at(path, f"{LABELS} does not say what it should ({type(error).__name__}: {error})") from None
    if (fault := _fault(read)) is not None:
        raise BadModel.at(path, fault)
    for name in sorted({*FILES, *sums}):
        _compare(path, name, sums.get(name))
    return read


def _compare(folder: Path, name: str, known: object) -> None:
    if Path(name).name != name or name in ("", "..") or not name.isprintable():
        raise BadModel.at(folder, f"{LABELS} names {name!r:.40}, which is no file of this folder")
    try:
        with (folder / name).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise BadModel.at(folder, f"{name} is missing") from None
    except OSError as error:
        raise BadModel.at(folder, f"{name} cannot be read ({error.strerror})") from None
    if found != known:
        raise BadModel.at(folder, f"{name} is not the file that {LABELS} was written for (its checksum differs)")


def _fault(model: ModelFolder) -> str | None:
    """What the labels lack; None if they will do."""
    if missing := [name for name in (*TAGS, *NUMBERS) if name not in model.layers]:
        return f"it has no layer {', '.join(missing)}"
    if any(layer.at < 0 or not layer.labels for layer in model.layers.values()):
        return "one of its layers has no labels or no place"
    if wide := [name for name in NUMBERS if len(model.layers[name].labels) != 1]:
        return f"the layer {wide[0]} has more than one number"
    for name in ("name", "cue"):
        labels = set(model.layers[name].labels)
        # B-PERSON, or B alone in a layer of one kind
        kinds = {label[1:] for label in labels if label[:1] in ("B", "I")}
        if labels != {"O", *(f"{edge}{kind}" for edge in "BI" for kind in kinds)}:
            return f"the labels of the layer {name} are not those of a BIO layer"
        known = {f"-{kind}" for kind in get_args(NameType)} if name == "name" else {""}
        if unknown := sorted(kinds - known):
            return f"the layer {name} has the unknown type {unknown[0].removeprefix('-')!r:.40}"
    if "root" not in model.relations or len(model.relations) < 2:
        return "its relations have no root"
    if not SHORTEST_WINDOW <= model.most_pieces <= LONGEST_WINDOW:
        return f"its windows have {model.most_pieces} pieces, not {SHORTEST_WINDOW} to {LONGEST_WINDOW}"
    return None
