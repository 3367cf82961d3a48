"""Builds as a person runs them, for tests: in a process of their own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample"


def command(source: Path | str, out: Path) -> list[str]:
    return [sys.executable, "-m", "flows", "build", "--input", str(source), "--out", str(out)]


def run(source: Path | str, out: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(source, out),
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def manifest(out: Path) -> dict:  # type: ignore[type-arg]
    return json.loads((out / "published" / "latest" / "manifest.json").read_text())


def hashes(out: Path) -> dict[str, str]:
    latest = out / "published" / "latest"
    return {
        file.relative_to(latest).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in latest.rglob("*.parquet")
    }
