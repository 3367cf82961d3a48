"""One JSON object in some bytes, read without being harmed by it."""

from __future__ import annotations

import json
import re

from tasks.tables.rejects import Reason

MAX_DEPTH = 100  # deeper than any record is; Python's parser gives up at a depth that depends on who called it
MAX_VALUES = 2_000_000  # 32 MiB of "[],[]," would take 1 GB as objects; 32 MiB of English have 400,000 commas
MAX_DIGITS = 4_000  # Python refuses to read or write a whole number of more than 4,300

# A string, closed or not, or a bracket: '"a \\" b"', "[", "}". Possessive, so linear and without a stack.
STRING_OR_BRACKET = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[][{}]', re.DOTALL)


class BadObject(ValueError):
    """The bytes are no JSON object. `reason` as in the table rejects; the message is the detail."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason: Reason = reason


def read_object(content: bytes) -> dict[str, object]:
    """The object. Where the bytes are no UTF-8, each wrong byte is one surrogate in its strings. Raises BadObject."""
    opened = content.count(b"[") + content.count(b"{")
    if opened + content.count(b",") > MAX_VALUES:
        raise BadObject("too_large", f"more than {MAX_VALUES:,} values in one record")
    if opened > MAX_DEPTH and _depth(content) > MAX_DEPTH:
        raise BadObject("bad_record", f"JSON nested deeper than {MAX_DEPTH}")
    try:
        value = json.loads(content.decode("utf-8", "surrogateescape"), parse_int=_read_whole)
    except (ValueError, RecursionError) as error:
        raise BadObject("bad_record", f"no JSON: {error}") from error
    if not isinstance(value, dict):
        raise BadObject("bad_record", f"JSON of type {type(value).__name__}, not an object")
    return value


def _read_whole(digits: str) -> int | str:
    """A whole number; one that is too long for Python stays text."""
    return int(digits) if len(digits) <= MAX_DIGITS else digits


def _depth(content: bytes) -> int:
    """How deep brackets are nested, up to one more than MAX_DEPTH."""
    depth = deepest = 0
    for found in STRING_OR_BRACKET.finditer(content):
        bracket = found[0]
        if bracket in (b"[", b"{"):
            depth += 1
            deepest = max(deepest, depth)
            if deepest > MAX_DEPTH:
                break
        elif bracket in (b"]", b"}"):
            depth -= 1
    return deepest
