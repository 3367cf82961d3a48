"""Logits of a BIO layer into spans."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tasks.annotate.annotation import Range

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Spans:
    """The labels of a BIO layer, such as O, B-ORG, I-ORG, or O, B, I; an I follows only the B or I of its kind."""

    def __init__(self, labels: Sequence[str]) -> None:
        number = {label: at for at, label in enumerate(labels)}
        self._kinds = [label[1:].removeprefix("-") for label in labels]
        # Of an I the number of its B; -1 of the others.
        self._opener = np.array([number[f"B{one[1:]}"] if one[0] == "I" else -1 for one in labels], np.int64)
        self._outside = number["O"]

    def decode(self, logits: Floats, edges: Ints) -> list[tuple[Range, str]]:
        """The spans of the best sequence of labels of each sentence, in order, with their kinds.

        logits: [w, labels]; edges: [s + 1], where each sentence begins, and w; none is empty. No span crosses an edge.
        """
        best = np.asarray(logits.argmax(1), np.int64)
        if (broken := np.flatnonzero(self._breaks(best, edges))).size:
            # Elsewhere the best label of each word already is the best sequence.
            for sentence in np.unique(np.searchsorted(edges, broken, side="right") - 1):
                begin, end = int(edges[sentence]), int(edges[sentence + 1])
                best[begin:end] = self._best_sequence(logits[begin:end])
        inside = self._opener[best] >= 0
        begins = np.flatnonzero(~inside & (best != self._outside))
        # A span ends before the next word that is not inside of one.
        stops = np.append(np.flatnonzero(~inside), len(best))
        ends = stops[np.searchsorted(stops, begins, side="right")]
        kinds = [self._kinds[label] for label in best[begins]]
        return list(zip(zip(begins.tolist(), ends.tolist(), strict=True), kinds, strict=True))

    def _breaks(self, labels: Ints, edges: Ints) -> NDArray[np.bool_]:
        """Where an I follows what it must not follow."""
        opener, before = self._opener[labels], np.roll(labels, 1)
        before[edges[:-1]] = self._outside
        breaks: NDArray[np.bool_] = (opener >= 0) & (opener != before) & (opener != self._opener[before])
        return breaks

    def _best_sequence(self, logits: Floats) -> Ints:
        """The allowed sequence of labels with the highest sum: logits [n, labels] to [n], by Viterbi."""
        n, everyone = len(logits), np.arange(logits.shape[1])
        is_inside = self._opener >= 0
        opener = np.where(is_inside, self._opener, 0)
        score = np.where(is_inside, -np.inf, logits[0])
        came = np.zeros(logits.shape, np.int64)
        for at in range(1, n):
            came[at] = np.where(is_inside, np.where(score[opener] >= score, opener, everyone), score.argmax())
            score = score[came[at]] + logits[at]
        best = np.zeros(n, np.int64)
        best[-1] = score.argmax()
        for at in range(n - 1, 0, -1):
            best[at - 1] = came[at, best[at]]
        return best
