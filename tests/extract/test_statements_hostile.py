"""Texts that would cost more than linear time: twice the text costs about twice the time."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tasks.annotate.annotation import Annotation, Attribution, Range, Word
from tasks.annotate.words import split_words
from tasks.extract.mentions import MentionRows
from tasks.extract.statements import find_statements, settle_attributions


def cut(text: str) -> tuple[list[Word], list[Range]]:
    """The words and sentences of a text of one sentence a line, each word a verb below the first of its sentence."""
    words, sentences, at = list[Word](), list[Range](), 0
    for line in text.split("\n"):
        first = len(words)
        for start, end in split_words(text, at, at + len(line)):
            words.append(Word(start, end, len(sentences), "VERB", "VBD", first if len(words) > first else -1, "ccomp"))
        sentences.append((first, len(words)))
        at += len(line) + 1
    return words, sentences


def seconds(text: str, every: int, length: int) -> float:
    """CPU seconds for a text with a cue at every so many words and contents of some length."""
    words, sentences = cut(text)
    n = len(words)
    attributions = [
        Attribution((i, i + 1), ((i - 3, i - 1),), ((max(0, i - length), i - 3), (i + 1, min(n, i + length))))
        for i in range(length, n - length, every)
    ]
    mentions = MentionRows([], [], {}, [], [], [[] for _ in attributions])
    annotation = Annotation(words, sentences, [], attributions, [])
    begun = time.process_time()
    find_statements("d", text, settle_attributions(text, annotation), mentions, [], [])
    return time.process_time() - begun


@pytest.mark.parametrize(
    ("unit", "every"),
    [
        ('"', 20),
        ("“", 20),
        ("' ", 20),
        ("“a” ", 20),
        ("said ", 5),
        ("not ", 5),
        ("according to X, ", 5),
        ("reportedly ", 20),
        ("Lind: it is late\n", 20),
        ("He said it.\n", 5),
        (", - ", 20),
    ],
)
def test_time_is_linear(unit: str, every: int) -> None:
    seconds(unit * 100, every, 20)
    short, long = seconds(unit * 1_000, every, 20), seconds(unit * 4_000, every, 20)
    # Four times the text; what is quadratic takes sixteen times as long.
    assert long < 9 * short + 0.2


@pytest.mark.parametrize("unit", ["no according to it ", "as it put it so "])
def test_a_sentence_is_not_said_again_by_each_of_its_cues(unit: str) -> None:
    def said(count: int) -> int:
        words, sentences = cut(unit * count)
        words = [replace(one, upos="NOUN", xpos="NN") for one in words]  # a source has no verbs
        settled = settle_attributions(unit * count, Annotation(words, sentences, [], [], []))
        assert len(settled.attributions) > count // 2
        return sum(end - first for one in settled.attributions for first, end in one.content)

    # Twice the text; if each cue had all that stands before it as its content, it would be four times as much.
    assert said(1_000) < 3 * said(500)
