"""What a run prints at its end: what went in, what came out, what was rejected and why, and where it all is."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console, Group
from rich.table import Table

from flows.run import Outcome
from tasks.tables import TABLES


def print_summary(console: Console, source: str, out: Path, outcome: Outcome, seconds: float) -> None:
    """Print the summary of a run, whether it published, had nothing new, or failed its checks."""
    console.print(_counts(source, outcome))
    console.print(_verdict(out, outcome, seconds), soft_wrap=True, highlight=False)


def _counts(source: str, outcome: Outcome) -> Group:
    counts, rejected = outcome.facts.counts, outcome.facts.rejected
    flow = Table(box=None, pad_edge=False, show_header=False)
    flow.add_column(justify="left")
    flow.add_column(justify="right")
    flow.add_column(justify="left", style="dim")
    flow.add_row("records in", f"{counts['in']:,}", _shards(source, outcome))
    flow.add_row("documents", f"{counts['out']:,}", _listed(outcome.facts.duplicates, "copies: "))
    flow.add_row("rejected", f"{counts['rejected']:,}", _listed(rejected))
    rows = Table(box=None, pad_edge=False, show_header=False)
    rows.add_column(justify="left")
    rows.add_column(justify="right")
    for table in (table.name for table in TABLES):
        n = outcome.rows[table]
        if n and table not in ("documents", "rejects"):
            rows.add_row(table, f"{n:,}")
    return Group("", flow, "", rows, "")


def _shards(source: str, outcome: Outcome) -> str:
    shards = outcome.facts.shards
    reused = f", {shards['reused']} reused" if shards["reused"] else ""
    skipped = f"; {_many(outcome.skipped, 'file')} of other kinds left out" if outcome.skipped else ""
    return f"from {source}, {_many(shards['total'], 'shard')}{reused}{skipped}"


def _listed(counts: object, before: str = "") -> str:
    assert isinstance(counts, dict)
    return before + ", ".join(f"{n} {name}" for name, n in counts.items()) if counts else ""


def _verdict(out: Path, outcome: Outcome, seconds: float) -> str:
    if outcome.published is None:
        assert outcome.check is not None
        page = out / "work" / "check" / "index.html"
        return (
            f"[bold red]not published[/]: {outcome.check.critical} of {outcome.check.expectations} expectations "
            f"failed; what was published before stays as it is.\nwhat failed: {_shown(page)}"
        )
    release = _shown(out / "published" / outcome.published.release.name)
    if not outcome.published.new:
        return f"nothing new: {release} already holds exactly this; nothing was published ({seconds:.0f} s)"
    warned = "".join(f"\nwarning: {_shown(warning)}" for warning in outcome.facts.warnings)
    return f"[bold green]published[/] {release} ({seconds:.0f} s)\nreport: {release}/report/index.html{warned}"


def _many(n: int, thing: str) -> str:
    return f"{n:,} {thing}" if n == 1 else f"{n:,} {thing}s"


def _shown(text: object) -> str:
    # Brackets in a path are not markup.
    return str(text).replace("[", r"\[")
