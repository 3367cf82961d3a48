"""The README tells the truth: its dictionary is current, and its examples run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tasks.tables.dictionary import replace_dictionary

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
# Each example, and what stands below it as its output.
EXAMPLES = re.findall(r"```python\n(.*?)```\n((?:\n(?:    [^\n]*\n)+)?)", README, re.DOTALL)


def test_the_dictionary_is_current() -> None:
    assert replace_dictionary(README) == README, "run `make dictionary`"


@pytest.mark.parametrize(("example", "output"), EXAMPLES, ids=["numbers", "statements", "duckdb", "polars"])
def test_the_examples_print_what_the_readme_says(  # type: ignore[no-untyped-def]
    sample,
    example: str,
    output: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out = sample
    (tmp_path / "data").symlink_to(out)
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert told == [line.split() for line in output.strip().splitlines()]


def test_every_setting_is_in_the_readme() -> None:
    source = (Path(__file__).resolve().parent.parent / "flows" / "settings.py").read_text(encoding="utf-8")
    for name in set(re.findall(r"ONRECORD_[A-Z_]+", source)):
        assert f"`{name}`" in README
