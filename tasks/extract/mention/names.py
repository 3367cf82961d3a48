"""Proper names: their spans mended, their types those of the table, and what they are compared by."""

from __future__ import annotations

import unicodedata
from typing import cast

from tasks.annotate.annotation import Annotation, Name, Range
from tasks.extract.mention.agreement import agree
from tasks.extract.mention.found import Found, Gender
from tasks.extract.mention.lexicons import given_names, name_heads, name_words, sure_heads, titles
from tasks.extract.mention.tree import Tree
from tasks.tables.mentions import EntityType

ARTICLES = frozenset(("the", "a", "an"))
POSSESSIVES = frozenset(("'s", "’s", "'S", "’S", "'", "’"))
PAIRS = {"(": ")", "[": "]"}
# A title further in belongs to words that the model took for a part of the name: "US Foreign Minister Ann Lee"
TITLE_WITHIN = 5


def find_names(tree: Tree, annotation: Annotation) -> list[Found]:
    """The names of a document, in order, none overlapping."""
    mended = list[Name]()
    taken = 0
    for name in annotation.names:
        words = mend(tree, (max(name.words[0], taken), name.words[1]), name.type == "PERSON")
        if words[0] >= words[1] or (name.type == "PERSON" and is_title(tree, words)):
            continue
        if any(char.isalpha() for n in range(*words) for char in tree.forms[n]):
            mended.append(Name(words, name.type))
            taken = words[1]
    out = list[Found]()
    for name in agree(tree, mended):
        found = Found(name.words, head_of(tree, name.words), sort_type(tree, name.words, name.type), "name")
        if found.type == "PERSON":
            found.gender = gender_of(tree, name.words)
        out.append(found)
    return out


def mend(tree: Tree, words: Range, person: bool) -> Range:
    """A name without article, marks at its edges, possessive, half a bracket and, for a person, without title."""
    first, end = words
    end = min(end, tree.sentences[tree.words[first].sentence][1]) if first < end else end
    while first < end and (not has_letter_or_digit(tree.forms[first]) or tree.lower[first] in ARTICLES):
        first += 1
    end = _without_half(tree, first, end)
    while end > first:
        last = tree.forms[end - 1]
        if last in POSSESSIVES or (not has_letter_or_digit(last) and last not in PAIRS.values()):
            end -= 1
        elif tree.words[end - 1].upos in ("ADP", "CCONJ", "DET") and last.islower():
            end -= 1  # "Al Karak and"
        elif _is_compounded(last, person) and end - 2 > first and tree.forms[end - 2] == "-":
            end -= 2
        elif last in PAIRS.values() and end - first == 1:
            end -= 1
        else:
            break
    if person:
        first = without_title(tree, first, end)
    return _capital(tree, first, end), end


def _is_compounded(form: str, person: bool) -> bool:
    """Whether a word makes an adjective of the name before the hyphen: "Moscow-based", "Obama-era", no "Li-gann"."""
    return form in name_words("compounded") or (not person and form.islower() and form.endswith(("ed", "led", "ing")))


def _capital(tree: Tree, first: int, end: int) -> int:
    """Where a name begins whose first words were taken in by error: "ministry and Highways Department"."""
    for number in range(first, end):
        form = tree.forms[number]
        if not form.islower() and has_letter_or_digit(form):
            return number
        if tree.lower[number] in name_words("particle"):
            break
    return first


def is_title(tree: Tree, words: Range) -> bool:
    """Whether a person's name is none: "Secretary General", "Prime Minister"."""
    if words[1] - words[0] > TITLE_WITHIN or any(tree.lower[number] not in titles() for number in range(*words)):
        return False
    return any(titles()[tree.lower[number]].kind == "office" for number in range(*words))


def has_letter_or_digit(form: str) -> bool:
    """Whether a word is more than marks."""
    return any(char.isalnum() for char in form)


def _without_half(tree: Tree, first: int, end: int) -> int:
    """Where a name ends before a bracket that is not closed in it, or not opened."""
    opened = list[int]()
    for number in range(first, end):
        form = tree.forms[number]
        if form in PAIRS:
            opened.append(number)
        elif form in PAIRS.values():
            if not opened:
                return number
            opened.pop()
    return opened[0] if opened else end


def without_title(tree: Tree, first: int, end: int) -> int:
    """Where a person's name begins behind the titles."""
    known = titles()
    begin = first
    for number in range(first, min(end - 1, first + TITLE_WITHIN)):
        title = known.get(tree.lower[number])
        if title is None or tree.lower[number + 1].rstrip(".") in name_words("suffix"):
            continue
        behind = known.get(tree.lower[number + 1])
        if title.kind == "office" or (number == begin and (title.kind != "part" or behind is not None)):
            begin = number + 1
    return begin


def head_of(tree: Tree, words: Range) -> int:
    """The word of a name on which the others depend."""
    for number in range(*words):
        if not words[0] <= tree.words[number].head < words[1] and tree.words[number].upos != "PUNCT":
            return number
    return words[0]


def sort_type(tree: Tree, words: Range, kind: str) -> EntityType:
    """The table's type for the model's: what is MISC there is an event or a work where its head noun says so.

    Some heads ("Airport", "Treaty") are surer than the model.
    """
    if kind in ("PERSON", "GROUP"):
        return cast(EntityType, kind)
    head = words[1] - 1
    for number in range(words[0] + 1, words[1]):
        if tree.lower[number] in ("of", "on", "for", "against"):
            head = number - 1
            break
    while head > words[0] and not tree.forms[head].isalpha():
        head -= 1  # "Euro 2024", "the World Cup 2022"
    if head > words[0] or words[1] - words[0] > 1:
        sure = sure_heads().get(tree.lower[head])
        if sure is not None:
            return sure
    found = name_heads().get(tree.lower[head])
    return found if kind == "MISC" and found in ("EVENT", "WORK") else cast(EntityType, kind)


def gender_of(tree: Tree, words: Range) -> Gender:
    """The gender a name tells by a title before it or by its given name."""
    for number in range(words[0] - 1, max(words[0] - 4, -1), -1):
        title = titles().get(tree.lower[number])
        if title is None:
            break
        if title.gender != "-":
            return title.gender
    return given_names().get(tree.lower[words[0]], "-") if words[1] - words[0] > 1 else "-"


def key_words(tree: Tree, words: Range) -> tuple[str, ...]:
    """What a name is compared by: its words folded, marks left out; "Jong-un" is two words."""
    return tuple(fold(tree.forms[number]) for number in range(*words) if has_letter_or_digit(tree.forms[number]))


def fold(form: str) -> str:
    """A word without case, accents and full stops: "U.S." -> "us"."""
    plain = unicodedata.normalize("NFKD", form.casefold())
    return "".join(char for char in plain if char.isalnum())
