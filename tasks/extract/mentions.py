"""Mentions and entities: names, noun phrases and pronouns of one document, and the chains they form."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tasks.annotate.annotation import Annotation, Range
from tasks.extract.mention.descriptions import Descriptions
from tasks.extract.mention.found import Chain, Found
from tasks.extract.mention.linking import link_names
from tasks.extract.mention.names import find_names
from tasks.extract.mention.nominals import find_nominals, find_sources, mark_statement_parts
from tasks.extract.mention.pronouns import resolve_all
from tasks.extract.mention.roles import words_of
from tasks.extract.mention.speakers import speakers_of
from tasks.extract.mention.tree import Tree
from tasks.tables.entities import Entity
from tasks.tables.ids import content_id
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
    tree = Tree(text, annotation)
    names = find_names(tree, annotation)
    found, of_attributions = find_sources(tree, annotation, by_place([*names, *find_nominals(tree, names)]))
    mark_statement_parts(tree, annotation, found)
    link_names(tree, names)
    nominals = [one for one in found if one.form == "nominal"]
    descriptions = Descriptions(tree, names, nominals)
    for one in nominals:
        descriptions.resolve(one)
    resolve_all(tree, found, *speakers_of(tree, annotation, found, of_attributions))
    for one in found:
        if one.chain is None and one.source and one.form == "nominal":
            Chain(one.type, one.gender, one.plural).add(one)
    kept = [one for one in found if one.wanted or one.chain is not None]
    return _rows(document_id, tree, kept, of_attributions)


def by_place(found: list[Found]) -> list[Found]:
    """Mentions in order of their first word, the longer first; of two with the same words the first given."""
    seen = dict[Range, Found]()
    for one in found:
        seen.setdefault(one.words, one)
    return sorted(seen.values(), key=lambda one: (one.words[0], -one.words[1]))


def _rows(document_id: str, tree: Tree, kept: list[Found], sources: list[list[Found]]) -> MentionRows:
    """The rows of what was found."""
    ids, chains = dict[Chain, str](), list[Chain]()
    mentions = list[Mention]()
    for one in kept:
        start, end = tree.words[one.words[0]].start, tree.words[one.words[1] - 1].end
        mention_id = content_id("mention", document_id, start, end)
        if one.chain is not None and one.chain not in ids:
            ids[one.chain] = content_id("entity", mention_id)
            chains.append(one.chain)
        mentions.append(
            Mention(
                mention_id=mention_id,
                document_id=document_id,
                sentence_no=tree.words[one.head].sentence,
                start=start,
                end=end,
                text=tree.text[start:end],
                type=one.chain.type if one.chain is not None and one.form == "pronoun" else one.type,
                form=one.form,
                entity_id=ids[one.chain] if one.chain is not None else None,
            )
        )
    row_of = dict(zip(kept, mentions, strict=True))
    entities = [describe(tree, chain, ids[chain]) for chain in chains]
    return MentionRows(
        mentions,
        entities,
        {entity.entity_id: entity.role for entity in entities if entity.role is not None},
        [one.words for one in kept],
        [one.head for one in kept],
        [[row_of[one] for one in of if one in row_of] for of in sources],
    )


def describe(tree: Tree, chain: Chain, entity_id: str) -> Entity:
    """The entity of a chain: its fullest name, else its earliest noun phrase, else its pronoun."""
    forms = dict.fromkeys(words_of(tree, one.words) for one in chain.names)
    if forms:
        name = max(forms, key=lambda form: (len(form.split()), len(form)))
    else:
        best = min(chain.members, key=lambda one: (one.form == "pronoun", one.words))
        name = words_of(tree, best.words)
    counts = Counter(one.type for one in chain.names)
    kind = max(counts, key=lambda one: (counts[one], one == chain.type)) if counts else chain.type
    return Entity(
        entity_id=entity_id,
        name=name,
        type=kind,
        aliases=sorted(form for form in forms if form != name),
        country=None,
        role=max(chain.roles, key=lambda role: role[0])[1] if chain.roles else None,
        n_mentions=len(chain.members),
        n_documents=1,
    )
