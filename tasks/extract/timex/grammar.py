"""Patterns over kinds of words: a document becomes a string with one letter a word, and `re` does the matching.

A pattern is a regular expression whose lower-case names are kinds of words; blanks do not count:

    month=month day=(day|ordinal) (comma? year=year)?        Oct. 27, 2024

`name=kind` and `name=(...)` capture; names in capitals stand for the PIECES. A pattern with a capture `span` needs the
words around it, but only those of the span are the expression. As all repetition is bounded, matching takes time in
proportion to the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tasks.extract.timex.meaning import Found, Meaning

KINDS = re.findall(
    r"\w+",
    # numbers, by their form
    "day number year ordinal num fraction decade iso slashed clock ampm zone quarter_name short_year "
    # words of the lexicons
    "month weekday weekdays unit units trading part parts tonight season seasons holiday guard fixed ref noon oclock "
    "a the of in at on by per and or to from since until half vague every other frequency times adverb whole "
    "preposition lasting decade_word ahead comparable "
    "last past this that next following previous present recent coming latest "
    "ago earlier later before after hence edge end_of compare over around bound "
    "day_word period fiscal old or_so pronoun "
    # marks, and all other words: capitalised or not
    "possessive comma hyphen dash slash dot currency percent quote mark boundary word name",
)
LETTER = {kind: chr(0x100 + number) for number, kind in enumerate(KINDS)}  # letters that have no meaning in `re`

PIECES = {
    # early, mid-, the beginning of the
    "EDGE": "((the|a)? edge hyphen?|the? end_of of (the|this|that)?)",
    # a, two, 18, several
    "COUNT": "(a|num|day|number|year|vague)",
    # two and a half
    "HALF": "(and a half)?",
    # about, more than, at least
    "MORE": "(compare|around|over)",
    # two and a half years, 2 1/2 years, two-year, a few trading days, a minute and a half
    "BARE": "(count=COUNT (part=fraction)? HALF trading? HY trading? unit=(unit|units) HALF or_so?)",
    # the same in the plural, after the or those
    "BARES": "(count=COUNT (part=fraction)? HALF trading? unit=units or_so?)",
    # about two years
    "LENGTH": "(MORE? BARE)",
    # the same, or without a number: weeks
    "AMOUNT": ("(MORE? (count=COUNT)? (part=fraction)? HALF trading? HY trading? unit=(unit|units) HALF or_so?)"),
    # - or a blank, as in two-year
    "HY": "(hyphen|dash)?",
}

_NAME = re.compile(
    r"(?P<group>[a-z_]+)=\(|(?P<capture>[a-z_]+)=(?P<captured>[a-z_]+|[A-Z]+)|(?P<kind>[a-z_]+)|(?P<piece>[A-Z]+)"
)


def compile_pattern(text: str) -> re.Pattern[str]:
    """The regular expression over kind letters for a pattern; raises KeyError for a kind that does not exist."""

    def translate(match: re.Match[str]) -> str:
        if match["group"]:
            return f"(?P<{match['group']}>"
        if match["capture"]:
            return f"(?P<{match['capture']}>{_NAME.sub(translate, match['captured'])})"
        if match["piece"]:
            return _NAME.sub(translate, PIECES[match["piece"]])
        return LETTER[match["kind"]]

    return re.compile(re.sub(r"\s+", "", _NAME.sub(translate, text)))


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, an example of what it finds, and the function that gives its meaning (None: no time)."""

    example: str
    pattern: re.Pattern[str]
    build: Callable[[Found], Meaning | None]


def rule(example: str, pattern: str, build: Callable[[Found], Meaning | None]) -> Rule:
    """A rule from its written pattern."""
    return Rule(example, compile_pattern(pattern), build)
