"""What a person has asked for in a wrong way: one sentence that says so, and what would do."""

from __future__ import annotations


class Refused(ValueError):
    """The run cannot be started as it was asked for. The message is for the person, not for a log."""
