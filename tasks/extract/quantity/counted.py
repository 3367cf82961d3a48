"""The noun phrase that a number counts, and whether it names persons.

There are no parts of speech here: the phrase runs up to the first noun in the plural, or up to a word that ends it
(data/lexicon/quantity_stops.tsv).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tasks.extract.numbers import number_words
from tasks.extract.quantity.comparators import read_after
from tasks.extract.quantity.contexts import context, endings
from tasks.extract.quantity.phrases import HYPHENS
from tasks.extract.quantity.tokens import DIGITS, SIGN, WORD, Token, touches
from tasks.lexicon import read_lexicon

# A counted phrase is longer than this in no news text we looked at: twelve former Soviet army intelligence officers.
LONGEST_PHRASE = 7
# Words at the beginning of a phrase that do not belong to its name: two more soldiers
_LEADING = frozenset(["more", "fewer", "additional", "further"])


class Counted(NamedTuple):
    """Tokens `first` up to `after` (exclusive) of a counted phrase, its head in the singular, whether it is persons."""

    first: int
    after: int
    head: str
    person: bool


@cache
def _words(lexicon: str, *kinds: str) -> frozenset[str]:
    """The words of a lexicon, of some kinds if given."""
    return frozenset(row["word"] for row in read_lexicon(lexicon) if not kinds or row["kind"] in kinds)


def is_stop(word: str) -> bool:
    """Whether a word in lower case ends a counted phrase."""
    return word in _words("quantity_stops")


def singular(word: str) -> str:
    """A noun in lower case in the singular, by rule; good enough to look it up."""
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word


def is_state(word: str) -> bool:
    """Whether a word right after a number stands for persons: 20 wounded."""
    return word in _words("quantity_persons", "state")


def is_deed(word: str) -> bool:
    """Whether a verb has persons counted beside it: killed 20, 20 died."""
    return word in _words("quantity_persons", "deed")


def is_person(token: Token) -> bool:
    """Whether a noun names persons: by lexicon, ending, or as the name of a people."""
    word = token.lower
    if word in _words("quantity_persons", "noun", "plural") or singular(word) in _words("quantity_persons", "noun"):
        return True
    if word in context("no_person"):
        return False
    if word.endswith(endings("person_ending")) and len(word) > 5:
        return True
    return token.text[0].isupper() and len(word) > 5 and word.endswith(endings("people_ending"))


def is_plural(token: Token) -> bool:
    """Whether a word may be a noun in the plural."""
    word = token.lower
    if len(word) > 2 and token.text[:-1].isupper() and token.text.endswith("s"):
        return True  # MPs
    if word in _words("quantity_persons", "plural") or word in context("plural"):
        return True
    if word in context("not_plural") or is_stop(word) or "'" in word or "’" in word:
        return False
    if word.endswith(("men", "women", "people", "children")):
        return word not in context("no_person")
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def plural_follows(tokens: list[Token], i: int) -> bool:
    """Whether a noun in the plural stands within the phrase that begins at token `i`."""
    found = read_phrase(tokens, i, many=True)
    return found is not None and is_plural(tokens[found.after - 1])


def read_phrase(tokens: list[Token], i: int, many: bool, mass: bool = False) -> Counted | None:
    """The counted phrase that begins at token `i`; None if no noun stands there.

    `many`: the number is not one, so that a plural is looked for; `mass`: a substance will do (tonnes of jet fuel).
    """
    while i < len(tokens) and tokens[i].lower in _LEADING and i + 1 < len(tokens):
        i += 1
    end: int | None = None
    at = i
    joined = False
    while at < min(len(tokens), i + LONGEST_PHRASE):
        token = tokens[at]
        if token.kind == SIGN:
            if token.text in HYPHENS and touches(tokens, at) and touches(tokens, at + 1):
                at += 1
                continue
            break
        if token.kind == DIGITS:
            named = at > i and tokens[at - 1].text[0].isupper() and not tokens[at - 1].lower.endswith(("'s", "’s"))
            if not (at > i and (touches(tokens, at) or named)):
                break
            at += 1
            continue
        hyphened = at > i and touches(tokens, at)
        if is_stop(token.lower) and not hyphened and not _goes_on(tokens, at):
            if token.lower == "and" and at > i and many and not joined and end is None and not mass:
                joined = True
                at += 1
                continue
            break
        if touches(tokens, at + 1) and tokens[at + 1].text in "'’" and token.lower.endswith("s"):
            at += 2  # the workers' rights
            continue
        if many and is_plural(token) and not _hyphen_follows(tokens, at):
            end = at + 1
            if not _plural_at(tokens, at + 1):
                break
        elif not many and is_person(token):
            end = at + 1
            if not (at + 1 < len(tokens) and is_person(tokens[at + 1])):
                break
        at += 1
    if end is None:
        end = _before_and(tokens, i, at) if joined or at == i else _loose_end(tokens, i, at, many, mass)
    if end is None or end <= i:
        return None
    head = tokens[end - 1]
    if head.kind != WORD or len(head.text) < 2:
        return None
    return Counted(i, end, singular(head.lower), is_person(head))


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Whether a stop word is an adjective here: two old | bridges, five lost | years."""
    if at + 1 >= len(tokens) or tokens[at + 1].kind != WORD or is_stop(tokens[at + 1].lower):
        return False
    if tokens[at].lower in _words("quantity_stops", "dimension"):
        return True
    return tokens[at].lower in _words("quantity_stops", "participle") and is_plural(tokens[at + 1])


def _hyphen_follows(tokens: list[Token], at: int) -> bool:
    """Whether a hyphen joins token `at` to the next word (`sales-driven`)."""
    return (
        at + 1 < len(tokens) and tokens[at + 1].text in HYPHENS and touches(tokens, at + 1) and touches(tokens, at + 2)
    )


def _plural_at(tokens: list[Token], i: int) -> bool:
    """Whether the plural goes on: 20 sports | cars, 3,000 sales | workers."""
    if i >= len(tokens) or tokens[i].kind != WORD:
        return False
    token = tokens[i]
    return is_plural(token) and not (token.text[0].isupper() and not is_person(token))


def _before_and(tokens: list[Token], i: int, at: int) -> int | None:
    """The end of a phrase that `and` broke without a plural after it."""
    for k in range(i, at):
        if tokens[k].lower == "and":
            return k if k > i else None
    return None


def _loose_end(tokens: list[Token], i: int, at: int, many: bool, mass: bool) -> int | None:
    """The end of a phrase without a plural: one word after many (12 page document), up to four after one."""
    if mass:
        return None if tokens[i].lower.endswith(("ing", "ed")) else min(at, i + 4)
    if many:
        if tokens[i].text[0].isupper() and at == i + 1 and len(tokens[i].text) > 2 and "’" not in tokens[i].text:
            return at  # 300 Rohingya fled
        # a 12 page document: one word, if another follows
        modifies = at > i + 1 and tokens[i].text.islower() and not tokens[i].lower.endswith(("ly", "ed", "ing"))
        return i + 1 if modifies and tokens[i - 1].lower not in context("determiner") else None
    end = i
    for k in range(i, min(at, i + 4)):
        word = tokens[k].lower
        if k > i and (
            word.endswith(("ed", "ing", "ly")) or (tokens[k].text[0].isupper() and tokens[k - 1].text.islower())
        ):
            break
        end = k + 1
    return end


def read_counted(tokens: list[Token], i: int, many: bool) -> Counted | None:
    """What a bare number counts whose words end before token `i`: `ships`, `of the soldiers`, `wounded`."""
    if i >= len(tokens):
        return None
    if tokens[i].lower == "of":
        return read_of(tokens, i, many=True)
    if is_state(tokens[i].lower):
        found = read_phrase(tokens, i, many)
        if found is not None and found.after > i + 1 and is_plural(tokens[found.after - 1]):
            return found
        return Counted(i, i + 1, tokens[i].lower, True)
    return read_phrase(tokens, i, many)


def read_divided(tokens: list[Token], i: int) -> Counted | None:
    """What a share without `of` is a share of: half the | farms, one in five | workers."""
    at = i + 1 if i < len(tokens) and tokens[i].lower in context("determiner") else i
    found = read_phrase(tokens, at, many=True) if at < len(tokens) else None
    return found if found is not None and is_plural(tokens[found.after - 1]) else None


def opens_with_of(tokens: list[Token], first: int) -> bool:
    """Whether `of` or `of the` before the number at token `first` opens a clause: of the | 64 coins, ..."""
    at = first - 2 if first and tokens[first - 1].lower in context("determiner") else first - 1
    return at >= 0 and tokens[at].lower == "of" and (at == 0 or tokens[at - 1].text in ',;:"“')


def read_of(tokens: list[Token], i: int, many: bool, mass: bool = False) -> Counted | None:
    """The phrase after `of` at token `i`, without its article and number: of the 300 | workers."""
    if i >= len(tokens) or tokens[i].lower != "of":
        return None
    at, number = i + 1, number_words("unit", "teen", "ten", "hundred", "scale")
    for _ in range(4):  # of at least the three
        if at < len(tokens) and (
            tokens[at].lower in context("determiner") or tokens[at].kind == DIGITS or tokens[at].lower in number
        ):
            at += 1
    behind = read_after(tokens, at)
    at = at if behind is None else behind[0]  # of the 2,000-odd prisoners
    if at < len(tokens) and "those" in (tokens[at - 1].lower, tokens[at - 2].lower) and tokens[at].lower.endswith("ed"):
        return None  # of those surveyed, of those 65 charged
    return read_phrase(tokens, at, many, mass) if at < len(tokens) else None
