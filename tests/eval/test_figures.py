"""What the figures are, on a treebank and articles of our own: all right is 100, and each mistake is seen."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tasks.annotate.annotation import Annotation, Attribution, Name, Trigger, Word
from tests.eval.figures import CORPORA, measure
from tests.eval.gold import Span, Tree, cut_text, read_trees

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
scorers = pytest.mark.skipif(not BENCH.is_dir(), reason="the scorers are not here (../shared/bench)")

TREEBANK = """\
# newdoc id = one
# newpar
# text = They don't go.
1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
4.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t_\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
# text = Rain fell.
1\tRain\train\tNOUN\tNN\t_\t2\tnsubj:x\t_\t_
2\tfell\tfall\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# text = Stop!
1\tStop\tstop\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
2\t!\t!\tPUNCT\t.\t_\t1\tpunct\t_\t_

# newdoc id = two
# text = Later
1\tLater\tlater\tADV\tRB\t_\t0\troot\t_\t_

"""
ARTICLE = "Mayor Ada Obi said on Monday that Lund would close the bridge.\nRain fell."
WORDS = re.findall(r"\w+|\.", ARTICLE)


class Made:
    """A reader that gives what it was made with."""

    def __init__(self, of: Callable[[str], Annotation]) -> None:
        self.of = of
        self.seen: list[tuple[list[Span], list[int]]] = []

    def annotate(self, text: str, sentences: list[Span], paragraphs: list[int]) -> Annotation:
        self.seen.append((sentences, paragraphs))
        return self.of(text)


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "corpora" / "ud" / "ewt_dev.conllu.gz"
    path.parent.mkdir(parents=True)
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(TREEBANK)
    return path


def perfect(treebank: Path) -> Made:
    def read(tree: Tree) -> Annotation:
        words = [Word(one.start, one.end, 0, one.upos, one.xpos, one.head, one.deprel) for one in tree.words]
        return Annotation(words, [], [], [], [])

    by_text = {tree.text: read(tree) for tree in read_trees(treebank)}
    return Made(lambda text: by_text[text])


def changed(made: Made, change: Callable[[list[Word]], list[Word]]) -> Made:
    return Made(lambda text: replace(made.of(text), words=change(list(made.of(text).words))))


def test_a_treebank_is_read_as_text(treebank: Path) -> None:
    one, two = read_trees(treebank)
    assert one.text == "They don't go.\nRain fell. Stop! "
    assert [one.text[word.start : word.end] for word in one.words] == [
        "They", "do", "n't", "go", ".", "Rain", "fell", ".", "Stop", "!",
    ]  # fmt: skip
    assert [word.head for word in one.words] == [3, 3, 3, -1, 3, 6, -1, 6, -1, 8]
    assert [one.text[slice(*span)] for span in one.sentences] == ["They don't go.", "Rain fell.", "Stop!"]
    assert two.text == "Later "
    assert [tree.text for tree in read_trees(treebank, 3)] == [one.text]


def test_sentences_and_paragraphs_are_those_of_the_lines() -> None:
    text = "Rain fell. It stopped.\n\n  So did we.\n"
    sentences, paragraphs = cut_text(text)
    assert [text[slice(*span)] for span in sentences] == ["Rain fell.", "It stopped.", "So did we."]
    assert paragraphs == [0, text.index("So")]


def test_what_is_all_right_is_100(treebank: Path) -> None:
    figures = measure(perfect(treebank), treebank.parents[1], {"ewt": 100})
    assert {name.split("/")[0] for name in figures} == {"ewt"}
    assert set(figures.values()) == {100.0}


@pytest.mark.parametrize(
    ("change", "lower"),
    [
        (lambda words: [replace(words[0], upos="X"), *words[1:]], {"upos"}),
        (lambda words: [replace(words[0], xpos="X"), *words[1:]], {"xpos"}),
        (lambda words: [replace(words[0], deprel="obj"), *words[1:]], {"las", "las f1", "las full", "las given"}),
        (lambda words: [replace(words[0], deprel="root:y"), *words[1:]], {"las", "las f1", "las full", "las given"}),
        (lambda words: [replace(one, deprel=one.deprel.split(":")[0]) for one in words], {"las full"}),
        (lambda words: [replace(words[0], head=1 - words[0].head), *words[1:]],
         {"uas", "uas f1", "las", "las f1", "las full", "uas given", "las given"}),
    ],
)  # fmt: skip
def test_a_wrong_word_is_seen(treebank: Path, change: Any, lower: set[str]) -> None:
    figures = measure(changed(perfect(treebank), change), treebank.parents[1], {"ewt": 100})
    assert {name.removeprefix("ewt/") for name, figure in figures.items() if figure < 100} == lower


def test_words_cut_otherwise_are_lost_with_the_arcs_to_them(treebank: Path) -> None:
    def glue(words: list[Word]) -> list[Word]:  # "Stop!" in one, at the end of the first document
        if len(words) == 1:
            return words
        return [*words[:-2], replace(words[-2], end=words[-1].end)]

    figures = measure(changed(perfect(treebank), glue), treebank.parents[1], {"ewt": 100})
    assert figures["ewt/las"] == 100.0
    assert figures["ewt/words f1"] == figures["ewt/las f1"] == round(200 * 9 / (10 + 11), 2)


def article(**gold: object) -> dict[str, object]:
    return {"id": "a", "text": ARTICLE, **gold}


def write(folder: Path, corpus: str, record: dict[str, object]) -> Path:
    path = folder / "corpora" / corpus / "dev.jsonl.gz"
    path.parent.mkdir(parents=True)
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(json.dumps(record) + "\n")
    if BENCH.is_dir():
        (folder / "bench").symlink_to(BENCH)
    return folder / "corpora"


def words() -> list[Word]:
    out, at = [], 0
    for form in WORDS:
        at = ARTICLE.index(form, at)
        out.append(Word(at, at + len(form), len(out) // 13, "X", "X", -1, "dep"))  # a sentence of 13 words and one of 3
        at += len(form)
    return out


def span(first: int, last: int) -> list[int]:
    return [words()[first].start, words()[last].end]


def reader(**layers: Any) -> Made:
    empty: dict[str, Any] = {"sentences": [(0, 13), (13, 16)], "names": [], "attributions": [], "triggers": []}
    return Made(lambda _: Annotation(words(), **{**empty, **layers}))


@scorers
def test_names_are_measured_by_span_and_type(tmp_path: Path) -> None:
    named = [dict(zip(("start", "end"), span(1, 2), strict=True), type="PERSON"),
             dict(zip(("start", "end"), span(7, 7), strict=True), type="PLACE")]  # fmt: skip
    corpora = write(tmp_path, "worldwide", article(mentions=named))
    right = reader(names=[Name((1, 3), "PERSON"), Name((7, 8), "PLACE")])
    assert set(measure(right, corpora, {"worldwide": 1}).values()) == {100.0}
    wrong = reader(names=[Name((1, 3), "PERSON"), Name((7, 8), "PERSON")])
    figures = measure(wrong, corpora, {"worldwide": 1})
    assert (figures["worldwide/exact"], figures["worldwide/span"]) == (50.0, 100.0)


@scorers
def test_statements_are_measured_by_role_and_as_a_whole(tmp_path: Path) -> None:
    gold = {"source": [span(0, 2)], "cue": [span(3, 3)], "content": [span(6, 11)]}
    corpora = write(tmp_path, "polnear", article(statements=[gold]))
    right = reader(attributions=[Attribution((3, 4), ((0, 3),), ((6, 12),))])
    assert set(measure(right, corpora, {"polnear": 1}).values()) == {100.0}
    near = reader(attributions=[Attribution((3, 4), ((1, 3),), ((6, 10), (11, 12)))])
    figures = measure(near, corpora, {"polnear": 1})
    assert (figures["polnear/whole"], figures["polnear/exact cue"]) == (100.0, 100.0)
    assert (figures["polnear/exact source"], figures["polnear/exact content"]) == (0.0, 0.0)
    assert figures["polnear/overlap source"] == 80.0  # two of three words
    unstated = reader(attributions=[Attribution((3, 4), (), ((6, 12),))])
    assert measure(unstated, corpora, {"polnear": 1})["polnear/whole"] == 0.0


def test_triggers_and_factuality(tmp_path: Path) -> None:
    scores = {3: 3.0, 9: 1.0, 14: -2.0}
    events = [dict(zip(("start", "end"), span(word, word), strict=True), score=score) for word, score in scores.items()]
    corpora = write(tmp_path, "factuality_uw", article(events=events))
    right = reader(triggers=[Trigger(word, 0.9, 0.1, (score / 2, 0.0, 0.0)) for word, score in scores.items()])
    assert measure(right, corpora, {"factuality_uw": 1}) == {
        "factuality_uw/trigger f1": 100.0, "factuality_uw/pearson": 100.0, "factuality_uw/found": 100.0,
    }  # fmt: skip
    less = reader(triggers=[Trigger(3, 0.9, 0.1, (1.0, 0.0, 0.0)), Trigger(9, 0.4, 0.1, (3.0, 0.0, 0.0))])
    assert measure(less, corpora, {"factuality_uw": 1}) == {
        "factuality_uw/trigger f1": 50.0,  # one of one, of three
        "factuality_uw/pearson": -100.0,
        "factuality_uw/found": 66.67,
    }


def test_nothing_found_is_nothing(tmp_path: Path) -> None:
    corpora = write(tmp_path, "timex", article(events=[dict(zip(("start", "end"), span(3, 3), strict=True))]))
    assert measure(reader(), corpora, {"timex": 1}) == {"timex/trigger f1": 0.0}


def test_a_corpus_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="worldwide"):
        measure(reader(), tmp_path, {"worldwide": 1})
    assert {"ewt", "gum", "polnear", "worldwide", "uner_ewt", "gum_ner"} < set(CORPORA)
