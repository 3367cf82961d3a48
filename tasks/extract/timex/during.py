"""Whether `over` before a length of time compares or means during: for over two years, prices rose over two years."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.extract.timex.meaning import Token, context_words

# From `over` to the unit in "over two and a half trading years" are so many words
_FURTHEST_UNIT = 7
# Kinds of words that stand between `over` and the unit
_BETWEEN = frozenset(
    ["a", "num", "number", "day", "year", "vague", "fraction", "and", "half", "hyphen", "dash", "trading", "other"]
)


def means_during(before: str, behind: str) -> bool:
    """Whether `over` means during, from the words (lower case, empty for none) before it and behind the length.

    `more than` is what it means behind a word that wants a length (for, lasted, took) and before one that says how far
    off something is or that the time went by (ago, later, passed). In "she took over two years ago" it compares
    nothing either.
    """
    if behind == "ago" and before in context_words("phrasal_over"):
        return True
    return before not in context_words("over_before") and behind not in context_words("over_behind")


def without_during(tokens: list[Token]) -> list[Token]:
    """The words of a document with each `over` that means during a plain preposition, so that it modifies nothing."""
    out = list(tokens)
    for at in _during(tokens):
        out[at] = tokens[at]._replace(kind="preposition", value="")
    return out


def _during(tokens: list[Token]) -> Iterator[int]:
    """Places of `over` that mean during."""
    for at, token in enumerate(tokens):
        if token.low != "over" or token.kind != "over":
            continue
        unit = _unit_behind(tokens, at)
        if unit is None:
            continue
        behind = unit + 1
        if behind < len(tokens) and tokens[behind].kind == "or_so":
            behind += 1
        # two words away behind a hyphen: over 20-year-old
        if behind < len(tokens) and tokens[behind].kind in ("hyphen", "dash"):
            behind += 1
        before = tokens[at - 1].low if at else ""
        if means_during(before, tokens[behind].low if behind < len(tokens) else ""):
            yield at


def _unit_behind(tokens: list[Token], at: int) -> int | None:
    """The place of the unit of the length that begins behind a place; None if no length does."""
    for place in range(at + 1, min(len(tokens), at + 1 + _FURTHEST_UNIT)):
        kind = tokens[place].kind
        if kind in ("unit", "units"):
            # over half a century, over half an hour: more than half
            return place if place > at + 1 and tokens[at + 1].kind != "half" else None
        if kind not in _BETWEEN:
            return None
    return None
