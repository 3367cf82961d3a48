"""Chains of names: full and partial names of a person, acronyms and short forms of organisations."""

from __future__ import annotations

from collections import defaultdict

from tasks.extract.mention.found import Chain, Found
from tasks.extract.mention.lexicons import name_heads, name_words
from tasks.extract.mention.names import key_words
from tasks.extract.mention.tree import Tree

Key = tuple[str, ...]
# Names of more words are titles of works or errors; their parts are not looked for.
LONGEST_PERSON = 6
# Letters of an acronym: fewer say too little, more are a word in capitals.
SHORTEST_ACRONYM, LONGEST_ACRONYM = 2, 8
# Chains that may share a part of a name before none of them is meant by it
MOST_NAMESAKES = 20
# Types that one name may have by turns without being another thing
KINDRED = {"FACILITY": "PLACE", "PRODUCT": "MISC", "WORK": "MISC", "EVENT": "MISC"}


def link_names(tree: Tree, names: list[Found]) -> list[Chain]:
    """The chains that names form: each name gets one; in order of their first mention."""
    keys = [key_words(tree, name.words) for name in names]
    persons = [(key, name) for key, name in zip(keys, names, strict=True) if name.type == "PERSON"]
    others = [(key, name) for key, name in zip(keys, names, strict=True) if name.type != "PERSON"]
    chains = _Persons().link(persons) + _Others(tree).link(others)
    for chain in chains:
        chain.members.sort(key=lambda one: one.words)
        chain.names.sort(key=lambda one: one.words)
    return sorted(chains, key=lambda one: one.names[0].words)


class _Persons:
    """Persons by the whole of their names and by their parts."""

    def __init__(self) -> None:
        self.chains: list[Chain] = []
        self.whole: dict[Key, Chain] = {}
        self.ends: dict[Key, list[Chain]] = defaultdict(list)  # first and last word, where one of two names has no more
        self.parts: dict[Key, list[Chain]] = defaultdict(list)
        self.surname: dict[Chain, str] = {}
        self.initial: dict[Chain, str] = {}

    def link(self, persons: list[tuple[Key, Found]]) -> list[Chain]:
        """The chains of persons."""
        long = [(key, name) for key, name in persons if len(_bare(key)) > 1]
        long.sort(key=lambda item: (key_has_suffix(item[0]), -len(item[0]), item[1].words))
        for key, name in long:
            chain = self._known(key) or self._new(key)
            chain.add(name)
            self.whole.setdefault(key, chain)
        first = {chain: min(name.words[0] for name in chain.names) for chain in self.chains}
        by_place = sorted(persons, key=lambda item: item[1].words)
        for key, name in by_place:
            if name.chain is None:
                chain = self._called(key, name, first) or self._new(key)
                chain.add(name)
                self.whole.setdefault(key, chain)
                first.setdefault(chain, name.words[0])
        return self.chains

    def _new(self, key: Key) -> Chain:
        chain = Chain("PERSON")
        self.chains.append(chain)
        bare = _bare(key)
        self.surname[chain], self.initial[chain] = (bare[-1], bare[0][:1]) if bare else ("", "")
        if key_has_suffix(key) and (bare in self.whole or bare in self.parts):
            return chain  # the son; the bare name is the father's
        if 2 <= len(bare) <= LONGEST_PERSON:
            self.ends[(bare[0], bare[-1])].append(chain)
            for begin in range(len(bare)):
                for end in range(begin + 1, len(bare) + 1):
                    if begin and end == begin + 1 < len(bare):
                        continue  # nobody is called by a middle name
                    part = bare[begin:end]
                    if len(self.parts[part]) <= MOST_NAMESAKES and chain not in self.parts[part]:
                        self.parts[part].append(chain)
        return chain

    def _known(self, key: Key) -> Chain | None:
        """The chain of a name of two or more words."""
        if key in self.whole:
            return self.whole[key]
        if key_has_suffix(key):
            return None
        if len(containing := self.parts.get(key, [])) == 1:  # "Suu Kyi" in "Aung San Suu Kyi"
            return containing[0]
        same_ends = self.ends.get((key[0], key[-1]), [])
        if len(same_ends) == 1 and len(key) == 2:  # "John Kerry" after "John F. Kerry"
            return same_ends[0]
        if len(key) == 2 and len(key[0]) == 1:  # "J. Kerry"
            fitting = [chain for chain in self.parts.get(key[1:], ()) if self.surname[chain] == key[1]]
            if len(fitting) == 1 and self.initial[fitting[0]] == key[0]:
                return fitting[0]
        return None

    def _called(self, key: Key, name: Found, first: dict[Chain, int]) -> Chain | None:
        """The person meant by a part of a name: by surname, else by given name; of several the one named most."""
        bare = _bare(key) or key
        fitting = [one for one in self.parts.get(bare, ()) if not _differ(one.gender, name.gender)]
        fitting = [one for one in fitting if self.surname[one] == bare[-1]] or fitting
        if not fitting or len(fitting) > MOST_NAMESAKES:
            return self.whole.get(key)
        most = max(len(one.names) for one in fitting)
        fitting = [one for one in fitting if len(one.names) == most]
        before = [one for one in fitting if first[one] <= name.words[0]]
        return max(before or fitting, key=lambda one: first[one] if before else -first[one])


def _bare(key: Key) -> Key:
    return key[:-1] if key_has_suffix(key) else key


def key_has_suffix(key: Key) -> bool:
    """Whether a name ends with "Jr" or the like."""
    return len(key) > 1 and key[-1] in name_words("suffix")


def _differ(one: str, other: str) -> bool:
    return "-" not in (one, other) and one != other


class _Others:
    """Organisations, places and the rest by name, acronym and short form."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.chains: list[Chain] = []
        self.known: dict[tuple[str, Key], Chain] = {}
        self.by_initials: dict[tuple[str, str], list[Chain]] = defaultdict(list)
        self.short: dict[tuple[str, Key], list[Chain]] = defaultdict(list)

    def link(self, others: list[tuple[Key, Found]]) -> list[Chain]:
        """The chains of all names that are no person's."""
        late = list[tuple[Key, Found]]()
        for key, name in others:
            if len(key) > 1:
                self._take(key, name)
            else:
                late.append((key, name))
        of = {name.words[0]: name for _, name in others}
        by_end = {name.words[1]: name for _, name in others}
        for key, name in late:
            chain = self._in_brackets(name, of, by_end) or self._by_initials(key, name)
            if chain is not None and (KINDRED.get(name.type, name.type), key) not in self.known:
                self.known[(KINDRED.get(name.type, name.type), key)] = chain
        for key, name in late:
            self._take(key, name)
        return self.chains

    def _take(self, key: Key, name: Found) -> None:
        kind = KINDRED.get(name.type, name.type)
        loose = _loose(key, kind)
        chain = self.known.get((kind, key)) or self.known.get((kind, loose))
        if chain is None and len(fitting := self.short.get((kind, key), [])) == 1:
            chain = fitting[0]
        if chain is None:
            chain = Chain(name.type)
            self.chains.append(chain)
            self._index(kind, key, chain)
        self.known.setdefault((kind, key), chain)
        self.known.setdefault((kind, loose), chain)
        chain.add(name)

    def _index(self, kind: str, key: Key, chain: Chain) -> None:
        if len(key) < 2 or len(key) > 2 * LONGEST_ACRONYM:
            return
        letters = "".join(word[0] for word in key if word and word not in name_words("small"))
        self.by_initials[(kind, letters)].append(chain)
        end = len(key)
        while kind == "ORG" and end > 1 and name_heads().get(key[end - 1]) == "ORG":
            end -= 1
            self.short[(kind, key[:end])].append(chain)

    def _acronym(self, name: Found) -> str | None:
        """The letters of a name that is one word in capitals."""
        form = "".join(char for char in self.tree.text[self._start(name) : self._end(name)] if char.isalpha())
        return form.casefold() if form.isupper() and SHORTEST_ACRONYM <= len(form) <= LONGEST_ACRONYM else None

    def _start(self, name: Found) -> int:
        return self.tree.words[name.words[0]].start

    def _end(self, name: Found) -> int:
        return min(self.tree.words[name.words[1] - 1].end, self._start(name) + 4 * LONGEST_ACRONYM)

    def _by_initials(self, key: Key, name: Found) -> Chain | None:
        letters = self._acronym(name)
        if letters is None or (KINDRED.get(name.type, name.type), key) in self.known:
            return None
        fitting = self.by_initials.get((KINDRED.get(name.type, name.type), letters), ())
        return fitting[0] if len(fitting) == 1 else None

    def _in_brackets(self, name: Found, starts: dict[int, Found], ends: dict[int, Found]) -> Chain | None:
        """The long form of an acronym that stands beside it: "... Service (NIS)" or "NIS (... Service)"."""
        letters = self._acronym(name)
        if letters is None:
            return None
        forms, (first, end) = self.tree.forms, name.words
        long = None
        if first >= 2 and forms[first - 1] == "(":
            long = ends.get(first - 1)
        elif end < len(forms) and forms[end] == "(":
            long = starts.get(end + 1)
        if long is None or long.chain is None or len(long.chain.names) == 0:
            return None
        return long.chain if spells(letters, key_words(self.tree, long.words)) else None


def spells(letters: str, words: Key) -> bool:
    """Whether an acronym's letters stand in this order in a name of several words, the first at its begin."""
    whole = "".join(words)
    if len(words) < 2 or not whole or whole[0] != letters[0]:
        return False
    at = 0
    for letter in letters:
        at = whole.find(letter, at) + 1
        if at == 0:
            return False
    return True


def _loose(key: Key, kind: str) -> Key:
    """What other wordings of a name share: "Ministry of Defence", "Defence Ministry"; "Israeli", "Israelis"."""
    if kind == "ORG" and len(key) > 1:
        return ("", *sorted(word for word in key if word not in name_words("small")))
    if kind == "GROUP" and len(key) == 1 and len(key[0]) > 4:
        return ("", key[0].removesuffix("s"))
    return ("", *key)
