from __future__ import annotations

from tests.check.conftest import good

__all__ = ["good"]
