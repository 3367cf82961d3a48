"""Mentions and entities: names, noun phrases and pronouns of one document, and the chains they form."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tasks.annotate.annotation import Annotation, Range
from tasks.tables.entities import Entity
from tasks.tables.mentions import Mention


@dataclass(frozen=True)
class MentionRows:
    """The rows of one document for the tables `mentions` and `entities`, and where they stand among its words."""

    mentions: Sequence[Mention]  # in order of start, the longer first
    entities: Sequence[Entity]  # in order of their first mention
    roles: dict[str, str]  # entity_id -> title as the text gives it, the latest; only entities that have one
    words: Sequence[Range]  # [mention] the words of each mention
    heads: Sequence[int]  # [mention] the syntactic head of each, a word of it; no two mentions share one
    sources: Sequence[
        Sequence[Mention]
    ]  # [attribution] a mention for each source it names, in order; none where unstated

    @cached_property
    def _by_head(self) -> dict[int, int]:
        return {head: number for number, head in enumerate(self.heads)}

    def at(self, word: int) -> Mention | None:
        """The mention whose head is this word of the document."""
        number = self._by_head.get(word)
        return None if number is None else self.mentions[number]

    def inside(self, words: Range) -> list[Mention]:
        """The mentions that lie wholly within a range of words, in order."""
        out = list[Mention]()
        for number in range(bisect_left(self.words, (words[0],)), len(self.words)):
            if self.words[number][0] >= words[1]:
                break
            if self.words[number][1] <= words[1]:
                out.append(self.mentions[number])
        return out


def find_mentions(document_id: str, text: str, annotation: Annotation) -> MentionRows:
    """The names of a document, the noun phrases and pronouns that are sources or parts of statements; who each means.

    `annotation` is that of `text`; the number of a sentence there is its `sentence_no`. No two mentions have the same
    span, and each lies in one sentence. Runs in time linear in the number of words.
    """
    return MentionRows([], [], {}, [], [], [[] for _ in annotation.attributions])
