"""The door to great_expectations: no analytics, no progress bars, nothing on the terminal, nothing on the disk."""

from __future__ import annotations

import functools
import logging
import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

# Read when the package is imported: what is validated here is nobody else's business.
os.environ["GX_ANALYTICS_ENABLED"] = "false"
with warnings.catch_warnings():
    # Its imports use modules that Python deprecates; we can do nothing about it.
    warnings.simplefilter("ignore", DeprecationWarning)
    import great_expectations as gx
    import great_expectations.expectations as kinds
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )
    from great_expectations.expectations.expectation import Expectation
    from great_expectations.expectations.metadata_types import FailureSeverity
    from great_expectations.expectations.row_conditions import Column, Condition

# It logs each metric that cannot be computed; we report those ourselves.
logging.getLogger("great_expectations").setLevel(logging.CRITICAL)

__all__ = ["Column", "Condition", "Expectation", "FailureSeverity", "Outcome", "Suite", "gxe", "validate"]

Suite = gx.ExpectationSuite
# The kinds of expectations; the package does not declare what it exports.
gxe: Any = kinds

# Where the exception of one expectation is looked up, and how much of it is shown.
_MESSAGE, _MESSAGE_LENGTH = "exception_message", 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """An expectation that a frame does not meet."""

    rule: str
    why: str
    severity: str  # critical or warning
    found: int  # rows that break the rule; 1 where it is about the frame as a whole
    rows: tuple[int, ...]  # positions of the first of them
    columns: tuple[str, ...]  # the columns it is about; empty for the frame as a whole
    note: str  # what is wrong where no row can be named


@functools.cache
def _batches() -> Any:
    """An ephemeral context with one place to hand frames to. No Data Docs: they render cells as raw HTML."""
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False, metric_calculations=False),
    )
    context = gx.get_context(mode="ephemeral", project_config=config)
    return (
        context.data_sources.add_pandas("frames")
        .add_dataframe_asset("frame")
        .add_batch_definition_whole_dataframe("whole")
    )


def validate(suite: Suite, frame: pd.DataFrame) -> list[Outcome]:
    """What of the suite a frame (index 0, 1, 2 ...) does not meet. A column that is not there fails, it does not raise.

    SUMMARY names the first twenty rows; COMPLETE would hold every bad cell in memory. Where there is no row, what is
    expected of columns holds, and is not computed.
    """
    if frame.empty:
        suite = Suite(
            name=suite.name, expectations=[one for one in suite.expectations if not _columns(one.configuration.kwargs)]
        )
    if not suite.expectations:
        return []
    result = _batches().get_batch(batch_parameters={"dataframe": frame}).validate(suite, result_format="SUMMARY")
    return [_outcome(one, len(frame)) for one in result.results if not one.success]


_COLUMNS = ("column", "column_A", "column_B")


def _columns(arguments: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(arguments[name]) for name in _COLUMNS if arguments.get(name))


def _outcome(result: Any, n_rows: int) -> Outcome:
    config, details = result.expectation_config, result.result
    found = details.get("unexpected_count")
    note = ""
    if found is None:
        found = 1 if "observed_value" in details else max(1, n_rows)
        note = f"observed: {details['observed_value']}" if "observed_value" in details else _message(result)
    return Outcome(
        rule=config.meta["rule"],
        why=config.meta["why"],
        severity=str(config.severity.value),
        found=int(found),
        rows=tuple(int(row) for row in details.get("partial_unexpected_index_list") or ()),
        columns=_columns(config.kwargs),
        note=note,
    )


def _message(result: Any) -> str:
    """The message of an exception, which stands in the information itself or one level deeper, by metric."""
    information: Mapping[str, Any] = result.exception_info or {}
    for place in (information, *(value for value in information.values() if isinstance(value, Mapping))):
        if place.get(_MESSAGE):
            return str(place[_MESSAGE])[:_MESSAGE_LENGTH]
    return "it could not be evaluated"
