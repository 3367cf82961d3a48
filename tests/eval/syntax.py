"""Parts of speech and trees against a treebank, over words that the pipeline has cut itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tasks.annotate.annotation import Word
from tests.eval.gold import GoldWord, Reader, Tree, read_text


def measure_syntax(model: Reader, trees: Sequence[Tree]) -> dict[str, float]:
    """Figures in percent.

    A word is aligned with the gold word of the same characters. `upos`, `xpos`, `uas` and `las` are shares of the
    aligned words; `uas f1` and `las f1` count all words of both sides, as the CoNLL 2018 shared task does; `words f1`
    is about the cutting alone. A head is right if it is aligned with the gold head. As there, a relation is compared
    without its subtype; `las full` is with it. `uas given` and `las given` are `uas` and `las` where the model is told
    the treebank's sentences; all others are with those that the pipeline finds.
    """
    right, found = _count([(read_text(model, tree.text).words, tree.words) for tree in trees])
    told, _ = _count([(model.annotate(one.text, one.sentences, one.paragraphs).words, one.words) for one in trees])
    gold = sum(len(tree.words) for tree in trees)
    return {
        **{name: _share(right, name) for name in ("upos", "xpos", "uas", "las", "las full")},
        **{f"{name} f1": 200 * right[name] / max(1, found + gold) for name in ("words", "uas", "las")},
        **{f"{name} given": _share(told, name) for name in ("uas", "las")},
    }


def _share(right: Counter[str], name: str) -> float:
    return 100 * right[name] / max(1, right["words"])


def _count(pairs: Iterable[tuple[Sequence[Word], Sequence[GoldWord]]]) -> tuple[Counter[str], int]:
    """How many words are right in each way, and how many there are."""
    right, found = Counter[str](), 0
    for ours, theirs in pairs:
        right.update(_compare(ours, theirs))
        found += len(ours)
    return right, found


def _compare(ours: Sequence[Word], theirs: Sequence[GoldWord]) -> Counter[str]:
    by_span = {(word.start, word.end): number for number, word in enumerate(theirs)}
    # Gold words that share their characters cannot be told apart: only one of them can be aligned.
    aligned = {
        number: by_span[word.start, word.end] for number, word in enumerate(ours) if (word.start, word.end) in by_span
    }
    right = Counter[str](words=len(aligned))
    for number, to in aligned.items():
        word, true = ours[number], theirs[to]
        headed = word.head == true.head == -1 or (true.head != -1 and aligned.get(word.head, -1) == true.head)
        right["upos"] += word.upos == true.upos
        right["xpos"] += word.xpos == true.xpos
        right["uas"] += headed
        right["las"] += headed and word.deprel.split(":")[0] == true.deprel.split(":")[0]
        right["las full"] += headed and word.deprel == true.deprel
    return right
