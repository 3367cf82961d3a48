"""Who a source is: its kind, its head, its entity and its role."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tasks.annotate.annotation import Range
from tasks.extract.mentions import MentionRows
from tasks.extract.statement.lemmas import lemma
from tasks.extract.statement.reading import STOPS, Reading
from tasks.lexicon import read_lexicon
from tasks.tables.mentions import Mention
from tasks.tables.statements import SourceKind

# So many words of a source are read, and so many behind it for "who asked not to be named": longer ones say no more.
LONGEST_SOURCE = 60
BEHIND = 25
# The longest entry of the two lexicons ("on condition of anonymity").
LONGEST_WORDS = 6

_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"))
_ARTICLES = frozenset(("a", "an", "the", "this", "that", "these", "those", "another", "one", "some"))
_POSSESSIVES = frozenset(("his", "her", "their", "its", "my", "our", "your", "whose", "'s", "’s", "'", "’"))
_SINGULAR_PERSON = frozenset(("he", "she", "i", "him", "her", "his", "me", "my", "himself", "herself"))
_PLURAL_PERSON = frozenset(("they", "we", "them", "us", "their", "our", "you", "your", "it", "its"))
_RELATIVE = frozenset(("who", "which", "that", "whom", "whose", "what"))
# Words that begin what a noun phrase has behind its head ("a spokesman | for the port", "the man | who came").
_PREPOSITIONS = frozenset(("of", "for", "at", "in", "from", "with", "on", "to"))


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a source."""

    kind: SourceKind
    entity_id: str | None
    role: str | None


@dataclass(frozen=True)
class Cast:
    """Who there is in a document: its mentions, and which entities have a name."""

    mentions: MentionRows
    named: frozenset[str]


def read_cast(mentions: MentionRows) -> Cast:
    """The cast of a document."""
    names = (one.entity_id for one in mentions.mentions if one.form == "name" and one.entity_id is not None)
    return Cast(mentions, frozenset(names))


@cache
def _heads() -> dict[str, str]:
    """What a noun makes of the source that it heads."""
    return {row["head"]: row["kind"] for row in read_lexicon("statement_source_heads")}


@cache
def _anonymity() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(row["words"].split()) for row in read_lexicon("statement_anonymity"))


def read_source(reading: Reading, source: Range | None, cast: Cast) -> Source:
    """The kind, entity and role of a source; entity and role are None where there are several or nothing tells them."""
    if source is None:
        return Source("unstated", None, None)
    source = (source[0], min(source[1], source[0] + LONGEST_SOURCE))
    head = find_head(reading, source)
    parts = _conjuncts(reading, source, head)
    if "both" in reading.lower[source[0] : source[1]] and len(parts) == 1:
        return Source("collective", None, None)
    if len(parts) > 1:
        kinds = {_kind(reading, (part, part + 1), part, cast.mentions.at(part), cast) for part in parts}
        alike = kinds.pop() if len(kinds) == 1 else "collective"
        return Source(alike if alike in ("anonymous", "document") else "collective", None, None)
    mention = _mention(reading, source, head, cast)
    entity = mention.entity_id if mention and _mentions(cast, source, mention.entity_id) else None
    kind = _kind(reading, source, head, mention, cast)
    role = _own_role(reading, source, head, mention)
    if role is None and kind == "named" and entity is not None:
        role = cast.mentions.roles.get(entity)
    return Source(kind, entity, role)


def find_head(reading: Reading, source: Range) -> int:
    """The noun, name or pronoun that a source is about; of a relative pronoun, the noun that it stands for."""
    first, end = source
    words = reading.words
    tops = [
        number
        for number in range(first, end)
        if words[number].upos in _NOMINAL and not first <= words[number].head < end
    ]
    has_tree = any(words[number].head >= 0 for number in range(first, end))
    head = tops[0] if tops and has_tree else _flat_head(reading, source)
    # A name that the tree broke in two ("Gen" "Nakatani") is headed by its last part.
    while has_tree and head + 1 in tops and words[head + 1].upos == "PROPN":
        head += 1
    if end - first == 1 and reading.lower[first] in _RELATIVE and words[first].head >= 0:
        verb = words[first].head
        if words[verb].deprel == "acl:relcl" and words[verb].head >= 0:
            return words[verb].head
    return head


def _flat_head(reading: Reading, source: Range) -> int:
    """Without a tree: the last noun, name or pronoun before the first comma or preposition."""
    head = None
    for number in range(*source):
        if head is not None and (reading.lower[number] in _PREPOSITIONS or reading.lower[number] in _RELATIVE):
            break
        if reading.forms[number] in (",", "'s", "’s", "(") and head is not None:
            if reading.forms[number] in (",", "("):
                break
        elif reading.forms[number][0].isalnum():
            head = number
    return source[0] if head is None else head


def _conjuncts(reading: Reading, source: Range, head: int) -> list[int]:
    """The heads of the sources that a range names side by side; "president and chief executive" is one."""
    out = [head]
    for number in range(source[0], source[1]):
        word = reading.words[number]
        if word.deprel != "conj" or word.head not in out or word.upos not in ("NOUN", "PROPN", "PRON"):
            continue
        alone = reading.words[head].upos == "NOUN" and word.upos == "NOUN" and not _is_plural(reading, number)
        if not alone or _has_article(reading, number):
            out.append(number)
    return out


def _has_article(reading: Reading, head: int) -> bool:
    return any(
        reading.words[number].head == head and reading.words[number].deprel in ("det", "nmod:poss")
        for number in range(max(0, head - LONGEST_WORDS), head)
    )


def _is_plural(reading: Reading, number: int) -> bool:
    word = reading.words[number]
    if word.xpos:
        return word.xpos in ("NNS", "NNPS")
    return lemma(reading.forms[number], "NOUN") != reading.lower[number]


def _mention(reading: Reading, source: Range, head: int, cast: Cast) -> Mention | None:
    """The mention of the head, else the shortest in the source that holds it."""
    if found := cast.mentions.at(head):
        return found
    start, end = reading.words[head].start, reading.words[head].end
    holding = [one for one in cast.mentions.inside(source) if one.start <= start and end <= one.end]
    return min(holding, key=lambda one: (one.end - one.start, one.start), default=None)


def _mentions(cast: Cast, source: Range, entity: str | None) -> bool:
    """Whether the words of the source mention an entity; what a relative pronoun stands for lies outside."""
    return any(one.entity_id == entity for one in cast.mentions.inside(source))


def _kind(reading: Reading, source: Range, head: int, mention: Mention | None, cast: Cast) -> SourceKind:
    if _is_anonymous(reading, source):
        return "anonymous"
    if mention is not None and (mention.form == "name" or mention.entity_id in cast.named):
        return _KIND_OF_TYPE.get(mention.type, "named")
    word = reading.lower[head]
    if word in _PLURAL_PERSON or word in _RELATIVE:
        return "collective"
    if word in _SINGULAR_PERSON:
        return "anonymous"
    kind, plural = _heads().get(lemma(reading.forms[head], "NOUN"), ""), _is_plural(reading, head)
    if kind == "document":
        return "document"
    if kind == "anonymous":
        return "anonymous"
    if kind == "collective" or plural:
        return "collective"
    if reading.words[head].upos == "PROPN":
        return "named"
    if mention is not None and mention.type in ("ORG", "PLACE", "GROUP"):
        return "collective"
    # An unnamed voice of a named body ("a Navy spokeswoman") speaks for the body.
    if kind in ("role", "both") and any(one.form == "name" for one in cast.mentions.inside((source[0], head))):
        return "collective"
    return "anonymous"


_KIND_OF_TYPE: dict[str, SourceKind] = {"GROUP": "collective", "WORK": "document"}


def _is_anonymous(reading: Reading, source: Range) -> bool:
    """Whether the source, or what stands right behind it in its sentence, says that it is not to be named."""
    known = _anonymity()
    end = min(source[1] + BEHIND, reading.sentence(source[0])[1])
    # Behind the source only a clause about it counts ("..., who asked not to be named").
    stop = end if source[1] < end and reading.lower[source[1]] in (",", "who", "speaking", "on") else source[1]
    return any(
        tuple(reading.lower[at : at + width]) in known
        for at in range(source[0], stop)
        for width in range(1, min(LONGEST_WORDS, stop - at) + 1)
    )


def _own_role(reading: Reading, source: Range, head: int, mention: Mention | None) -> str | None:
    """The title that the source itself gives: before a name, behind it, or the noun phrase if it has no name."""
    if reading.words[head].upos == "NOUN" and (mention is None or mention.form == "nominal"):
        return _phrase(reading, source, head)
    if mention is None or mention.form != "name":
        return None
    before = [number for number in range(*source) if reading.words[number].end <= mention.start]
    if before and reading.lower[before[-1]] not in _POSSESSIVES and _is_role(reading, before[-1]):
        return _without_article(reading, (before[0], before[-1] + 1))
    behind = [number for number in range(*source) if reading.words[number].start >= mention.end]
    if len(behind) > 1 and reading.forms[behind[0]] == ",":
        end = next((number for number in behind[1:] if reading.forms[number] in STOPS), source[1])
        noun = next((number for number in range(behind[1], end) if _ends_phrase(reading, number, end)), None)
        if noun is not None and _is_role(reading, noun):
            return _phrase(reading, (behind[1], end), noun)
    return None


def _ends_phrase(reading: Reading, number: int, end: int) -> bool:
    """Whether a noun is the last before a preposition, a relative clause or the end."""
    if reading.words[number].upos not in ("NOUN", "PROPN"):
        return False
    return (
        number + 1 >= end
        or reading.lower[number + 1] in _PREPOSITIONS | _RELATIVE
        or reading.lower[number + 1] == "and"
    )


def _is_role(reading: Reading, number: int) -> bool:
    """Whether a word is a title or an occupation; titles are often written short ("Sen.", "Gov.")."""
    form = reading.lower[number]
    return _heads().get(lemma(form.rstrip("."), "NOUN"), "") in ("role", "both") or form in _short_titles()


@cache
def _short_titles() -> frozenset[str]:
    return frozenset(row["head"] for row in read_lexicon("statement_source_heads") if row["head"].endswith("."))


def _phrase(reading: Reading, within: Range, head: int) -> str | None:
    """The noun phrase of a role, without its article: up to the head, and one "of" or "for" phrase behind it."""
    if not _is_role(reading, head) or _is_plural(reading, head):
        return None
    end = head + 1
    if end < within[1] and reading.lower[end] in ("of", "for", "at"):
        at = end + 1
        while at < within[1] and reading.forms[at] not in STOPS and reading.lower[at] not in _RELATIVE:
            if reading.words[at].xpos in ("VBD", "VBZ", "VBP", "MD") or reading.lower[at] in ("(", "and"):
                break
            at += 1
        end = at if at > end + 1 else end
    # "president and chief executive"
    if end + 1 < within[1] and reading.lower[end] == "and":
        rest = range(end + 1, min(within[1], end + 4))
        end = next((number + 1 for number in rest if _is_role(reading, number)), end)
    return _without_article(reading, (within[0], end))


def _without_article(reading: Reading, words: Range) -> str | None:
    """The words less articles, numerals and possessives in front; None if nothing is left."""
    first, end = words
    for number in range(first, end):
        if reading.lower[number] in _POSSESSIVES and number < end - 1 and number - first <= 2:
            # "her lawyer", "the mayor's aide": whose it is stays with a name ("Oslo's mayor"), goes with a pronoun.
            if number == first:
                first += 1
            break
    while first < end and reading.lower[first] in _ARTICLES:
        first += 1
    return reading.says((first, end)) if first < end else None
