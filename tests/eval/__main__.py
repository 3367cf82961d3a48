"""`python -m tests.eval`: all figures of a model on the dev parts of the corpora, beside their floors.

Ends with status 1 if a figure is under its floor, with 2 if a corpus or the model is not there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from tasks.annotate.folder import BadModel
from tasks.annotate.model import load_model
from tests.eval.figures import measure
from tests.eval.floors import find_fallen, raise_floors, read_floors, write_floors

# What eight bits may cost, in points of any figure.
MOST_LOST = 0.5
# Figures that a handful of events decide (meantime has 195), and shares that a threshold moves.
OF_FEW = ("/pearson", "/found", "uner_ewt/rows exact")
ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--model", type=Path, default=ROOT / "data" / "model")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors that were left behind")
    parser.add_argument("--against", type=Path, help="a second model; fails where the first is worse by half a point")
    parser.add_argument("--json", type=Path, help="also write the figures there")
    args = parser.parse_args()
    floors = read_floors()
    try:
        model = load_model(args.model)
        whole = measure(model, args.corpora)
        part = measure(model, args.corpora, floors.sizes) if args.lift else {}
        other = measure(load_model(args.against), args.corpora) if args.against else {}
    except (BadModel, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2
    print(render(whole, floors.whole))
    lost = {name: other[name] - figure for name, figure in whole.items() if name in other}
    if lost:
        print(f"\nbehind {args.against}:", *(f"{name} {less:+.2f}" for name, less in lost.items()), sep="\n  ")
    if args.json:
        args.json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    if args.lift:
        write_floors(raise_floors(floors, part, whole))
    fallen = find_fallen(floors.whole, whole)
    if fallen:
        print(f"under the floor: {', '.join(fallen)}", file=sys.stderr)
    worse = [name for name, less in lost.items() if less >= MOST_LOST and not name.endswith(OF_FEW)]
    if worse:
        print(f"worse than {args.against} by {MOST_LOST} or more: {', '.join(worse)}", file=sys.stderr)
    return 1 if fallen or worse else 0


def render(figures: Mapping[str, float], floors: Mapping[str, float]) -> str:
    """The figures as a table, a line a figure; those under their floor are marked."""
    fallen = set(find_fallen(floors, figures))
    width = max(map(len, figures), default=0)
    lines = [f"{'':{width}}  figure   floor"]
    for name, figure in figures.items():
        floor = f"{floors[name]:7.1f}" if name in floors else "      -"
        lines.append(f"{name:{width}} {figure:7.2f} {floor}{'  under its floor' if name in fallen else ''}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
