"""Treebanks in CoNLL-U (https://universaldependencies.org/format.html)."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class Tree:
    """One sentence: its words (no multiword tokens, no empty nodes) and their syntax."""

    document: str
    begins_paragraph: bool
    words: list[str]
    upos: list[str | None]
    xpos: list[str | None]
    deprel: list[str | None]
    heads: list[int]  # numbers of words in the sentence, -1 for the root


def read_conllu(path: Path) -> list[Tree]:
    """All sentences of a gzipped file. Raises ValueError where a line has not ten columns."""
    trees, document, paragraph = list[Tree](), "", False
    tree = Tree("", False, [], [], [], [], [])
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                document, paragraph = line.partition("=")[2].strip(), True
            elif line.startswith("# newpar"):
                paragraph = True
            elif line and not line.startswith("#"):
                cells = line.split("\t")
                if len(cells) != 10:
                    raise ValueError(f"{path.name}: a line of {len(cells)} columns: {line[:80]!r}")
                if cells[0].isdigit():
                    tree.words.append(cells[1].replace(" ", ""))
                    tree.upos.append(cells[3])
                    tree.xpos.append(cells[4])
                    tree.heads.append(int(cells[6]) - 1)
                    tree.deprel.append(cells[7])
            elif not line and tree.words:
                tree.document, tree.begins_paragraph = document, paragraph
                trees.append(tree)
                tree, paragraph = Tree("", False, [], [], [], [], []), False
    return trees
