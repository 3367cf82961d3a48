"""Phrases of a lexicon, found in a list of tokens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tasks.extract.quantity.tokens import Token, tokenize, touches

HYPHENS = frozenset("-\u2010\u2011")


class Phrase(NamedTuple):
    """One entry: its tokens (lower case unless `exact`), which of them touch the one before, what it stands for."""

    words: tuple[str, ...]
    glued: tuple[bool, ...]
    exact: bool
    value: str
    kind: str


Index = dict[str, list[Phrase]]


def index_phrases(rows: Iterable[tuple[str, str, str]], exact: Iterable[str] = (), last: bool = False) -> Index:
    """Entries (form, value, kind) by their first word in lower case (`last`: by their last), longest first.

    A kind in `exact` is compared as written, the others in lower case.
    """
    exact = frozenset(exact)
    index: Index = {}
    for form, value, kind in rows:
        tokens = tokenize(form)
        words = tuple(token.text if kind in exact else token.lower for token in tokens)
        glued = tuple(touches(tokens, i) for i in range(len(tokens)))
        phrase = Phrase(words, glued, kind in exact, value, kind)
        index.setdefault(tokens[-1 if last else 0].lower, []).append(phrase)
    for phrases in index.values():
        phrases.sort(key=lambda phrase: -len(phrase.words))
    return index


def match_phrase(tokens: list[Token], i: int, phrase: Phrase) -> int | None:
    """The index after the phrase if it begins at token `i`; a hyphen may stand for a space (`square-foot`)."""
    at = i
    for n, word in enumerate(phrase.words):
        if n and not phrase.glued[n] and at + 1 < len(tokens) and tokens[at].text in HYPHENS and touches(tokens, at):
            at += 1
        if at >= len(tokens) or (tokens[at].text if phrase.exact else tokens[at].lower) != word:
            return None
        if phrase.glued[n] and not touches(tokens, at):
            return None
        at += 1
    return at


def match_before(tokens: list[Token], end: int, index: Index) -> tuple[int, Phrase] | None:
    """The longest phrase of an index by last word that ends right before token `end`: its first token, the phrase."""
    if end < 1:
        return None
    for phrase in index.get(tokens[end - 1].lower, ()):
        first = end - len(phrase.words)
        if first >= 0 and match_phrase(tokens, first, phrase) == end:
            return first, phrase
    return None


def match_at(tokens: list[Token], i: int, index: Index) -> tuple[int, Phrase] | None:
    """The longest phrase that begins at token `i`: the index after it, the phrase."""
    if i >= len(tokens):
        return None
    for phrase in index.get(tokens[i].lower, ()):
        after = match_phrase(tokens, i, phrase)
        if after is not None:
            return after, phrase
    return None
