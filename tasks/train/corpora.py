"""The gold corpora as documents of words, each layer of labels beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tasks.annotate.words import split_words
from tasks.clean.sentences import split_sentences
from tasks.train.documents import Document, Gold, Record, Split, bare, mark, read_records
from tasks.train.treebanks import read_ewt, read_gum

# CoreNLP's names in the silver layer of PolNeAR; its numbers and dates are no names.
_SILVER = {"PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "PLACE", "MISC": "MISC"}


def read_corpora(root: Path, split: Split, without: Iterable[str] = ()) -> list[Document]:
    """All documents of a split that train the model, in a fixed order, but for those `without`.

    What is left out need not be there; only the dev part of factuality_uw, if it is, still keeps texts of timex out.
    Raises FileNotFoundError if a corpus is missing, ValueError if `without` names one that is not in CORPORA.
    """
    left = set(without)
    if unknown := left - set(CORPORA):
        raise ValueError(f"there is no corpus {', '.join(sorted(unknown))}; there are {', '.join(CORPORA)}")
    named = [document for name, read in READERS.items() if name not in left for document in read(root, split, left)]
    return [document for document in named if document.corpus not in left]


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


def _timex(root: Path, split: Split, without: AbstractSet[str]) -> Iterator[Document]:
    # Sentences that factuality_uw/dev is measured on stand in these texts; who trains without it may not have it.
    path = root / "factuality_uw" / "dev.jsonl.gz"
    is_there = "factuality_uw" not in without or path.is_file()
    held = {bare(record["text"]) for record in read_records(path)} if is_there else set[str]()
    for record in read_records(root / "timex" / f"{split}.jsonl.gz"):
        whole = bare(record["text"])
        if split == "train" and any(one in whole for one in held):
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


Reader = Callable[[Path, Split, AbstractSet[str]], Iterator[Document]]

READERS: dict[str, Reader] = {
    "polnear": _polnear,
    "worldwide": _names("worldwide", "name"),
    "ud_ewt": read_ewt,
    "ud_gum": read_gum,
    "timex": _timex,
    "factuality_uw": _factuality("factuality_uw", "fact_uw", "event"),
    "factuality_meantime": _factuality("factuality_meantime", "fact_meantime", None),
}

# All that can be left out: what is read, and layers on the texts of others; without ud_gum its other layers go too.
CORPORA = (*READERS, "polnear_silver", "gum_ner", "gum_noncommercial", "factuality_uds")
