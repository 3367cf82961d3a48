"""The gold corpora as they lie in a folder, and a text cut as the pipeline cuts it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from tasks.annotate.annotation import Annotation
from tasks.clean.sentences import split_sentences

Record = dict[str, Any]
Span = tuple[int, int]


class Reader(Protocol):
    """What is measured: a model that reads a text."""

    def annotate(self, text: str, sentences: list[Span], paragraphs: list[int]) -> Annotation:
        """The annotation of a text; `paragraphs` are the offsets at which one begins."""


@dataclass(frozen=True, slots=True)
class GoldWord:
    """One syntactic word of a treebank."""

    start: int  # code points in the text of its document
    end: int
    upos: str
    xpos: str
    head: int  # number of a word of the document; -1 for a root
    deprel: str


@dataclass(slots=True)
class Tree:
    """One document of a treebank."""

    text: str = ""
    words: list[GoldWord] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)  # offsets at which one begins


def read_records(path: Path, most: int | None = None) -> list[Record]:
    """The first `most` records of a .jsonl.gz file, all without it."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, most)]


def read_trees(path: Path, most: int | None = None) -> list[Tree]:
    """The documents of a .conllu.gz file, as many as have `most` sentences together at least, all without it.

    A paragraph begins a line. Words that are written as one share its characters if these are theirs together ("do"
    "n't"), else each has all of them.
    """
    trees = list[Tree]()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for comments, rows in _blocks(lines):
            if any(comment.startswith("# newdoc") for comment in comments):
                if most is not None and sum(len(tree.sentences) for tree in trees) >= most:
                    break
                trees.append(Tree())
            begins = any(comment.split(" ")[:2][-1] in ("newpar", "newdoc") for comment in comments)
            _add(trees[-1], rows, begins)
    return trees


def cut_text(text: str) -> tuple[list[Span], list[int]]:
    """The sentences of a text whose paragraphs are its lines, and where the paragraphs begin."""
    sentences, paragraphs, at = list[Span](), list[int](), 0
    for line in text.splitlines(keepends=True):
        if spans := split_sentences(text, at, at + len(line.rstrip("\r\n"))):
            paragraphs.append(spans[0][0])
            sentences += spans
        at += len(line)
    return sentences, paragraphs


def read_text(model: Reader, text: str) -> Annotation:
    """What the model says of a text."""
    return model.annotate(text, *cut_text(text))


def _blocks(lines: Iterator[str]) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Comments and rows of each sentence."""
    comments, rows = list[str](), list[list[str]]()
    for line in lines:
        if line.startswith("#"):
            comments.append(line.strip())
        elif line.strip():
            rows.append(line.rstrip("\n").split("\t"))
        elif rows:
            yield comments, rows
            comments, rows = [], []


def _add(tree: Tree, rows: list[list[str]], begins: bool) -> None:
    """Append a sentence to a document."""
    if begins and tree.text:
        tree.text = tree.text.rstrip() + "\n"
    if begins or not tree.text:
        tree.paragraphs.append(len(tree.text))
    begin, first, fused = len(tree.text), len(tree.words), dict[int, Span]()
    for number, form, _, upos, xpos, _, head, deprel, _, misc in rows:
        if "." in number:  # an empty node of the enhanced graph
            continue
        start = len(tree.text)
        if "-" in number:
            low, high = map(int, number.split("-"))
            forms = [row[1] for row in rows if row[0].isdigit() and low <= int(row[0]) <= high]
            at = start
            for inner, one in enumerate(forms, low):
                split = "".join(forms) == form
                fused[inner] = (at, at + len(one)) if split else (start, start + len(form))
                at += len(one)
        elif int(number) in fused:
            tree.words.append(_word(fused[int(number)], upos, xpos, head, deprel, first))
            continue
        else:
            tree.words.append(_word((start, start + len(form)), upos, xpos, head, deprel, first))
        tree.text += form + ("" if "SpaceAfter=No" in misc else " ")
    tree.sentences.append((begin, len(tree.text.rstrip())))


def _word(span: Span, upos: str, xpos: str, head: str, deprel: str, first: int) -> GoldWord:
    return GoldWord(*span, upos, xpos, first + int(head) - 1 if int(head) else -1, deprel)
