"""What tests of more than one folder share."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.runs import SAMPLE, run


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """The sample, built and published once for all tests."""
    out = tmp_path_factory.mktemp("sample")
    return run(SAMPLE, out), out
