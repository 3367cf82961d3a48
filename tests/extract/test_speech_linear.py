"""Mentions and statements of hostile text take time in proportion to its length, whatever the model says of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from tasks.annotate.annotation import Annotation, Attribution, Name, Range, Trigger, Word
from tasks.annotate.words import split_words
from tasks.extract.mentions import find_mentions
from tasks.extract.statements import find_statements, settle_attributions
from tasks.tables.segments import Segment
from tests.eval.gold import cut_text

# Words of the shorter text; the longer has twice as many.
SIZE = 3_000
# What takes time in proportion takes twice as long, what takes it squared four times.
RATIO = 3.0
# A machine that has other work may be slow once, and once more.
TRIES = 3


def surname(number: int) -> str:
    """A name that no other number has."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number)).capitalize() + "son"


# Texts of about n words.
TEXTS: dict[str, Callable[[int], str]] = {
    "quotation marks": lambda n: '"' * n,
    "curly marks": lambda n: "“”" * (n // 2),
    "opened and never closed": lambda n: "“" * n,
    "nested quotations": lambda n: "“Obi said ‘" * (n // 5) + "no" + "’”" * (n // 5),
    "a quotation over all paragraphs": lambda n: "Obi said: " + "\n".join(["“No."] * (n // 3)),
    "short sentences": lambda n: "Obi said no. " * (n // 4),
    "one sentence of cues": lambda n: "he said " * (n // 2),
    "one name": lambda n: "Obi " * n,
    "a list of names": lambda n: "Obi, " * (n // 2) + "and Obi said no.",
    "as many people as sentences": lambda n: " ".join(f"Ada {surname(k)} said no." for k in range(n // 5)),
    "as many namesakes": lambda n: " ".join(f"{surname(k)} Obi said no." for k in range(n // 5)),
    "pronouns": lambda n: "He told her that they said it. " * (n // 8),
    "acronyms": lambda n: " ".join(
        f"The {surname(k)} Port Service ({surname(k)[0]}PS) said no." for k in range(n // 10)
    ),
    "according to": lambda n: "No, Obi said, according to Obi. " * (n // 9),
}


def read_badly(text: str, tree: str) -> Annotation:
    """An annotation that holds against the extractors what it can: each verb of saying is a cue, each capital a name.

    Content is the rest of the sentence behind the cue, up to 60 words; the tree of a sentence is a
    `chain` as deep as it is long, or `flat`.
    """
    sentences, _ = cut_text(text)
    words, ranges, names, attributions = list[Word](), list[Range](), list[Name](), list[Attribution]()
    for number, (start, end) in enumerate(sentences):
        first = len(words)
        for a, b in split_words(text, start, end):
            head = -1 if len(words) == first else len(words) - 1 if tree == "chain" else first
            upos, deprel = _kind(text[a:b])
            words.append(Word(a, b, number, upos, "X", head, "root" if head < 0 else deprel))
        ranges.append((first, len(words)))
    forms = [text[word.start : word.end] for word in words]
    for first, end in ranges:
        run = [at for at in range(first, end) if words[at].upos == "PROPN"]
        edges = [0, *(k + 1 for k, (a, b) in enumerate(pairwise(run)) if b != a + 1), len(run)]
        names += [Name((run[a], run[b - 1] + 1), "PERSON") for a, b in pairwise(edges) if b > a]
        for at in range(first, end):
            if forms[at] in ("said", "told", "according"):
                content = ((at + 1, min(end, at + 60)),) if at + 1 < end else ((first, at),) if at > first else ()
                source = ((at - 1, at),) if at > first else ()
                attributions.append(Attribution((at, at + 1), source, content))
    triggers = [Trigger(at, 0.9, 0.9, (1.0, 1.0, 1.0)) for at, word in enumerate(words) if word.upos == "VERB"]
    return Annotation(words, ranges, names, attributions, triggers)


def _kind(form: str) -> tuple[str, str]:
    if not form[0].isalnum():
        return "PUNCT", "punct"
    if form in ("said", "told", "according"):
        return "VERB", "conj"
    if form.lower() in ("he", "her", "they", "it"):
        return "PRON", "nsubj"
    return ("PROPN", "nsubj") if form[0].isupper() and form not in ("The", "No") else ("NOUN", "obj")


def seconds(text: str, tree: str) -> float:
    """CPU time of extracting."""
    read = read_badly(text, tree)
    segments, at = list[Segment](), 0
    for number, line in enumerate(text.split("\n")):
        segments.append(Segment("d", number, "paragraph", at, at + len(line)))
        at += len(line) + 1

    begin = time.process_time()
    settled = settle_attributions(text, read)
    find_statements("d", text, settled, find_mentions("d", text, settled), [], segments)
    return time.process_time() - begin


@pytest.mark.parametrize("tree", ["chain", "flat"])
@pytest.mark.parametrize("kind", TEXTS)
def test_twice_the_text_takes_twice_the_time(kind: str, tree: str) -> None:
    ratios = list[float]()
    for _ in range(TRIES):
        short, long = (seconds(TEXTS[kind](size), tree) for size in (SIZE, 2 * SIZE))
        # What is over at once is not measured: 20 ms are less than what a collection of garbage may take.
        ratios.append(long / max(short, 0.02))
        if ratios[-1] < RATIO:
            return
    pytest.fail(f"it takes {min(ratios):.1f} times as long at best")
