"""The tree is the best of all trees with one root, and a tree whatever the scores are."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest

from tasks.annotate.trees import best_tree, decode_heads, decode_relations


def is_tree(heads: list[int]) -> bool:
    """Whether each word leads to the one root, which is its own head."""
    if sum(head == word for word, head in enumerate(heads)) != 1:
        return False
    for word in range(len(heads)):
        for _ in heads:
            word = heads[word]
        if heads[word] != word:
            return False
    return True


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_no_tree_is_better(n: int) -> None:
    dice = np.random.default_rng(n)
    trees = [heads for heads in itertools.product(range(n), repeat=n) if is_tree(list(heads))]
    for scale in (0.01, 1.0, 100.0):
        for _ in range(40):
            scores = dice.normal(size=(n, n)) * scale
            found = best_tree(scores).tolist()
            assert is_tree(found)
            best = max(trees, key=lambda heads: sum(scores[word, head] for word, head in enumerate(heads)))
            assert tuple(found) == best


def test_the_heads_of_each_sentence_are_its_best_tree() -> None:
    dice = np.random.default_rng(2)
    edges = np.array([0, 1, 9, 11, 40, 60])
    dependents, heads = dice.normal(size=(2, 60, 5)).astype(np.float32)
    found = decode_heads(dependents, heads, edges)
    for begin, end in itertools.pairwise(edges.tolist()):
        scores = dependents[begin:end] @ heads[begin:end].T
        assert (found[begin:end] - begin).tolist() == best_tree(scores).tolist()


def test_a_sentence_without_a_root_and_one_with_two_get_one() -> None:
    none = np.array([[-9.0, 5, 0], [5, -8, 0], [4, 0, -9]])
    assert best_tree(none).tolist() == [1, 1, 0]
    two = np.array([[9.0, 0, 0], [1, 8, 0], [3, 2, 0]])
    assert best_tree(two).tolist() == [0, 0, 0]


@pytest.mark.parametrize("kind", ["pairs", "even", "ring"])
def test_the_worst_scores_give_a_tree_in_time(kind: str) -> None:
    n = 318
    scores = np.zeros((n, n)) - 5 * (kind != "even")
    if kind == "pairs":
        even = np.arange(0, n - 1, 2)
        scores[even, even + 1] = scores[even + 1, even] = 5
    if kind == "ring":
        scores[np.arange(n), (np.arange(n) + 1) % n] = 5
    begun = time.process_time()
    assert is_tree(best_tree(scores).tolist())
    assert time.process_time() - begun < 2


def test_only_roots_are_called_root() -> None:
    # Relations: 0 root, 1 obj, 2 det. The first word would be obj and the second root, were it not for the tree.
    dependents = np.array([[0, 9, 0], [9, 0, 1]], np.float32)
    out, bias = np.eye(3, dtype=np.float32), np.zeros(3, np.float32)
    tree = np.array([0, 0])
    assert decode_relations(dependents, np.zeros_like(dependents), tree, out, bias, root=0) == [0, 2]
    # The head's vector counts too: that of the first word says obj.
    assert decode_relations(dependents, np.array([[0, 5, 0], [0, 0, 0]], np.float32), tree, out, bias, root=0) == [0, 1]
