"""Paragraphs of plain text."""

import textwrap

import pytest

from tasks.clean.texts.wrapping import read_paragraphs

FIRST = (
    "The old bridge of Velmark will stay shut until May, the mayor said on Monday. Nobody was hurt when a beam fell in "
    "the night, but engineers found rust in most of the others. The ferry will run until then."
)
SECOND = (
    "Mayor Mara Lind told reporters that the council had no money for a new one. She hopes that the state will pay, "
    "which the state's minister of transport, Tom Berg, would neither promise nor rule out when he was asked."
)


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in read_paragraphs(text)]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_wrapped_lines_are_joined(width: int, gap: str) -> None:
    wrapped = gap.join(textwrap.fill(paragraph, width) for paragraph in (FIRST, SECOND))
    if gap == "\n" and len(wrapped.split("\n")[len(textwrap.wrap(FIRST, width)) - 1]) + 6 > width:
        pytest.skip("the first paragraph happens to end at the margin")
    assert texts(wrapped) == [FIRST, SECOND]


def test_a_title_above_wrapped_lines_is_not_joined() -> None:
    assert texts("Velmark bridge shut\n" + textwrap.fill(FIRST, 72)) == ["Velmark bridge shut", FIRST]


def test_a_wrapped_title_is_joined() -> None:
    title = "The old bridge of Velmark stays shut until May, says a mayor who has no money"
    text = textwrap.fill(title, 60) + "\n\n" + textwrap.fill(FIRST, 60)
    assert texts(text) == [title, FIRST]


def test_paragraphs_set_in_are_told_apart() -> None:
    text = "\n".join(textwrap.fill(paragraph, 70, initial_indent="   ") for paragraph in (FIRST, SECOND))
    assert texts(text) == [FIRST, SECOND]


def test_items_of_a_wrapped_list() -> None:
    item = "shut the bridge for cars, buses and lorries of all kinds until the end of May at least"
    text = textwrap.fill(FIRST, 60) + "\n\n" + textwrap.fill(item, 60, initial_indent="- ", subsequent_indent="  ")
    assert texts(text + "\n- paint it") == [FIRST, item, "paint it"]


def test_quoted_lines_of_mail() -> None:
    quoted = textwrap.indent(textwrap.fill(SECOND, 60), "> ")
    paragraphs = read_paragraphs(textwrap.fill(FIRST, 62) + "\n" + quoted)
    assert [(paragraph.text, paragraph.mark) for paragraph in paragraphs] == [(FIRST, ""), (SECOND, "quote")]


def test_one_paragraph_a_line_stays() -> None:
    lines = [FIRST, "A short one.", "A heading", SECOND, "It is over."]
    assert texts("\n".join(lines)) == lines


def test_a_broken_line_is_mended() -> None:
    assert texts(f"{FIRST} It was not clear what\nwould come next.\n{SECOND}") == [
        f"{FIRST} It was not clear what would come next.",
        SECOND,
    ]


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    text = (
        "The council knew that the bridge was in a bad state, a well-\n"
        "known thing to most people who live near the old harbour\n"
        "of Velmark, where the ferry runs."
    )
    assert "a well-known thing" in texts(text)[0]


def test_blanks_are_one() -> None:
    assert texts("  a \t b  \n") == ["a b"]
    assert texts("") == []


def test_gaps_indents_and_marks() -> None:
    paragraphs = read_paragraphs("One.\n\n\t- two\n1. three")
    assert [(p.text, p.gap, p.indent, p.mark) for p in paragraphs] == [
        ("One.", False, 0, ""),
        ("two", True, 4, "bullet"),
        ("1. three", False, 0, "number"),
    ]
