"""Short texts with their attributions in brackets, for the tests of statements.

    [s1 Vera Lind] [c1 said] [t1 that [s2 she] [c2 hoped] [t2 to win]].

`s`, `c`, `t` are source, cue and content of the numbered attribution; brackets may nest; a line is a paragraph. What a
text's words are may be told by the word (each must be there once): its tags, and the word on which it depends.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tasks.annotate.annotation import Annotation, Attribution, Name, NameType, Range, Word
from tasks.annotate.words import split_words
from tasks.clean.sentences import split_sentences
from tasks.extract.mentions import MentionRows
from tasks.extract.statements import find_statements, settle_attributions
from tasks.tables.entities import Entity
from tasks.tables.mentions import EntityType, Form, Mention
from tasks.tables.segments import Role, Segment
from tasks.tables.statements import Statement
from tasks.tables.times import Time

_MARK = re.compile(r"\[([sct]\d) |\]")  # "[s1 " or "]"
Who = tuple[str, EntityType, Form, str]  # words, type, form, entity


def annotated(
    marked: str,
    tags: Mapping[str, str] | None = None,
    heads: Mapping[str, tuple[str, str]] | None = None,
    names: Mapping[str, NameType] | None = None,
) -> tuple[str, Annotation]:
    """A text and its annotation. Tags are written "VERB/VBD"; words without are "X"."""
    text, open_, spans, at = "", list[tuple[str, int]](), defaultdict[str, list[tuple[int, int]]](list), 0
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        at = found.end()
        if found[1]:
            open_.append((found[1], len(text)))
        else:
            mark, start = open_.pop()
            spans[mark].append((start, len(text)))
    text += marked[at:]
    words, sentences = list[Word](), list[Range]()
    for line in re.finditer(r"[^\n]+", text):
        for start, end in split_sentences(text, *line.span()):
            first = len(words)
            words += [Word(a, b, len(sentences), "X", "", -1, "dep") for a, b in split_words(text, start, end)]
            sentences.append((first, len(words)))
    forms = [text[word.start : word.end] for word in words]
    for form, tag in (tags or {}).items():
        for number in (number for number, one in enumerate(forms) if one == form):
            upos, _, xpos = tag.partition("/")
            old = words[number]
            words[number] = Word(old.start, old.end, old.sentence, upos, xpos, old.head, old.deprel)
    for form, (head, relation) in (heads or {}).items():
        number, old = forms.index(form), words[forms.index(form)]
        above = forms.index(head) if head else -1
        words[number] = Word(old.start, old.end, old.sentence, old.upos, old.xpos, above, relation)
    count = max((int(mark[1:]) for mark in spans), default=0)
    attributions = [
        Attribution(
            _words(words, spans[f"c{n}"][0]), *(tuple(_words(words, one) for one in spans[f"{p}{n}"]) for p in "st")
        )
        for n in range(1, count + 1)
    ]
    found_names = [
        Name(_words(words, one.span()), kind) for form, kind in (names or {}).items() for one in re.finditer(form, text)
    ]
    return text, Annotation(
        words,
        sentences,
        sorted(found_names, key=lambda one: one.words),
        sorted(attributions, key=lambda one: one.cue),
        [],
    )


def _words(words: Sequence[Word], span: tuple[int, int]) -> Range:
    inside = [number for number, word in enumerate(words) if span[0] <= word.start and word.end <= span[1]]
    return inside[0], inside[-1] + 1


def mentioned(
    text: str, annotation: Annotation, who: Sequence[Who], roles: Mapping[str, str] | None = None
) -> MentionRows:
    """Mentions of each place where the words stand; the head of each is its last word."""
    rows = list[tuple[Range, Mention]]()
    for form, kind, how, entity in who:
        for found in re.finditer(rf"\b{re.escape(form)}\b", text):
            words = _words(annotation.words, found.span())
            sentence = annotation.words[words[0]].sentence
            key = f"m{found.start()}"
            rows.append((words, Mention(key, "d", sentence, *found.span(), form, kind, how, entity)))
    rows.sort(key=lambda one: one[0])
    return MentionRows(
        mentions=[row for _, row in rows],
        entities=list[Entity](),
        roles=dict(roles or {}),
        words=[words for words, _ in rows],
        heads=[words[1] - 1 for words, _ in rows],
        sources=[[] for _ in annotation.attributions],
    )


def found(
    marked: str,
    tags: Mapping[str, str] | None = None,
    heads: Mapping[str, tuple[str, str]] | None = None,
    names: Mapping[str, NameType] | None = None,
    who: Sequence[Who] = (),
    roles: Mapping[str, str] | None = None,
    times: Sequence[str] = (),
    role: Role = "paragraph",
) -> list[Statement]:
    """The statements of a text in brackets; `times` are its time expressions, each the id of itself."""
    text, annotation = annotated(marked, tags, heads, names)
    rows = [
        Time(one, "d", 0, text.index(one), text.index(one) + len(one), one, "date", "XXXX", None, None, None, "none")
        for one in times
    ]
    segments = [Segment("d", n, role, *line.span()) for n, line in enumerate(re.finditer(r"[^\n]+", text))]
    annotation = settle_attributions(text, annotation)
    return find_statements("d", text, annotation, mentioned(text, annotation, who, roles), rows, segments)
