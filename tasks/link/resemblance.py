"""Near duplicates from MinHash signatures: which documents to compare, how alike they are, which belong together.

Locality-sensitive hashing by bands (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

# Two bodies that share seven tenths of their shingles are one text with changes; what different newsrooms write of
# one happening, quotations and agency sentences included, stays well below (see tests/link).
RESEMBLANCE = 0.7
# 32 bands of 4: a pair at 0.7 is compared with probability 1 - (1 - 0.7**4)**32 = 0.9998, one at 0.3 with 0.23.
BANDS = 32

Signatures = npt.NDArray[np.uint32]


def unpack(signatures: Iterable[bytes]) -> Signatures:
    """Signatures as an array (documents, permutations)."""
    packed = list(signatures)
    flat = np.frombuffer(b"".join(packed), dtype="<u4")
    return flat.reshape(len(packed), -1).astype(np.uint32)


def buckets(signatures: Signatures) -> npt.NDArray[np.uint64]:
    """The bucket of each document in each band, (documents, BANDS); documents in one bucket are worth comparing."""
    banded = signatures.reshape(len(signatures), BANDS, -1).astype(np.uint64)
    mixed = np.zeros(banded.shape[:2], dtype=np.uint64)
    for at in range(banded.shape[2]):
        # FNV-1a's prime; overflow is the point. A collision only costs one more comparison.
        mixed = (mixed ^ banded[:, :, at]) * np.uint64(0x100000001B3)
    return mixed


def resemblance(left: Signatures, right: Signatures) -> npt.NDArray[np.float64]:
    """Estimated Jaccard resemblance of each pair of rows, 0 to 1."""
    return np.asarray((left == right).mean(axis=1), dtype=np.float64)


def groups(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each id that is in a pair with the smallest id it is connected to (union-find with path halving)."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for left, right in pairs:
        low, high = sorted((root(left), root(right)))
        parent[high] = low
    return {key: root(key) for key in sorted(parent)}
