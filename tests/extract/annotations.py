"""Annotations written by hand: a sentence a block, a word a line."""

from __future__ import annotations

from collections import defaultdict
from typing import get_args

from tasks.annotate.annotation import Annotation, Attribution, Name, NameType, Range, Trigger, Word

# What an attribution's words are marked with: source, cue, content.
PARTS = "sct"


def annotate(notation: str) -> tuple[str, Annotation]:
    """A text and its annotation.

    A word a line: form, upos, xpos, head (from 1 in the sentence, 0 the root), deprel and marks, between blanks:

        Ms     PROPN NNP 2 compound s1
        Adeyemi PROPN NNP 3 nsubj B-PERSON s1
        said   VERB  VBD 0 root c1 event
        it     PRON  PRP 5 nsubj t1
        works  VERB  VBZ 3 ccomp t1
        +.     PUNCT .   3 punct

    `+` before a form joins it to the word before. `B-PERSON` begins a name, `I-PERSON` goes on with it. `s1`, `c1` and
    `t1` are source, cue and content of the first attribution of the document (numbers count through all sentences;
    words that do not meet are ranges of their own). `event` is a trigger that happened. A blank line ends a sentence,
    a line with `¶` also the paragraph.
    """
    lines = [line.split() for line in notation.strip().splitlines()]
    text, words, sentences, gap = "", list[Word](), list[Range](), ""
    marks: dict[str, list[int]] = defaultdict(list)
    names, triggers, first = list[tuple[NameType, list[int]]](), list[Trigger](), 0
    for cells in [*lines, []]:
        if len(cells) <= 1:
            if len(words) > first:
                sentences.append((first, len(words)))
                first = len(words)
                gap = " "
            gap = "\n" if cells == ["¶"] else gap
            continue
        form, upos, xpos, head, deprel, *rest = cells
        if len(form) > 1 and form[0] == "+":
            form, gap = form[1:], ""
        start, number = len(text) + len(gap), len(words)
        text, gap = text + gap + form, " "
        above = first + int(head) - 1 if int(head) else -1
        words.append(Word(start, len(text), len(sentences), upos, xpos, above, deprel))
        for mark in rest:
            if mark == "event":
                triggers.append(Trigger(number, 1.0, 1.0, (3.0, 3.0, 3.0)))
            elif mark[0] in PARTS and mark[1:].isdigit():
                marks[mark].append(number)
            elif mark[:2] == "B-" and mark[2:] in get_args(NameType):
                names.append((next(kind for kind in get_args(NameType) if kind == mark[2:]), [number]))
            elif mark[:2] == "I-" and names and names[-1][0] == mark[2:] and names[-1][1][-1] == number - 1:
                names[-1][1].append(number)
            else:
                raise ValueError(f"{mark!r} is no mark: {' '.join(cells)}")
    count = max((int(mark[1:]) for mark in marks), default=0)
    attributions = [_attribution(*(_ranges(marks[f"{part}{n}"]) for part in PARTS)) for n in range(1, count + 1)]
    return text, Annotation(
        words,
        sentences,
        [Name((numbers[0], numbers[-1] + 1), kind) for kind, numbers in names],
        sorted(attributions, key=lambda one: one.cue),
        triggers,
    )


def _ranges(numbers: list[int]) -> tuple[Range, ...]:
    out = list[Range]()
    for number in numbers:
        if out and out[-1][1] == number:
            out[-1] = (out[-1][0], number + 1)
        else:
            out.append((number, number + 1))
    return tuple(out)


def _attribution(source: tuple[Range, ...], cue: tuple[Range, ...], content: tuple[Range, ...]) -> Attribution:
    if len(cue) != 1:
        raise ValueError(f"an attribution has one cue in one piece, not {cue}")
    return Attribution(cue[0], source, content)
