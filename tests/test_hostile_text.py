"""The model and all that reads its output take time in proportion to a text, whatever stands in it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tasks.annotate.folder import SHIPPED
from tasks.annotate.model import load_model
from tasks.extract.shard import extract_document
from tasks.tables.segments import Segment
from tasks.tables.sentences import Sentence
from tests.eval.gold import cut_text
from tests.rows import draft

pytestmark = pytest.mark.skipif(not (SHIPPED / "encoder.onnx").is_file(), reason="the model is not here (data/model)")

# Characters of the shorter text, some seven windows of the encoder; the longer has twice as many.
SIZE = 8_000
# What takes time in proportion takes twice as long, what takes it squared four times.
RATIO = 3.0
# A machine that has other work may be slow once, and once more.
TRIES = 3

# Texts of about n characters, fewer where each is a word.
TEXTS: dict[str, Callable[[int], str]] = {
    "opened and never closed": lambda n: "“" * (n // 4),
    "quotations in quotations": lambda n: "“Obi said ‘" * (n // 24) + "no" + "’” he said, " * (n // 24),
    "many short sentences": lambda n: "Obi said on Monday that she was told no. " * (n // 41),
    "a quotation over all paragraphs": lambda n: "\n".join(["“We have 12 ships,” he said."] * (n // 29)),
    "one sentence": lambda n: "Obi told Lund that " * (n // 19),
    "a list of names": lambda n: "Ada Obi, Per Lund, " * (n // 19) + "and Kim said no.",
    "a word without end": lambda n: "obi" * n,
    "numbers": lambda n: "1,000 to 2,000 of 3,000, he said, or " * (n // 38),
}


def seconds(text: str) -> float:
    """CPU time of reading a document and of extracting from it."""
    one, model = draft(text), load_model(SHIPPED)
    segments, sentences, at = list[Segment](), list[Sentence](), 0
    for number, line in enumerate(text.split("\n")):
        segments.append(Segment(one.document_id, number, "paragraph", at, at + len(line)))
        at += len(line) + 1
    for number, (start, end) in enumerate(cut_text(text)[0]):
        sentences.append(Sentence(one.document_id, number, text.count("\n", 0, start), start, end))
    begin = time.process_time()
    extract_document(one, segments, sentences, model)
    return time.process_time() - begin


@pytest.mark.parametrize("kind", TEXTS)
def test_twice_the_text_takes_twice_the_time(kind: str) -> None:
    ratios = list[float]()
    for _ in range(TRIES):
        short, long = (seconds(TEXTS[kind](size)) for size in (SIZE, 2 * SIZE))
        ratios.append(long / max(short, 0.05))
        if ratios[-1] < RATIO:
            return
    pytest.fail(f"it takes {min(ratios):.1f} times as long at best")
