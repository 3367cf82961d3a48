"""Title, deck, subheadings and paragraphs of plain text; what is left out."""

import re
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.encoding import printable
from tasks.clean.texts.plain_text import clean_text

LEAD = "The old bridge of Velmark will stay shut until May, the mayor said on Monday."
MORE = "Nobody was hurt when a beam fell, but engineers found rust in most of the other beams. It will cost a lot."
LAST = "“We should have looked sooner,” Mayor Mara Lind told reporters. “I am sorry.”"
TITLE = "Velmark Bridge Shut Until May"
DECK = "Engineers found rust in most of its beams after one of them fell."
WORD = re.compile(r"\w+")


def roles(text: str, title: str | None = None, deck: str | None = None) -> list[tuple[str, str]]:
    return [(block.role, block.text) for block in clean_text(text, title, deck).blocks]


def test_paragraphs_alone() -> None:
    assert roles(f"{LEAD}\n{MORE}\n{LAST}") == [("paragraph", LEAD), ("paragraph", MORE), ("paragraph", LAST)]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n\n"])
def test_a_title(gap: str) -> None:
    article = clean_text(gap.join([TITLE, LEAD, MORE]))
    assert [block.role for block in article.blocks] == ["title", "paragraph", "paragraph"]
    assert article.title == TITLE
    assert article.deck is None


def test_title_and_deck_above_the_text() -> None:
    article = clean_text(f"\n{TITLE}\n{DECK}\n\n{LEAD}\n{MORE}\n")
    assert [block.role for block in article.blocks] == ["title", "deck", "paragraph", "paragraph"]
    assert (article.title, article.deck) == (TITLE, DECK)


def test_a_deck_without_a_stop() -> None:
    deck = "Engineers find rust in most beams of the river crossing"
    assert roles(f"{TITLE}\n\n{deck}\n\n{LEAD}\n\n{MORE}")[1] == ("deck", deck)


@pytest.mark.parametrize(
    "line",
    [
        "VELMARK (Wire) -",
        "VELMARK (Wire) - The bridge is shut until the end of May and longer",
        "By Mara Lind and Tom Berg, in the town of Velmark",
        "October 27, 2024",
        "https://example.com/a/long/address/of/some/kind of thing",
    ],
)
def test_what_is_no_deck(line: str) -> None:
    assert roles(f"{TITLE}\n\n{line}\n\n{LEAD}\n\n{MORE}")[1] == ("paragraph", line)


@pytest.mark.parametrize("heading", ["Rust in the Beams", "What next?", "A long way round", "COST", "‘No money left’"])
def test_subheadings(heading: str) -> None:
    assert roles(f"{LEAD}\n{heading}\n{MORE}\n{LAST}")[1] == ("subheading", heading)


@pytest.mark.parametrize(
    "line",
    [
        "He declined to comment.",
        "“Why not?”",
        "And then, she said:",
        "The mayor said nothing of the cost",
        "— Mara Lind, mayor",
        "www.example.com/velmark",
        "By Tom Berg",
        "27 October 2024",
        "***",
        "a line that begins small",
        "The list of all the many things that were found below the bridge by the engineers",
    ],
)
def test_short_lines_that_are_text(line: str) -> None:
    assert roles(f"{LEAD}\n\n{line}\n\n{MORE}\n\n{LAST}")[1] == ("paragraph", line)


def test_a_line_with_nothing_below_is_no_subheading() -> None:
    assert roles(f"{LEAD}\n{MORE}\nMara Lind in Velmark")[-1][0] == "paragraph"


def test_leftovers_are_gone() -> None:
    text = (
        f"{TITLE}\n\nShare this article\n{LEAD}\nAdvertisement\n{MORE}\nRead more: Ferry fares rise\n{LAST}\nShare news"
    )
    assert roles(text) == [("title", TITLE), ("paragraph", LEAD), ("paragraph", MORE), ("paragraph", LAST)]


def test_headlines_listed_below_are_gone() -> None:
    listed = "Related articles\nFerry fares rise in spring\nWho owns the harbour?\n2 hours ago\n© 2024 Post"
    assert roles(f"{LEAD}\n{MORE}\n\n{listed}") == [("paragraph", LEAD), ("paragraph", MORE)]


def test_a_title_with_a_label_stays() -> None:
    assert roles(f"Watch: Ferry leaves Velmark\n\n{LEAD}\n\nWatch: Ferry returns")[0] == (
        "title",
        "Watch: Ferry leaves Velmark",
    )


def test_a_sentence_below_such_a_line_stays() -> None:
    assert roles(f"{LEAD}\nRead more\n{MORE}\nIt is old.") == [
        ("paragraph", LEAD),
        ("paragraph", MORE),
        ("paragraph", "It is old."),
    ]


@pytest.mark.parametrize("text", ["Share news", "Read more\nShare", "Follow us on Facebook"])
def test_a_text_of_leftovers_stays(text: str) -> None:
    assert [line for _, line in roles(text)] == text.split("\n")


@pytest.mark.parametrize("text", [LEAD, "Bridge shut", "Sales rose 5%", "=SUM(1+1)", "-1+1", "@SUM(1+1)", "+1 cmd|x"])
def test_one_line_is_a_paragraph(text: str) -> None:
    article = clean_text(text)
    assert [(block.role, block.text) for block in article.blocks] == [("paragraph", text)]
    assert article.title is None


def test_nothing_is_nothing() -> None:
    assert clean_text(" \n\n ").blocks == ()


@pytest.mark.parametrize(
    ("first", "given"),
    [
        (TITLE, TITLE),
        (f"{TITLE}.", TITLE),
        (TITLE.upper(), TITLE),
        ("“Velmark” bridge shut – until May!", TITLE),
        ("Velmark Bridge\nShut Until May", TITLE),
        (f"{TITLE} | Harbour Post", TITLE),
    ],
)
def test_a_given_title_that_the_text_has_is_not_repeated(first: str, given: str) -> None:
    article = clean_text(f"{first}\n\n{LEAD}\n\n{MORE}", given)
    assert [(block.role, block.text) for block in article.blocks] == [
        ("title", " ".join(first.split())),
        ("paragraph", LEAD),
        ("paragraph", MORE),
    ]
    assert article.title == given


def test_a_given_title_is_put_first() -> None:
    assert roles(f"{LEAD}\n{MORE}", TITLE) == [("title", TITLE), ("paragraph", LEAD), ("paragraph", MORE)]


def test_a_given_title_that_begins_a_longer_sentence() -> None:
    assert roles(f"{LEAD}\n{MORE}", "The old bridge of Velmark") == [("paragraph", LEAD), ("paragraph", MORE)]


def test_a_given_deck() -> None:
    blocks = [("title", TITLE), ("deck", DECK), ("paragraph", LEAD), ("paragraph", MORE)]
    assert roles(f"{TITLE}\n{DECK}\n{LEAD}\n{MORE}", TITLE, DECK) == blocks
    assert roles(f"{LEAD}\n{MORE}", TITLE, DECK) == blocks
    assert roles(f"{TITLE}\n\n{LEAD}\n\n{MORE}", None, DECK) == blocks


@pytest.mark.parametrize("title", ["", " ", "...", "\n"])
def test_an_empty_title_is_none(title: str) -> None:
    assert roles(f"{LEAD}\n{MORE}", title) == [("paragraph", LEAD), ("paragraph", MORE)]


def test_lists_and_quotations() -> None:
    text = (
        f"{LEAD}\n\nThe engineers want to:\n- shut the bridge\n• paint it\n\n1. First the beams\n2. Then the road\n\n"
        f"> We were told on Friday and that was late.\n\n    The bridge is of the old kind, the report says.\n\n{MORE}"
    )
    assert [role for role, _ in roles(text)] == [
        "paragraph",
        "paragraph",
        "list_item",
        "list_item",
        "list_item",
        "list_item",
        "quotation",
        "quotation",
        "paragraph",
    ]
    assert roles(text)[2] == ("list_item", "shut the bridge")


def test_all_lines_set_in_are_no_quotations() -> None:
    text = f"{TITLE}\n    {LEAD}\n    {MORE}\n    {LAST}"
    assert [role for role, _ in roles(text)] == ["title", "paragraph", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "The bridge on Monday (Mara Lind/Reuters)",
        "Photo: Mara Lind",
        "The bridge in May. Photograph: Mara Lind/Getty Images",
        "© Harbour Post",
    ],
)
def test_captions_by_their_credit(line: str) -> None:
    assert roles(f"{LEAD}\n{line}\n{MORE}")[1] == ("caption", line)


def test_an_agency_after_the_last_sentence_is_no_caption() -> None:
    assert roles(f"{LEAD}\nThe bridge was built in 1909. (Reuters)\n{MORE}")[1][0] == "paragraph"


LINES = st.sampled_from(
    [TITLE, DECK, LEAD, MORE, LAST, "", "  ", "Rust", "- a point", "> he said", "1. one", "Why?", "and so", "x,", "—"]
)


@given(st.one_of(st.text(), st.lists(LINES, max_size=12).map("\n".join)), st.sampled_from([None, TITLE, "Else"]))
def test_no_word_is_lost(text: str, title: str | None) -> None:
    text = printable(text)
    article = clean_text(text, title)
    given_words, kept = Counter(WORD.findall(text)), Counter(w for b in article.blocks for w in WORD.findall(b.text))
    assert given_words <= kept
    assert kept - given_words <= Counter(WORD.findall(title or ""))
    assert all(block.text == block.text.strip() and "\n" not in block.text and block.text for block in article.blocks)


@pytest.mark.parametrize(
    "text",
    [
        "a b\n" * 30_000,
        "- a\n" * 30_000,
        "Share\n" * 30_000,
        "\n" * 500_000,
        "Aa, " * 50_000,
        "said" + " " * 500_000 + "so",
    ],
)
def test_is_linear(text: str) -> None:
    began = time.perf_counter()
    clean_text(f"{TITLE}\n\n{LEAD}\n\n{text}\n\n{MORE}")
    assert time.perf_counter() - began < 4
