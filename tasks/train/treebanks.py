"""The treebanks as documents, with what other corpora say of the same texts."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise
from pathlib import Path

import numpy as np

from tasks.train.conllu import Tree, read_conllu
from tasks.train.documents import Document, Split, bare, mark, read_records

# Genres of GUM whose texts are for non-commercial use.
_NONCOMMERCIAL = {"fiction", "whow", "essay", "letter", "podcast"}


def _treebank(name: str, trees: list[Tree]) -> Iterator[Document]:
    """One document for each run of sentences of one document of the treebank."""
    document: Document | None = None
    last = ""
    for tree in trees:
        if document is None or tree.document != last:
            if document is not None:
                yield document
            last = tree.document
            document = Document(tree.document, name, [], [], [], {k: [] for k in ("upos", "xpos", "deprel")}, heads=[])
        base, number = len(document.words), document.sentence[-1] + 1 if document.sentence else 0
        document.words += tree.words
        document.sentence += [number] * len(tree.words)
        document.begins += [tree.begins_paragraph, *[False] * (len(tree.words) - 1)]
        document.tags["upos"] += tree.upos
        document.tags["xpos"] += tree.xpos
        document.tags["deprel"] += tree.deprel
        assert document.heads is not None
        document.heads += [base + (at if head < 0 else head) for at, head in enumerate(tree.heads)]
    if document is not None:
        yield document


def read_ewt(root: Path, split: Split, without: AbstractSet[str]) -> Iterator[Document]:
    """EWT with UDS-IH2's predicates and scores on the sentences where both have the same characters."""
    path = root / "factuality_uds" / f"{split}.jsonl.gz"
    scored = {} if "factuality_uds" in without else {bare(r["text"]): r for r in read_records(path)}
    for document in _treebank("ud_ewt", read_conllu(root / "ud" / f"ewt_{split}.conllu.gz")):
        n = len(document.words)
        document.tags["predicate"], document.scores["fact_uds"] = [None] * n, [None] * n
        for words in _sentences(document):
            record = scored.get("".join(document.words[w] for w in words))
            if record is None:
                continue
            where = _positions(document, words)
            for w in words:
                document.tags["predicate"][w] = "no"
            for event in record["events"]:
                word = where.get(len(bare(record["text"][: event["start"]])))
                if word is not None:
                    document.tags["predicate"][word] = "yes"
                    document.scores["fact_uds"][word] = event["score"]
        yield document


def read_gum(root: Path, split: Split, without: AbstractSet[str]) -> Iterator[Document]:
    """GUM with the names of its entity layer."""
    path = root / "gum_ner" / f"{split}.jsonl.gz"
    named = {} if "gum_ner" in without else {record["id"]: record for record in read_records(path)}
    for document in _treebank("ud_gum", read_conllu(root / "ud" / f"gum_{split}.conllu.gz")):
        if document.name.split("_")[1] in _NONCOMMERCIAL:
            document.corpus = "gum_noncommercial"
        record = named.get(document.name)
        if record is not None and bare(record["text"]) == "".join(document.words):
            text, where = record["text"], _positions(document, range(len(document.words)))
            before = np.cumsum([0, *(not char.isspace() for char in text)])
            spans = []
            for one in record["mentions"]:
                begin, end = int(before[one["start"]]), int(before[one["end"]])
                words = [where[at] for at in range(begin, end) if at in where]
                spans.append((words, f"-{one['type']}"))
            document.tags["name_gum"] = mark(len(document.words), spans)
        yield document


def _sentences(document: Document) -> Iterator[range]:
    bounds = np.flatnonzero(np.diff(document.sentence, prepend=-1, append=-1))
    for begin, end in pairwise(bounds.tolist()):
        yield range(begin, end)


def _positions(document: Document, words: range) -> dict[int, int]:
    """Which word begins at which character, white space not counted."""
    at, out = 0, dict[int, int]()
    for word in words:
        out[at] = word
        at += len(document.words[word])
    return out
