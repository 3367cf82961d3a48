"""Lines that are no part of an article: "Share news", "Read more: ...", calls to subscribe, copyright notices."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from tasks.lexicon import read_lexicon

Kind = Literal["line", "list", "label", "start", "any", "end"]

MOST_CHARACTERS = 600  # agencies' copyright notices have some 200; what is longer is text
MOST_WORDS_OF_LABEL = 30  # "Related:" and a headline
MOST_WORDS = 60  # of other leftovers: a copyright notice has some 40
QUOTATION = re.compile(r"[\"“”„«»]|(?<!\w)[‘'](?=\w)")  # a quotation begins: somebody is speaking, the line is text
# What may stand around a leftover: bullets, arrows, brackets, stops ("» Read more >>", "(Sign up here.)").
EDGE = ' \t*•·▪►▶→»«<>|–—_~=#+-([{"“'
END = ' \t*•·▪►▶→»«<>|–—_~=#+-)]}"”.…:!?'


def is_leftover(line: str) -> bool:
    """Whether a line is left from the page around the article, by data/lexicon/leftovers.tsv; never a body sentence."""
    if len(line) > MOST_CHARACTERS:
        return False
    bare = _bare(line)
    if not bare:
        return False
    if _pattern("line").fullmatch(bare) or _pattern("list").fullmatch(bare):
        return True
    n_words = bare.count(" ") + 1
    if n_words <= MOST_WORDS_OF_LABEL and (_pattern("label").match(bare) or _pattern("end").search(line.strip())):
        return True
    return (
        n_words <= MOST_WORDS
        and not QUOTATION.search(line)
        and bool(_pattern("start").match(bare) or _pattern("any").search(bare))
    )


def begins_list(line: str) -> bool:
    """Whether a line is the heading of a list of other articles ("Related stories")."""
    return len(line) <= MOST_CHARACTERS and bool(_pattern("list").fullmatch(_bare(line)))


def names_another(line: str) -> bool:
    """Whether a line names an article after a label ("Watch: ..."): another one, or at the begin of a text its own."""
    return len(line) <= MOST_CHARACTERS and _pattern("label").match(_bare(line)) is not None


def _bare(line: str) -> str:
    """The line in lower case, with one blank between words, straight apostrophes and nothing around it."""
    return " ".join(line.replace("’", "'").lower().lstrip(EDGE).rstrip(END).split())


@cache
def _pattern(kind: Kind) -> re.Pattern[str]:
    """All texts of a kind."""
    texts = "|".join(_regex(row["text"]) for row in read_lexicon("leftovers") if row["kind"] == kind)
    match kind:
        case "label":  # such as "related: a headline", "read more | a headline", "read more – a headline"
            regex = rf"(?:{texts})\s?(?::|\||\s[-–—]\s)"
        case "end":  # without a stop after it: "... that never sailed Read more"
            regex = rf"(?:^|\s)(?:{texts})$"
        case "start":
            regex = rf"(?:{texts})(?:(?<!\w)|(?!\w))"
        case "any":
            regex = rf"(?<!\w)(?:{texts})(?!\w)"
        case _:
            regex = texts
    return re.compile(regex)


def _regex(text: str) -> str:
    """A text of the lexicon as a regular expression."""
    return re.escape(text).replace(r"\#", r"\d").replace(r"\ \*\ ", r" (?:\S{1,40} ){0,6}?")
