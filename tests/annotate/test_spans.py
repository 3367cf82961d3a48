"""Spans are those of the best sequence of labels that BIO allows."""

from __future__ import annotations

import itertools

import numpy as np

from tasks.annotate.spans import Spans

LABELS = ("O", "B-ORG", "B-PERSON", "I-ORG", "I-PERSON")
SPANS = Spans(LABELS)


def logits(*labels: str) -> np.ndarray:
    """Logits that say these labels clearly."""
    return np.array([[5.0 * (one == label) for one in LABELS] for label in labels], np.float32)


def test_spans_with_their_kinds() -> None:
    given = logits("B-ORG", "I-ORG", "O", "B-PERSON", "B-PERSON", "I-PERSON", "B-ORG")
    assert SPANS.decode(given, np.array([0, 7])) == [
        ((0, 2), "ORG"),
        ((3, 4), "PERSON"),
        ((4, 6), "PERSON"),
        ((6, 7), "ORG"),
    ]


def test_a_layer_of_one_kind_has_no_kinds() -> None:
    given = np.eye(3, dtype=np.float32)[[0, 1, 2, 1]]
    assert Spans(("O", "B", "I")).decode(given, np.array([0, 4])) == [((1, 3), ""), ((3, 4), "")]


def test_no_span_crosses_the_edge_of_a_sentence() -> None:
    given = logits("O", "B-ORG", "I-ORG", "I-ORG")
    given[2, 1] = 4.5  # where it may not go on, a name begins
    assert SPANS.decode(given, np.array([0, 4])) == [((1, 4), "ORG")]
    assert SPANS.decode(given, np.array([0, 2, 4])) == [((1, 2), "ORG"), ((2, 4), "ORG")]


def test_what_is_not_allowed_is_mended_by_what_is_most_likely() -> None:
    given = logits("O", "I-ORG", "I-ORG", "O")
    given[1, LABELS.index("B-ORG")] = 4
    assert SPANS.decode(given, np.array([0, 4])) == [((1, 3), "ORG")]


def allowed(labels: tuple[str, ...]) -> bool:
    before = ("O", *labels)
    return all(one[0] != "I" or other[1:] == one[1:] for other, one in itertools.pairwise(before))


def test_no_allowed_sequence_is_better() -> None:
    dice = np.random.default_rng(4)
    for _ in range(60):
        n = int(dice.integers(1, 5))
        given = dice.normal(size=(n, len(LABELS))).astype(np.float32)
        best = max(
            filter(allowed, itertools.product(LABELS, repeat=n)),
            key=lambda labels: sum(float(given[at, LABELS.index(label)]) for at, label in enumerate(labels)),
        )
        spans = [at for at, label in enumerate(best) if label[0] == "B"]
        found = SPANS.decode(given, np.array([0, n]))
        assert [(begin, kind) for (begin, _), kind in found] == [(at, best[at][2:]) for at in spans]
        for (begin, end), _ in found:
            assert all(label[0] == "I" for label in best[begin + 1 : end])
            assert end == n or best[end][0] != "I"
