"""Whatever the disk does, readers see a whole release, and a rerun finishes the job."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_every_operation_may_fail(tmp_path: Path) -> None:
    # All at once: they wait for the disk more than they compute. `fresh`: there is no release yet.
    runs = {}
    for name in ("kill", "ENOSPC", "EIO", "kill fresh"):
        command = [sys.executable, "-m", "tests.faults", str(tmp_path / name.replace(" ", "_")), *name.split()]
        runs[name] = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL
        )
    for name, run in runs.items():
        told, error = run.communicate(timeout=1500)
        assert run.returncode == 0, f"{name}: {error}"
        assert int(told) > 50  # operations tried
