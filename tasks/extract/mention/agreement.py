"""Names of one document made to agree: what is a person in one sentence is one in the next."""

from __future__ import annotations

from collections import Counter, defaultdict

from tasks.annotate.annotation import Name, NameType, Range
from tasks.extract.mention.tree import Tree

Form = tuple[str, ...]

# Words of a name that is put together, or looked for where the model has none
LONGEST = 6
# Adjacent parts of one name
JOINED = frozenset(("GROUP", "PLACE", "ORG", "MISC"))
# What the model takes a surname for
MISTAKEN = frozenset(("ORG", "MISC", "PLACE", "FACILITY", "PRODUCT"))


def agree(tree: Tree, names: list[Name]) -> list[Name]:
    """Names with the type that most of their like have in the document, and those that were missed in some places."""
    return _missed(tree, _persons(tree, _vote(tree, _join(tree, names))))


def _form(tree: Tree, words: Range) -> Form:
    return tuple(tree.forms[words[0] : words[1]])


def _join(tree: Tree, names: list[Name]) -> list[Name]:
    """Two names of one type with nothing between them are one: "Central" "African"."""
    out = list[Name]()
    for name in names:
        before = out[-1] if out else None
        if (
            before is not None
            and before.words[1] == name.words[0]
            and before.type == name.type
            and name.type in JOINED
            and name.words[1] - before.words[0] <= LONGEST
            and tree.words[before.words[0]].sentence == tree.words[name.words[0]].sentence
        ):
            out[-1] = Name((before.words[0], name.words[1]), name.type)
        else:
            out.append(name)
    return out


def _vote(tree: Tree, names: list[Name]) -> list[Name]:
    """Each name with the type that more than half of the names of its form have."""
    votes: dict[Form, Counter[NameType]] = defaultdict(Counter)
    for name in names:
        votes[_form(tree, name.words)][name.type] += 1
    out = list[Name]()
    for name in names:
        count = votes[_form(tree, name.words)]
        best, most = count.most_common(1)[0]
        out.append(Name(name.words, best) if most > count[name.type] and 2 * most > count.total() else name)
    return out


def _persons(tree: Tree, names: list[Name]) -> list[Name]:
    """Names of one word that are the surname of a person named in the document are that person's."""
    surnames = {
        tree.forms[name.words[1] - 1] for name in names if name.type == "PERSON" and name.words[1] - name.words[0] > 1
    }
    return [
        Name(name.words, "PERSON")
        if name.type in MISTAKEN and name.words[1] - name.words[0] == 1 and tree.forms[name.words[0]] in surnames
        else name
        for name in names
    ]


def _missed(tree: Tree, names: list[Name]) -> list[Name]:
    """The names, and what has the form of one elsewhere and is none there, unless that is so more often than not."""
    kinds: dict[Form, Counter[NameType]] = defaultdict(Counter)
    taken = bytearray(len(tree.words))
    for name in names:
        form = _form(tree, name.words)
        if len(form) <= LONGEST and form[0][:1].isupper():
            kinds[form][name.type] += 1
            if name.type == "PERSON" and len(form) > 1:
                kinds[form[-1:]]["PERSON"] += 1
        for number in range(*name.words):
            taken[number] = 1
    longest: dict[str, int] = defaultdict(int)  # by first word
    for form in kinds:
        longest[form[0]] = max(longest[form[0]], len(form))
    bare = Counter[Form]()
    added = list[Range]()
    for first, end in tree.sentences:
        number = first
        while number < end:
            words = _match(tree, kinds, taken, number, min(longest.get(tree.forms[number], 0), end - number))
            number = words[1]
            if any(taken[words[0] : words[1]]) or _form(tree, words) not in kinds:
                continue
            bare[_form(tree, words)] += 1
            if words[1] - words[0] > 1 or tree.words[words[0]].upos == "PROPN":
                added.append(words)
    found = list(names)
    for words in added:
        kind, most = kinds[_form(tree, words)].most_common(1)[0]
        if most >= bare[_form(tree, words)]:
            found.append(Name(words, kind))
    return sorted(found, key=lambda name: name.words)


def _match(tree: Tree, kinds: dict[Form, Counter[NameType]], taken: bytearray, number: int, most: int) -> Range:
    """The longest form of a name that begins at a word and is no name there; else the word itself."""
    for length in range(most, 0, -1):
        words = number, number + length
        if _form(tree, words) in kinds and not any(taken[number : number + length]):
            return words
    return number, number + 1
