"""Noun phrases and pronouns that can refer to somebody, and those that are sources."""

from __future__ import annotations

from tasks.annotate.annotation import Annotation, Range
from tasks.extract.mention.found import Found
from tasks.extract.mention.lexicons import Noun, nouns, pronouns, singular, titles
from tasks.extract.mention.tree import Tree
from tasks.tables.mentions import EntityType

# Words with these relations are parts of another noun phrase or none at all.
INNER = frozenset(
    ("compound", "flat", "fixed", "goeswith", "amod", "det", "nummod", "case", "mark", "cc", "cop", "aux")
)
# Parts of speech that no source has for its head
NEVER = frozenset(("VERB", "AUX", "PUNCT", "ADP", "CCONJ", "SCONJ", "PART", "INTJ"))
# In these places a noun phrase of a statement acts, or is acted on.
ARGUMENTS = frozenset(("nsubj", "obj", "iobj", "obl:agent"))
PLURAL_TAGS = frozenset(("NNS", "NNPS"))
# What else "they" can mean
OTHERS = Noun("MISC", "other", "-")
UNKNOWN = Noun("MISC", "-", "-")
DEFINITE = frozenset(["the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your"])


def find_nominals(tree: Tree, names: list[Found]) -> list[Found]:
    """The noun phrases whose head noun stands for somebody, and the pronouns, in order; none has its head in a name."""
    by_word = {number: name for name in names for number in range(*name.words)}
    out = list[Found]()
    for number, word in enumerate(tree.words):
        if number in by_word:
            continue
        lower = tree.lower[number]
        if word.upos in ("PRON", "DET") and (pronoun := pronouns().get(lower)) is not None:
            if pronoun.person in ("1", "3") and word.upos == "PRON":
                out.append(pronoun_at(tree, number))
        elif word.upos in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON"):
            noun = nouns().get(singular(lower)) or (_unknown(singular(lower), OTHERS) if word.xpos == "NNS" else None)
            if noun is not None and _is_head(tree, number, noun) and titled(tree, number, by_word) is None:
                found = nominal_at(tree, number, noun)
                if noun.sense == "quantifier" and found.type == "MISC":
                    found.sense = "other"
                out.append(found)
    return out


def _is_head(tree: Tree, number: int, noun: Noun) -> bool:
    """Whether a word is the head of a noun phrase of its own."""
    word = tree.words[number]
    if tree.relation(number) in INNER or word.deprel == "nmod:desc":
        return False
    if word.upos in ("ADJ", "NUM", "DET", "PRON"):
        return noun.sense == "quantifier" and tree.relation(number) == "nsubj" and tree.lower[number] not in DEFINITE
    if word.upos == "PROPN":
        return noun.sense in ("office", "body") and tree.forms[number][:1].isupper()
    return noun.sense != "quantifier"


def pronoun_at(tree: Tree, number: int) -> Found:
    """The mention of a pronoun."""
    lower = tree.lower[number]
    known = pronouns().get(lower)
    gender, plural = (known.gender, known.number == "p") if known is not None else ("-", False)
    kind: EntityType = "GROUP" if plural else "MISC" if gender == "n" or lower in ("which", "that") else "PERSON"
    return Found((number, number + 1), number, kind, "pronoun", lower, gender=gender, plural=plural)


def nominal_at(tree: Tree, number: int, noun: Noun | None = None) -> Found:
    """The mention of the noun phrase of a word, whatever it is."""
    lower = tree.lower[number]
    noun = noun or nouns().get(singular(lower)) or _unknown(singular(lower))
    plural = tree.words[number].xpos in PLURAL_TAGS or noun.sense in ("people", "quantifier")
    return Found(
        tree.phrase(number),
        number,
        _type_of_some(tree, number) if noun.sense == "quantifier" else noun.type,
        "nominal",
        singular(lower),
        noun.sense,
        noun.gender if not plural else "-",
        plural and lower not in ("another", "one", "former", "latter", "each", "none"),
    )


def _type_of_some(tree: Tree, number: int) -> EntityType:
    """What "some" or "both" stand for: "some of the agencies" are organisations, with nothing behind it persons."""
    for of in tree.of_relation(number, "nmod"):
        if of > number and any(tree.lower[one] == "of" for one in tree.dependents[of]):
            noun = nouns().get(singular(tree.lower[of])) or _unknown(singular(tree.lower[of]))
            return "PERSON" if tree.words[of].upos == "PRON" else noun.type
    return "PERSON"


def speaking_at(tree: Tree, number: int) -> Found:
    """The mention of a noun phrase that is a source: whoever says something and is no known thing may be a person."""
    found = nominal_at(tree, number)
    if found.sense == "-" and found.noun.endswith(("er", "or")):  # "a questioner", "the translator"
        found.type, found.sense = "PERSON", "person"
    return found


# Endings of nouns for persons: "theologian", "organist", "campaigner", "spokesman"
_PERSONAL = ("man", "woman", "ist", "ian", "eer", "ee", "person", "people")


def _unknown(noun: str, otherwise: Noun = UNKNOWN) -> Noun:
    return Noun("PERSON", "person", "-") if noun.endswith(_PERSONAL) else otherwise


def find_sources(tree: Tree, annotation: Annotation, found: list[Found]) -> tuple[list[Found], list[list[Found]]]:
    """The mentions with those added that sources need, and for each attribution its sources."""
    by_word = dict[int, Found]()
    by_head = dict[int, Found]()
    for one in found:
        by_head[one.head] = one
        if one.form == "name":
            for number in range(*one.words):
                by_word[number] = one
    added, sources = list[Found](), list[list[Found]]()
    for attribution in annotation.attributions:
        of = list[Found]()
        for words in attribution.source[:1]:
            for head in source_heads(tree, words):
                mention = by_word.get(head) or _called(tree, head, by_word) or by_head.get(head)
                if mention is None:
                    if tree.words[head].upos in NEVER or not any(char.isalnum() for char in tree.forms[head]):
                        continue
                    known = pronouns().get(tree.lower[head])
                    mention = pronoun_at(tree, head) if known is not None else speaking_at(tree, head)
                    by_head[head] = mention
                    added.append(mention)
                mention.source = mention.wanted = True
                if mention not in of:
                    of.append(mention)
        sources.append(of)
    return sorted(found + added, key=lambda one: (one.words[0], -one.words[1])), sources


# Titles one behind the other, and more
MOST_TITLES = 4
# Words between a title and a name that are looked at for a comma
LONGEST_TITLE = 12
# Sources that one attribution names; a list of more is an error of the tree.
MOST_SOURCES = 12


def source_heads(tree: Tree, words: Range) -> list[int]:
    """The heads of the noun phrases that a source is made of, in order."""
    head = tree.top(words)
    return [one for one in tree.conjuncts(head) if words[0] <= one < words[1]][:MOST_SOURCES]


def titled(tree: Tree, head: int, by_word: dict[int, Found]) -> Found | None:
    """The person right behind whose title a word is: "spokesperson John Kirby", "minister Dr Lee"."""
    after = head + 1
    while after < len(tree.lower) and tree.lower[after] in titles() and after < head + MOST_TITLES:
        after += 1
    name = by_word.get(after)
    if name is None or name.type != "PERSON" or name.words[0] != after or not _same_sentence(tree, head, after):
        return None
    noun, title = nouns().get(tree.lower[head]), titles().get(tree.lower[head])
    is_office = (
        noun.sense == "office" if noun is not None else title is not None and title.kind in ("office", "surname")
    )
    return name if is_office else None


def _same_sentence(tree: Tree, one: int, other: int) -> bool:
    return tree.words[one].sentence == tree.words[other].sentence


def _called(tree: Tree, head: int, by_word: dict[int, Found]) -> Found | None:
    """The person whose name the tree hangs to a title: "the minister, Ann Lee"."""
    if (name := titled(tree, head, by_word)) is not None:
        return name
    for number in tree.of_relation(head, "appos", "flat"):
        name = by_word.get(number)
        if name is not None and name.type == "PERSON" and number > head:
            between = range(head + 1, min(name.words[0], head + LONGEST_TITLE))
            if tree.relation(number) == "appos" or all(tree.forms[one] != "," for one in between):
                return name
    return None


def mark_statement_parts(tree: Tree, annotation: Annotation, found: list[Found]) -> None:
    """Mark the noun phrases that act or are acted on within the content of a statement as wanted."""
    change = [0] * (len(tree.words) + 1)
    for attribution in annotation.attributions:
        for first, end in attribution.content:
            change[first] += 1
            change[end] -= 1
    inside, depth = bytearray(len(tree.words)), 0
    for number in range(len(tree.words)):
        depth += change[number]
        inside[number] = depth > 0
    for one in found:
        if one.form == "nominal" and one.sense in ("office", "person", "people", "body"):
            one.wanted = one.wanted or (bool(inside[one.head]) and _acts(tree, one.head))


def _acts(tree: Tree, head: int) -> bool:
    """Whether a noun phrase, or that to which it is joined, is subject or object, or whose something is."""
    for _ in range(4):  # a list within a list is not deeper
        word = tree.words[head]
        if word.deprel in ARGUMENTS or tree.relation(head) == "nsubj" or word.deprel == "nmod:poss":
            return True
        if tree.relation(head) != "conj" or word.head < 0:
            return False
        head = word.head
    return False
