"""Every expectation says what it is about and why; nothing goes to the terminal, the disk or the network."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from expectations import across
from expectations.basics import expect
from expectations.engine import Suite, gxe, validate
from tasks.tables import TABLES

ROOT = Path(across.__file__).parents[1]


@pytest.mark.parametrize("suite", [*across.suites().values(), across.suite()], ids=lambda suite: suite.name)
def test_every_expectation_has_a_name_of_its_own_and_a_reason(suite: Suite):
    rules = [one.meta["rule"] for one in suite.expectations]
    assert len(rules) == len(set(rules))
    for one in suite.expectations:
        assert one.meta["why"].endswith(".")
        assert one.meta["why"] != one.meta["rule"]
        assert len(one.meta["why"].split()) > 4
        assert one.severity.value in ("critical", "warning")


def test_what_is_declared_is_expected():
    for table in TABLES:
        rules = {one.meta["rule"] for one in across.suites()[table.name].expectations}
        for column in table.columns:
            assert (f"{column.name} is never null" in rules) == (not column.nullable)
            assert (f"{column.name} is one of its declared values" in rules) == (column.values is not None)


def test_rules_are_about_tables():
    names = {"release", *(table.name for table in TABLES)}
    for rule in across.RULES:
        assert rule.tables
        assert set(rule.tables) <= names
    assert len({rule.name for rule in across.RULES}) == len(across.RULES)


def test_facts_fail_where_something_was_found():
    rule = across.RULES[0]
    [outcome] = validate(across.suite(), across.facts({(rule.name, "times"): 3}))
    assert outcome.rule == rule.name
    assert [across.PLACES[row] for row in outcome.rows] == ["times"]


def test_a_column_that_is_not_there_fails():
    suite = Suite(
        name="s", expectations=[expect(gxe.ExpectColumnValuesToNotBeNull, "x is never null", "Why.", column="x")]
    )
    [outcome] = validate(suite, pd.DataFrame({"y": [1, 2]}))
    assert (outcome.found, outcome.rows) == (2, ())
    assert "x" in outcome.note


def test_no_other_module_imports_great_expectations():
    for path in [*ROOT.glob("tasks/**/*.py"), *ROOT.glob("flows/**/*.py"), *ROOT.glob("expectations/*.py")]:
        if path.name == "engine.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.startswith("great_expectations") for name in names), path


def test_the_check_loads_it_only_when_it_runs_and_says_nothing(tmp_path: Path, good: Path):
    code = f"""
import sys, tempfile
from pathlib import Path
from tasks.check.candidate import CheckJob, check_candidate
assert "great_expectations" not in sys.modules
import socket
def refuse(*args, **kwargs): raise SystemExit("the network was asked for")
socket.socket.connect = socket.getaddrinfo = refuse
assert check_candidate(CheckJob(Path({str(good)!r}), Path({str(tmp_path / "check")!r}), 6)).passed
assert not check_candidate(CheckJob(Path({str(good)!r}), Path({str(tmp_path / "check")!r}), 7)).passed
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120,
        env={"PATH": "", "HOME": str(tmp_path / "home")},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (tmp_path / "home").exists()
