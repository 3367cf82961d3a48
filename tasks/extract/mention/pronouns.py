"""Whom pronouns mean: by gender and number, how near and how prominent an entity is, and who is speaking.

A simple form of salience after Lappin and Leass (1994); where two entities are about as likely, neither is taken.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tasks.extract.mention.found import Chain, Found
from tasks.extract.mention.lexicons import pronouns
from tasks.extract.mention.tree import Tree

# Mentions, and sentences, before a pronoun among which its antecedent is sought
WINDOW, SENTENCES = 60, 3
# What a mention weighs by its place in the sentence
WEIGHTS = {"nsubj": 80.0, "obj": 50.0, "iobj": 45.0, "obl": 35.0, "nmod:poss": 45.0, "nmod": 25.0, "appos": 30.0}
OTHER_WEIGHT = 25.0
CONTROL = 130.0  # who is to do what the pronoun's clause tells
# Words between a pronoun and the verb of its clause
DEEPEST_CLAUSE = 6
INNER_WEIGHT = 8.0  # "Obama" in "the Obama administration"
# What each sentence between takes from it
FADING = 0.55
# Every further mention of the entity adds this share of its weight.
SHARE = 0.35
# A quotation is a world of its own.
QUOTED = 0.5
# Each name of an entity in the document makes it a little more likely, up to so many.
FAME, MOST_FAMOUS = 0.03, 10
# A noun phrase is less likely to be meant than a name.
NAMELESS = 0.7
# "They" are persons more often than things.
THINGS = 0.7
UNKNOWN_GENDER = 0.85
# The best has to be this much better than the second.
MARGIN = {False: 1.3, True: 2.0}  # one, several: "they" may also be things that are no mentions
# Words before "it" in its sentence that are looked at
LONGEST_WAY = 60
REFLEXIVE = frozenset(("himself", "herself", "themselves", "itself"))
CLAUSE_ROLES = frozenset(("nsubj", "obj", "iobj", "obl"))


class Pronouns:
    """The mentions of a document by place, and the pronouns among them resolved one by one."""

    def __init__(self, tree: Tree, found: Sequence[Found], quoted: bytearray, speakers: dict[int, Found]) -> None:
        self.tree = tree
        self.found = found
        self.quoted = quoted
        self.speakers = speakers

    def resolve(self, at: int) -> None:
        """Give the pronoun at this place its entity, if the text says plainly enough whom it means."""
        one = self.found[at]
        known = pronouns().get(one.noun)
        if one.chain is not None or known is None:
            return
        chain: Chain | None = None
        if known.person == "1":
            chain = self._speaker(one, known.number == "p")
        elif known.person == "r":
            chain = self._relative(one)
        elif one.gender == "n":
            chain = self._thing(at)
        elif known.person == "3" and not self._of_either(one):
            chain = self._best(at)
        if chain is not None:
            chain.add(one)
            if one.gender in ("m", "f") and chain.gender == "-" and chain.type == "PERSON":
                chain.gender = one.gender

    def _of_either(self, one: Found) -> bool:
        """Whether a pronoun is one of "his or her", "he or she", "him/her": anybody's."""
        for step in (1, -1):
            joint, other = one.head + step, one.head + 2 * step
            if 0 <= other < len(self.tree.lower) and self.tree.lower[joint] in ("or", "/"):
                return self.tree.lower[other] in pronouns()
        return False

    def _speaker(self, one: Found, several: bool) -> Chain | None:
        """Who says "I"; who says "we", where that is no person."""
        speaker = self.speakers.get(one.head)
        if speaker is None or speaker.chain is None:
            return None
        is_group = speaker.type in ("ORG", "GROUP", "PLACE") or speaker.plural
        return speaker.chain if is_group == several else None

    def _relative(self, one: Found) -> Chain | None:
        """Whom "who" takes up: the noun whose relative clause it is in."""
        head = one.head
        for _ in range(5):  # "... who, she said, wanted to ..." is not nested deeper
            word = self.tree.words[head]
            if word.deprel == "acl:relcl":
                return self._of_noun(word.head, one)
            if word.head < 0:
                return None
            head = word.head
        return None

    def _of_noun(self, noun: int, one: Found) -> Chain | None:
        by_head = self._near(one, noun)
        if by_head is None or (one.noun in ("who", "whom", "whose") and by_head.type in ("PLACE", "WORK", "EVENT")):
            return None
        return chain_of(by_head)

    def _near(self, one: Found, noun: int) -> Found | None:
        """The mention before a pronoun that has this word."""
        at = bisect_left(self.found, one.words[0], key=lambda other: other.words[0])
        for earlier in self.found[max(0, at - WINDOW) : at]:
            if earlier.head == noun or (earlier.form == "name" and earlier.words[0] <= noun < earlier.words[1]):
                return earlier
        return None

    def _best(self, at: int) -> Chain | None:
        """The entity that a personal pronoun means most likely."""
        one = self.found[at]
        weights, latest = self._weigh(at)
        ranked = sorted(weights, key=lambda key: (-weights[key], -latest[key].words[0]))
        if not ranked:
            return self._later_subject(at)
        if len(ranked) > 1 and weights[ranked[0]] < MARGIN[one.plural] * weights[ranked[1]]:
            return None
        chosen = latest[ranked[0]]
        if chosen.chain is None and (chosen.form == "pronoun" or chosen.sense == "other"):
            return None
        if one.plural and "conj" in (self.tree.relation(chosen.head), *self._joined(chosen.head)) and not chosen.plural:
            return None  # "they" after "Lee and the company" are both
        return chain_of(chosen)

    def _joined(self, head: int) -> list[str]:
        return [self.tree.relation(number) for number in self.tree.dependents[head][:12]]

    def _weigh(self, at: int) -> tuple[dict[int, float], dict[int, Found]]:
        one = self.found[at]
        sentence = self.tree.words[one.head].sentence
        paragraph = self.tree.paragraph(one.head)
        barred, controller = self._barred(at), self._controller(one.head)
        weights, latest = dict[int, float](), dict[int, Found]()
        for number in range(at - 1, max(-1, at - 1 - WINDOW), -1):
            other = self.found[number]
            away = sentence - self.tree.words[other.head].sentence
            if away > SENTENCES:
                break
            key = id(other.chain) if other.chain is not None else id(other)
            fit = self._fit(one, other)
            if fit <= 0 or key in barred:
                continue
            weight = fit * (CONTROL if other.head == controller else self.weight(other)) * FADING**away
            if other.chain is not None and other.chain.names:
                weight *= 1.0 + FAME * min(len(other.chain.names), MOST_FAMOUS)
            elif other.form == "nominal":
                weight *= NAMELESS if not one.plural else 1.0
            if self.tree.paragraph(other.head) != paragraph:
                weight *= 0.9
            if bool(self.quoted[other.head]) != bool(self.quoted[one.head]):
                weight *= QUOTED
            if key in weights:
                weights[key] = max(weight, weights[key]) + SHARE * min(weight, weights[key])
            else:
                weights[key], latest[key] = weight, other
        return weights, latest

    def _controller(self, head: int) -> int:
        """Who acts in the infinitive a pronoun stands in: "Lee" in "She urged Lee to end his war"; -1 if none does."""
        for _ in range(DEEPEST_CLAUSE):
            word = self.tree.words[head]
            if word.head < 0:
                return -1
            if word.deprel == "xcomp":
                return next((number for number in self.tree.of_relation(word.head, "obj") if number < head), -1)
            if word.upos == "VERB" and self.tree.relation(head) != "conj":
                return -1
            head = word.head
        return -1

    def weight(self, other: Found) -> float:
        """How prominent a mention is in its sentence."""
        deprel = self.tree.words[other.head].deprel
        relation = deprel.partition(":")[0]
        if relation == "conj" and (above := self.tree.words[other.head].head) >= 0:
            deprel = self.tree.words[above].deprel
            relation = deprel.partition(":")[0]
        if relation in ("compound", "amod", "det"):
            return INNER_WEIGHT
        weight = WEIGHTS.get(deprel, WEIGHTS.get(relation, OTHER_WEIGHT))
        return weight + 20.0 * other.source

    def _fit(self, one: Found, other: Found) -> float:
        """How well an earlier mention agrees with a pronoun in number, gender and kind; 0 if it cannot be meant."""
        kind = other.chain.type if other.chain is not None else other.type
        if other.form == "pronoun" and other.chain is None:
            return float(other.noun in pronouns() and other.gender == one.gender and other.plural == one.plural)
        if other.form == "nominal" and other.chain is None and self._says_what(other.head):
            return 0.0
        if one.plural:
            if other.sense == "other":
                return THINGS
            if other.form == "pronoun":
                return 1.0 if other.plural else 0.0
            if kind == "PERSON":
                return 1.0 if other.plural else 0.0
            return {"GROUP": 0.9, "ORG": 0.5}.get(kind, 0.0)
        if kind != "PERSON" or other.plural:
            return 0.0
        gender = other.chain.gender if other.chain is not None else other.gender
        if gender == "-":
            gender = other.gender
        if gender == "-":
            return UNKNOWN_GENDER
        return 1.0 if gender == one.gender else 0.0

    def _says_what(self, head: int) -> bool:
        """Whether a noun tells what something else is: "a lawyer" in "Lee is a lawyer", "Lee, a lawyer"."""
        return self.tree.relation(head) == "appos" or next(self.tree.of_relation(head, "cop"), -1) >= 0

    def _barred(self, at: int) -> set[int]:
        """Entities that a pronoun cannot mean: who speaks, who is beside it in its clause, whose phrase it is in."""
        one = self.found[at]
        out = set[int]()
        speaker = self.speakers.get(one.head)
        if speaker is not None:
            out.add(id(speaker.chain) if speaker.chain is not None else id(speaker))
        word = self.tree.words[one.head]
        beside = self.tree.relation(one.head) in CLAUSE_ROLES and one.noun not in REFLEXIVE
        for other in self.found[max(0, at - WINDOW) : at + 6]:
            if other is one:
                continue
            key = id(other.chain) if other.chain is not None else id(other)
            theirs = self.tree.words[other.head]
            if (
                beside
                and theirs.head == word.head
                and self.tree.relation(other.head) in CLAUSE_ROLES
                and word.deprel != "nmod:poss"
            ) or (other.words[0] <= one.words[0] and one.words[1] <= other.words[1]):
                out.add(key)
        return out

    def _later_subject(self, at: int) -> Chain | None:
        """The subject of the main clause behind a pronoun: "In his speech, Lee said"."""
        one = self.found[at]
        sentence = self.tree.words[one.head].sentence
        for other in self.found[at + 1 : at + 6]:
            word = self.tree.words[other.head]
            if word.sentence != sentence:
                return None
            if other.form == "name" and self.tree.relation(other.head) == "nsubj" and self._fit(one, other) > 0:
                main = word.head >= 0 and self.tree.words[word.head].head < 0
                return chain_of(other) if main and self.tree.words[one.head].head != word.head else None
        return None

    def _thing(self, at: int) -> Chain | None:
        """What "it" and "its" mean where that is an organisation or a country that acts in the same sentence."""
        one = self.found[at]
        sentence = self.tree.words[one.head].sentence
        above = self.tree.words[one.head].head
        if above < 0 or self.tree.relation(one.head) == "expl":
            return None
        fitting = list[Found]()
        for other in reversed(self.found[max(0, at - WINDOW) : at]):
            if self.tree.words[other.head].sentence != sentence:
                break
            kind = other.chain.type if other.chain is not None else other.type
            if self.tree.relation(other.head) != "nsubj" or other.plural or kind not in ("ORG", "PLACE"):
                continue
            beside = self.tree.words[other.head].head == above and self.tree.words[one.head].deprel != "nmod:poss"
            if other.words[1] <= one.words[0] and not beside:
                fitting.append(other)
        heads = {other.head for other in fitting}
        first = max(self.tree.sentences[sentence][0], one.head - LONGEST_WAY)
        for number in range(first, one.head):
            word = self.tree.words[number]
            if self.tree.relation(number) == "nsubj" and number not in heads and word.upos in ("NOUN", "PROPN", "PRON"):
                return None  # another thing that may be meant
        if not fitting and one.source:
            fitting = self._speaking_before(at)
        entities = {id(other.chain) if other.chain is not None else id(other) for other in fitting}
        return chain_of(fitting[0]) if len(entities) == 1 else None

    def _speaking_before(self, at: int) -> list[Found]:
        """The organisation or country that is a source in the sentence before, of the same paragraph."""
        sentence = self.tree.words[self.found[at].head].sentence
        out = list[Found]()
        for other in reversed(self.found[max(0, at - WINDOW) : at]):
            away = sentence - self.tree.words[other.head].sentence
            if away > 1 or self.tree.paragraph(other.head) != self.tree.paragraph(self.found[at].head):
                break
            if away == 1 and other.source and not other.plural:
                kind = other.chain.type if other.chain is not None else other.type
                if kind not in ("ORG", "PLACE"):
                    return []
                out.append(other)
        return out


def chain_of(found: Found) -> Chain:
    """The entity of a mention; one of its own if it has none."""
    if found.chain is None:
        Chain(found.type, found.gender, found.plural).add(found)
    assert found.chain is not None
    return found.chain


def resolve_all(tree: Tree, found: Sequence[Found], quoted: bytearray, speakers: dict[int, Found]) -> None:
    """Resolve the pronouns of a document: those in quotations last, when it is known who speaks."""
    resolver = Pronouns(tree, found, quoted, speakers)
    for inside in (0, 1):
        for at, one in enumerate(found):
            if one.form == "pronoun" and quoted[one.head] == inside:
                resolver.resolve(at)
