"""The word lists of data/lexicon: tab-separated files that a user can edit."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).resolve().parent.parent / "data" / "lexicon"


@cache
def read_lexicon(name: str) -> list[dict[str, str]]:
    """The rows of data/lexicon/<name>.tsv by column; lines that begin with `#` are comments.

    Raises FileNotFoundError if there is no such list, ValueError if a row has not as many cells as the header.
    """
    with (LEXICON / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        table = list(
            csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        )
    header, *rows = table
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise ValueError(
                f"data/lexicon/{name}.tsv: row {number} has {len(row)} cells, the header {len(header)}: {row}"
            )
    return [dict(zip(header, row, strict=True)) for row in rows]
