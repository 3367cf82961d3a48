"""Whatever the disk does, readers see a whole release, and a rerun finishes the job."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("fault", ["kill", "ENOSPC", "EIO"])
def test_every_operation_may_fail(tmp_path: Path, fault: str) -> None:
    command = [sys.executable, "-m", "tests.faults", str(tmp_path), fault]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 50  # operations tried
