"""WARC, plain or gzipped: the pages among its records, streamed, each slice read by seeking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from tasks.clean.inputs.frames import Frame, FrameReader
from tasks.clean.inputs.parts import Cutter, Measured, Part, begin_hash
from tasks.clean.inputs.record import Given, Record, Unreadable, collect, digest, read_id, shorten, spell
from tasks.clean.inputs.response import MAX_PAGE_BYTES, BadResponse, Page, page_kind, read_charset, read_response
from tasks.clean.inputs.streams import open_regular

MAX_BLOCK_BYTES = MAX_PAGE_BYTES + (1 << 20)  # a page, the heads of its response and of its chunks
MAX_FRAMES = 5_000  # in one part: a run of pictures and scripts without a page is passed over in steps too
PAGE_RECORDS = ("response", "resource")


def plan_warc(root: Path, path: str, kind: Literal["warc", "warc.gz"]) -> Iterator[Measured]:
    """The file in parts, cut by content. Reads it once, in flat memory. Raises OSError."""
    with open_regular(root / path) as file:
        reader = FrameReader(file, kind == "warc.gz")
        first: Frame | None = None
        n_frames = 0
        cutter = Cutter()
        content = begin_hash(path, kind)
        reader.digest = content
        for frame in reader:
            first = first or frame
            n_frames += 1
            cut = cutter.add(repr(frame.fields).encode(), int(may_be_page(frame)), frame.n_bytes)
            content.update(f"\n{frame.declared} {frame.n_bytes} {frame.problem}\n".encode())
            if cut or n_frames >= MAX_FRAMES:
                if cutter.n_records:
                    yield _measure(Part(path, kind, first.start, first.skip, n_frames), content.hexdigest(), cutter)
                first, n_frames, cutter, content = None, 0, Cutter(), begin_hash(path, kind)
                reader.digest = content
        if first is not None and cutter.n_records:
            yield _measure(Part(path, kind, first.start, first.skip, n_frames), content.hexdigest(), cutter)


def _measure(part: Part, sha256: str, cutter: Cutter) -> Measured:
    return Measured(part, sha256, cutter.n_records, cutter.n_bytes)


def may_be_page(frame: Frame) -> bool:
    """Whether a record may become a row: a response or resource, or one that cannot be trusted."""
    return frame.fields.get("warc-type", "").lower() in PAGE_RECORDS or bool(frame.problem)


def read_warc(root: Path, part: Part) -> Iterator[Record | Unreadable]:
    """The pages of a part, and a reject for each record that is cut or broken.

    Raises OSError if the file is not as it was when the part was planned.
    """
    n_frames = 0
    with open_regular(root / part.path) as file:
        for frame in FrameReader(file, part.kind == "warc.gz", part.start, part.skip, _keep):
            n_frames += 1
            row = read_frame(frame, part.path)
            if row is not None:
                yield row
            if n_frames == part.count:
                return
    raise OSError(f"{spell(part.path)} has changed since it was planned: {n_frames} of {part.count} records")


def _keep(fields: dict[str, str]) -> int:
    return MAX_BLOCK_BYTES if fields.get("warc-type", "").lower() in PAGE_RECORDS else 0


def read_frame(frame: Frame, path: str) -> Record | Unreadable | None:
    """The row that a WARC record becomes; None if there is no page in it."""
    if not may_be_page(frame):
        return None
    url = frame.fields.get("warc-target-uri", "").strip("<> ") or None
    record_id = read_id(frame.fields.get("warc-record-id", "").strip("<> "))
    name = record_id or read_id(url) or (digest(frame.payload) if frame.payload else None)
    origin = f"{spell(path)}#{name}" if name else spell(path)
    external_id = read_id(url) or shorten(origin)
    if frame.problem:
        if frame.n_bytes > MAX_BLOCK_BYTES:
            return Unreadable(origin, external_id, "too_large", f"a record of {frame.n_bytes:,} bytes, and not whole")
        cut = frame.declared is not None and frame.n_bytes < frame.declared
        return Unreadable(origin, external_id, "truncated" if cut else "unreadable", spell(frame.problem))
    try:
        page = _read_page(frame, url or "")
    except BadResponse as error:
        return Unreadable(origin, external_id, error.reason, spell(str(error)))
    if page is None:
        return None
    if frame.fields.get("warc-truncated"):
        detail = f"the crawler cut it: {spell(frame.fields['warc-truncated'])[:40]}"
        return Unreadable(origin, external_id, "truncated", detail)
    given = Given(url=url)
    retrieved_at = read_date(frame.fields.get("warc-date", ""))
    return Record(origin, external_id, collect(path), page.kind, page.body, page.charset, given, retrieved_at)


def _read_page(frame: Frame, url: str) -> Page | None:
    """The page in a response or resource. Raises BadResponse."""
    too_large = frame.n_bytes > len(frame.payload)
    if frame.fields.get("warc-type", "").lower() == "response":
        if not url.lower().startswith(("http:", "https:")):
            return None
        try:
            page = read_response(frame.payload)
        except BadResponse:
            if not too_large:
                raise
            page = Page("html", b"", None)
    else:
        content_type = frame.fields.get("content-type", "")
        kind = page_kind(content_type, frame.payload)
        page = None if kind is None else Page(kind, frame.payload, read_charset(content_type))
    if page is not None and (too_large or len(page.body) > MAX_PAGE_BYTES):
        raise BadResponse("too_large", f"a page of more than {MAX_PAGE_BYTES:,} bytes")
    return page


def read_date(value: str) -> datetime | None:
    """The moment in a WARC-Date, in UTC; None if it is none."""
    try:
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
