"""Documents in batches of windows, as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from tasks.annotate.annotation import Range
from tasks.annotate.links import CONTENT, SOURCE, STEPS
from tasks.annotate.pieces import Pieces, Window, cut, distance_bucket, encode, window_of
from tasks.train.documents import UNKNOWN, Document
from tasks.train.labels import Labels

# Distances between words of one window, by distance + OFFSET.
_OFFSET = 1024
_BUCKETS = torch.tensor([distance_bucket(d) for d in range(-_OFFSET, _OFFSET + 1)])


@dataclass(slots=True)
class Encoded:
    """A document, its pieces, and its labels as numbers."""

    document: Document
    pieces: Pieces
    tags: dict[str, np.ndarray]  # layer -> [words] numbers of labels, UNKNOWN where there is none
    scores: dict[str, np.ndarray]  # layer -> [words] float, nan where there is none


@dataclass(slots=True)
class Batch:
    """Windows side by side; b windows of at most w words in at most n pieces, c cues."""

    ids: Tensor  # [b, n]
    shapes: Tensor  # [b, n]
    mask: Tensor  # [b, n] true where there is a piece
    first: Tensor  # [b, w] position of each word's first piece; 0 beyond the last word
    tags: dict[str, Tensor]  # layer -> [b, w]
    scores: dict[str, Tensor]  # layer -> [b, w]
    heads: Tensor  # [b, w] UNKNOWN where there is none
    sentence: Tensor  # [b, w] -1 beyond the last word
    cue_window: Tensor  # [c] the window a cue stands in
    cue_words: Tensor  # [c, w] weights that average over the words of the cue
    roles: Tensor  # [c, w] 0 none, 1 source, 2 content; UNKNOWN beyond the last word and in the cue
    distances: Tensor  # [c, w]
    steps: Tensor  # [c, w]


def encode_document(tokenizer: Tokenizer, document: Document, labels: Labels) -> Encoded:
    """Pieces and label numbers of a document."""
    tags = {layer: labels.numbers(layer, found) for layer, found in document.tags.items()}
    scores = {
        layer: np.array([np.nan if one is None else one for one in found], np.float32)
        for layer, found in document.scores.items()
    }
    return Encoded(document, encode(tokenizer, document.words, document.begins), tags, scores)


def epoch(
    encoded: Sequence[Encoded], tokenizer: Tokenizer, shortest: int, longest: int, budget: int, dice: random.Random
) -> Iterator[list[tuple[Encoded, Window]]]:
    """All windows once, in batches of like length of about `budget` pieces, in random order.

    The most pieces of a window vary from document to document between `shortest` and `longest`.
    """
    found = []
    for one in encoded:
        for words in cut(one.pieces.first, dice.randint(shortest, longest)):
            if words[1] > words[0]:
                found.append((one, window_of(tokenizer, one.pieces, words)))
    found.sort(key=lambda pair: (len(pair[1].ids) // 16, dice.random()))
    batches: list[list[tuple[Encoded, Window]]] = [[]]
    for pair in found:
        if batches[-1] and (len(batches[-1]) + 1) * len(pair[1].ids) > budget:
            batches.append([])
        batches[-1].append(pair)
    dice.shuffle(batches)
    yield from batches


def collate(pairs: Sequence[tuple[Encoded, Window]], layers: Sequence[str], scales: Sequence[str]) -> Batch:
    """Windows as one batch."""
    b, n = len(pairs), max(len(window.ids) for _, window in pairs)
    w = max(len(window.first) for _, window in pairs)
    ids, shapes = torch.zeros(b, n, dtype=torch.long), torch.zeros(b, n, dtype=torch.long)
    mask, first = torch.zeros(b, n, dtype=torch.bool), torch.zeros(b, w, dtype=torch.long)
    tags = {layer: torch.full((b, w), UNKNOWN) for layer in layers}
    scores = {layer: torch.full((b, w), float("nan")) for layer in scales}
    heads, sentence = torch.full((b, w), UNKNOWN), torch.full((b, w), -1)
    cues: list[tuple[int, list[int], np.ndarray]] = []
    for row, (one, window) in enumerate(pairs):
        begin, end = window.words
        k = end - begin
        ids[row, : len(window.ids)] = torch.from_numpy(window.ids)
        shapes[row, : len(window.ids)] = torch.from_numpy(window.shapes)
        mask[row, : len(window.ids)] = True
        first[row, :k] = torch.from_numpy(window.first)
        sentence[row, :k] = torch.tensor(one.document.sentence[begin:end])
        for layer, known in one.tags.items():
            if layer in tags:
                tags[layer][row, :k] = torch.from_numpy(known[begin:end])
        for layer, scored in one.scores.items():
            if layer in scores:
                scores[layer][row, :k] = torch.from_numpy(scored[begin:end])
        if one.document.heads is not None:
            inside = [head - begin if begin <= head < end else UNKNOWN for head in one.document.heads[begin:end]]
            heads[row, :k] = torch.tensor(inside)
        cues += [(row, cue, roles) for cue, roles in _cues(one.document, window.words, w)]
    where = torch.arange(w)
    weights, roles = torch.zeros(len(cues), w), torch.full((len(cues), w), UNKNOWN)
    distances, steps = torch.zeros(len(cues), w, dtype=torch.long), torch.zeros(len(cues), w, dtype=torch.long)
    for number, (row, cue, known) in enumerate(cues):
        weights[number, cue] = 1 / len(cue)
        roles[number] = torch.from_numpy(known)
        after, before = (where - cue[-1]).clamp(min=0), (where - cue[0]).clamp(max=0)
        distances[number] = _BUCKETS[(after + before).clamp(-_OFFSET, _OFFSET) + _OFFSET]
        steps[number] = (sentence[row] - sentence[row, cue[0]]).clamp(-STEPS, STEPS) + STEPS
    window_of_cue = torch.tensor([row for row, _, _ in cues], dtype=torch.long)
    return Batch(
        ids, shapes, mask, first, tags, scores, heads, sentence, window_of_cue, weights, roles, distances, steps
    )


def _cues(document: Document, words: Range, width: int) -> Iterator[tuple[list[int], np.ndarray]]:
    """The cues that lie in a window: their words, and the role of each word of the window, counted from its begin."""
    begin, end = words
    for gold in document.statements or ():
        cue = [word - begin for word in gold.cue if begin <= word < end]
        if len(cue) != len(gold.cue):
            continue
        roles = np.full(width, UNKNOWN)
        roles[: end - begin] = 0
        for role, members in ((SOURCE, gold.source), (CONTENT, gold.content)):
            roles[[word - begin for word in members if begin <= word < end]] = role
        roles[cue] = UNKNOWN
        yield cue, roles
