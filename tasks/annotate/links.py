"""Which words are the source and which the content of a cue."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tasks.annotate.annotation import Range
from tasks.annotate.pieces import N_DISTANCES, distance_bucket

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

SOURCE, CONTENT = 1, 2
# What lies further off in sentences is all the same.
STEPS = 3
# Words on either side of a cue that are looked at first, and where one of the outermost has a role: few sources and
# contents lie outside of the one, and no window that the model learnt from goes further than the other.
NEAR, FAR = 48, 250
# How much more likely (in logits) a sequence of roles must be for each change of role in it: no holes of one word.
CHANGE = 1.0

_FURTHEST = 130  # words; further off there is one bucket
_BUCKETS = np.array([distance_bucket(one) for one in range(-_FURTHEST, _FURTHEST + 1)], np.int64)


@dataclass(frozen=True, slots=True)
class LinkHead:
    """The second step of the linking, from vectors of words and cues to roles; l is the width of the vectors."""

    distance: Floats  # [N_DISTANCES, l]
    sentence: Floats  # [2 * STEPS + 1, l]
    mix: Floats  # [2 * k + 1, l] how the words around a word count
    out: Floats  # [l, 3]
    bias: Floats  # [3]

    def fault(self) -> str | None:
        """What is wrong with the shapes; None if nothing is."""
        wide = self.out.shape[0] if self.out.ndim == 2 else -1
        shapes = (self.distance.shape, self.sentence.shape, self.mix.shape, self.out.shape, self.bias.shape)
        right = ((N_DISTANCES, wide), (2 * STEPS + 1, wide), (2 * (len(self.mix) // 2) + 1, wide), (wide, 3), (3,))
        return None if shapes == right else f"the shapes of its linking are {shapes}"

    def logits(self, words: Floats, cue: Floats, place: Range, sentence: Ints, about: Range) -> Floats:
        """The logits [b - a, 3] of none, source and content of the words a to b (`about`).

        words: [w, l]; cue: [l], the mean over the words of the cue; place: where the cue stands among the words;
        sentence: [w], the number of each word's sentence.
        """
        reach = len(self.mix) // 2
        low, high = max(0, about[0] - reach), min(len(words), about[1] + reach)
        at = np.arange(low, high)
        far = np.maximum(at - place[1] + 1, 0) + np.minimum(at - place[0], 0)
        bucket = _BUCKETS[np.clip(far, -_FURTHEST, _FURTHEST) + _FURTHEST]
        step = np.clip(sentence[low:high] - sentence[place[0]], -STEPS, STEPS) + STEPS
        x = words[low:high] + cue
        x += self.distance[bucket]
        x += self.sentence[step]
        np.maximum(x, 0, out=x)
        # Words before the first and after the last one of all count nothing.
        n, room = about[1] - about[0], (low - about[0] + reach, about[1] + reach - high)
        around = np.pad(x, (room, (0, 0))) if any(room) else x
        mixed = around[reach : reach + n].copy()
        part = np.empty_like(mixed)
        for shift, weight in enumerate(self.mix):
            np.multiply(around[shift : shift + n], weight, out=part)
            mixed += part
        np.maximum(mixed, 0, out=mixed)
        return np.asarray(mixed @ self.out + self.bias, np.float32)


def link(head: LinkHead, words: Floats, cue: Floats, place: Range, sentence: Ints) -> tuple[list[Range], list[Range]]:
    """The sources and the contents of a cue among the words: ranges in order, counted from the first word.

    Arguments as of LinkHead.logits.
    """
    about = (max(0, place[0] - NEAR), min(len(words), place[1] + NEAR))
    roles = _roles(head, words, cue, place, sentence, about)
    if (about[0] > 0 and roles[:3].any()) or (about[1] < len(words) and roles[-3:].any()):
        about = (max(0, place[0] - FAR), min(len(words), place[1] + FAR))
        roles = _roles(head, words, cue, place, sentence, about)
    padded = np.pad(roles, 1)
    edges = np.flatnonzero(padded[1:] != padded[:-1]).tolist()
    runs = [(a, b, int(roles[a])) for a, b in pairwise(edges)]
    sources, contents = (
        [(a + about[0], b + about[0]) for a, b, role in runs if role == wanted] for wanted in (SOURCE, CONTENT)
    )
    return sources, contents


def _roles(head: LinkHead, words: Floats, cue: Floats, place: Range, sentence: Ints, about: Range) -> Ints:
    logits = head.logits(words, cue, place, sentence, about)
    return smooth(logits, CHANGE, (place[0] - about[0], place[1] - about[0]))


def smooth(logits: Floats, change: float, gap: Range = (0, 0)) -> Ints:
    """The best sequence of labels where each change of label costs `change`: logits [n, k] to [n].

    The words of the gap are labelled 0, and what stands on one side of it changes nothing on the other.
    """
    best = np.asarray(logits.argmax(1), np.int64)
    # What a label is ahead by more than two changes cost is not given up for the sake of its neighbours.
    ordered = np.sort(logits, axis=1)
    doubtful = np.zeros(len(best) + 2, bool)
    doubtful[1:-1] = ordered[:, -1] - ordered[:, -2] <= 2 * change
    best[slice(*gap)] = 0
    doubtful[gap[0] + 1 : gap[1] + 1] = False
    edges = set(gap) if gap[0] < gap[1] else set[int]()
    bounds = np.flatnonzero(doubtful[1:] != doubtful[:-1]).tolist()
    for begin, end in zip(bounds[::2], bounds[1::2], strict=True):
        before = -1 if begin == 0 or begin in edges else int(best[begin - 1])
        after = -1 if end == len(best) or end in edges else int(best[end])
        run = best[begin:end]
        if (run != run[0]).any() or before not in (-1, run[0]) or after not in (-1, run[0]):
            best[begin:end] = _viterbi(logits[begin:end].tolist(), change, before, after)
    return best


def _viterbi(logits: list[list[float]], change: float, before: int, after: int) -> list[int]:
    """The best labels of some words; -1 before or after them is no neighbour."""
    score = [one - change * (before not in (-1, label)) for label, one in enumerate(logits[0])]
    came = list[list[int]]()
    for row in logits[1:]:
        top = max(score)
        best, least = score.index(top), top - change
        came.append([label if one >= least else best for label, one in enumerate(score)])
        score = [max(one, least) + more for one, more in zip(score, row, strict=True)]
    score = [one - change * (after not in (-1, label)) for label, one in enumerate(score)]
    labels = [score.index(max(score))]
    for origins in reversed(came):
        labels.append(origins[labels[-1]])
    return labels[::-1]
