"""Where sentences end."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text))]


# Each text is its sentences, parted by a blank where `|` stands, by nothing where `¦` does.
@pytest.mark.parametrize(
    "marked",
    [
        "The bridge is shut.|It will open in May.",
        "One sentence without a stop",
        "Is it shut?|Yes!|No one knows.",
        "He serves in the U.S. Army.|He left.",
        "They met in the U.S.|The army stayed.",
        "Gen. Mara Lind and Lt. Col. Tom Berg left.|Mr. and Mrs. Roe stayed.",
        "On Oct. 27 the ferry sank.|It was raised in Nov. 2023.",
        "She lives at No. 10.|He does not.",
        "The answer was no.|He left.",
        "Asked twice, she said: No.|Then she left.",
        "J. K. Rowling met J.R.R. Tolkien.|John F. Kennedy did not.",
        "They spoke of George W. Bush.|He was away.",
        "The talks began at 9 a.m. and ended at 5 p.m. on Monday.",
        "They end at 5 p.m. EST.|They began late.",
        "They ended at 5 p.m.|Berg was not there.",
        "Fruit, e.g. apples, i.e. food, vs. Meat etc. was sold.",
        "Acme Inc. bought Brick Corp. in May.|The price was $3.5 million.",
        "He works for Acme Inc.|The firm is in Velmark.",
        "It rose by 3.5 percent to 1.2 million.|It fell later.",
        "He waited... and waited.|Then he left...|Nobody came.",
        "“We won.|We are glad,” he said.",
        "“We won.”|He left.",
        "“Why now?” Ms. Lund asked.|Nobody knew.",
        "“Why now?” she asked.|Nobody knew.",
        "“Why now?”|The mayor did not answer.",
        "“Stop!” Tom Berg, 54, shouted.|They ran.",
        "(The bridge is shut.)|It is old.",
        "He said it (see below).|She agreed.",
        "The bridge (built in 1909 by J. Berg & Co.) is shut.",
        "See www.example.com or mail a.b@example.org.|It is free.",
        "Read it at https://example.com/a.b/c.|It is short.",
        "The war ended.¦The army left.|He said so.",
        "She went to Velmark.¦The harbour is shut.",
        "Version 2.0.1 of the file report.Final.docx is out.",
        "1. Open the door.|2. Close it.",
        "A. The first question",
        "Take vitamin C.|The doctor said so.",
        "Dr. No is a film.|St. Paul is a town.",
        "KYIV (Wire) - The army left.|It was dark.",
        "WASHINGTON, D.C. (Wire) -- Mr. Roe left.",
        "The dead were found.|“They were friends,” he said.",
        "Sales of iPhones rose.|iPhone prices fell.",
        "It was built in 1909. [3] [12]|It is old.",
        "The pact was signed.'|He left.",
        "He came in 2019.|20 people left.",
        "He spoke to Sen. J. Roe (D-Calif.) on Monday.",
        "The plan ... was dropped.",
        "He was born c. 1900 in Ill. and moved.",
        "MRS. LIND OF ST. LOUIS IS BACK.|SHE IS WELL.",
        "A first point|• a second point",
    ],
)
def test_splits(marked: str) -> None:
    text = marked.replace("|", " ").replace("¦", "")
    assert sentences(text) == re.split(r"[|¦]", marked)


def test_only_the_segment_is_split() -> None:
    text = "A title. Here\nThe bridge is shut. It is old.\nNot this. Nor this."
    assert [text[a:b] for a, b in split_sentences(text, 14, 44)] == ["The bridge is shut.", "It is old."]


@pytest.mark.parametrize("text", ["", " ", "\n\t  "])
def test_nothing_has_no_sentence(text: str) -> None:
    assert sentences(text) == []


def test_a_sentence_that_is_too_long_is_split_at_doubtful_stops() -> None:
    short = "the ferry was late. nobody came to the quay. "
    assert len(sentences(short.strip())) == 1
    assert max(len(sentence.split()) for sentence in sentences(short * 40)) < 150


PIECES = [
    "He left",
    "the U.S",
    ".",
    ". ",
    " ",
    "?”",
    "“",
    "Mr",
    "Inc",
    "J",
    "4",
    "...",
    "The",
    "said",
    "• ",
    "\n",
    "é",
    ")",
]


@settings(max_examples=300)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)), st.text(max_size=5))
def test_no_word_is_left_out(text: str, before: str) -> None:
    whole = before + text + before
    start, end = len(before), len(before) + len(text)
    spans = split_sentences(whole, start, end)
    assert "".join("".join(whole[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(start <= a < b <= end for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(whole[a:b] == whole[a:b].strip() for a, b in spans)


@pytest.mark.parametrize(
    "text",
    [
        "Mr. " * 30_000,
        "A.B." * 30_000,
        ". " * 50_000,
        "." * 100_000,
        "A. " * 50_000,
        "1. " * 50_000,
        '."' * 50_000,
        '"a?" Mr. A A A A ' * 10_000,
        ".The" * 30_000,
        "aaa. bbb " * 50_000,
        "said." + " " * 500_000 + "So",
        ("x." + " " * 45) * 20_000,
        ".[1] " * 30_000,
        "a" * 1_000_000,
        '"' * 100_000,
    ],
)
def test_is_linear(text: str) -> None:
    began = time.perf_counter()
    split_sentences(text, 0, len(text))
    assert time.perf_counter() - began < 3
