"""The README tells the truth: its dictionary is current, and its examples run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tasks.tables.dictionary import replace_dictionary

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_the_dictionary_is_current() -> None:
    assert replace_dictionary(README) == README, "run `make dictionary`"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda code: code.split("import ")[1].split()[0])
def test_the_examples_run(sample, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    _, out = sample
    (tmp_path / "data").symlink_to(out)
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})


def test_there_are_three_readers() -> None:
    assert len(EXAMPLES) == 3


def test_every_setting_is_in_the_readme() -> None:
    source = (Path(__file__).resolve().parent.parent / "flows" / "settings.py").read_text(encoding="utf-8")
    for name in set(re.findall(r"ONRECORD_[A-Z_]+", source)):
        assert f"`{name}`" in README
