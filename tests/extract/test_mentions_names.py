"""Names: their spans mended, their types, and names of one document that agree."""

from __future__ import annotations

import pytest

from tasks.extract.mention.linking import spells
from tasks.extract.mentions import find_mentions
from tests.extract.annotations import annotate


def names_of(notation: str) -> list[tuple[str, str]]:
    text, annotation = annotate(notation)
    return [(one.text, one.type) for one in find_mentions("d", text, annotation).mentions if one.form == "name"]


def line(words: str, kind: str) -> str:
    """Words that are one name, as the model may take them; `+` joins a word to the one before."""
    cells = words.split()
    tags = {"and": "CCONJ CC", "of": "ADP IN"}
    return "\n".join(
        f"{form} {'PROPN NNP' if form.strip('+')[0].isupper() else tags.get(form, 'NOUN NN')} {0 if at == 0 else 1} "
        f"{'root' if at == 0 else 'flat'} {'B' if at == 0 else 'I'}-{kind}"
        for at, form in enumerate(cells)
    )


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("The Tidewater Bank", "ORG", "Tidewater Bank"),
        ("Mr Oduya", "PERSON", "Oduya"),
        ("Foreign Minister Ann Oduya", "PERSON", "Ann Oduya"),
        ("King Charles", "PERSON", "Charles"),
        ("Stephen King Hall", "PERSON", "Stephen King Hall"),
        ("Oduya +'s", "PERSON", "Oduya"),
        ("Tidewater ( +TW", "ORG", "Tidewater"),
        ("Moscow +- +based", "PLACE", "Moscow"),
        ("Park Mi +- +rae", "PERSON", "Park Mi-rae"),
        ("council Tidewater Forum", "ORG", "Tidewater Forum"),
        ("al +- +Ansari", "PERSON", "al-Ansari"),
        ("Tidewater and", "ORG", "Tidewater"),
    ],
)
def test_spans_are_mended(words: str, kind: str, expected: str) -> None:
    assert [text for text, _ in names_of(line(words, kind))] == [expected]


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("Tidewater Treaty", "MISC", "WORK"),
        ("Tidewater Cup", "MISC", "EVENT"),
        ("Tidewater Cup 2031", "ORG", "EVENT"),
        ("Battle of Tidewater", "MISC", "EVENT"),
        ("Tidewater Airport", "ORG", "FACILITY"),
        ("Tidewater Union", "ORG", "ORG"),
        ("Cup", "ORG", "ORG"),
        ("Tidewater", "MISC", "MISC"),
    ],
)
def test_heads_sort_names(words: str, kind: str, expected: str) -> None:
    assert [found for _, found in names_of(line(words, kind))] == [expected]


def test_a_title_alone_is_no_name() -> None:
    assert names_of(line("Prime Minister", "PERSON")) == []


def test_a_document_is_of_one_mind() -> None:
    found = names_of("""
        Ada    PROPN NNP 3 nsubj B-PERSON
        Quill  PROPN NNP 1 flat I-PERSON
        left   VERB VBD 0 root
        Oslo   PROPN NNP 3 obj B-PLACE
        +.     PUNCT . 3 punct

        Quill  PROPN NNP 2 nsubj B-ORG
        likes  VERB VBZ 0 root
        Oslo   PROPN NNP 2 obj B-PLACE
        +.     PUNCT . 2 punct

        But    CCONJ CC 4 cc
        Oslo   PROPN NNP 4 nsubj B-PERSON
        and    CCONJ CC 2 cc
        Quill  PROPN NNP 2 conj
        differ VERB VBP 0 root
    """)
    assert found == [
        *[("Ada Quill", "PERSON"), ("Oslo", "PLACE"), ("Quill", "PERSON"), ("Oslo", "PLACE"), ("Oslo", "PLACE")],
        ("Quill", "PERSON"),
    ]


@pytest.mark.parametrize(
    ("letters", "words", "expected"),
    [
        ("nis", ("national", "intelligence", "service"), True),
        ("kl", ("kuala", "lumpur"), True),
        ("afp", ("new", "york"), False),
        ("nbc", ("new", "york"), False),
        ("un", ("unity",), False),
    ],
)
def test_acronyms_spell_names(letters: str, words: tuple[str, ...], expected: bool) -> None:
    assert spells(letters, words) is expected
