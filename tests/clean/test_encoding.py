"""Bytes to text, and text to what can be printed."""

import codecs
import contextlib
import random
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.encoding import NotText, codec_of, decode, printable

ACCENTS = "Mr. Müller of São Vicente told the café’s owner that “nothing” was lost – not a cent.\n" * 6
RUSSIAN = "Мэр города сообщил, что мост откроют через три недели. Рабочие не успели из-за дождя.\n" * 6
JAPANESE = "市長は月曜日に橋の再開が三週間遅れると発表した。住民は遠回りをしなければならない。\n" * 6


@pytest.mark.parametrize(
    ("data", "declared", "markup", "text"),
    [
        (b"plain words", None, False, "plain words"),
        (ACCENTS.encode(), None, False, ACCENTS),
        (ACCENTS.encode(), "iso-8859-1", False, ACCENTS),  # says Latin-1, is UTF-8
        (ACCENTS.encode(), "klingon", False, ACCENTS),
        (ACCENTS.encode(), "utf-7", False, ACCENTS),
        (ACCENTS.encode("cp1252"), None, False, ACCENTS),
        (ACCENTS.encode("cp1252"), "utf-8", False, ACCENTS),  # says UTF-8, is windows-1252
        (ACCENTS.encode("cp1252"), "ISO-8859-1", False, ACCENTS),
        (ACCENTS.encode("cp1252"), "us-ascii", False, ACCENTS),
        ("Zoë said so.".encode("latin-1"), None, False, "Zoë said so."),
        (RUSSIAN.encode("cp1251"), "windows-1251", False, RUSSIAN),
        (RUSSIAN.encode("cp1251"), None, False, RUSSIAN),
        (RUSSIAN.encode("koi8-r"), "koi8-r", False, RUSSIAN),
        (JAPANESE.encode("shift_jis"), "Shift_JIS", False, JAPANESE),
        (JAPANESE.encode("euc_jp"), "euc-jp", False, JAPANESE),
        (JAPANESE.encode("iso2022_jp"), "iso-2022-jp", False, JAPANESE),
        (codecs.BOM_UTF8 + ACCENTS.encode(), None, False, ACCENTS),
        (codecs.BOM_UTF16_LE + ACCENTS.encode("utf-16-le"), None, False, ACCENTS),
        (codecs.BOM_UTF16_BE + ACCENTS.encode("utf-16-be"), None, False, ACCENTS),
        (codecs.BOM_UTF32_LE + ACCENTS.encode("utf-32-le"), None, False, ACCENTS),
        (codecs.BOM_UTF16_LE + ACCENTS.encode("utf-16-le"), "utf-8", False, ACCENTS),  # the mark beats the header
        (ACCENTS.encode("utf-16-le"), None, False, ACCENTS),
        (ACCENTS.encode("utf-16-be"), None, False, ACCENTS),
        (b"price \xa380, said \x93we\x94", None, False, "price £80, said “we”"),
    ],
)
def test_decodes(data: bytes, declared: str | None, markup: bool, text: str) -> None:
    assert decode(data, declared, markup) == text


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1250">',
        "<meta charset=windows-1250>",
        "<META CHARSET = 'Windows-1250'>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">',
        '<?xml version="1.0" encoding="windows-1250"?>',
    ],
)
def test_reads_the_charset_that_a_page_names(head: str) -> None:
    page = f"{head}<p>Michał</p>".encode("cp1250")  # read as Micha³ otherwise
    assert "Michał" in decode(page, markup=True)
    assert "Michał" not in decode(page, markup=False)


def test_a_charset_after_4096_bytes_is_not_read() -> None:
    page = (b"<!--" + b"x" * 5000 + b"-->") + '<meta charset="windows-1250"><p>Michał</p>'.encode("cp1250")
    assert "Michał" not in decode(page, markup=True)


def test_the_header_beats_the_page() -> None:
    page = '<meta charset="koi8-r"><p>Мост</p>'.encode("cp1251")
    assert "Мост" in decode(page, "windows-1251", markup=True)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\0" * 1000, "not_text"),
        (b"\x89PNG\r\n\x1a\n" + b"abc" * 100, "not_text"),
        (b"%PDF-1.7\nabc", "not_text"),
        (b"PK\x03\x04abc", "not_text"),
        (b"\x1f\x8b\x08abc", "not_text"),
        (b"\x7fELFabc", "not_text"),
        (b"PAR1abc", "not_text"),
        (random.Random(3).randbytes(50_000), "not_text"),
        (("café “so” " * 400).encode().replace(b"so\xe2", b"so\xff", 80), "bad_encoding"),
    ],
)
def test_rejects_what_is_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(NotText) as caught:
        decode(data)
    assert caught.value.reason == reason
    assert str(caught.value).endswith(".")


def test_mends_a_few_broken_bytes_of_good_utf8() -> None:
    data = ACCENTS.encode() * 10 + b" one \xff two"
    assert decode(data).endswith(" one � two")


def test_a_stray_nul_does_not_cost_the_text() -> None:
    assert printable(decode(b"The mayor\0 said so on Monday, and left.")) == "The mayor said so on Monday, and left."


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("UTF8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("ASCII", "cp1252"),
        (" latin1 ", "cp1252"),
        ("gb2312", "gb18030"),
        ("x-sjis", "cp932"),
        ("utf-7", None),
        ("rot13", None),
        ("unicode_escape", None),
        ("", None),
    ],
)
def test_labels(label: str, codec: str | None) -> None:
    assert codec_of(label) == codec


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("plain", "plain"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2028two\u2029three\x0bfour\x0cfive", "one\ntwo\nthree\nfour\nfive"),
        ("one\x85two", "one\ntwo"),
        ("a\u00a0b\u2009c\u3000d", "a b c d"),
        ("a\x1cb", "a b"),
        ("tab\tstays", "tab\tstays"),
        ("in\u200bvis\u00adible\u2060\ufeff", "invisible"),
        ("\u202eabc\u202c \u2067x\u2069", "abc x"),
        ("\x00a\x1b[31mb\x07\x7f", "a[31mb"),
        ("lone \ud800 one", "lone  one"),
        ("\ufdd0a\uffff\U0010ffffb", "ab"),
        ("cafe\u0301", "café"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\U0001f469"),
        ("sÃ³lo cafÃ©", "sólo café"),
        ("He said â€œnoâ€\x9d and left", "He said “no” and left"),
        ("The firmâ€™s owner", "The firm’s owner"),
        ("good “quotes” – and 'straight' ones… ﬁne Ｗｉｄｅ", "good “quotes” – and 'straight' ones… ﬁne Ｗｉｄｅ"),
        ("Ärger über München, 5 €, 20 °C", "Ärger über München, 5 €, 20 °C"),
        ("“mixed” and â€œbrokenâ€\x9d\nnext", "“mixed” and “broken”\nnext"),
        ("", ""),
    ],
)
def test_printable(raw: str, clean: str) -> None:
    assert printable(raw) == clean


def test_long_rows_of_marks_are_cut() -> None:
    assert len(printable("a" + "\u0316" * 500 + " b")) < 40


@given(st.text())
def test_utf8_goes_round(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    try:
        assert decode(data) == text
    except NotText:
        assert not text or min(map(ord, text)) < 32 or any(0xD800 <= ord(ch) < 0xE000 for ch in text)
    except AssertionError:
        # a byte order mark is no part of the text; text of surrogates is no UTF-8
        assert text.startswith("\ufeff") or any(0xD800 <= ord(ch) < 0xE000 for ch in text)


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "latin1", "shift_jis", "nonsense"]), st.booleans())
def test_bytes_are_text_or_not(data: bytes, declared: str | None, markup: bool) -> None:
    with contextlib.suppress(NotText):
        printable(decode(data, declared, markup)).encode("utf-8")


FRAGMENTS = st.one_of(
    st.text(max_size=5),
    st.text(alphabet="ÃÂâ€™œ\x9d\x85©¢Ð\u200b\u00ad \r\n", max_size=8),
    st.text(alphabet="e\u0301\u0316\ud800\x00", max_size=8),
)


@settings(max_examples=300)
@given(st.lists(FRAGMENTS, max_size=8).map("".join))
def test_printable_is_idempotent(text: str) -> None:
    clean = printable(text)
    assert printable(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    clean.encode("utf-8")


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "é" * 500_000, "Ã©" * 200_000, "â€œ" * 150_000, "a" + "\u0301\u0316" * 200_000, "\r" * 500_000],
)
def test_printable_is_linear(text: str) -> None:
    began = time.perf_counter()
    printable(text)
    assert time.perf_counter() - began < 5


def test_decoding_megabytes_is_fast() -> None:
    data = (ACCENTS * 20_000).encode("cp1252")
    began = time.perf_counter()
    decode(data)
    assert time.perf_counter() - began < 5
