"""Which entity a definite noun phrase means: "the minister", "the agency", "the officials"."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cache

from tasks.annotate.annotation import Range
from tasks.extract.mention.found import Chain, Found
from tasks.extract.mention.lexicons import singular
from tasks.extract.mention.names import fold, key_words
from tasks.extract.mention.nominals import DEFINITE
from tasks.extract.mention.roles import (
    appositions,
    heading,
    is_office,
    predicates,
    title_before,
    title_heads,
    without_opener,
    words_of,
)
from tasks.extract.mention.tree import Tree
from tasks.lexicon import read_lexicon

# Earlier entities of one title or kind that are looked at for one phrase
MOST_TRIED = 6
# Sentences after which a phrase without a name in it no longer takes up an earlier phrase of the same noun
LONGEST_MEMORY = 25
# Sentences after which "the agency" no longer means the agency named
LONGEST_ORG_MEMORY = 40
# Words of a name, and words by which an organisation is known, that are kept; more are errors of the model
LONGEST_NAME, MOST_KINDS = 12, 24
# Words that a noun phrase may have beside its head noun and still mean somebody known by title
PLAIN = frozenset(
    ["the", "this", "that", "these", "those", "same", "current", "former", "then", "late", "own", "newly-elected"]
)


@cache
def org_kinds() -> dict[str, frozenset[str]]:
    """For a noun such as "agency" the words of names that it takes up ("agency", "service", "bureau")."""
    return {row["noun"]: frozenset((row["noun"], *row["words"].split())) for row in read_lexicon("mention_org_kinds")}


class Descriptions:
    """Titles of persons and kinds of organisations in a document, and which noun phrase means whom."""

    def __init__(self, tree: Tree, names: list[Found], nominals: list[Found]) -> None:
        self.tree = tree
        self.titles: dict[str, list[tuple[int, Chain, frozenset[str]]]] = defaultdict(list)
        self.kinds: dict[str, list[tuple[int, Chain]]] = defaultdict(list)
        self.learned: dict[Chain, dict[str, None]] = defaultdict(dict)  # what each organisation is called, in order
        self.phrases: dict[tuple[str, bool], list[Found]] = defaultdict(list)
        by_head = {one.head: one for one in nominals}
        for name in names:
            if name.chain is None:
                continue
            if name.type == "PERSON":
                self._describe_person(name, name.chain, by_head)
            elif name.type == "ORG":
                self._describe_org(name, name.chain, by_head)

    def _describe_person(self, name: Found, chain: Chain, by_head: dict[int, Found]) -> None:
        before = title_before(self.tree, name)
        if before is not None:
            self._give_role(chain, name, before, title_heads(self.tree, before))
        for noun in appositions(self.tree, name):
            if is_office(self.tree, noun):
                self._give_role(chain, name, without_opener(self.tree, self.tree.phrase(noun)), [noun])
            self._join(chain, by_head.get(noun))
        for noun in predicates(self.tree, name):
            if is_office(self.tree, noun):
                self._give_role(chain, name, without_opener(self.tree, self.tree.phrase(noun)), [noun])
        if (told := heading(self.tree, name)) is not None:
            chain.roles.append((name.words[0], told, frozenset()))

    def _give_role(self, chain: Chain, name: Found, words: Range, heads: list[int]) -> None:
        said = frozenset(singular(self.tree.lower[number]) for number in range(*words))
        chain.roles.append((name.words[0], words_of(self.tree, words), said))
        for noun in heads:
            self.titles[singular(self.tree.lower[noun])].append((name.words[0], chain, said))

    def _join(self, chain: Chain, nominal: Found | None) -> None:
        """An apposition means the one beside whom it stands."""
        if nominal is not None and nominal.chain is None and not nominal.plural and nominal.type == chain.type:
            chain.add(nominal)

    def _describe_org(self, name: Found, chain: Chain, by_head: dict[int, Found]) -> None:
        kinds = self.learned[chain]
        kinds.update(dict.fromkeys(key_words(self.tree, name.words)[:LONGEST_NAME]))
        for noun in appositions(self.tree, name):
            kinds[singular(self.tree.lower[noun])] = None
            self._join(chain, by_head.get(noun))
        before = name.words[0] - 1
        if before >= 0 and self.tree.words[before].upos == "NOUN" and self.tree.words[before].head == name.head:
            kinds[singular(self.tree.lower[before])] = None  # "news agency KCNA"
        for word in list(kinds)[:MOST_KINDS]:
            self.kinds[word].append((name.words[0], chain))

    def resolve(self, one: Found) -> None:
        """Give a noun phrase its entity where the text says plainly who is meant."""
        if one.sense in ("other", "-"):
            return
        if one.chain is None and self.tree.lower[one.words[0]] in DEFINITE:
            chain = None
            if one.sense == "office" and not one.plural:
                chain = self._titled(one)
            elif one.sense == "body" and not one.plural:
                chain = self._org(one)
            if chain is None:
                chain = self._repeated(one)
            if chain is not None:
                chain.add(one)
        self.phrases[(one.noun, one.plural)].append(one)

    def _extra(self, one: Found) -> frozenset[str]:
        """What a noun phrase says beside its head noun."""
        said = (self.tree.lower[number] for number in range(*one.words) if number != one.head)
        return frozenset(singular(word) for word in said if word not in PLAIN and word[:1].isalnum())

    def _titled(self, one: Found) -> Chain | None:
        known = self.titles.get(one.noun)
        if not known or self.tree.lower[one.words[0]] not in PLAIN:
            return None
        extra = self._extra(one)
        at = bisect_left(known, one.words[0], key=lambda item: item[0])
        before = [item for item in reversed(known[max(0, at - MOST_TRIED) : at]) if extra <= item[2]]
        if before:
            return before[0][1]
        after = {id(item[1]): item[1] for item in known[at : at + MOST_TRIED] if extra <= item[2]}
        return next(iter(after.values())) if len(after) == 1 and at == 0 else None

    def _org(self, one: Found) -> Chain | None:
        if self.tree.lower[one.words[0]] not in PLAIN:
            return None
        extra = frozenset(fold(word) for word in self._extra(one))
        sentence = self.tree.words[one.head].sentence
        best: tuple[int, Chain] | None = None
        for word in org_kinds().get(one.noun, frozenset((one.noun,))):
            known = self.kinds.get(word, [])
            at = bisect_left(known, one.words[0], key=lambda item: item[0])
            for place, chain in reversed(known[max(0, at - MOST_TRIED) : at]):
                if sentence - self.tree.words[place].sentence > LONGEST_ORG_MEMORY:
                    break
                if not extra <= self.learned[chain].keys():
                    continue
                if best is None or place > best[0]:
                    best = place, chain
                break
        return best[1] if best else None

    def _repeated(self, one: Found) -> Chain | None:
        """The entity of an earlier noun phrase with the same noun that says as much: "a source ... the source"."""
        if self.tree.lower[one.words[0]] not in PLAIN:
            return None
        extra = self._extra(one)
        sentence = self.tree.words[one.head].sentence
        for earlier in reversed(self.phrases.get((one.noun, one.plural), [])[-MOST_TRIED:]):
            if sentence - self.tree.words[earlier.head].sentence > LONGEST_MEMORY:
                return None
            if earlier.words[1] <= one.words[0] and extra <= self._extra(earlier):
                if earlier.chain is None:
                    Chain(one.type, plural=one.plural).add(earlier)
                return earlier.chain
        return None
