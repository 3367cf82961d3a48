"""What was found to break which rule where: how often, and the first few examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

# Examples kept of each rule and place: enough to see what is common to them.
EXAMPLES = 5
# Characters of an example: an id, a place and some words.
LENGTH = 240


@dataclass
class Findings:
    """Counts and examples by rule and place (a table, or the release)."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: defaultdict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, rule: str, place: str, example: str, count: int = 1) -> None:
        """Count what breaks a rule, with an example of it."""
        self.counts[rule, place] += count
        kept = self.examples[rule, place]
        if len(kept) < EXAMPLES:
            kept.append(shorten(example))


def shorten(example: str) -> str:
    """An example at a length that a page can show."""
    return example if len(example) <= LENGTH else example[: LENGTH - 1] + "…"
