"""Ages that have no unit of their own: `aged 40`, `under the age of 21`, `John Smith, 54, said`, `Ivan P. (54)`."""

from __future__ import annotations

from tasks.extract.quantity.contexts import context
from tasks.extract.quantity.counted import is_person
from tasks.extract.quantity.tokens import WORD, Token

# Nobody in the news is older, but for tortoises
OLDEST = 120
# A limit of age below this is told in words (under the age of six)
_LEAST_LIMIT = 10
# The least age told in brackets after a name: what is below counts goals or places
_YOUNGEST_IN_BRACKETS = 10


def is_age(tokens: list[Token], first: int, after: int, years: float) -> bool:
    """Whether the number at tokens `first` up to `after` (exclusive), `years` at most, is an age."""
    if not 0 < years <= OLDEST:
        return False
    if age_words(tokens, first) < first:
        return True
    if _is_told_of_persons(tokens, first, after):
        return True
    if first < 2 or after > first + 1 or not tokens[first].text.isdecimal():
        return False
    if _opened_by_now(tokens, first):
        return after < len(tokens) and tokens[after].text in (",", ".")
    name, opening = tokens[first - 2], tokens[first - 1].text
    ending = tokens[after].text if after < len(tokens) else "."
    if name.kind != WORD or len(name.text) < 2 or name.lower in context("month"):
        return False
    known = name.text[0].isupper() or is_person(name) or name.lower in ("age", "aged", "now")
    if not known and not (first > 3 and tokens[first - 3].text == "-" and tokens[first - 4].text[0].isupper()):
        return False  # Kim Jong-un, 40
    if opening == "(":
        return ending == ")" and years >= _YOUNGEST_IN_BRACKETS
    return opening == "," and ending in (",", ".", ";", ")", "and", "who")


def _opened_by_now(tokens: list[Token], first: int) -> bool:
    """Whether `, now` or `, then` stands before token `first` (Kim, now 40, says)."""
    return first > 1 and tokens[first - 1].lower in ("now", "then") and tokens[first - 2].text == ","


def _is_told_of_persons(tokens: list[Token], first: int, after: int) -> bool:
    """Whether the number follows what is told of a person: `when he was 12,`, `she turned 80`."""
    if first < 2 or tokens[first - 1].lower not in ("was", "is", "turned", "turns", "am"):
        return False
    if tokens[first - 2].lower not in ("he", "she", "i", "who"):
        return False
    return (
        after >= len(tokens)
        or tokens[after].text in (",", ".", ";", "?", "!")
        or tokens[after].lower in ("when", "and", "but")
    )


def is_age_limit(tokens: list[Token], comparator: int, first: int, years: float) -> bool:
    """`voters under 30`, `those over 60`: a bare number after a comparator that stands right after persons."""
    if (
        comparator < 1
        or tokens[first - 1].lower not in ("over", "under", "above", "below")
        or not _LEAST_LIMIT <= years <= OLDEST
    ):
        return False
    before = tokens[comparator - 1]
    return is_person(before) or before.lower in ("those", "anyone", "everyone", "anybody", "everybody", "adults")


def age_words(tokens: list[Token], first: int) -> int:
    """The index of `aged`, `ages`, `age of`, `the age of` right before token `first`; `first` if there is none."""
    at = first
    if at and tokens[at - 1].lower in ("between", "from"):
        at -= 1
    if at and tokens[at - 1].lower in ("aged", "ages", "age"):
        return at - 1
    if at > 1 and tokens[at - 1].lower == "of" and tokens[at - 2].lower in ("age", "ages"):
        return at - 3 if at > 2 and tokens[at - 3].lower == "the" else at - 2
    return first
