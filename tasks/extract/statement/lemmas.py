"""Lemmas of English words, by the dictionary and the rules of lemminflect."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import lemminflect

Part = Literal["VERB", "NOUN", "ADJ", "ADV", "AUX"]

# No English word that has a lemma of its own is longer; what is may be anything.
LONGEST = 40
# Tokens of news repeat: so many distinct forms hold the vocabulary of a shard.
_REMEMBERED = 50_000
_CLITICS = {
    "'s": "be", "’s": "be", "'re": "be", "’re": "be", "'m": "be", "’m": "be", "'ve": "have", "’ve": "have",
    "'ll": "will", "’ll": "will", "'d": "would", "’d": "would", "n't": "not", "n’t": "not", "ca": "can", "wo": "will",
}  # fmt: skip


@lru_cache(maxsize=_REMEMBERED)
def lemma(form: str, part: Part) -> str:
    """The lemma of a form in lower case as that part of speech; the form itself if it has none."""
    lowered = form.lower()
    if lowered in _CLITICS:
        return _CLITICS[lowered]
    if len(form) > LONGEST or not lowered.isalpha():
        return lowered
    found: tuple[str, ...] = lemminflect.getAllLemmas(lowered, upos=part).get(part, ())
    if not found:
        found = lemminflect.getAllLemmasOOV(lowered, upos=part).get(part, ())
    return found[0] if found else lowered
