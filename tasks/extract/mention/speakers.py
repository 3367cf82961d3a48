"""Who speaks where: the attribution in whose direct speech a word stands."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from tasks.annotate.annotation import Annotation
from tasks.extract.mention.found import Found
from tasks.extract.mention.tree import Tree

OPENING, CLOSING, EITHER = frozenset("“„«"), frozenset("”»"), frozenset(('"', "``", "''"))


def quoted_words(tree: Tree) -> bytearray:
    """1 for each word within double quotation marks; a quotation ends with its paragraph at the latest."""
    out = bytearray(len(tree.words))
    inside, paragraph = False, -1
    for number, form in enumerate(tree.forms):
        if inside and tree.paragraph(number) != paragraph:
            inside = False
        if form in OPENING or (form in EITHER and not inside):
            inside, paragraph = True, tree.paragraph(number)
        elif form in CLOSING or form in EITHER:
            inside = False
        else:
            out[number] = inside
    return out


def innermost(annotation: Annotation, asked: Sequence[int], words: Sequence[int]) -> list[int]:
    """For each of some words, in order, which of the attributions asked for has the shortest piece of content about it.

    -1 stands for none.
    """
    pieces = sorted((*piece, number) for number in asked for piece in annotation.attributions[number].content)
    out, at, heap = list[int](), 0, list[tuple[int, int, int]]()
    for word in words:
        while at < len(pieces) and pieces[at][0] <= word:
            first, end, number = pieces[at]
            heappush(heap, (end - first, end, number))
            at += 1
        while heap and heap[0][1] <= word:
            heappop(heap)
        out.append(heap[0][2] if heap else -1)
    return out


def speakers_of(
    tree: Tree, annotation: Annotation, found: Sequence[Found], sources: Sequence[Sequence[Found]]
) -> tuple[bytearray, dict[int, Found]]:
    """Which words are quoted, and by head word the source in whose direct speech a mention stands, where it is one.

    "“I think he lied,” she said": the quotation is hers, not what she says that she thinks.
    """
    quoted = quoted_words(tree)
    words = sorted(one.head for one in found if quoted[one.head])
    asked = [number for number, of in enumerate(sources) if len(of) == 1 and not quoted[of[0].head]]
    numbers = innermost(annotation, asked, words)
    return quoted, {word: sources[number][0] for word, number in zip(words, numbers, strict=True) if number >= 0}
