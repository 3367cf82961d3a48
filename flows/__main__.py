"""The command line: `python -m flows build --input data/sample --out data`.

Nothing heavy is imported here: worker processes read this module too.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.run import Outcome

INTERRUPTED = 130  # what shells say of a command that Ctrl-C ended


def main(argv: list[str] | None = None) -> int:
    """Run one flow. Exit status 0: done; 1: it failed or its checks did; 2: it was asked for in a wrong way."""
    parser = argparse.ArgumentParser(prog="python -m flows", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="build and publish a release")
    build.add_argument("--input", required=True, help="file, folder or pattern")
    build.add_argument("--out", required=True, help="folder where work/ and published/ are")
    args = parser.parse_args(argv)
    for name in ("input", "out"):
        if not getattr(args, name).strip():
            print(f"{name.upper()} is empty; name a {'file, ' if name == 'input' else ''}folder.", file=sys.stderr)
            return 2
    return _build(str(Path(args.input).expanduser()), Path(args.out).expanduser())


def _build(source: str, out: Path) -> int:
    from rich.console import Console

    from flows.errors import Refused
    from flows.prefect_local import LocalServerError
    from tasks.annotate.folder import BadModel
    from tasks.workers import ExecutorError, WorkerDied

    begun, console = time.monotonic(), Console()
    if out.exists() and not out.is_dir():
        print(f"OUT is {out}, which is a file; name a folder.", file=sys.stderr)
        return 2
    try:
        outcome = _run(source, out)
    except KeyboardInterrupt:
        print("Stopped. What is finished is kept; run it again to go on.", file=sys.stderr)
        return INTERRUPTED
    except (Refused, BadModel, ExecutorError) as error:
        print(error, file=sys.stderr)
        return 2
    except (OSError, MemoryError, WorkerDied, LocalServerError) as error:
        print(f"The run stopped: {error}. What is finished is kept; run it again to go on.", file=sys.stderr)
        return 1
    from flows.summary import print_summary

    print_summary(console, source, out, outcome, time.monotonic() - begun)
    return 0 if outcome.published is not None else 1


def _run(source: str, out: Path) -> Outcome:
    from flows.errors import Refused
    from flows.pools import open_pools
    from flows.prefect_local import prefect_api
    from flows.run import Run, is_waiting
    from flows.settings import read_settings
    from tasks.clean.inputs.tree import find_source

    settings = read_settings()
    try:
        found = find_source(source)
    except FileNotFoundError as error:
        raise Refused(str(error)) from error
    run = Run(found, out.resolve(), settings, datetime.now(UTC))
    with open_pools(settings, at_once=is_waiting(run)), prefect_api(out.resolve() / "work" / "prefect"):
        from flows.build import build

        return build(source, str(out))


if __name__ == "__main__":
    sys.exit(main())
