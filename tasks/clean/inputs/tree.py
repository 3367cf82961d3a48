"""Finding input files: one file, a directory tree, or a pattern."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tasks.clean.inputs.parts import PartKind, describe_error

KINDS: dict[str, PartKind] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl.gz",
    ".parquet": "parquet",
    ".warc": "warc",
    ".warc.gz": "warc.gz",
}
SIDECAR_OF = ("text", "html")
HIDDEN = re.compile(r"\.(?!\.)")  # ".cache", but not "..%2fetc.txt"
WILDCARDS = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class InputSource:
    """What INPUT names: the folder that paths are relative to, and which paths below it.

    `parts` are the names of one file, or the parts of a pattern; none for the whole folder.
    """

    root: Path
    parts: tuple[str, ...] = ()
    is_pattern: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An input file by its path below the root, as the file system spells it; `problem` if it cannot be opened.

    Without a kind it counts as left out: its name says that it is no input.
    """

    path: str
    kind: PartKind | None
    problem: str = ""


def find_source(given: str) -> InputSource:
    """What INPUT means: a file or folder of that name, else a pattern (`*`, `?`, `[...]`, `**` for any folders).

    Raises FileNotFoundError if there is no such file and no wildcard in it.
    """
    path = Path(given)
    if path.is_dir():
        return InputSource(path)
    if os.path.lexists(path):
        return InputSource(path.parent, (path.name,))
    fixed = next((n for n, part in enumerate(path.parts) if WILDCARDS & set(part)), None)
    if fixed is None or not Path(*path.parts[:fixed]).is_dir():
        raise FileNotFoundError(f"no such file, folder or pattern: {given!r}")
    return InputSource(Path(*path.parts[:fixed]), path.parts[fixed:], is_pattern=True)


def kind_of(name: str) -> PartKind | None:
    """The kind of input that a file name promises, by its ending in any case."""
    lower = name.lower()
    return next((kind for ending, kind in KINDS.items() if lower.endswith(ending) and len(lower) > len(ending)), None)


def find_files(source: InputSource, leave_out: Sequence[Path] = ()) -> Iterator[Found]:
    """The files of a source, in an order that depends on their names only. Hidden names are left out without a word.

    Links to files are followed, links to folders are not. Folders in `leave_out` are not entered, by whatever path they
    are given. Nothing is opened but folders.
    """
    if source.parts and not source.is_pattern:
        yield _look_at(source.root, source.parts[0], kind_of(source.parts[0]))
        return
    out = {place for folder in leave_out if (place := _place(folder))}
    # Folders still to be read, with the places in the pattern that their names have led to; the next one stands last.
    waiting: list[tuple[str, frozenset[int]]] = [("", _closure({0}, source.parts))]
    while waiting:
        prefix, states = waiting.pop()
        if prefix.endswith("/"):
            if _place(source.root / prefix) in out:
                continue
        elif prefix:
            yield _look_at(source.root, prefix, kind_of(prefix.rpartition("/")[2]))
            continue
        entries, problem = _list(source.root / prefix)
        if problem:
            yield Found(prefix, "broken", problem)
        stems = {name.rpartition(".")[0] for name, _ in entries if kind_of(name) in SIDECAR_OF}
        below: list[tuple[str, frozenset[int]]] = []
        for name, is_folder in entries:
            reached = _step(states, name, source.parts)
            is_sidecar = not is_folder and name.lower().endswith(".json") and name.rpartition(".")[0] in stems
            if HIDDEN.match(name) or is_sidecar or not reached:
                continue
            if is_folder or len(source.parts) in reached:
                below.append((f"{prefix}{name}/" if is_folder else f"{prefix}{name}", reached))
        waiting.extend(sorted(below, key=lambda entry: os.fsencode(entry[0]), reverse=True))


def _step(states: frozenset[int], name: str, pattern: tuple[str, ...]) -> frozenset[int]:
    """Where in the pattern one more name leads. At the end of it everything below matches too."""
    reached = set()
    for state in states:
        if state == len(pattern) or pattern[state] == "**":
            reached.add(state)
        elif fnmatchcase(name, pattern[state]):
            reached.add(state + 1)
    return _closure(reached, pattern)


def _closure(states: set[int], pattern: tuple[str, ...]) -> frozenset[int]:
    """With the states that are reached without a name: `**` may stand for no folder at all."""
    reached = set(states)
    for state in range(len(pattern)):
        if state in reached and pattern[state] == "**":
            reached.add(state + 1)
    return frozenset(reached)


def _place(folder: Path) -> tuple[int, int] | None:
    """What tells a folder apart, by whatever path it is reached."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _list(folder: Path) -> tuple[list[tuple[str, bool]], str]:
    """The names in a folder but links to folders, each with whether it is a folder; and why it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            names = [(entry.name, entry.is_dir(follow_symlinks=False), entry.is_symlink()) for entry in entries]
    except OSError as error:
        return [], f"the folder cannot be read: {describe_error(error)}"
    return [
        (name, is_folder) for name, is_folder, is_link in names if not (is_link and _leads_to_folder(folder / name))
    ], ""


def _leads_to_folder(link: Path) -> bool:
    try:
        return stat.S_ISDIR(link.stat().st_mode)
    except OSError:  # to nothing, or to itself
        return False


def _look_at(root: Path, path: str, kind: PartKind | None) -> Found:
    """A file with what keeps it from being read. A name that is no input is not looked at."""
    if kind is None:
        return Found(path, None)
    try:
        mode = (root / path).stat().st_mode
    except OSError as error:
        return Found(path, "broken", f"it cannot be opened: {describe_error(error)}")
    return Found(path, kind) if stat.S_ISREG(mode) else Found(path, "broken", "not a regular file")
