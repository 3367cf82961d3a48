"""Arc scores into dependency trees: the best tree of each sentence that has exactly one root."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# What a root costs, in logits, until a tree has one only.
_PRICES = (0.0, 4.0, 16.0)


def decode_heads(dependents: Floats, heads: Floats, edges: Ints) -> Ints:
    """The head of each word, a root's own number: in each sentence a tree with exactly one root.

    dependents, heads: [w, a]; the score of word t hanging on word h is dependents[t] . heads[h], and of t being the
    root dependents[t] . heads[t]. edges: [s + 1], where each sentence begins, and w; none is empty.
    """
    w = len(dependents)
    sentence = np.repeat(np.arange(len(edges) - 1), np.diff(edges))
    scores = np.where(sentence[:, None] == sentence, dependents @ heads.T, -np.inf)
    best = np.asarray(scores.argmax(1), np.int64)
    roots = best == np.arange(w)
    # After k steps of doubling, each word's ancestor 2^k levels up: where that is no root there is a cycle.
    up = best
    for _ in range(int(w).bit_length()):
        up = up[up]
    sound = (np.bincount(sentence[roots], minlength=len(edges) - 1) == 1) & (
        np.bincount(sentence[~roots[up]], minlength=len(edges) - 1) == 0
    )
    for number in np.flatnonzero(~sound):
        begin, end = int(edges[number]), int(edges[number + 1])
        best[begin:end] = begin + best_tree(scores[begin:end, begin:end])
    return best


def best_tree(scores: NDArray[np.floating]) -> Ints:
    """The tree of the highest sum with exactly one root, by Chu-Liu and Edmonds.

    scores: [n, n], word by head, the diagonal for being the root; all finite. Gives each word's head, the root its own
    number. At worst n times n * n steps, where each cycle is one of two words.
    """
    n = len(scores)
    arcs = np.full((n + 1, n + 1), -np.inf)  # [word, head]; 0 is what roots hang on
    arcs[1:, 1:] = scores
    np.fill_diagonal(arcs, -np.inf)
    # The best tree of all is the best one with one root if it has one, whatever the price of a root is. The last price
    # is higher than any tree (Stanojevic and Cohen 2021, "A Root of a Problem"); lower ones make far fewer cycles.
    for price in (*_PRICES, 1 + n * float(scores.max() - scores.min())):
        arcs[1:, 0] = scores.diagonal() - price
        heads = _arborescence(arcs)[1:] - 1
        if np.count_nonzero(heads < 0) == 1:
            break
    return np.where(heads < 0, np.arange(n), heads)


def _arborescence(arcs: NDArray[np.float64]) -> Ints:
    """The head of each node in the best tree from node 0 on; the diagonal and row 0 of `arcs` are minus infinity."""
    contracted = list[tuple[Ints, Ints, Ints, Ints]]()
    while True:
        heads = np.asarray(arcs.argmax(1), np.int64)
        heads[0] = 0
        cycle = _find_cycle(heads)
        if cycle is None:
            break
        # The cycle becomes one node, the last: what enters it takes the place of one of its arcs.
        outside = np.ones(len(arcs), bool)
        outside[cycle] = False
        rest = np.flatnonzero(outside)
        gain = arcs[cycle][:, rest] - arcs[cycle, heads[cycle]][:, None]
        entered, left = gain.argmax(0), arcs[rest][:, cycle].argmax(1)
        contracted.append((rest, cycle, cycle[entered], np.append(cycle[left], heads[cycle])))
        smaller = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
        smaller[:-1, :-1] = arcs[rest][:, rest]
        smaller[:-1, -1] = arcs[rest, cycle[left]]
        smaller[-1, :-1] = gain[entered, np.arange(len(rest))]
        arcs = smaller
    for rest, cycle, entered, outer in reversed(contracted):
        wide = np.zeros(len(rest) + len(cycle), np.int64)
        inner = heads[:-1]
        wide[rest] = np.where(inner == len(rest), outer[: len(rest)], rest[np.minimum(inner, len(rest) - 1)])
        wide[cycle] = outer[len(rest) :]
        wide[entered[heads[-1]]] = rest[heads[-1]]
        heads = wide
    return heads


def _find_cycle(heads: Ints) -> Ints | None:
    """The nodes of a cycle; None if all hang on node 0 in the end."""
    up = heads
    for _ in range(len(heads).bit_length()):
        up = up[up]
    inside = np.flatnonzero(up)
    if not inside.size:
        return None
    node = first = int(up[inside[0]])
    found = [node]
    while (node := int(heads[node])) != first:
        found.append(node)
    return np.array(found, np.int64)


def decode_relations(dependents: Floats, heads: Floats, tree: Ints, out: Floats, bias: Floats, root: int) -> list[int]:
    """The number of each word's relation to its head: `root` for roots and for no other word.

    dependents, heads: [w, r]; tree: [w] as decode_heads gives it; out: [r, relations]; bias: [relations].
    """
    logits = np.maximum(dependents + heads[tree], 0) @ out + bias
    logits[:, root] = -np.inf
    best = logits.argmax(1)
    best[tree == np.arange(len(tree))] = root
    found: list[int] = best.tolist()
    return found
