"""What the model says of one document: words with their syntax, names, attributions and events.

A range is `(first, end)` in numbers of words of the document, end exclusive. Parts of speech, features and relations
are those of Universal Dependencies 2 (English), `xpos` is the Penn Treebank tag.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Range = tuple[int, int]
NameType = Literal["PERSON", "ORG", "PLACE", "FACILITY", "GROUP", "PRODUCT", "EVENT", "MISC"]


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word; clitics are words of their own ("does" "n't", "Kirby" "'s"), so are hyphens in compounds."""

    start: int  # code points in the document's text
    end: int  # exclusive
    sentence: int  # number in Annotation.sentences
    upos: str  # NOUN, PROPN, VERB, ...
    xpos: str  # NN, VBD, ...
    head: int  # number of the word it depends on, in the same sentence; -1 for the root
    deprel: str  # nsubj, nsubj:pass, obj, ccomp, nmod:poss, ...


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name, without a leading article or a person's title."""

    words: Range
    type: NameType


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with the source and the content that belong to it (PolNeAR's sense: also beliefs, wishes and plans)."""

    cue: Range
    source: tuple[Range, ...]  # empty where the text names none; more than one where it is broken
    content: tuple[Range, ...]  # in order; may be empty


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells an event or a state."""

    word: int
    event: float  # probability that the word is an event in TimeML's sense, 0 to 1
    predicate: float  # probability that it is a predicate (UDS-IH2), 0 to 1
    factuality: tuple[float, float, float]  # by the custom of UW, UDS-IH2, MEANTIME: -3 certainly not, 3 certainly


@dataclass(frozen=True, slots=True)
class Annotation:
    """All layers of one document. The words of sentence i are words[slice(*sentences[i])]."""

    words: Sequence[Word]
    sentences: Sequence[Range]
    names: Sequence[Name]  # in order, none overlaps another
    attributions: Sequence[Attribution]  # in order of their cues; no two cues overlap
    triggers: Sequence[Trigger]  # in order
