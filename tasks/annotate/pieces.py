"""What the encoder reads: word pieces, the shape of each word, and where each word begins; long texts in windows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from tasks.annotate.annotation import Range

Ints = NDArray[np.int64]

# The encoder's vocabulary is uncased; what it cannot see is told by one of these shapes for each word.
SHAPES = ("mark", "lower", "capital", "title", "upper", "mixed", "digits", "number", "quotation", "other")
# Each shape is told apart by whether the word begins a paragraph and whether it stands in quotation marks.
N_SHAPES = 4 * len(SHAPES)

# Only the first pieces of a word are read: no name or number needs more, and one word must not fill a window.
MOST_PIECES = 12
# Words handed to the tokenizer at once: what it gives for one takes about a kilobyte.
_AT_ONCE = 4096
# Words whose pieces are kept; some 200 bytes each.
_MOST_KNOWN = 50_000

_OPEN, _CLOSE = "“„«", "”»"
_EDGES = (1, 2, 3, 4, 5, 8, 12, 16, 24, 32, 48, 64, 96, 128)
N_DISTANCES = 2 * len(_EDGES) + 1


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a document, without the marks of begin and end that each window gets."""

    ids: Ints  # [n] numbers in the vocabulary
    shapes: Ints  # [n] 0 .. N_SHAPES - 1
    first: Ints  # [w + 1] the position of each word's first piece; last: n


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words that the encoder reads at once."""

    words: Range  # the words it holds
    ids: Ints  # [n + 2] with [CLS] and [SEP]
    shapes: Ints  # [n + 2]
    first: Ints  # [words] positions in ids


def distance_bucket(distance: int) -> int:
    """A signed distance in words as one of N_DISTANCES buckets; 0 has the middle one."""
    size = bisect_left(_EDGES, abs(distance) + 1) if distance else 0
    return len(_EDGES) + (size if distance > 0 else -size)


def shape_of(word: str) -> int:
    """The number in SHAPES of how a word is written."""
    if word.isalpha():
        if word.islower():
            return 1
        if word.isupper():
            return 2 if len(word) == 1 else 4
        return 3 if word[1:].islower() else 5
    if word.isdigit():
        return 6
    if word[0].isdigit():
        return 7
    if word in ('"', "“", "”", "„", "«", "»", "``", "''"):
        return 8
    return 0 if not any(char.isalnum() for char in word) else 9


def quoted(words: Sequence[str], starts: Sequence[bool]) -> list[bool]:
    """Which words stand in double quotation marks, the marks included.

    A quotation ends with its paragraph at the latest: one that runs on is opened again at the next.
    """
    inside, out = False, list[bool]()
    for word, begins in zip(words, starts, strict=True):
        inside = inside and not begins
        if word in ('"', "``", "''"):
            out.append(True)
            inside = not inside
        elif word in _OPEN:
            inside = True
            out.append(True)
        elif word in _CLOSE:
            out.append(True)
            inside = False
        else:
            out.append(inside)
    return out


def encode(
    tokenizer: Tokenizer,
    words: Sequence[str],
    starts: Sequence[bool],
    known: dict[str, list[int]] | None = None,
) -> Pieces:
    """The pieces of words; `starts` says which begin a paragraph. What the tokenizer drops is the unknown piece.

    `known` keeps the pieces of words from one call of this tokenizer to the next: most words of news come again.
    """
    known = {} if known is None else known
    if len(known) > _MOST_KNOWN:
        known.clear()
    unseen = [word for word in dict.fromkeys(words) if word not in known]
    for at in range(0, len(unseen), _AT_ONCE):
        _learn(tokenizer, unseen[at : at + _AT_ONCE], known)
    pieces = [known[word] for word in words]
    lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
    shapes = [
        4 * shape_of(word) + 2 * begins + inside
        for word, begins, inside in zip(words, starts, quoted(words, starts), strict=True)
    ]
    return Pieces(
        np.fromiter(chain.from_iterable(pieces), np.int64, int(lengths.sum())),
        np.repeat(np.array(shapes, np.int64), lengths),
        np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths))),
    )


def _learn(tokenizer: Tokenizer, words: list[str], known: dict[str, list[int]]) -> None:
    """Add the pieces of some words, from 1 to MOST_PIECES each."""
    encoded = tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
    found = dict[int, list[int]]()
    for piece, number in zip(encoded.ids, encoded.word_ids, strict=True):
        if number is not None:
            found.setdefault(number, []).append(piece)
    unknown = [cast(int, tokenizer.token_to_id("[UNK]"))]
    for number, word in enumerate(words):
        known[word] = found.get(number, unknown)[:MOST_PIECES]


def cut(first: Ints, most: int) -> Iterator[Range]:
    """Ranges of words of at most `most` pieces, about equally long, one behind the other; training reads a text so.

    `first` is Pieces.first. Every word is in a range. Raises ValueError if a window is not longer than a word may be.
    """
    if most <= MOST_PIECES:
        raise ValueError(f"a window of {most} pieces is too short: a word may have {MOST_PIECES}")
    n = int(first[-1])
    count = 1 if n <= most else -(-n // (most - MOST_PIECES))
    step = n / count
    for number in range(count):
        begin = int(np.searchsorted(first, round(number * step), side="right")) - 1
        last = min(n, int(first[begin]) + most, round((number + 1) * step))
        end = int(np.searchsorted(first, last, side="right")) - 1
        yield (begin, len(first) - 1 if number == count - 1 else end)


def window_of(tokenizer: Tokenizer, pieces: Pieces, words: Range) -> Window:
    """The encoder's input for some words of a document."""
    begin, end = int(pieces.first[words[0]]), int(pieces.first[words[1]])
    edges = np.array([tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")], np.int64)
    return Window(
        words,
        np.concatenate((edges[:1], pieces.ids[begin:end], edges[1:])),
        np.pad(pieces.shapes[begin:end], 1),
        pieces.first[words[0] : words[1]] - begin + 1,
    )
