"""The command line: `python -m flows build --input data/sample --out data`.

Nothing heavy is imported here: worker processes read this module too.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import UTC, datetime
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Run one flow. Exit status 0: done; 1: it failed or its checks did; 2: it was asked for in a wrong way."""
    parser = argparse.ArgumentParser(prog="python -m flows", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="build and publish a release")
    build.add_argument("--input", required=True, help="file, folder or pattern")
    build.add_argument("--out", required=True, type=Path, help="where work/ and published/ are")
    args = parser.parse_args(argv)
    return _build(args.input, args.out)


def _build(source: str, out: Path) -> int:
    from rich.console import Console

    from flows.lock import Busy
    from flows.pools import open_pools
    from flows.prefect_local import prefect_api
    from flows.run import Run, is_waiting
    from flows.settings import BadSetting, read_settings
    from tasks.clean.inputs.tree import find_source
    from tasks.workers import ExecutorError

    begun, console = time.monotonic(), Console()
    try:
        settings = read_settings()
        run = Run(find_source(source), out, settings, datetime.now(UTC))
        with open_pools(settings, at_once=is_waiting(run)), prefect_api(out / "work" / "prefect"):
            from flows.build import build

            outcome = build(source, str(out))
    except (BadSetting, FileNotFoundError, Busy, ExecutorError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"The run stopped: {error}. What is finished is kept; run it again to go on.", file=sys.stderr)
        return 1
    from flows.summary import print_summary

    print_summary(console, out, outcome, time.monotonic() - begun)
    return 0 if outcome.published is not None else 1


if __name__ == "__main__":
    sys.exit(main())
