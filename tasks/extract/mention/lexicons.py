"""The word lists that tell mentions, ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from tasks.extract.mention.found import Gender, Sense
from tasks.lexicon import read_lexicon
from tasks.tables.mentions import EntityType


@dataclass(frozen=True, slots=True)
class Noun:
    """What a head noun stands for."""

    type: EntityType
    sense: Sense
    gender: Gender


@dataclass(frozen=True, slots=True)
class Pronoun:
    """What a pronoun can refer to."""

    person: str  # 1, 2, 3, r (relative)
    number: str  # s, p or -
    gender: Gender


@dataclass(frozen=True, slots=True)
class Title:
    """A word before a person's name."""

    gender: Gender
    kind: str  # office, surname (an office that is a surname too), address, part (a word of longer titles)


@cache
def nouns() -> dict[str, Noun]:
    """Head nouns in the singular, lower case."""
    persons = [row["word"] for row in read_lexicon("quantity_persons") if row["kind"] in ("noun", "plural")]
    return {word: Noun("PERSON", "person", "-") for word in persons} | {
        row["noun"]: Noun(cast(EntityType, row["type"]), cast(Sense, row["kind"]), cast(Gender, row["gender"]))
        for row in read_lexicon("mention_nouns")
    }


@cache
def pronouns() -> dict[str, Pronoun]:
    """Pronouns in lower case."""
    return {
        row["pronoun"]: Pronoun(row["person"], row["number"], cast(Gender, row["gender"]))
        for row in read_lexicon("mention_pronouns")
    }


@cache
def titles() -> dict[str, Title]:
    """Titles in lower case."""
    return {
        row["title"].lower(): Title(cast(Gender, row["gender"]), row["kind"]) for row in read_lexicon("mention_titles")
    }


@cache
def name_heads() -> dict[str, EntityType]:
    """Last words of names, lower case."""
    return {row["word"]: cast(EntityType, row["type"]) for row in read_lexicon("mention_name_heads")}


@cache
def sure_heads() -> dict[str, EntityType]:
    """Those last words that decide what a name of several words stands for."""
    rows = read_lexicon("mention_name_heads")
    return {row["word"]: cast(EntityType, row["type"]) for row in rows if row["sure"] == "yes"}


@cache
def given_names() -> dict[str, Gender]:
    """Given names in lower case."""
    return {row["name"].lower(): cast(Gender, row["gender"]) for row in read_lexicon("mention_given_names")}


@cache
def name_words(kind: str) -> frozenset[str]:
    """Words in and around names, lower case, of one kind: particle, small, suffix or compounded."""
    return frozenset(row["word"] for row in read_lexicon("mention_words") if row["kind"] == kind)


@cache
def leading_verbs() -> dict[str, str]:
    """The role that a verb tells: "heads" -> "head of"."""
    return {row["word"]: row["role"] for row in read_lexicon("mention_words") if row["kind"] == "leads"}


_ENDINGS = (("ies", "y"), ("men", "man"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("s", ""))


def singular(word: str) -> str:
    """A noun without its plural ending: "spokesmen" -> "spokesman", "agencies" -> "agency"."""
    if word in nouns():
        return word
    for ending, instead in _ENDINGS:
        if len(word) > len(ending) + 1 and word.endswith(ending) and not word.endswith("ss"):
            return word[: len(word) - len(ending)] + instead
    return word
