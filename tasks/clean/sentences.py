"""Where sentences end."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from tasks.lexicon import read_lexicon

Verdict = Literal["end", "perhaps", "no"]

# A stop, with what closes after it and notes: `.`, `?!`, `...`, `.”`, `!")`, `. [12] [13]`; or a bullet within a line.
STOP = re.compile(r"(?P<stop>[.!?…。！？]+)(?P<closing>[\"'”’»)\]}]{0,4})(?:\s?\[\d{1,3}\]){0,6}|(?<=\s)[•●▪■](?=\s)")
BLANK = re.compile(r"\s*")
OPENING = "\"'“”‘’«([{—–-*•"  # before the first word of a sentence
# What stands before the last word ends there: `(` of "(Mr.", `-` of "then-Sen.", `“` of "“Mr.", `/` of "and/or."
BREAKS = re.compile(r"[\s\"“”‘«(\[{—–/-]")
ACRONYM = re.compile(r"(?:[^\W\d_]\.){1,8}[^\W\d_]\.?")  # "U.S", "a.m", "J.K"
CLOCK = re.compile(r"[apAP]\.?[mM]")
FIRST_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{1,3})?")
CAPITAL_LATER = re.compile(r"[a-z]{1,5}[A-Z]|https?://|www\.")  # "iPhone", "eBay", an address: they begin sentences too
# "Ms. Lund asked", "Lund, 54, asked", after a question in quotation marks.
NAMES = re.compile(r"(?:(?:[A-Z][\w'’.-]{0,30}|de|van|von|bin|al),?\s){1,5}(?:\d{1,3},\s)?(?P<verb>[a-z]{3,12})\b")
GLUED = re.compile(r"[A-Z][a-z]*(?=[\s,'’])")  # "The" of "ended.The army"
LONGEST_WORD = 40  # characters looked at before and after a stop; abbreviations and first words are shorter
MOST_WORDS = (
    150  # a sentence with more is split at stops that are otherwise too doubtful; the longest in news have some 100
)


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of the segment text[start:end] as spans of `text`, in order, without blanks at their ends.

    Together they hold every character that is no blank. Quotation marks and brackets that close after a stop belong to
    the sentence; within a quotation sentences end as elsewhere. Abbreviations are those of data/lexicon.
    Linear in the length of the segment.
    """
    breaks: list[int] = []
    doubtful: list[int] = []
    for found in STOP.finditer(text, start, end):
        if found["stop"] is None:
            breaks.append(found.start())
            continue
        at = found.end()
        if at >= end:
            break
        verdict = _judge(text, start, end, found)
        if verdict == "end":
            breaks.append(at)
        elif verdict == "perhaps":
            doubtful.append(at)
    spans = _spans(text, start, end, breaks)
    if doubtful and any(stop - begin > 2 * MOST_WORDS for begin, stop in spans):
        return _spans(text, start, end, sorted(breaks + _needed(text, spans, doubtful)))
    return spans


def _spans(text: str, start: int, end: int, breaks: list[int]) -> list[tuple[int, int]]:
    """What lies between the breaks, without blanks at the ends and without what is only blank."""
    spans = []
    for stop in [*breaks, end]:
        piece = text[start:stop]
        length = len(piece.rstrip())
        begin = start + len(piece) - len(piece.lstrip())
        if length:
            spans.append((begin, start + length))
        start = stop
    return spans


def _needed(text: str, spans: list[tuple[int, int]], doubtful: list[int]) -> list[int]:
    """The doubtful stops within sentences that are too long."""
    long = [span for span in spans if len(text[slice(*span)].split()) > MOST_WORDS]
    needed = []
    rest = iter(doubtful)
    at = next(rest, None)
    for begin, stop in long:
        while at is not None and at < stop:
            if at > begin:
                needed.append(at)
            at = next(rest, None)
    return needed


def _judge(text: str, start: int, end: int, found: re.Match[str]) -> Verdict:
    """Whether a sentence ends at a stop that is not the last of its segment."""
    at = found.end()
    after = text[at : min(end, at + LONGEST_WORD)]
    if not after[0].isspace():
        return _judge_glued(text, start, found, after)
    following = after.lstrip()
    if not following:  # more than 40 blanks
        at = min(BLANK.match(text, at, end).end(), end)  # type: ignore[union-attr]
        following = text[at : min(end, at + LONGEST_WORD)]
    if not following.strip("\"'”’»") or following[0] in ",;:)]}.!?…":
        return "no"
    opened = following.lstrip(OPENING)
    first = opened[:1]
    if first.islower() and not CAPITAL_LATER.match(opened):
        if following[0] == "(" and _perhaps(text, start, found) == "perhaps":
            return "end"  # "... on Friday. (photo: J. Lund)"
        # "'Why?' she asked"; text that knows no capitals is split only where it must be
        return "no" if found["closing"] else _perhaps(text, start, found)
    if found["stop"] != ".":
        return _judge_call(found, following, first)
    return _judge_stop(text, start, found, opened)


def _perhaps(text: str, start: int, found: re.Match[str]) -> Verdict:
    """A sentence may end here if the stop follows an ordinary word."""
    word = _last_word(text, start, found.start())
    return "perhaps" if len(word) > 2 and word not in _abbreviations() and not ACRONYM.fullmatch(word) else "no"


def _judge_call(found: re.Match[str], following: str, first: str) -> Verdict:
    """After `?`, `!`, `...` or several of them."""
    if found["stop"][0] in ".…" and not first.isupper():
        return "no"  # "a ... 20 percent"
    if found["closing"] and (names := NAMES.match(following)) and names["verb"] in _words("report"):
        return "no"  # “Why now?” Ms. Lund asked.
    return "end"


def _judge_stop(text: str, start: int, found: re.Match[str], opened: str) -> Verdict:
    """After a single `.` and a blank, before anything but a small letter."""
    word = _last_word(text, start, found.start())
    if not word:
        # " ." in text whose words and marks stand apart; the last of " . . ." goes on with the sentence
        return "no" if text[max(start, found.start() - 3) : found.start()].rstrip().endswith(".") else "end"
    first = opened[:1]
    shouted = len(word) > 1 and word.isupper() and opened[:2].isupper()  # "ST. LOUIS" in a line all in capitals
    kind = _abbreviations().get(word.capitalize() if shouted else word)
    if found["closing"] and kind not in ("title", "number"):
        return "end" if kind is None or _starts(opened) else "perhaps"
    if kind in ("title", "never"):
        return "no"
    if kind == "number":
        return "no" if first.isdigit() or first in "#$" else "end"
    if kind in ("month", "day"):
        return "no" if first.isdigit() or not _starts(opened) else "end"
    if CLOCK.fullmatch(word) and "." in word:
        return "no" if not first.isupper() or _first_word(opened) in _words("clock") or _is_zone(opened) else "end"
    if kind == "end":
        return "end" if _starts(opened) else "no"
    if len(word) == 1 and word.isalpha():
        return _judge_initial(text, start, found, word, opened)
    if ACRONYM.fullmatch(word):
        return "end" if _starts(opened) else "no"
    if word.isdecimal() and len(word) <= 3:
        return "no" if _begins_item(text, start, found.start() - len(word)) else "end"
    return "end"


def _begins_item(text: str, start: int, at: int) -> bool:
    """Whether a number or letter begins an item there: "1. Open the door. 2. Close it"."""
    before = text[max(start, at - LONGEST_WORD) : at].rstrip()
    if before.endswith("."):  # but not "on Oct. 27." and "No. 10."
        return _abbreviations().get(BREAKS.split(before[:-1])[-1]) not in ("number", "month", "day")
    return not before or before[-1] in "!?:;*(•"


def _judge_initial(text: str, start: int, found: re.Match[str], word: str, opened: str) -> Verdict:
    """After a single letter: "J. K. Rowling", "vitamin C. The", "than I. Mr. Lund"."""
    if not text[max(start, found.start() - LONGEST_WORD) : found.start() - 1].strip():
        return "no"  # "A. The first question"
    first = _first_word(opened)
    before = _last_word(text, start, found.start() - 2) if text[found.start() - 2].isspace() else ""
    small = bool(before) and before[0].islower() and before not in ("de", "van", "von")
    if word == "I" and small:
        return "end"
    if first in _words("start") and len(first) > 1 and word.isupper():
        return "end"
    return "end" if word.islower() and small else "no"


def _judge_glued(text: str, start: int, found: re.Match[str], after: str) -> Verdict:
    """After a stop that no blank follows, as in "the war ended.The army"."""
    next_word = GLUED.match(after.lstrip("\"'“‘(") if found["closing"] == "" else after)
    if found["stop"] not in (".", "!", "?") or not next_word:
        return "no"
    word = _last_word(text, start, found.start())
    if not word.isalnum() or "." in word or (len(word) < 3 and not found["closing"]):
        return "no"
    if next_word[0] in _words("start") and word not in _abbreviations():
        return "end"
    return "end" if len(word) > 2 and word.isalpha() and word.islower() and len(next_word[0]) > 1 else "no"


def _last_word(text: str, start: int, at: int) -> str:
    """The word that ends at `at`, without what opens before it; empty if a blank stands there."""
    head = text[max(start, at - LONGEST_WORD) : at]
    return BREAKS.split(head)[-1].lstrip("'’")


def _first_word(opened: str) -> str:
    """The first word, with what an apostrophe joins to it."""
    found = FIRST_WORD.match(opened)
    return found[0].replace("’", "'") if found else ""


def _starts(opened: str) -> bool:
    """Whether a word follows that hardly ever goes on after an abbreviation."""
    return _first_word(opened) in _words("start")


def _is_zone(opened: str) -> bool:
    """Whether the abbreviation of a time zone follows: "EST", "GMT"."""
    return bool(re.match(r"(?:[A-Z]{0,2}[SDME]?T|UTC|BST|IST)\b", opened))


@cache
def _abbreviations() -> dict[str, str]:
    """Kinds by abbreviation."""
    return {row["abbreviation"]: row["kind"] for row in read_lexicon("abbreviations")}


@cache
def _words(kind: str) -> frozenset[str]:
    """Words of a kind."""
    return frozenset(row["word"] for row in read_lexicon("sentence_words") if row["kind"] == kind)
