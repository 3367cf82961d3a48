"""The gold corpora as documents of words, each layer of labels beside them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tasks.annotate.words import split_words
from tasks.clean.sentences import split_sentences
from tasks.train.conllu import Tree, read_conllu

Split = Literal["train", "dev"]
Record = dict[str, Any]

# A word that a layer says nothing of.
UNKNOWN = -100

# Genres of GUM whose texts are for non-commercial use.
_NONCOMMERCIAL = {"fiction", "whow", "essay", "letter", "podcast"}

# CoreNLP's names in the silver layer of PolNeAR; its numbers and dates are no names.
_SILVER = {"PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "PLACE", "MISC": "MISC"}


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


def read_corpora(root: Path, split: Split, without: Iterable[str] = ()) -> list[Document]:
    """All documents of a split that train the model, in a fixed order; those `without` are not even opened.

    Raises FileNotFoundError if a corpus is missing, ValueError if `without` names one that is not in CORPORA.
    """
    left = set(without)
    if unknown := left - set(CORPORA):
        raise ValueError(f"there is no corpus {', '.join(sorted(unknown))}; there are {', '.join(CORPORA)}")
    named = [document for name, read in READERS.items() if name not in left for document in read(root, split, left)]
    return [document for document in named if document.corpus not in left]


# ---- texts with spans ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a text with their offsets (code points)."""

    starts: NDArray[np.int64]  # [words]
    ends: NDArray[np.int64]
    document: Document

    def words_in(self, start: int, end: int) -> range:
        """The words that a span touches."""
        return range(int(np.searchsorted(self.ends, start, "right")), int(np.searchsorted(self.starts, end, "left")))


def lay_out(name: str, corpus: str, text: str) -> Text:
    """A text as the pipeline reads it: paragraphs at line breaks, sentences and words by our own rules."""
    words, sentence, begins, at, number = list[tuple[int, int]](), list[int](), list[bool](), 0, 0
    for line in text.splitlines(keepends=True):
        begin = True
        for start, end in split_sentences(text, at, at + len(line)):
            for span in split_words(text, start, end):
                words.append(span)
                sentence.append(number)
                begins.append(begin)
                begin = False
            number += 1
        at += len(line)
    starts, ends = (np.array([span[k] for span in words], np.int64) for k in (0, 1))
    return Text(starts, ends, Document(name, corpus, [text[s:e] for s, e in words], sentence, begins))


def mark(n: int, spans: Iterable[tuple[Sequence[int], str]]) -> list[str | None]:
    """BIO labels for spans (numbers of words, label); longer ones first, so that none cuts another."""
    out: list[str | None] = ["O"] * n
    for words, label in sorted(spans, key=lambda one: -len(one[0])):
        if words and all(out[word] == "O" for word in words):
            for before, word in zip((-2, *words), words, strict=False):
                out[word] = f"I{label}" if before == word - 1 else f"B{label}"
    return out


def _polnear(root: Path, split: Split, without: AbstractSet[str]) -> Iterator[Document]:
    path = root / "polnear" / f"silver_{split}.jsonl.gz"
    silver = {} if "polnear_silver" in without else {record["id"]: record for record in read_records(path)}
    for record in read_records(root / "polnear" / f"{split}.jsonl.gz"):
        text = lay_out(record["id"], "polnear", record["text"])
        roles: dict[str, list[tuple[Sequence[int], str]]] = {"source": [], "cue": [], "content": []}
        statements = []
        for one in record["statements"]:
            words = {role: sorted({w for s, e in one[role] for w in text.words_in(s, e)}) for role in roles}
            if words["cue"]:
                statements.append(Gold(*(tuple(words[role]) for role in ("cue", "source", "content"))))
            for role, found in roles.items():
                found += [(run, "") for run in _runs(words[role])]
        document, n = text.document, len(text.document.words)
        document.tags = {role: mark(n, found) for role, found in roles.items()}
        document.statements = statements
        if (known := silver.get(record["id"])) is not None:
            document.tags["name_silver"] = mark(n, _silver_names(known, text))
        yield document


def _runs(words: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for word in words:
        if runs and runs[-1][-1] == word - 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _silver_names(record: Record, text: Text) -> list[tuple[Sequence[int], str]]:
    found: list[tuple[Sequence[int], str]] = []
    for sentence in record["sentences"]:
        start = end = 0
        kind = "O"
        for token in [*sentence, [0, 0, "", "", "O", 0, ""]]:
            if token[4] != kind:
                if kind in _SILVER:
                    found.append((list(text.words_in(start, end)), f"-{_SILVER[kind]}"))
                start, kind = token[0], token[4]
            end = token[1]
    return found


def _names(corpus: str, layer: str) -> Reader:
    def read(root: Path, split: Split, _without: AbstractSet[str]) -> Iterator[Document]:
        for record in read_records(root / corpus / f"{split}.jsonl.gz"):
            text = lay_out(record["id"], corpus, record["text"])
            spans = [(list(text.words_in(m["start"], m["end"])), f"-{m['type']}") for m in record["mentions"]]
            text.document.tags[layer] = mark(len(text.document.words), spans)
            yield text.document

    return read


def _timex(root: Path, split: Split, _without: AbstractSet[str]) -> Iterator[Document]:
    # Sentences that factuality_uw/dev is measured on stand in these texts.
    held = {_bare(record["text"]) for record in read_records(root / "factuality_uw" / "dev.jsonl.gz")}
    for record in read_records(root / "timex" / f"{split}.jsonl.gz"):
        bare = _bare(record["text"])
        if split == "train" and any(one in bare for one in held):
            continue
        text = lay_out(record["id"], "timex", record["text"])
        text.document.tags["event"] = _triggers(text, record["events"])
        yield text.document


def _triggers(text: Text, events: list[Record]) -> list[str | None]:
    tags: list[str | None] = ["no"] * len(text.document.words)
    for event in events:
        if found := text.words_in(event["start"], event["end"]):
            tags[_head_of(text, found)] = "yes"
    return tags


def _head_of(text: Text, words: range) -> int:
    """Of a trigger of several words the last that is a word: "took place", "set up" are rare."""
    return next((w for w in reversed(words) if text.document.words[w][0].isalnum()), words[-1])


def _factuality(corpus: str, layer: str, triggers: str | None) -> Reader:
    def read(root: Path, split: Split, _without: AbstractSet[str]) -> Iterator[Document]:
        for record in read_records(root / corpus / f"{split}.jsonl.gz"):
            text = lay_out(record["id"], corpus, record["text"])
            scores: list[float | None] = [None] * len(text.document.words)
            for event in record["events"]:
                if found := text.words_in(event["start"], event["end"]):
                    scores[_head_of(text, found)] = event["score"]
            text.document.scores[layer] = scores
            if triggers:
                text.document.tags[triggers] = _triggers(text, record["events"])
            yield text.document

    return read


# ---- treebanks -------------------------------------------------------------------------------


def _bare(text: str) -> str:
    return "".join(text.split())


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


def _ewt(root: Path, split: Split, without: AbstractSet[str]) -> Iterator[Document]:
    """EWT with UDS-IH2's predicates and scores on the sentences where both have the same characters."""
    path = root / "factuality_uds" / f"{split}.jsonl.gz"
    scored = {} if "factuality_uds" in without else {_bare(r["text"]): r for r in read_records(path)}
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
                word = where.get(len(_bare(record["text"][: event["start"]])))
                if word is not None:
                    document.tags["predicate"][word] = "yes"
                    document.scores["fact_uds"][word] = event["score"]
        yield document


def _gum(root: Path, split: Split, without: AbstractSet[str]) -> Iterator[Document]:
    """GUM with the names of its entity layer."""
    path = root / "gum_ner" / f"{split}.jsonl.gz"
    named = {} if "gum_ner" in without else {record["id"]: record for record in read_records(path)}
    for document in _treebank("ud_gum", read_conllu(root / "ud" / f"gum_{split}.conllu.gz")):
        if document.name.split("_")[1] in _NONCOMMERCIAL:
            document.corpus = "gum_noncommercial"
        record = named.get(document.name)
        if record is not None and _bare(record["text"]) == "".join(document.words):
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


Reader = Callable[[Path, Split, AbstractSet[str]], Iterator[Document]]

READERS: dict[str, Reader] = {
    "polnear": _polnear,
    "worldwide": _names("worldwide", "name"),
    "ud_ewt": _ewt,
    "ud_gum": _gum,
    "timex": _timex,
    "factuality_uw": _factuality("factuality_uw", "fact_uw", "event"),
    "factuality_meantime": _factuality("factuality_meantime", "fact_meantime", None),
}

# All that can be left out: what is read, and layers on the texts of others; without ud_gum its other layers go too.
CORPORA = (*READERS, "polnear_silver", "gum_ner", "gum_noncommercial", "factuality_uds")
