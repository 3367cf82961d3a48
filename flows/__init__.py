"""Orchestration: the flows, and the settings they are run with."""
