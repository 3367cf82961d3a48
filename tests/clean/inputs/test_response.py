from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import pyarrow as pa
import pytest

from tasks.clean.inputs import response
from tasks.clean.inputs.response import BadResponse, join_chunks, page_kind, read_charset, read_response
from tests.clean.inputs.making import PAGE, http


def packer(name: str) -> Callable[[bytes], bytes]:
    return lambda body: bytes(pa.Codec(name).compress(body, asbytes=True))


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: gzip.compress(body, mtime=0),
    "x-gzip": lambda body: gzip.compress(body[:10], mtime=0) + gzip.compress(body[10:], mtime=0),
    "deflate": zlib.compress,
    "br": packer("brotli"),
    "zstd": packer("zstd"),
}


def chunk(body: bytes, size: int = 40) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;note=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def body_of(content: bytes) -> bytes:
    page = read_response(content)
    assert page is not None
    return page.body


def reason_of(content: bytes) -> str:
    with pytest.raises(BadResponse) as caught:
        read_response(content)
    return caught.value.reason


@pytest.mark.parametrize("coding", PACKERS)
def test_codings_are_undone(coding: str) -> None:
    packed = PACKERS[coding](PAGE.encode())
    assert body_of(http(packed, f"Content-Type: text/html\r\nContent-Encoding: {coding.upper()}")) == PAGE.encode()


def test_deflate_without_its_head() -> None:
    head = "Content-Type: text/html\r\nContent-Encoding: deflate"
    assert body_of(http(raw_deflate(PAGE.encode()), head)) == PAGE.encode()


def test_chunks_and_two_codings() -> None:
    packed = chunk(PACKERS["br"](PACKERS["gzip"](PAGE.encode())))
    head = "Content-Type: text/html\r\nContent-Encoding: gzip, br\r\nTransfer-Encoding: chunked"
    assert body_of(http(packed, head)) == PAGE.encode()


@pytest.mark.parametrize("coding", [*PACKERS, "utf-8", "none"])
def test_a_body_that_was_unpacked_already_is_taken(coding: str) -> None:
    head = f"Content-Type: text/html\r\nContent-Encoding: {coding}\r\nTransfer-Encoding: chunked"
    assert body_of(http("\n" + PAGE, head)) == b"\n" + PAGE.encode()


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_cut_coding_is_no_page(coding: str) -> None:
    packed = PACKERS[coding](PAGE.encode() * 50)
    content = http(packed[:-9], f"Content-Type: text/html\r\nContent-Encoding: {coding}")
    assert reason_of(content) in ("truncated", "unreadable")


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "nonsense"])
def test_what_does_not_unpack_is_unreadable(coding: str) -> None:
    content = http(b"\x07\x08 no such data", f"Content-Type: text/html\r\nContent-Encoding: {coding}")
    assert reason_of(content) == "unreadable"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_bombs_are_too_large(coding: str, measure: Callable[[Callable[[], object]], int]) -> None:
    content = http(PACKERS[coding](b"\0" * (60 << 20)), f"Content-Type: text/html\r\nContent-Encoding: {coding}")
    assert len(content) < 100_000
    assert measure(lambda: reason_of(content)) < 40 << 20
    assert reason_of(content) == "too_large"


def test_packed_too_often() -> None:
    assert reason_of(http(b"x", "Content-Type: text/html\r\nContent-Encoding: gzip, gzip, gzip, gzip")) == "unreadable"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"5\r\nhello\r\n", "truncated"),
        (b"5\r\nhel", "truncated"),
        (b"5\r\nhello\r\nxyz\r\n", "unreadable"),
        (b"ffffffff\r\nhello", "truncated"),
    ],
)
def test_broken_chunks(body: bytes, reason: str) -> None:
    with pytest.raises(BadResponse) as caught:
        join_chunks(body)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("length", "cut"), [(len(PAGE) + 1, True), (len(PAGE), False), (5, False), ("x", False), ("9" * 400, False)]
)
def test_a_body_shorter_than_its_length_is_cut(length: int | str, cut: bool) -> None:
    content = http(PAGE, f"Content-Type: text/html\r\nContent-Length: {length}")
    assert (reason_of(content) if cut else body_of(content).decode()) == ("truncated" if cut else PAGE)


@pytest.mark.parametrize(
    ("content", "is_page"),
    [
        (http(head="Content-Type: text/html"), True),
        (http(head="content-type:TEXT/HTML;charset=x"), True),
        (http(head="Content-Type: application/xhtml+xml"), True),
        (http(head="Content-Type: text/plain"), True),
        (http(head="X-Nothing: 1"), True),
        (http(body="words only", head="X-Nothing: 1"), False),
        (http(head="Content-Type: image/png"), False),
        (http(head="Content-Type: application/json"), False),
        (http(status="404 Not Found"), False),
        (http(status="301 Moved"), False),
        (http(status="204"), False),
    ],
)
def test_what_is_a_page(content: bytes, is_page: bool) -> None:
    assert (read_response(content) is not None) == is_page


@pytest.mark.parametrize("content", [b"", b"hello", b"HTTP/1.1 2000 OK\r\n\r\n", b"\0" * 100, b"HTTP/1.1 \xff\r\n\r\n"])
def test_what_is_no_http(content: bytes) -> None:
    assert reason_of(content) == "unreadable"


def test_a_head_without_end_is_cut() -> None:
    assert reason_of(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; char") == "truncated"


def test_a_page_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(response, "MAX_PAGE_BYTES", len(PAGE))
    assert body_of(http(PAGE)) == PAGE.encode()
    assert reason_of(http(PAGE + "x")) == "too_large"


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [
        ("text/html; charset=utf-8", "utf-8"),
        ('text/html;Charset = "ISO-8859-1"', "ISO-8859-1"),
        ("text/html", None),
        ("text/html; charset=", None),
        ("charset" * 20_000 + "=" * 20_000, None),
    ],
)
def test_charsets(content_type: str, charset: str | None) -> None:
    assert read_charset(content_type) == charset


def test_text_is_text() -> None:
    assert page_kind("text/plain; charset=x", b"<p>") == "text"
