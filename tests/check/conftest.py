from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.check import example


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The candidate that is right in everything; not to be changed."""
    return example.make(tmp_path_factory.mktemp("good"))


@pytest.fixture
def candidate(good: Path, tmp_path: Path) -> Path:
    """A copy of it to break."""
    return Path(shutil.copytree(good, tmp_path / "candidate"))
