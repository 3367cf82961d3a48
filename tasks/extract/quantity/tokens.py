"""A sentence as tokens: numbers in digits, words, single signs.

Hyphens are signs of their own, so that `25-year-old` and `10-20` read as five and three tokens; whether two tokens
touch is seen from their offsets.
"""

from __future__ import annotations

import re
from typing import NamedTuple

DIGITS, WORD, SIGN = "digits", "word", "sign"
# What a token is made that belongs to a date or a clock time already known
DATED = "dated"

# A letter; ½ and the like stand alone
_LETTER = "[^\\W\\d_\u00bc-\u00be\u2150-\u215f]"
# Every quantifier is possessive or bounded, so that no input is read twice.
_TOKEN = re.compile(
    r"(?P<digits>"
    r"\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d++)?"  # 3,000  1,234,567.89
    r"|\d{1,2}(?:,\d{2}){1,5},\d{3}(?!\d)(?:\.\d++)?"  # 12,34,567 as written in India
    r"|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3}){1,6}(?!\d)"  # 10 000 with a no-break or thin space
    r"|\d{1,3}(?:\ \d{3}){0,5}\ 000(?!\d)"  # 10 000, 1 250 000: a plain space only before zeros
    r"|\d{1,3},\d{1,2}(?=\ ?(?:million|billion|trillion|percent|per\ cent|%|bn))"  # 2,25 billion: a decimal comma
    r"|\d++(?:\.\d++)?"  # 40  7.3
    r"|(?<![\w.])\.\d++"  # .5
    r")"
    rf"|(?P<word>{_LETTER}++(?:['’]{_LETTER}++)*+)"  # soldiers  yuan's  l'Europe
    r"|\S"
)


class Token(NamedTuple):
    """One token; `start` and `end` are code points in the sentence, end exclusive."""

    start: int
    end: int
    text: str
    lower: str
    kind: str


def tokenize(sentence: str) -> list[Token]:
    """The tokens of a sentence in order; white space is dropped."""
    return [
        Token(found.start(), found.end(), text := found.group(), text.lower(), found.lastgroup or SIGN)
        for found in _TOKEN.finditer(sentence)
    ]


def touches(tokens: list[Token], i: int) -> bool:
    """Whether token `i` follows the one before it without a space; False for the first token."""
    return 0 < i < len(tokens) and tokens[i - 1].end == tokens[i].start
