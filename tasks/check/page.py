"""The page of what failed: plain HTML without scripts, in which hostile cells stay text."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2

from tasks import durable

if TYPE_CHECKING:
    from tasks.check.candidate import CheckReport

TEMPLATE = "page.html.j2"
NAME = "index.html"
# How control characters, line ends and marks that reverse the direction of writing are shown.
_UNSEEN = {
    code: f"\\u{code:04x}"
    for code in (
        *range(0x20),
        *range(0x7F, 0xA0),
        *range(0x200E, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
    )
}


def publish(folder: Path, report: CheckReport, rows: Mapping[str, int], records: int) -> None:
    """Write the page if anything failed, remove an old one if nothing did. Raises OSError."""
    if report.failures:
        durable.write(folder / NAME, render(report, rows, records).encode())
    else:
        (folder / NAME).unlink(missing_ok=True)


def render(report: CheckReport, rows: Mapping[str, int], records: int) -> str:
    """The page as HTML. `rows` is by table, `records` what went into the build."""
    return _environment().get_template(TEMPLATE).render(report=report, rows=rows, records=records)


def show(text: str) -> str:
    """Text of an article as it may be shown: what cannot be seen is written out."""
    return text.translate(_UNSEEN)


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["show"] = show
    environment.filters["thousands"] = "{:,}".format
    return environment
