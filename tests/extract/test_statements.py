"""Statements: rows out of attributions, one construction after the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasks.extract.statements import find_statements
from tests.extract.statement_cases import annotated, found, mentioned


def said(marked: str, **given: object) -> tuple[str | None, str, str]:
    (row,) = found(marked, **given)  # type: ignore[arg-type]
    return row.source_text, row.cue_text, row.content_text


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[s1 Vera Lind] [c1 said] [t1 that the port would close].",
            ("Vera Lind", "said", "that the port would close"),
        ),
        # The full stop and the comma belong to nobody, or to the quotation that holds them.
        (
            "[s1 Vera Lind] [c1 said] [t1 that the port would close.]",
            ("Vera Lind", "said", "that the port would close"),
        ),
        ("[t1 The port will close,] [s1 Lind] [c1 said].", ("Lind", "said", "The port will close")),
        ("[t1 “The port will close,”] [c1 said] [s1 Lind].", ("Lind", "said", "“The port will close,”")),
        ("“[t1 The port will close],” [c1 said] [s1 Lind].", ("Lind", "said", "“The port will close,”")),
        ('"[t1 The port will close]," [c1 said] [s1 Lind].', ("Lind", "said", '"The port will close,"')),
        ("''[t1 The port will close],'' [c1 said] [s1 Lind].", ("Lind", "said", "''The port will close,''")),
        ("[t1 Will it close]? [c1 asked] [s1 Lind].", ("Lind", "asked", "Will it close")),
        # A quotation is said as a whole, but for a stray mark of one that lies elsewhere.
        ("[s1 Lind] [c1 said] [t1 that it “closes] soon” for good.", ("Lind", "said", "that it “closes soon”")),
        ("[s1 Lind] [c1 said] [t1 that it closes “] soon” now.", ("Lind", "said", "that it closes")),
        # The colon goes with the cue.
        ("[s1 Lind] [c1 said]: [t1 “We close.”]", ("Lind", "said:", "“We close.”")),
        # Two pieces around the cue.
        (
            "[t1 “We close,”] [s1 Lind] [c1 said], [t1 “and we go home.”]",
            ("Lind", "said", "“We close,” ... “and we go home.”"),
        ),
        # One word missing within, and what hangs at the end.
        (
            "[s1 Lind] [c1 said] [t1 that the] old [t1 port closes and] left.",
            ("Lind", "said", "that the old port closes"),
        ),
        # A content ends with its line and goes on in the next.
        ("[s1 Lind] [c1 said] [t1 “We close.\n“We go.”]", ("Lind", "said", "“We close. ... “We go.”")),
        # An apposition goes with its comma, as a source does.
        (
            "[s1 Vera Lind, head of the port], [c1 said] [t1 it closes].",
            ("Vera Lind, head of the port,", "said", "it closes"),
        ),
        ("[s1 Vera Lind], [c1 saying] [t1 it closes], left.", ("Vera Lind", "saying", "it closes")),
        # A source in pieces.
        (
            "[s1 Vera Lind] and also [s1 Ola Berg] [c1 said] [t1 it closes].",
            ("Vera Lind and also Ola Berg", "said", "it closes"),
        ),
        # Nothing of a cue or a source is content.
        ("[t1 It [c1 was said] that it closes].", (None, "was said", "It ... that it closes")),
    ],
)
def test_spans(marked: str, expected: tuple[str | None, str, str]) -> None:
    assert said(marked) == expected


@pytest.mark.parametrize(
    "marked",
    ["[s1 Lind] [c1 spoke].", "[s1 Lind] [c1 said] [t1 ,].", "[s1 Lind] [c1 said] [t1 “] and left.", ""],
)
def test_no_statement_without_content(marked: str) -> None:
    assert found(marked) == []


def test_sources_far_apart_are_not_one_span() -> None:
    between = "was the first to leave the hall that day with all of her many guests, and so"
    marked = f"[s1 Vera Lind] {between} [s1 Ola Berg] [c1 said] [t1 it closes]."
    assert said(marked)[0] == "Ola Berg"


def test_an_attribution_given_twice_is_one_statement() -> None:
    text, annotation = annotated("[s1 Lind] [c1 said] [t1 it closes].")
    doubled = replace(annotation, attributions=[*annotation.attributions, *annotation.attributions])
    rows = find_statements("d", text, doubled, mentioned(text, doubled, ()), [], [])
    assert [row.cue_text for row in rows] == ["said"]


def test_ids_are_of_document_and_spans() -> None:
    marked = "[s1 Lind] [c1 said] [t1 it closes], [s2 Berg] [c2 said] [t2 it opens]."
    first, second = found(marked)
    assert first.statement_id != second.statement_id
    assert found(marked) == [first, second]
    text, annotation = annotated(marked)
    other = find_statements("e", text, annotation, mentioned(text, annotation, ()), [], [])
    assert not {row.statement_id for row in other} & {first.statement_id, second.statement_id}


def test_sentence_is_that_of_the_cue() -> None:
    (row,) = found("[t1 “It closes. It is over.”] [s1 He] [c1 said] so. Nobody heard.")
    text, annotation = annotated("[t1 “It closes. It is over.”] [s1 He] [c1 said] so. Nobody heard.")
    assert row.sentence_no == 2
    word = annotation.words[annotation.sentences[2][0]]
    assert text[word.start :].startswith("He said")


def test_rows_show_their_words() -> None:
    marked = "[t1 “We close,”] [s1 Lind] [c1 said], [t1 “and go.”] [s2 She] [c2 hoped] [t2 to be back]."
    text, _ = annotated(marked)
    for row in found(marked):
        assert row.cue_text == text[row.cue_start : row.cue_end]
        assert row.source_text == text[row.source_start : row.source_end]
        assert row.content_text == " ... ".join(text[one.start : one.end] for one in row.content)


# --- quotations ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "mode"),
    [
        ("[t1 “The port closes,”] [s1 Lind] [c1 said].", "direct"),
        ("[t1 'The port closes,'] [s1 Lind] [c1 said].", "direct"),
        ("[t1 ``The port closes,''] [s1 Lind] [c1 said].", "direct"),
        ("[t1 «The port closes»], [s1 Lind] [c1 said].", "direct"),
        ("[s1 Lind] [c1 said] [t1 that the port “closes for good” soon].", "mixed"),
        ("[s1 Lind] [c1 said] [t1 that the port closes].", "indirect"),
        ("[s1 Lind] [c1 said] [t1 that the workers' port won't close at Ann's].", "indirect"),
        # Marks around the cue as well are another's.
        ("“[s1 He] [c1 said] [t1 it closes soon],” Lind told us.", "indirect"),
    ],
)
def test_mode(marked: str, mode: str) -> None:
    assert [row.mode for row in found(marked)] == [mode]


def test_a_block_quotation_is_direct() -> None:
    text, annotation = annotated("[s1 Lind] [c1 wrote]:\n[t1 The port closes.]")
    from tasks.tables.segments import Segment

    at = text.index("The port")
    segments = [Segment("d", 0, "paragraph", 0, at - 1), Segment("d", 1, "quotation", at, len(text))]
    (row,) = find_statements("d", text, annotation, mentioned(text, annotation, ()), [], segments)
    assert row.mode == "direct"


def test_a_quotation_goes_on_behind_the_cue() -> None:
    assert (
        said("[t1 “We close,”] [c1 said] [s1 Lind, a pilot]. “Nobody stays.”")[2] == "“We close,” ... “Nobody stays.”"
    )


def test_a_quotation_goes_on_over_paragraphs() -> None:
    marked = "[s1 Lind] [c1 said]: [t1 “We close.]\n“Nobody stays.\n“That is all.”\nThe port is old."
    assert said(marked)[2] == "“We close. ... “Nobody stays. ... “That is all.”"


def test_a_closed_quotation_does_not_go_on_in_the_next_paragraph() -> None:
    assert said("[s1 Lind] [c1 said]: [t1 “We close.”]\n“Nobody” is the name of a ship.")[2] == "“We close.”"


def test_a_quotation_of_somebody_else_does_not_go_on() -> None:
    rows = found("[t1 “We close,”] [c1 said] [s1 Lind]. [t2 “Never,”] [c2 said] [s2 Berg].")
    assert [row.content_text for row in rows] == ["“We close,”", "“Never,”"]


# --- fixed forms --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The port will close, according to Vera Lind.", ("Vera Lind", "according to", "The port will close")),
        ("According to Vera Lind, the port will close.", ("Vera Lind", "According to", "the port will close")),
        (
            "As the mayor of Oslo put it, “we are done here.”",
            ("the mayor of Oslo", "put it", "“we are done here.”"),
        ),
        ("The port is dead, as Lind put it.", ("Lind", "put it", "The port is dead")),
        ("Lind: the port will close soon", ("Lind", ":", "the port will close soon")),
        ("Report: the port will close soon", ("Report", ":", "the port will close soon")),
    ],
)
def test_fixed_forms(text: str, expected: tuple[str | None, str, str]) -> None:
    assert (
        said(text, names={"Lind": "PERSON", "Vera Lind": "PERSON"} if "Vera" not in text else {"Vera Lind": "PERSON"})
        == expected
    )


@pytest.mark.parametrize(
    "text",
    [
        "Lind: 45 %",
        "Note: the port will close soon",
        "The port: it will close soon",
        "They left according to plan B"[:18],
    ],
)
def test_no_fixed_form(text: str) -> None:
    assert found(text, names={"Lind": "PERSON"}) == []


def test_reportedly_has_no_source() -> None:
    (row,) = found(
        "The firm has reportedly sold its ships and left.",
        heads={
            "The": ("firm", "det"),
            "firm": ("sold", "nsubj"),
            "has": ("sold", "aux"),
            "reportedly": ("sold", "advmod"),
            "ships": ("sold", "obj"),
            "its": ("ships", "nmod:poss"),
            "left": ("sold", "conj"),
            "and": ("left", "cc"),
            ".": ("sold", "punct"),
        },
    )
    assert (row.source_text, row.source_kind, row.content_text) == (None, "unstated", "The firm has ... sold its ships")
    assert row.certainty == "possible"


def test_a_known_cue_is_not_found_again() -> None:
    assert len(found("[t1 The port will close], [c1 according to] [s1 Vera Lind].")) == 1


# --- chains -------------------------------------------------------------------------------------


def test_who_passed_it_on() -> None:
    first, second = found("[t2 [s1 Lind] [c1 said] [t1 the port would close]], [c2 according to] [s2 the Herald].")
    assert (first.source_text, first.via_statement_id) == ("Lind", second.statement_id)
    assert second.via_statement_id is None


def test_what_is_told_within_is_passed_on_by_who_tells_it() -> None:
    rows = found("[s1 Lind] [c1 revealed] [t1 that [s2 Berg] [c2 denied] [t2 that the port would close]].")
    assert [row.via_statement_id for row in rows] == [None, rows[0].statement_id]


def test_the_innermost_passed_it_on() -> None:
    marked = (
        "[t3 [t2 [s1 Lind] [c1 said] [t1 it closes]], [c2 according to] [s2 the Herald]], [c3 reported] [s3 the Post]."
    )
    first, second, third = found(marked)
    assert (first.via_statement_id, second.via_statement_id, third.via_statement_id) == (
        second.statement_id,
        third.statement_id,
        None,
    )
