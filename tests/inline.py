"""A build in one process and without Prefect: the same stages in the same order, called where they stand."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from flows.build import build_release
from flows.pools import Pools
from flows.progress import Progress
from flows.run import Outcome, Run
from flows.settings import read_settings
from tasks.annotate.model import Model, load_model
from tasks.clean.inputs.tree import find_source

SETTINGS = replace(read_settings({}), workers=1)


def model() -> Model:
    """The language model that builds run with."""
    return load_model(SETTINGS.model, SETTINGS.model_version)


class Inline:
    """An executor that runs a function when it is handed in."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def call(step: Any, *args: Any) -> Future[Any]:
    """A Prefect task as the plain function it wraps."""
    return Inline().submit(step.fn, *args)


def build_inline(source: Path, out: Path, check: Any = None) -> Outcome:
    """Build and publish; `check`, if given, stands in for the executor of the check."""
    run = Run(find_source(str(source)), out, SETTINGS, datetime.now(UTC))
    with Progress(Console(file=io.StringIO())) as progress:
        return build_release(run, Pools(Inline(), check or Inline()), call, progress)
