"""The report of a release: a static page, the first thing a person opens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tasks.publish.manifest import Facts, TableFile
from tasks.storage import open_parquet
from tasks.tables import TABLES

# Rejects shown by name; the table has them all.
SHOWN = 200

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render_report(release: str, files: Sequence[TableFile], facts: Facts, candidate: Path) -> str:
    """The page as HTML: what was published and what was rejected. Everything from outside is escaped."""
    rows = {table.name: sum(file.rows for file in files if file.table == table.name) for table in TABLES}
    return _TEMPLATES.get_template("report.html.j2").render(
        release=release,
        facts=facts,
        tables=[(table, rows[table.name]) for table in TABLES],
        size=sum(file.bytes for file in files),
        rejects=_first_rejects(candidate),
        shown=SHOWN,
    )


def _first_rejects(candidate: Path) -> list[dict[str, str | None]]:
    rejects: list[dict[str, str | None]] = []
    for file in sorted((candidate / "rejects").glob("*.parquet")):
        for batch in open_parquet(file).iter_batches(batch_size=SHOWN):
            rejects += islice(batch.to_pylist(), SHOWN - len(rejects))
            if len(rejects) >= SHOWN:
                return rejects
    return rejects
