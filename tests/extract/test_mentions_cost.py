"""Documents that no newsroom writes cost no more than their length."""

from __future__ import annotations

import time
from functools import cache

import pytest

from tasks.annotate.annotation import Annotation, Attribution, Name, NameType, Range, Word
from tasks.extract.mentions import find_mentions

MANY = 5_000


def document(
    forms: list[str],
    tags: list[tuple[str, str]],
    length: int,
    names: list[tuple[Range, NameType]],
    attributions: list[Attribution],
    deep: bool = False,
) -> tuple[str, Annotation]:
    """Words in sentences of one length; all depend on the first word of their sentence, or each on the one before."""
    words, at = list[Word](), 0
    for number, (form, (upos, deprel)) in enumerate(zip(forms, tags, strict=True)):
        first = number - number % length
        head = -1 if number == first else number - 1 if deep else first
        words.append(Word(at, at + len(form), number // length, upos, "NN", head, "root" if head < 0 else deprel))
        at += len(form) + 1
    sentences = [(first, min(first + length, len(words))) for first in range(0, len(words), length)]
    return " ".join(forms), Annotation(words, sentences, [Name(*name) for name in names], attributions, [])


def repeated(cells: list[tuple[str, str, str]], times: int) -> tuple[list[str], list[tuple[str, str]]]:
    """Some words (form, upos, deprel), many times over."""
    return [form for form, _, _ in cells] * times, [(upos, deprel) for _, upos, deprel in cells] * times


@cache
def cases() -> dict[str, tuple[str, Annotation]]:
    """By what is odd about them."""
    out = dict[str, tuple[str, Annotation]]()
    forms, tags = repeated([("he", "PRON", "nsubj"), ("said", "VERB", "conj")], MANY)
    out["pronouns in one sentence"] = document(forms, tags, len(forms), [], [])
    out["pronouns in many sentences"] = document(forms, tags, 4, [], [])
    out["a deep tree"] = document(forms, tags, len(forms), [], [], deep=True)
    speech: list[Attribution] = [
        Attribution((n, n + 1), ((n - 1, n),), ((0, len(forms)),)) for n in range(1, len(forms), 4)
    ]
    out["everybody says everything"] = document(forms, tags, 2, [], speech)
    forms, tags = repeated([("president", "NOUN", "nsubj"), ("Lee", "PROPN", "appos")], MANY)
    lees: list[tuple[Range, NameType]] = [((n, n + 1), "PERSON") for n in range(1, len(forms), 2)]
    out["presidents"] = document(forms, tags, 2, lees, [])
    out["presidents in one sentence"] = document(forms, tags, len(forms), lees, [])
    forms, tags = repeated([("“", "PUNCT", "punct")], 2 * MANY)
    out["quotation marks"] = document(forms, tags, 50, [], [])
    people = [f"Ann{n} Lee".split() for n in range(MANY)]
    forms = [form for both in people for form in both]
    out["namesakes"] = document(
        forms, [("PROPN", "flat")] * len(forms), 2, [((n, n + 2), "PERSON") for n in range(0, len(forms), 2)], []
    )
    forms, tags = repeated([("the", "DET", "det"), ("agency", "NOUN", "nsubj"), ("Agency", "PROPN", "obj")], MANY)
    out["agencies"] = document(forms, tags, 3, [((n, n + 1), "ORG") for n in range(2, len(forms), 3)], [])
    forms, tags = repeated([("of", "ADP", "case"), ("officials", "NOUN", "nmod")], MANY)
    out["of officials of officials"] = document(forms, tags, len(forms), [], [], deep=True)
    out["a name without end"] = document(forms, tags, len(forms), [((0, len(forms)), "ORG")], [])
    return out


@pytest.mark.parametrize("case", cases())
def test_hostile_documents_take_linear_time(case: str) -> None:
    text, annotation = cases()[case]
    begin = time.process_time()
    rows = find_mentions("d", text, annotation)
    # 10,000 words take 0.1 to 0.5 s; what is quadratic takes a minute
    assert time.process_time() - begin < 5
    assert all(text[one.start : one.end] == one.text for one in rows.mentions)
