"""Marks that the tests of this folder use."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: starts a cluster or a server; some seconds")
