from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest


@pytest.fixture
def measure() -> Callable[[Callable[[], object]], int]:
    """The most bytes that a piece of work has at one time."""

    def peak(work: Callable[[], object]) -> int:
        tracemalloc.start()
        try:
            work()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    return peak
