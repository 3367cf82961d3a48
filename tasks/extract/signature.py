"""The signature of a document's body, by which link finds exact and near duplicates.

MinHash after Broder (1997), "On the resemblance and containment of documents", by datasketch.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from datasketch import MinHash

# The error of an estimated resemblance is sqrt(r * (1 - r) / 128): 0.04 at 0.7.
PERMUTATIONS = 128
# Runs of four words: three are too often chance in news ("said on Monday"), five lose too many to one changed word.
SHINGLE = 4
_SEED = 1
_WORD = re.compile(r"\w+")


@cache
def _empty() -> MinHash:
    return MinHash(num_perm=PERMUTATIONS, seed=_SEED)


def fold_words(parts: Sequence[str]) -> list[str]:
    """The words of a text in lower case, without punctuation."""
    return [word for part in parts for word in _WORD.findall(part.lower())]


def body_hash(words: Sequence[str]) -> str:
    """SHA-256 of the folded words."""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def minhash(words: Sequence[str]) -> bytes:
    """The MinHash of the shingles of the words, PERMUTATIONS unsigned 32-bit numbers in little endian."""
    count = max(1, len(words) - SHINGLE + 1)
    shingles = sorted({" ".join(words[i : i + SHINGLE]) for i in range(count)})
    sketch = _empty().copy()
    sketch.update_batch([shingle.encode() for shingle in shingles])
    values: np.ndarray[tuple[int], np.dtype[np.uint64]] = sketch.hashvalues
    return values.astype("<u4").tobytes()
