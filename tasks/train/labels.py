"""Label sets: which logits of the tagging head belong to which layer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.train.documents import UNKNOWN, Document

# Layers that answer one question with one number: a logit, or a score.
YES_NO = ("event", "predicate")
SCORES = ("fact_uw", "fact_uds", "fact_meantime")


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of each tagging layer, in order; relations of the tree apart."""

    layers: dict[str, tuple[str, ...]]
    relations: tuple[str, ...]

    @property
    def width(self) -> int:
        """The logits of all layers together."""
        return sum(map(len, self.layers.values()))

    def slices(self) -> dict[str, slice]:
        """Where the logits of each layer stand."""
        at, out = 0, {}
        for layer, labels in self.layers.items():
            out[layer] = slice(at, at + len(labels))
            at += len(labels)
        return out

    def numbers(self, layer: str, tags: Sequence[str | None]) -> NDArray[np.int64]:
        """Tags as numbers; UNKNOWN for None and for a label that training has not seen."""
        if layer in YES_NO:
            known = {"no": 0, "yes": 1}
        else:
            known = {label: at for at, label in enumerate(self.relations if layer == "deprel" else self.layers[layer])}
        return np.array([UNKNOWN if tag is None else known.get(tag, UNKNOWN) for tag in tags], np.int64)

    def as_json(self) -> dict[str, Any]:
        """As labels.json has them."""
        slices = self.slices()
        return {
            "layers": {k: {"at": slices[k].start, "labels": list(v)} for k, v in self.layers.items()},
            "deprel": list(self.relations),
        }


# What the pipeline reads, and the labels of a layer that no corpus was left for: they say nothing.
_SILENT = {
    "upos": ("X",),
    "xpos": ("FW",),
    "name": ("O", "B-MISC", "I-MISC"),
    "cue": ("O", "B", "I"),
    **{layer: (layer,) for layer in (*YES_NO, *SCORES)},
}


def collect(documents: Iterable[Document]) -> Labels:
    """The labels that occur, sorted; `O` first. Of what the pipeline reads each layer is there, taught or not."""
    seen: dict[str, set[str]] = {}
    for document in documents:
        for layer, tags in document.tags.items():
            seen.setdefault(layer, set()).update(tag for tag in tags if tag is not None)
        for layer in document.scores:
            seen.setdefault(layer, set())
    relations = tuple(sorted(seen.pop("deprel", {"root", "dep"})))
    for layer, labels in _SILENT.items():
        seen.setdefault(layer, set(labels))
    layers = {}
    for layer in sorted(seen):
        single = layer in YES_NO or layer in SCORES
        layers[layer] = (layer,) if single else tuple(sorted(seen[layer], key=lambda tag: (tag != "O", tag)))
    return Labels(layers, relations)
