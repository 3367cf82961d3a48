"""What reading gives: records, and what could not be read. The same whatever kind of file it came from."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from tasks.tables.rejects import Reason

Body = Literal["text", "html"]

MAX_TEXT_BYTES = 16 << 20  # a novel has 1 MB; 16 MiB is no article, and what reads pages needs many times its size
MAX_ID_CHARACTERS = 1_000  # the longest URLs that servers take have 2,000 bytes; longer ids are data, not names
HASH_CHARACTERS = 24  # 96 bits: no two of 10 billion records meet by chance

# Control characters but the tab, and the two line ends of Unicode: "a\nb", "\x1b[31m", "\u2028".
UNPRINTABLE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Given:
    """What the source said about a record, before anything of it is believed. A field of the wrong type is None."""

    external_id: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published_at: str | int | float | date | None = None
    """As it was given: ISO 8601, epoch seconds, or a value of a Parquet column."""
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One input record. `body` may be empty; bytes are still to be decoded, `charset` is what HTTP said of them."""

    origin: str
    external_id: str | None
    collection: str
    kind: Body
    body: bytes | str
    charset: str | None = None
    given: Given = Given()
    retrieved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record, or the rest of a file, that cannot be read: one row of rejects."""

    origin: str
    external_id: str | None
    reason: Reason
    detail: str


def spell(text: str) -> str:
    r"""Text as valid Unicode on one line: bytes that were no UTF-8, surrogates and control characters are escaped.

    A file name as Python gives it ("caf\udce9.txt") becomes "caf\\xe9.txt", a line break "\\n".
    """
    raw = text.encode("utf-8", "surrogateescape" if _is_escaped_bytes(text) else "backslashreplace")
    return UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], raw.decode("utf-8", "backslashreplace"))


def _is_escaped_bytes(text: str) -> bool:
    """Whether its surrogates, if any, are all of the kind that stands for a byte."""
    return all("\udc80" <= letter <= "\udcff" for letter in text if "\ud800" <= letter <= "\udfff")


def collect(path: str) -> str:
    """The collection of a file: its first folder under INPUT, `default` if it lies in none."""
    folder, slash, _ = path.partition("/")
    return spell(folder) if slash else "default"


def shorten(name: str) -> str:
    """A name of at most MAX_ID_CHARACTERS; of a longer one the beginning and a hash of the whole stay."""
    if len(name) <= MAX_ID_CHARACTERS:
        return name
    return f"{name[: MAX_ID_CHARACTERS - HASH_CHARACTERS - 1]}~{digest(name.encode())}"


def digest(content: bytes) -> str:
    """The first HASH_CHARACTERS hex digits of the SHA-256: the name of a record that has none."""
    return hashlib.sha256(content).hexdigest()[:HASH_CHARACTERS]


def read_id(value: object) -> str | None:
    """An id as text: numbers are spelled out, what is empty or no plain value is no id."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "backslashreplace")
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if not isinstance(value, str | int | float | Decimal):
        return None
    return shorten(spell(str(value))) if str(value).strip() else None


def read_given(fields: Mapping[str, object]) -> Given:
    """The optional fields of a JSON or Parquet record or a sidecar. Never fails: what cannot be used is left out."""
    authors = fields.get("authors")
    names = [authors] if isinstance(authors, str) else authors if isinstance(authors, list | tuple) else []
    published = fields.get("published_at")
    return Given(
        external_id=read_id(fields.get("id")),
        title=_text(fields.get("title")),
        outlet=_text(fields.get("outlet")),
        authors=tuple(name for name in map(_text, names) if name),
        published_at=published
        if isinstance(published, str | int | float | date) and not isinstance(published, bool)
        else None,
        language=_text(fields.get("language")),
        url=_text(fields.get("url")),
    )


def _has_words(value: object) -> bool:
    return isinstance(value, str | bytes) and bool(value.strip())


def _text(value: object) -> str | None:
    """Text that is not blank, without the blanks around it."""
    return value.strip() or None if isinstance(value, str) else None


def read_fields(fields: Mapping[str, object], path: str, content: bytes) -> Record | Unreadable:
    """The record that a JSON object or a row of Parquet holds. `content` names it where no id does.

    Text wins over HTML where both are given; either may be bytes.
    """
    given = read_given(fields)
    origin = f"{spell(path)}#{given.external_id or digest(content)}"
    external_id = given.external_id or origin
    text, html = fields.get("text"), fields.get("html")
    kind: Body = "text"
    body = text
    if text is None or (_has_words(html) and not _has_words(text)):
        kind, body = "html", html
    if body is None:
        return Unreadable(origin, external_id, "empty", "the record has neither text nor html")
    if not isinstance(body, str | bytes):
        return Unreadable(origin, external_id, "not_text", f"its {kind} is of type {type(body).__name__}")
    if len(body) > MAX_TEXT_BYTES:
        return Unreadable(
            origin,
            external_id,
            "too_large",
            f"its {kind} has {len(body):,} characters or bytes, more than {MAX_TEXT_BYTES:,}",
        )
    return Record(origin, external_id, collect(path), kind, body, given=given)
