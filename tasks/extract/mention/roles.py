"""Roles: what a person is called before or after the name ("Minister Ann Lee", "Ann Lee, a doctor from ...")."""

from __future__ import annotations

from tasks.annotate.annotation import Range
from tasks.extract.mention.found import Found
from tasks.extract.mention.lexicons import leading_verbs, nouns, singular, titles
from tasks.extract.mention.names import has_letter_or_digit
from tasks.extract.mention.tree import Tree

# Words of a title before a name: "former deputy permanent representative to the UN" has seven, few have more
LONGEST_TITLE = 12
NOUNY = frozenset(("NOUN", "PROPN", "ADJ"))
# Words at the begin of an apposition that say nothing of the role
OPENERS = frozenset(["a", "an", "the", "his", "her", "their", "its", "my", "our", "one", "then"])


def is_office(tree: Tree, number: int) -> bool:
    """Whether a word names a role."""
    if tree.words[number].upos not in NOUNY:
        return False
    noun = nouns().get(singular(tree.lower[number]))
    if noun is not None:
        return noun.sense == "office"
    title = titles().get(tree.lower[number])
    return title is not None and title.kind in ("office", "surname")


def title_before(tree: Tree, name: Found) -> Range | None:
    """The title right before a person's name: "former Secretary of State" of "former Secretary of State Ann Lee"."""
    end = name.words[0]
    floor = max(tree.sentences[tree.words[end].sentence][0], end - LONGEST_TITLE)
    while end > floor and (title := titles().get(tree.lower[end - 1])) is not None and title.kind == "address":
        end -= 1
    if end <= floor:
        return None
    begin, last = end, end - 1
    if not is_office(tree, last):
        begin = _before_of(tree, last, floor)
        if begin < 0:
            return None
        last = begin
    else:
        begin = last
    while begin > floor and _goes_on(tree, begin):
        begin -= 1
    while begin < last and not has_letter_or_digit(tree.forms[begin]):
        begin += 1
    return begin, end


def _before_of(tree: Tree, last: int, floor: int) -> int:
    """The office before "of": "Secretary of State", "Minister for Foreign Affairs"; -1 if there is none."""
    number = last
    while number > floor and tree.words[number].upos in NOUNY and tree.forms[number][:1].isupper():
        number -= 1
    while number > floor and tree.lower[number] == "the":
        number -= 1
    if number > floor and number < last and tree.lower[number] in ("of", "for") and is_office(tree, number - 1):
        return number - 1
    return -1


def _goes_on(tree: Tree, begin: int) -> bool:
    """Whether a title has one more word before this one."""
    before = begin - 1
    if tree.words[before].upos in NOUNY:
        return True
    joint = tree.forms[before] in ("-", "&", "/") or tree.lower[before] == "and"
    if not joint or before == 0:
        return False
    if tree.forms[before] == "-":
        return tree.words[before].start == tree.words[before - 1].end  # "vice-president"
    return is_office(tree, before - 1) and is_office(tree, begin)


def title_heads(tree: Tree, words: Range) -> list[int]:
    """The offices in a title: the last word before "of", and what is joined to it ("President and CEO")."""
    end = next((number for number in range(*words) if tree.lower[number] in ("of", "for")), words[1])
    joined = [number - 1 for number in range(words[0] + 1, end) if tree.lower[number] in ("and", "&", "/")]
    return [number for number in (*joined, end - 1) if is_office(tree, number)]


def appositions(tree: Tree, name: Found) -> list[int]:
    """The nouns that stand beside a name and say who it is: "Ann Lee, a spokeswoman ..."; "the minister, Ann Lee"."""
    out = list[int]()
    for number in range(*name.words):
        out += [one for one in tree.of_relation(number, "appos") if not name.words[0] <= one < name.words[1]]
    head = tree.words[name.head].head
    if head >= 0 and tree.relation(name.head) == "appos":
        out.append(head)
    out += [joined for one in out for joined in tree.of_relation(one, "conj")]  # "Ann Lee, founder and head of ..."
    return [one for one in out if tree.words[one].upos in ("NOUN", "PROPN")]


def predicates(tree: Tree, name: Found) -> list[int]:
    """The nouns that a sentence says the name is: "Ann Lee is the mayor of ..."."""
    above = tree.words[name.head].head
    if above < 0 or tree.words[name.head].deprel != "nsubj" or tree.words[above].upos not in ("NOUN", "PROPN"):
        return []
    if not any(tree.lower[one] in ("is", "'s", "’s") for one in tree.of_relation(above, "cop")):
        return []
    doubted = any(tree.lower[one] in ("not", "n't", "n’t", "no") for one in tree.dependents[above])
    return [] if doubted else [above]


def heading(tree: Tree, name: Found) -> str | None:
    """The role that a relative clause tells: "Ann Lee, who heads the agency" is the "head of the agency"."""
    for verb in tree.of_relation(name.head, "acl"):
        if (office := leading_verbs().get(tree.lower[verb])) is None:
            continue
        if not any(tree.lower[one] == "who" for one in tree.of_relation(verb, "nsubj")):
            continue
        for what in tree.of_relation(verb, "obj"):
            first, end = tree.phrase(what)
            return f"{office} {words_of(tree, (first, end))}"
    return None


def without_opener(tree: Tree, words: Range) -> Range:
    """A noun phrase without its article or possessive pronoun."""
    first, end = words
    while first < end - 1 and tree.lower[first] in OPENERS:
        first += 1
    return first, end


def words_of(tree: Tree, words: Range) -> str:
    """The text of some words."""
    return tree.text[tree.words[words[0]].start : tree.words[words[1] - 1].end]
