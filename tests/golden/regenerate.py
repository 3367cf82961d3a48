"""`python -m tests.golden.regenerate [CASE ...]`: write the expected files anew. Review their diff like code."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.golden.cases import build_case, find_cases, read_expected, write_expected


def main() -> None:
    """Write all cases, or those named."""
    known = find_cases()
    for name in sys.argv[1:] or known:
        if name not in known:
            sys.exit(f"no case {name!r}; there are {', '.join(known)}")
        before = read_expected(name)
        with tempfile.TemporaryDirectory() as out:
            tables = build_case(name, Path(out))
        write_expected(name, tables)
        print(f"{name:30} {'unchanged' if tables == before else 'changed'}")


if __name__ == "__main__":
    main()
