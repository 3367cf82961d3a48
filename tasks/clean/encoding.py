"""Bytes to text, and text to text that can be printed, stored and counted."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache
from typing import Literal

import ftfy.bad_codecs  # registers sloppy-windows-1252, which reads the five bytes that windows-1252 leaves open
from charset_normalizer import from_bytes

from tasks.lexicon import read_lexicon

Reason = Literal["not_text", "bad_encoding", "empty"]

ftfy.bad_codecs.ok()

# What a file of another kind begins with.
SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "a PNG picture",
    b"GIF8": "a GIF picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive",
    b"PK\x05\x06": "a ZIP archive",
    b"\x1f\x8b\x08": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office document",
    b"\x7fELF": "a program",
    b"MZ\x90\x00": "a program",
    b"PAR1": "a Parquet file",
    b"SQLite format 3\x00": "an SQLite database",
    b"OggS": "a sound file",
    b"ID3": "a sound file",
    b"fLaC": "a sound file",
    b"RIFF": "a sound or video file",
    b"wOFF": "a font",
    b"wOF2": "a font",
}
MARKS = (  # the longer first: UTF-32's little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A page says its charset here or it is not believed; browsers read 1,024 bytes, some pages begin with scripts.
META_BYTES = 4096
SAMPLE_BYTES = 65_536  # enough to know an encoding by, little enough for charset-normalizer to take some 50 ms
# `<meta charset="windows-1251">` and `<meta http-equiv=... content="text/html; charset=windows-1251">`
META = re.compile(rb"<meta\b[^>]{0,300}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
XML = re.compile(rb"\A\s{0,99}<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})", re.IGNORECASE)
# Bytes below 32 that stand in no text: all but tab, line ends, form feed and the escape of ISO-2022-JP.
CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b"))
# Of these 26 random bytes have a tenth, text next to none; some have stray NULs or colour codes of a terminal.
MOST_CONTROLS = 0.04
# Of the bytes of UTF-8: what a cut or a joint in good text leaves; more is another encoding or damage.
MOST_BROKEN = 0.001
# Of the bytes above 127, those beside another: hardly any in "Müller", nearly all in Cyrillic or Chinese.
MOST_NEIGHBOURS = 0.5

NULS_OF_TWO_BYTE_TEXT = 0.3  # share of NULs at even (or odd) places by which UTF-16 without a mark is known
LINE_ENDS = re.compile("[\r\v\f\u2028\u2029]")
NEXT_LINE = re.compile(r"(?<![\x80-\xff])\x85")  # after a Latin-1 letter \x85 may be mojibake
# \x1c-\x1f part fields: a blank keeps the words apart.
BLANKS = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\x1c-\x1f]")
# Nothing to see: lone surrogates, ASCII controls, soft hyphen, zero width and direction marks, byte order marks,
# annotation marks, tags, and code points that are no characters.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
CONTROLS_1 = re.compile("[\x80-\x84\x86-\x9f]")  # mojibake is made of these: they go after its repair
# Mojibake has one of these: it is never made of ASCII and typographic marks alone, nor of no-break spaces.
SUSPICIOUS = re.compile("[\x80-\x9f\xa1-\u02ff\u0370-\u1fff\u2c00-\U0010ffff]")
MAY_COMBINE = re.compile("[\u0300-\u1fff\u20d0-\u20ff\u2c00-\U0010ffff]")  # all combining marks, and much else
MOST_MARKS = 30  # combining marks in a row, as in Unicode's stream-safe text format: sorting a longer row is quadratic
MOST_PASSES = 6  # a repair may show another mojibake below it; more than two layers were never seen


class NotText(ValueError):
    """Bytes that are no text. `reason` is the reject's, the message its detail."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason: Reason = reason


def decode(data: bytes, declared: str | None = None, markup: bool = False) -> str:
    """The text of a file or a response.

    Believed in this order: a byte order mark, `declared` (the charset of the HTTP header), for markup its own <meta> or
    XML declaration; each only if the bytes bear it out. Then UTF-8 if it is valid, or broken in at most a thousandth
    of its bytes, which become U+FFFD; then windows-1252 if bytes above 127 stand alone among ASCII letters; then what
    charset-normalizer finds in the first 64 kB.

    Raises NotText for no bytes, for files of other kinds, and for bytes that no encoding makes text of.
    """
    if not data:
        raise NotText("empty", "The record has no bytes.")
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            raise NotText("not_text", f"The bytes are {kind}, not text.")
    for mark, codec in MARKS:
        if data.startswith(mark) and (text := _marked(data[len(mark) :], codec)) is not None:
            return text
    if two_byte := _two_byte_codec(data):
        return _strictly(data, two_byte) or _refuse(data)
    if len(data.translate(None, CONTROLS)) < (1 - MOST_CONTROLS) * len(data):
        raise NotText("not_text", "Too many of the bytes are control characters: not text.")
    if data.isascii() and b"\x1b" not in data:
        return data.decode("ascii")
    unicode = _strictly(data, "utf-8")
    for label in _labels(data, declared, markup):
        named = codec_of(label)
        if named is None:
            continue
        if named == "utf-8" or (unicode is not None and named != "iso2022-jp"):
            break  # UTF-8 of more than ASCII is hardly ever valid by chance, whatever the page says
        if (text := _strictly(data, named)) is not None and not _has_controls(text):
            return text
    return unicode or _mended(data) or _guessed(data)


def codec_of(label: str) -> str | None:
    """The Python codec for a charset label ("ISO-8859-1" is windows-1252, as for browsers); None if it is unknown."""
    return _codecs().get(label.strip(" \t\r\n\"'").lower())


def printable(text: str) -> str:
    r"""The text as a reader sees it: mojibake repaired, NFC, line ends `\n`, blanks of all kinds one of ` ` or a tab.

    Lone surrogates, control, zero-width, direction and other invisible characters are gone, those that join emoji too;
    a row of more than 30 combining marks is cut. Quotation marks, dashes and wide letters stay as they are. Repeating
    it changes nothing. Linear in the length of the text.
    """
    for _ in range(MOST_PASSES):
        cleaned = _cleaned(text)
        if cleaned == text:
            break
        text = cleaned
    return text


def _cleaned(text: str) -> str:
    """One pass of `printable`."""
    text = LINE_ENDS.sub("\n", text.replace("\r\n", "\n"))
    if "\x85" in text:
        text = NEXT_LINE.sub("\n", text)
    text = INVISIBLE.sub("", text)
    if text.isascii():
        return BLANKS.sub(" ", text)
    if SUSPICIOUS.search(text) and ftfy.badness.is_bad(text):
        text = "\n".join(ftfy.fix_encoding(line) if not line.isascii() else line for line in text.split("\n"))
    text = CONTROLS_1.sub("", BLANKS.sub(" ", text).replace("\x85", "\n"))
    if MAY_COMBINE.search(text):
        text = _long_rows_of_marks().sub(lambda row: row[0][:MOST_MARKS], text)
    return unicodedata.normalize("NFC", text)


@cache
def _long_rows_of_marks() -> re.Pattern[str]:
    """Finds more combining marks in a row than any script has, as in "Z̷̛͔a̸l̵g̶o̴" text."""
    # All combining characters lie from U+0300 to U+1EFFF.
    marks = "".join(chr(point) for point in range(0x300, 0x1F000) if unicodedata.combining(chr(point)))
    return re.compile(f"[{re.escape(marks)}]{{{MOST_MARKS + 1},}}")


@cache
def _codecs() -> dict[str, str]:
    """Codecs by label."""
    return {row["label"]: row["codec"] for row in read_lexicon("charsets")}


def _labels(data: bytes, declared: str | None, markup: bool) -> list[str]:
    """The charsets that header and page claim, the stronger first."""
    labels = [declared] if declared else []
    if markup:
        head = data[:META_BYTES]
        for found in (XML.search(head), META.search(head)):
            # A page that could be read so far as to find this is not in UTF-16, whatever it says.
            if found and not (label := found[1].decode("ascii", "replace")).lower().startswith(
                ("utf-16", "ucs-2", "unicode")
            ):
                labels.append(label)
    return labels


def _strictly(data: bytes, codec: str) -> str | None:
    """The text if all bytes are valid."""
    try:
        return data.decode("sloppy-windows-1252" if codec == "cp1252" else codec)
    except UnicodeDecodeError:
        return None


def _marked(data: bytes, codec: str) -> str | None:
    """The text after a byte order mark, a few invalid bytes replaced; None if the mark was none."""
    text = data.decode(codec, "replace")
    return text if text.count("\ufffd") <= max(1, MOST_BROKEN * len(text)) else None


def _two_byte_codec(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every other byte is NUL."""
    head = data[:META_BYTES]
    even, odd = head[::2].count(0) / max(1, len(head[::2])), head[1::2].count(0) / max(1, len(head[1::2]))
    if odd > NULS_OF_TWO_BYTE_TEXT and even < 0.05:  # a NUL of the other half would be a letter like U+0100
        return "utf-16-le"
    return "utf-16-be" if even > NULS_OF_TWO_BYTE_TEXT and odd < 0.05 else None


def _has_controls(text: str) -> bool:
    """More C1 controls than a slip leaves: the text was read by the wrong codec."""
    return len(CONTROLS_1.findall(text)) > 0.01 * len(text)


def _mended(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes; None if it is another encoding."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(ch > "\x7f" for ch in text) - broken
    if whole <= broken:  # of windows-1252 hardly any sequence is valid UTF-8
        return None
    if broken > max(1, MOST_BROKEN * len(data)):
        if whole > 4 * broken:
            raise NotText("bad_encoding", f"{broken} places in the text are not valid UTF-8.")
        return None
    return text


def _guessed(data: bytes) -> str:
    """The text of bytes that are no UTF-8."""
    sample = data[:SAMPLE_BYTES]
    high = [byte > 0x7F for byte in data[: 4 * SAMPLE_BYTES]]
    beside = sum(
        this and (left or right) for left, this, right in zip([False, *high], high, [*high[1:], False], strict=False)
    )
    if sum(high) and beside <= MOST_NEIGHBOURS * sum(high):
        return data.decode("sloppy-windows-1252")
    best = from_bytes(sample).best()
    if best is not None and (text := _strictly(data, best.encoding)) is not None and not _has_controls(text):
        return text
    return _refuse(data)


def _refuse(data: bytes) -> str:
    """No encoding makes text of it."""
    raise NotText("bad_encoding", f"No known encoding makes text of the {len(data):,} bytes.")
