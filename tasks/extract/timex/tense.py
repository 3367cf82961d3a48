"""On which side of the publication day a date lies that does not say it: from the verbs around it.

There is no parse here: the nearest word before the expression that shows a tense decides, then the nearest behind it.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from tasks.extract.timex.meaning import Context, context_words
from tasks.lexicon import read_lexicon

Direction = Literal["past", "future"]

LOOK_BACK = 25  # words: about the length of a clause with its main verb
LOOK_AHEAD = 12  # a date at the head of a sentence stands close to its verb


@cache
def cues() -> dict[str, str]:
    """Direction of each word that shows one."""
    return {row["word"]: row["direction"] for row in read_lexicon("time_tense")}


def direction(context: Context, first: int, end: int) -> Direction | None:
    """Past or future for the expression of words first to end (exclusive), None if nothing around it tells."""
    before = context.low(first - 1)
    if context.kind(first - 1) == "bound":  # as early as Friday
        return "future"
    if before == "of" and context.low(first - 2) == "ahead":
        return "future"
    if before == "since":
        return "past"
    if context.kind(end) == "possessive" and before not in context_words("possessive_after"):  # Friday's ruling
        return "future" if "will" in near_words(context, first - 8, first) else "past"
    if context.kind(end) == "comma" and begins_clause(context, first) and (ahead := look_ahead(context, end)):
        return ahead
    back = look_back(context, first)
    if before in ("by", "until", "till"):
        return "past" if back == "past" and "had" in near_words(context, first - 12, end + 8) else "future"
    return back or look_ahead(context, end)


def near_words(context: Context, first: int, end: int) -> list[str]:
    """The lower-case words from first to end (exclusive), as far as the text has them."""
    return [token.low for token in context.tokens[max(0, first) : max(0, end)]]


def begins_clause(context: Context, first: int) -> bool:
    """Whether a date stands at the head of a clause: "... said that on Friday, the group will leave"."""
    before = first - 1 if context.kind(first - 1) in ("on", "in", "at") else first
    return context.low(before - 1) in ("that", "and", "but", "because", "as") or context.kind(before - 1) == "boundary"


def look_back(context: Context, first: int) -> Direction | None:
    """The direction that the nearest word before a place shows."""
    for at in range(first - 1, max(-1, first - 1 - LOOK_BACK), -1):
        token = context.tokens[at]
        if token.kind == "boundary":
            return None
        if found := shown(context, at):
            return found
    return None


def look_ahead(context: Context, end: int) -> Direction | None:
    """The direction that the nearest word behind a place shows."""
    for at in range(end, min(len(context.tokens), end + LOOK_AHEAD)):
        if context.tokens[at].kind == "boundary":
            return None
        if found := shown(context, at):
            return found
    return None


def shown(context: Context, at: int) -> Direction | None:
    """The direction that one word shows."""
    token = context.tokens[at]
    word, before = token.low, context.low(at - 1)
    found = cues().get(word)
    if found == "future":
        return "future"
    if found == "present":  # the museum reopens, talks resume
        return "future" if is_verb(context, at) else None
    if found == "plan":  # set to, due on, but "set aside"
        return "future" if context.low(at + 1) in ("to", "for", "on", "at", "in") else None
    # a verb may follow, also one that is a word of times elsewhere: "is to start on Sunday"
    if word == "to" and context.kind(at + 1) in ("word", "end_of") and before not in context_words("no_plan"):
        return "future"
    if word.endswith("ing") and before in ("is", "are", "’re", "'re"):  # is meeting Friday
        return "future"
    if before in ("be", "is", "are", "being"):  # will be held, is expected
        return None
    if found == "past" and before in context_words("bare_after"):  # will shut, could cut: not the past form
        return None
    if found == "past":
        return "past"
    # a regular past form: killed, announced (not bed, red)
    if found is None and token.kind == "word" and len(word) > 4 and word.endswith("ed"):
        return "past"
    return None


# Endings of words in the singular: Congress, the campus, a crisis, the anxious
SINGULAR = ("ss", "us", "is", "'s", "’s")


def is_verb(context: Context, at: int) -> bool:
    """Whether a form that is a verb or a noun is a verb in the present: a subject that agrees stands before it.

    Talks resume, the court hears, they meet; not the starts, a vote, did not play, and no market that has closed
    (stocks close lower), as headlines tell the past in the present.
    """
    if context.low(at + 1) in context_words("market_way"):
        return False
    before, subject = at - 1, context.low(at - 1)
    if subject.endswith("ly") and context.kind(before) == "word":  # officially opens
        before, subject = at - 2, context.low(at - 2)
    if subject in context_words("no_subject") or (
        len(subject) > 4 and subject.endswith("ed")
    ):  # cast votes, planned visits
        return False
    if context.kind(before) not in ("word", "name", "pronoun", "other", "unit", "units", "period"):
        return False
    plural = subject in context_words("people_subject") or (subject.endswith("s") and not subject.endswith(SINGULAR))
    return (context.low(at).endswith("s") and subject not in context_words("people_subject")) or plural
