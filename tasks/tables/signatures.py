"""signatures: what near-duplicate detection compares; in the work folder only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from tasks.tables.column import Doc, Table


@dataclass(frozen=True, slots=True)
class Signature:
    """The body of a document as a hash and as a MinHash (Broder 1997)."""

    document_id: Annotated[str, Doc("The draft")]
    body_sha256: Annotated[str, Doc("SHA-256 of the folded words of the body, title and deck left out", "hex")]
    minhash: Annotated[bytes, Doc("MinHash of the word shingles of the body: unsigned 32-bit numbers, little endian")]


SIGNATURES = Table("signatures", "What near-duplicate detection compares", Signature, key=("document_id",))
