"""The annotation of a document: whole, valid, and the same however the text is cut into windows."""

from __future__ import annotations

import time
import weakref
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from tasks.annotate import links
from tasks.annotate.annotation import Annotation, Range
from tasks.annotate.encoder import Encoder, Outputs
from tasks.annotate.pieces import Window
from tests.annotate.making import guesses, lay_out, layers, model, prose


def hold(found: Annotation, text: str, sentences: Sequence[Range]) -> None:
    """Hold all that an annotation promises. Raises AssertionError."""
    assert len(found.sentences) == len(sentences)
    at = 0
    for number, (first, end) in enumerate(found.sentences):
        assert (first, end) == (at, max(at, end))
        at = end
        words = found.words[first:end]
        assert {word.sentence for word in words} <= {number}
        assert [word.deprel == "root" for word in words] == [word.head == -1 for word in words]
        assert sum(word.head == -1 for word in words) == bool(words)
        for word in words:
            assert sentences[number][0] <= word.start < word.end <= sentences[number][1]
            assert word.head == -1 or first <= word.head < end
        _hold_tree([word.head - first if word.head >= 0 else -1 for word in words])
    assert at == len(found.words)
    assert "".join(text[word.start : word.end] for word in found.words) == "".join(text.split())
    _hold_order([name.words for name in found.names], found)
    _hold_order([one.cue for one in found.attributions], found)
    for one in found.attributions:
        for pieces in (one.source, one.content):
            assert all(0 <= begin < end <= len(found.words) for begin, end in pieces)
            assert list(pieces) == sorted(pieces)
    triggers = [one.word for one in found.triggers]
    assert triggers == sorted(set(triggers))
    for one in found.triggers:
        assert max(one.event, one.predicate) >= 0.5
        assert 0 <= min(one.event, one.predicate) <= 1
        assert all(-3 <= score <= 3 for score in one.factuality)


def _hold_tree(heads: list[int]) -> None:
    """Every word leads to the root, in a number of steps linear in their number."""
    known = set[int]()
    for word in range(len(heads)):
        path = []
        while word >= 0 and word not in known:
            assert len(path) <= len(heads), "a cycle"
            path.append(word)
            word = heads[word]
        known.update(path)


def _hold_order(ranges: list[Range], found: Annotation) -> None:
    assert all(one[1] <= other[0] for one, other in pairwise(ranges))
    for begin, end in ranges:
        assert begin < end
        assert found.words[begin].sentence == found.words[end - 1].sentence


@pytest.mark.parametrize("n", [1, 5, 60])
def test_an_annotation_is_valid(n: int) -> None:
    text, sentences, paragraphs = lay_out(list(prose(n)))
    found = model(128).annotate(text, sentences, paragraphs)
    hold(found, text, sentences)
    assert n < 60 or (found.names and found.attributions and found.triggers)


def test_windows_change_nothing_but_what_is_far(monkeypatch: pytest.MonkeyPatch) -> None:
    """The encoder of these tests sees no neighbours, so that what differs would come of the cutting."""
    monkeypatch.setattr(links, "CHANGE", 0.0)  # else a role may hang on one far away
    text, sentences, paragraphs = lay_out(list(prose(60, longest=12)))
    whole, cut = (model(most).annotate(text, sentences, paragraphs) for most in (512, 200))
    assert whole.words == cut.words
    assert whole.names == cut.names
    assert whole.triggers == cut.triggers
    assert [one.cue for one in whole.attributions] == [one.cue for one in cut.attributions]
    assert len(whole.attributions) > 50
    for one, other in zip(whole.attributions, cut.attributions, strict=True):
        near = set(range(one.cue[0] - 16, one.cue[1] + 16))
        for side in ("source", "content"):
            found, again = (
                {word for begin, end in getattr(which, side) for word in range(begin, end)} for which in (one, other)
            )
            assert found & near == again & near


def test_a_long_sentence_is_one_tree() -> None:
    text, sentences, paragraphs = lay_out(["On. ", " ".join("ab" * (at % 3 + 1) for at in range(500)), "Off."])
    found = model(200).annotate(text, sentences, paragraphs)
    hold(found, text, sentences)
    assert sum(word.deprel == "parataxis" for word in found.words) > 2
    assert {found.words[word.head].head for word in found.words if word.deprel == "parataxis"} == {-1}


def test_no_window_is_too_long_and_one_is_read_at_a_time() -> None:
    seen: list[int] = []
    text, sentences, paragraphs = lay_out(list(prose(120)))
    model(200, guesses(seen)).annotate(text, sentences, paragraphs)
    assert len(seen) > 10
    assert max(seen) <= 200


def test_what_was_read_before_changes_nothing() -> None:
    one, other = lay_out(list(prose(40, seed=1))), lay_out(list(prose(90, seed=2)))
    used = model(128)
    first = used.annotate(*one)
    used.annotate(*other)
    assert used.annotate(*one) == first == model(128).annotate(*one)


def test_sentences_without_words_keep_their_number() -> None:
    found = model().annotate("  \n One two.", [(0, 2), (4, 12)], [0, 4])
    assert list(found.sentences) == [(0, 0), (0, 3)]
    assert {word.sentence for word in found.words} == {1}
    assert model().annotate("", [], []) == Annotation([], [], [], [], [])
    assert model().annotate("  ", [(0, 2)], [0]).sentences == [(0, 0)]


def speaking(content: int) -> Encoder:
    """An encoder for which `said` is a cue and every word is of some role."""

    def read(window: Window) -> Outputs:
        out = Outputs(*(np.array(one) for one in guesses()(window)))
        begin = layers()["cue"].at
        out.tags[:, begin : begin + 3] = [9, 0, 0]
        # s and a are the letters that no other word of these tests begins with
        cue = (window.ids[window.first] == CUE[0]) & (window.ids[window.first + 1] == CUE[1])
        out.tags[cue, begin : begin + 3] = [0, 9, 0]
        out.link_word[:] = content
        return out

    return read


CUE = model()._tokenizer.encode("sa", add_special_tokens=False).ids


def test_a_content_goes_on_beyond_its_window() -> None:
    words = ["ab"] * 300 + ["sa"] + ["ab"] * 300
    text, sentences, paragraphs = lay_out([" ".join(words[at : at + 10]) + "." for at in range(0, 600, 10)])
    made = model(128, speaking(0))
    flat = {name: np.zeros_like(getattr(made._link, name)) for name in ("distance", "sentence", "mix", "out")}
    for name, zeros in flat.items():
        object.__setattr__(made._link, name, zeros)
    object.__setattr__(made._link, "bias", np.array([0, 0, 9], np.float32))
    (found,) = made.annotate(text, sentences, paragraphs).attributions
    # All words are content; those of the window and of its neighbours are seen, 128 pieces being some 60 words.
    (_, before), (after, _) = found.content
    assert (before, after) == found.cue
    assert found.content[1][1] - found.content[0][0] > 100


def calm() -> Encoder:
    """An encoder that sees no cues, and hangs each word on the first one of its sentence."""
    guess = guesses()

    def read(window: Window) -> Outputs:
        out = guess(window)
        out.tags[:, layers()["cue"].at] += 9
        place = np.arange(len(out.arc_dep), dtype=np.float32)[:, None]
        return out._replace(arc_dep=np.ones_like(place), arc_head=-place)

    return read


HOSTILE = {
    "one sentence": "word " * 20_000,
    "marks": '"' * 20_000,
    "one word": "a" * 300_000,
    "thousands": "1,000," * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_is_slow(name: str) -> None:
    used, spent = model(320, calm()), []
    for text in (HOSTILE[name][: len(HOSTILE[name]) // 2], HOSTILE[name]):
        begun = time.process_time()
        found = used.annotate(text, [(0, len(text))], [0])
        spent.append(time.process_time() - begun)
        hold(found, text, [(0, len(text))])
    assert spent[1] < 3 * spent[0] + 0.5  # twice the text; quadratic would be four times


def test_windows_are_let_go_of() -> None:
    guess, kept, most = calm(), list[weakref.ref[np.ndarray]](), list[int]()

    def read(window: Window) -> Outputs:
        out = guess(window)
        kept.append(weakref.ref(out.tags))
        most.append(sum(one() is not None for one in kept))
        return out

    text, sentences, paragraphs = lay_out(list(prose(200)))
    model(200, read).annotate(text, sentences, paragraphs)
    assert len(kept) > 30
    assert max(most) <= 4
