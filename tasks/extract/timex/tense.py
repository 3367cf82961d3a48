"""On which side of the publication day a date lies that does not say it: from the verbs around it.

There is no parse here: the nearest word before the expression that shows a tense decides, then the nearest behind it.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from tasks.extract.timex.meaning import Context
from tasks.lexicon import read_lexicon

Direction = Literal["past", "future"]

LOOK_BACK = 25  # words: about the length of a clause with its main verb
LOOK_AHEAD = 12  # a date at the head of a sentence stands close to its verb
# a preposition right before the date that decides alone: "by Friday", "since March"
PREPOSITIONS: dict[str, Direction] = {"by": "future", "until": "future", "till": "future", "since": "past"}
# words behind which "to" speaks of what is to come: "is to meet Friday", "agreed to meet Friday"
NO_PLAN_BEFORE_TO = frozenset(["used", "according", "due_to", "response", "addition", "reference"])


@cache
def cues() -> dict[str, str]:
    """Direction of each word that shows one."""
    return {row["word"]: row["direction"] for row in read_lexicon("time_tense")}


def direction(context: Context, first: int, end: int) -> Direction | None:
    """Past or future for the expression of words first to end (exclusive), None if nothing around it tells."""
    before = context.low(first - 1)
    if context.kind(end) == "possessive" and before not in ("of", "before", "for", "in"):  # Friday's ruling
        return "past"
    if before in ("the", "this", "on", "early", "late") and context.kind(first - 2) != "boundary":
        before = context.low(first - 2) if context.low(first - 2) in PREPOSITIONS else before
    if before in PREPOSITIONS:
        return PREPOSITIONS[before]
    return look_back(context, first) or look_ahead(context, end)


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
    """The direction that one word shows; will and would before have are left to the past form that follows."""
    token = context.tokens[at]
    word = token.low
    found = cues().get(word)
    if found == "future":
        return "future"
    if found == "plan":  # set to, due on, but "set aside"
        return "future" if context.low(at + 1) in ("to", "for", "on", "at", "in") else None
    if found == "past":
        return "past"
    if word == "to" and context.kind(at + 1) == "word" and context.low(at - 1) not in NO_PLAN_BEFORE_TO:
        return "future"
    # a regular past form: killed, announced (not bed, red)
    if found is None and token.kind == "word" and len(word) > 4 and word.endswith("ed") and context.low(at - 1) != "be":
        return "past"
    return None
