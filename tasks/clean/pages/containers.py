"""Where the article stands on its page: the box that holds nearly all of its text, and boxes in it that are not its."""

from __future__ import annotations

from collections import defaultdict

from tasks.clean.pages.extraction import Found
from tasks.clean.pages.furniture import is_boxed, is_hidden
from tasks.clean.pages.markup import Element

MAIN_SHARE = 0.8  # of the text: below it a second box holds a part of the article, so the box around both is meant
BOX_SHARE = 0.3  # of the text: what holds more is the article, whatever its class says
MOST_PLACES = 3_000  # different parents of passages; an article has some ten, live blogs some hundred


def outside(lines: list[Found]) -> set[int]:
    """The numbers of the lines that stand in boxes of other things, or after the box of the article.

    Lines before that box are kept: the lead of many articles stands apart.
    """
    weights = _weights(lines)
    total = sum(len(line.piece.text) for line in lines if line.passage is not None)
    if not weights or not total:
        return set()
    main = [element for element, weight in weights.items() if weight >= MAIN_SHARE * total]
    # Of the boxes that hold nearly all of it the innermost: the others are its ancestors, entered after it.
    innermost = main[0] if main else None
    verdicts: dict[Element, bool] = {}
    numbers: set[int] = set()
    seen_main = False
    for number, line in enumerate(lines):
        if line.passage is None:
            continue
        is_inside = innermost is not None and _is_in(line.passage.element, innermost)
        seen_main = seen_main or is_inside
        is_after = innermost is not None and seen_main and not is_inside
        if is_after or _is_in_box(line.passage.element, innermost, weights, total, verdicts):
            numbers.add(number)
    return numbers


def _weights(lines: list[Found]) -> dict[Element, int]:
    """How much of the text each element holds; an element comes before those around it."""
    by_parent: dict[Element, int] = defaultdict(int)
    for line in lines:
        if line.passage is not None and (parent := line.passage.element.getparent()) is not None:
            by_parent[parent] += len(line.piece.text)
    if len(by_parent) > MOST_PLACES:
        return {}
    weights: dict[Element, int] = defaultdict(int)
    for parent, weight in by_parent.items():
        weights[parent] += weight
        for ancestor in parent.iterancestors():
            weights[ancestor] += weight
    depth = {element: sum(1 for _ in element.iterancestors()) for element in weights}
    return dict(sorted(weights.items(), key=lambda item: -depth[item[0]]))


def _is_in(element: Element, box: Element) -> bool:
    """Whether an element stands in a box."""
    return element is box or any(ancestor is box for ancestor in element.iterancestors(box.tag))


def _is_in_box(
    element: Element, main: Element | None, weights: dict[Element, int], total: int, verdicts: dict[Element, bool]
) -> bool:
    """Whether an element is hidden or stands in a box of something else, up to the box of the article."""
    if is_hidden(element) or (is_boxed(element) and len(element) > 0 and weights.get(element, 0) <= BOX_SHARE * total):
        return True
    walked: list[Element] = []
    verdict = False
    for ancestor in element.iterancestors():
        if ancestor is main:
            break
        if ancestor in verdicts:
            verdict = verdicts[ancestor]
            break
        walked.append(ancestor)
        if (is_boxed(ancestor) or is_hidden(ancestor)) and weights.get(ancestor, 0) <= BOX_SHARE * total:
            verdict = True
            break
    for ancestor in walked:
        verdicts[ancestor] = verdict
    return verdict
