"""Each golden case still becomes the rows that were written down for it."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.golden.cases import FOLDER, build_case, find_cases, read_expected
from tests.inline import build_inline

CASES = find_cases()


def diff(name: str, expected: dict[str, str], found: dict[str, str]) -> str:
    """What changed, in the lines of the expected files; empty if nothing did."""
    lines: list[str] = []
    for table in sorted(expected.keys() | found.keys()):
        path = f"tests/golden/{name}/expected/{table}.json"
        before, after = expected.get(table, "").splitlines(), found.get(table, "").splitlines()
        lines += difflib.unified_diff(before, after, path, "built now", lineterm="", n=0)
    return "\n".join(lines)


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, tmp_path: Path) -> None:
    expected = read_expected(name)
    assert expected, f"{name} has no expected files: write them with `make golden`"
    changes = diff(name, expected, build_case(name, tmp_path))
    if changes:
        pytest.fail(f"{changes}\n\nIf this is right: `make golden`, and review the diff.", pytrace=False)


def test_there_are_cases() -> None:
    assert len(CASES) >= 14


def test_a_change_is_told_by_its_lines() -> None:
    changes = diff("case", {"times": '[\n{"a": 1},\n{"b": 1}\n]\n'}, {"times": '[\n{"a": 1},\n{"b": 2}\n]\n'})
    assert '-{"b": 1}' in changes
    assert '+{"b": 2}' in changes
    assert '"a"' not in changes


def test_all_cases_together_pass_the_check(tmp_path: Path) -> None:
    outcome = build_inline(FOLDER, tmp_path)  # the check is the real one
    assert outcome.check is not None
    assert outcome.published is not None
    # One case is of nothing but rejects.
    assert [failure.rule for failure in outcome.check.failures] == ["at most one record in five is rejected"]
    assert outcome.facts.counts["in"] == outcome.facts.counts["out"] + outcome.facts.counts["rejected"]
