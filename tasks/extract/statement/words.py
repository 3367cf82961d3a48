"""Words of the lexicon that the rules about statements ask for by kind."""

from __future__ import annotations

from functools import cache

from tasks.lexicon import read_lexicon


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of one kind, lower case: auxiliary and adverb as forms, voice and appearance as lemmas."""
    return frozenset(row["word"] for row in read_lexicon("statement_words") if row["kind"] == kind)
