"""The floors: what each figure must at least be. They only rise."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.toml"
# A figure may come out lower by so much on another processor: int8 sums are rounded otherwise, and a word tips over.
WHOLE_MARGIN = 0.3
# The part has a tenth of the words, and each weighs ten times as much.
PART_MARGIN = 1.0

_HEAD = """\
# Floors of the figures of tests/eval, in percent (correlations times 100). They only rise:
# `python -m tests.eval --raise` lifts those that the model has left behind, and lowers none.
"""


@dataclass(frozen=True)
class Floors:
    """The floors of both measurings."""

    sizes: Mapping[str, int]  # what the quick part reads of each corpus: documents, of treebanks sentences
    part: Mapping[str, float]
    whole: Mapping[str, float]


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors as they are written down."""
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    return Floors(held["sizes"], held["part"], held["whole"])


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write floors down, in their order."""
    tables = []
    for name in ("sizes", "part", "whole"):
        rows = getattr(floors, name)
        tables.append("".join([f"\n[{name}]\n", *(f'"{key}" = {value}\n' for key, value in rows.items())]))
    path.write_text(_HEAD + "".join(tables), encoding="utf-8")


def find_fallen(floors: Mapping[str, float], figures: Mapping[str, float]) -> list[str]:
    """The figures that are under their floor, or were not measured."""
    return [name for name, floor in floors.items() if figures.get(name, -100.0) < floor]


def raise_floors(floors: Floors, part: Mapping[str, float], whole: Mapping[str, float]) -> Floors:
    """The floors lifted to a margin below what was measured; none is lowered, and new figures get theirs."""
    return replace(floors, part=_lift(floors.part, part, PART_MARGIN), whole=_lift(floors.whole, whole, WHOLE_MARGIN))


def _lift(floors: Mapping[str, float], figures: Mapping[str, float], margin: float) -> dict[str, float]:
    lifted = dict(floors)
    for name, figure in figures.items():
        lifted[name] = max(floors.get(name, -100.0), round(figure - margin, 1))
    return lifted
