"""Gold documents: words, and each layer of labels beside them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Split = Literal["train", "dev"]
Record = dict[str, Any]

# A word that a layer says nothing of.
UNKNOWN = -100


@dataclass(frozen=True, slots=True)
class Gold:
    """One statement: numbers of words; a cue without words is not trained on."""

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]


@dataclass(slots=True)
class Document:
    """Words and what is known of them. Layers: tags as words of a label set, `fact_*` as numbers; None is unknown."""

    name: str
    corpus: str
    words: list[str]
    sentence: list[int]  # the number of each word's sentence
    begins: list[bool]  # whether a word begins a paragraph
    tags: dict[str, list[str | None]] = field(default_factory=dict)
    scores: dict[str, list[float | None]] = field(default_factory=dict)
    heads: list[int] | None = None  # the number of each word's head, its own for a root; UNKNOWN
    statements: list[Gold] | None = None


def read_records(path: Path) -> Iterator[Record]:
    """The records of a gzipped JSON lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def mark(n: int, spans: Iterable[tuple[Sequence[int], str]]) -> list[str | None]:
    """BIO labels for spans (numbers of words, label); longer ones first, so that none cuts another."""
    out: list[str | None] = ["O"] * n
    for words, label in sorted(spans, key=lambda one: -len(one[0])):
        if words and all(out[word] == "O" for word in words):
            for before, word in zip((-2, *words), words, strict=False):
                out[word] = f"I{label}" if before == word - 1 else f"B{label}"
    return out


def bare(text: str) -> str:
    """A text without white space: what two corpora that cut the same text otherwise have in common."""
    return "".join(text.split())
