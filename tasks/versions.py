"""What made a file: the versions of code, lexicons and libraries that a stage's output depends on."""

from __future__ import annotations

import hashlib
import json
import sys
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tasks.lexicon import LEXICON

ROOT = Path(__file__).resolve().parent

# The libraries whose version can change a row or a byte of what is published.
LIBRARIES = (
    "trafilatura",
    "htmldate",
    "courlan",
    "ftfy",
    "charset-normalizer",
    "py3langid",
    "lemminflect",
    "lxml",
    "justext",
    "dateparser",
    "fastwarc",
    "numpy",
    "onnxruntime",
    "tokenizers",
    "datasketch",
    "pyarrow",
    "duckdb",
)


def _hash_files(paths: list[Path], root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()[:16]


@cache
def code_version(*places: str) -> str:
    """A hash of the Python sources of these stages (folders or files below tasks/) and of what all stages share.

    Without places: of everything below tasks/.
    """
    shared = ("tables", "storage.py", "database.py", "lexicon.py", "shards.py", "watch.py") if places else ("",)
    sources: set[Path] = set()
    for place in (*places, *shared):
        path = ROOT / place
        sources.update(path.rglob("*.py") if path.is_dir() else [path])
    return _hash_files(list(sources), ROOT)


@cache
def lexicon_version() -> str:
    """A hash of all word lists."""
    return _hash_files(list(LEXICON.glob("*.tsv")), LEXICON)


def made_by(*stage: str, settings: Sequence[float | str] = ()) -> str:
    """All that the output of a stage depends on beside its input: its code, the lexicons, the libraries, settings.

    The stage is given by its places, as in code_version.
    """
    return json.dumps([code_version(*stage), lexicon_version(), library_versions(), settings])


@cache
def library_versions() -> dict[str, str]:
    """The installed version of each library in LIBRARIES, of Python, and of the Unicode tables it reads text by."""
    python = ".".join(map(str, sys.version_info[:2]))
    return {
        **{name: version(name) for name in LIBRARIES},
        "python": python,
        "unicode": unicodedata.unidata_version,
    }
