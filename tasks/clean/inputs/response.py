"""HTTP responses as they stand in WARC files: is there a page in it, and what are its bytes."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from fastwarc.stream_io import BrotliReader, ZstdReader

from tasks.clean.inputs.frames import HEAD_END, read_fields
from tasks.clean.inputs.record import Body
from tasks.tables.rejects import Reason

MAX_PAGE_BYTES = 8 << 20  # unpacked; the longest pages of newspapers have 5 MB, crawlers cut at 1 to 5 MB
MAX_CODINGS = 3  # servers pack once; a page packed more often is a trap
CODING_CHUNK = 64 << 10
PAGE_TYPES: dict[str, Body] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}

STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?!\d)")  # "HTTP/1.1 200 OK"
CHUNK_HEAD = re.compile(rb"[ \t]{0,8}([0-9A-Fa-f]{1,8})[ \t]{0,8}(?:;[^\r\n]{0,1000})?\r?\n")  # "1f4;name=value\r\n"
CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([\w.:+-]{1,40})""", re.IGNORECASE)  # 'charset="utf-8"'


class BadResponse(ValueError):
    """The page cannot be had from its response. `reason` as in the table rejects; the message is the detail."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the server meant it: unpacked, not yet decoded. `charset` is what the Content-Type says."""

    kind: Body
    body: bytes
    charset: str | None


def read_response(content: bytes) -> Page | None:
    """The page in an HTTP response with its head; None if it is no page (another status, another type of content).

    Raises BadResponse if it is no HTTP, is cut, cannot be unpacked or has more than MAX_PAGE_BYTES.
    """
    status = STATUS.match(content)
    if status is None:
        raise BadResponse("unreadable", "no HTTP response")
    if status[1] != b"200":
        return None
    end = HEAD_END.search(content)
    fields = read_fields(content[: end.start()] if end else content)
    body = content[end.end() :] if end else b""
    kind = page_kind(fields.get("content-type", ""), body)
    if kind is None:
        return None
    if end is None:
        raise BadResponse("truncated", "the head of the HTTP response has no end")
    chunked = "chunked" in fields.get("transfer-encoding", "").lower() and CHUNK_HEAD.match(body) is not None
    length = fields.get("content-length", "")
    codings = [name.strip().lower() for name in fields.get("content-encoding", "").split(",") if name.strip()]
    if not chunked and length.isdecimal() and len(length) < 16 and len(body) < int(length) and _is_plain(codings):
        raise BadResponse("truncated", f"{len(body):,} of {int(length):,} bytes of the page are there")
    if chunked:
        body = join_chunks(body)
    if len(codings) > MAX_CODINGS:
        raise BadResponse("unreadable", f"packed {len(codings)} times")
    for coding in reversed(codings):
        body = unpack(coding, body)
    if len(body) > MAX_PAGE_BYTES:
        raise BadResponse("too_large", f"a page of more than {MAX_PAGE_BYTES:,} bytes")
    return Page(kind, body, read_charset(fields.get("content-type", "")))


def _is_plain(codings: list[str]) -> bool:
    """Whether nothing was packed."""
    return not set(codings) - {"identity"}


def page_kind(content_type: str, body: bytes) -> Body | None:
    """How to read a page of this type; None for what is no page. Without a type it is a page if it looks like one."""
    media_type = content_type.partition(";")[0].strip().lower()
    if not media_type:
        return "html" if body[:1_000].lstrip().startswith(b"<") else None
    return PAGE_TYPES.get(media_type)


def read_charset(content_type: str) -> str | None:
    """The charset that a Content-Type names: 'text/html; charset="utf-8"' gives utf-8."""
    found = CHARSET.search(content_type)
    return found[1] if found else None


def join_chunks(body: bytes) -> bytes:
    """The body of a chunked transfer. Raises BadResponse if it is cut or no chunks."""
    joined = io.BytesIO()
    at = 0
    while True:
        head = CHUNK_HEAD.match(body, at)
        if head is None:
            raise BadResponse("truncated" if at >= len(body) else "unreadable", f"no chunk at byte {at:,} of the body")
        size = int(head[1], 16)
        if size == 0:
            return joined.getvalue()
        if head.end() + size > len(body):
            raise BadResponse("truncated", f"the last chunk has {len(body) - head.end():,} of {size:,} bytes")
        joined.write(memoryview(body)[head.end() : head.end() + size])
        at = head.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0


def unpack(coding: str, body: bytes) -> bytes:
    """A body without one content coding, at most MAX_PAGE_BYTES + 1 bytes of it. Raises BadResponse.

    Some archives keep the coding in the head and unpack the body: what does not unpack and begins like a page is taken
    as it is.
    """
    try:
        return UNPACKERS[coding](body)
    except KeyError:
        if not _looks_unpacked(body):
            raise BadResponse("unreadable", f"unknown content coding {coding[:40]!r}") from None
    except EOFError:
        raise BadResponse("truncated", f"the {coding} data end in the middle") from None
    except (zlib.error, OSError) as error:
        if not _looks_unpacked(body):
            raise BadResponse("unreadable", f"no {coding} data: {error}") from None
    return body


def _looks_unpacked(body: bytes) -> bool:
    return body[:1_000].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _unpack_zlib(body: bytes, wbits: int) -> bytes:
    unpacker = zlib.decompressobj(wbits)
    unpacked = unpacker.decompress(body, MAX_PAGE_BYTES + 1)
    while unpacker.eof and unpacker.unused_data[:2] == b"\x1f\x8b" and len(unpacked) <= MAX_PAGE_BYTES:
        rest = unpacker.unused_data
        unpacker = zlib.decompressobj(wbits)
        unpacked += unpacker.decompress(rest, MAX_PAGE_BYTES + 1 - len(unpacked))
    if not unpacker.eof and len(unpacked) <= MAX_PAGE_BYTES:
        raise EOFError
    return unpacked


def _unpack_deflate(body: bytes) -> bytes:
    """`deflate` is zlib by the standard; some servers send it without the zlib head."""
    try:
        return _unpack_zlib(body, 15)
    except zlib.error:
        return _unpack_zlib(body, -15)


def _unpack_stream(open_reader: Callable[[io.BytesIO], BrotliReader | ZstdReader], body: bytes) -> bytes:
    unpacked = io.BytesIO()
    reader = open_reader(io.BytesIO(body))
    while unpacked.tell() <= MAX_PAGE_BYTES and (chunk := reader.read(CODING_CHUNK)):
        unpacked.write(chunk)
    return unpacked.getvalue()


UNPACKERS: dict[str, Callable[[bytes], bytes]] = {
    "identity": bytes,
    "gzip": lambda body: _unpack_zlib(body, 31),
    "x-gzip": lambda body: _unpack_zlib(body, 31),
    "deflate": _unpack_deflate,
    "br": lambda body: _unpack_stream(BrotliReader, body),
    "zstd": lambda body: _unpack_stream(ZstdReader, body),
}
