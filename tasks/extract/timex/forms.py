"""Words and marks of a text with the kind that their form gives: numbers, years, clock times, marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.extract.numbers import VULGAR, parse_number
from tasks.extract.timex.meaning import Token, context_words

# One word or mark. Every branch is bounded or eats its run of characters whole, so a text is read in linear time.
# Words stand near the top because most of a text is words.
TOKEN = re.compile(
    r"(?P<ampm>[AaPp]\.[Mm]\.?(?!\w)|(?<=[0-9])[AaPp][Mm](?!\w)|(?<=[0-9] )[AaPp][Mm](?!\w))"  # p.m., 8pm
    r"|(?P<quarter_name>(?:Q[1-4]|H[12])(?!\w))"  # Q3, H1
    r"|(?P<word>[^\W\d_]+)"
    # 2024-10-27, 2024-10-27T08:30:00Z
    r"|(?P<iso>[0-9]{4}-[0-9][0-9]-[0-9][0-9](?:T[0-9][0-9]:[0-9][0-9](?::[0-9][0-9])?(?:\.[0-9]{1,6})?(?:Z|[+-][0-9][0-9]:?[0-9][0-9])?)?(?![\w-]))"
    r"|(?P<slashed>[0-9]{1,4}/[0-9]{1,2}/[0-9]{2,4}(?![\w/]))"  # 10/27/2024
    r"|(?P<fraction>[0-9]{1,2}/[0-9]{1,2}(?![\w/])|[½¼¾])"  # 1/2
    r"|(?P<clock>[0-9]{1,2}:[0-9][0-9](?::[0-9][0-9])?(?![\w:]))"  # 8:30
    r"|(?P<decade>['’‘][0-9]0s(?!\w)|[0-9]{3}0['’]?s(?!\w)|[0-9]0s(?!\w))"  # 1990s, '90s
    r"|(?P<short_year>['’‘][0-9][0-9](?![\w'’]))"  # '98
    r"|(?P<ordinal>[0-9]{1,3}(?:st|nd|rd|th)(?!\w))"  # 27th
    r"|(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)"  # 1,998.5
    r"|(?P<possessive>['’]s(?!\w))"
    r"|(?P<mark>\S)"
)
MARKS = {
    ",": "comma",
    "-": "hyphen",
    "–": "dash",
    "—": "dash",
    "/": "slash",
    ".": "dot",
    "%": "percent",
    "'": "quote",
    "’": "quote",
    **dict.fromkeys("$€£¥#", "currency"),
}


def split(text: str, sentences: Sequence[tuple[int, int]]) -> list[Token]:
    """The words of all sentences with the kind that their form gives, a `boundary` behind each sentence."""
    out: list[Token] = []
    append = out.append
    for start, end in sentences:
        for match in TOKEN.finditer(text, start, end):
            kind = match.lastgroup or "mark"
            word = match[0]
            low = word.lower()
            if kind == "word":
                if low != word:
                    kind = "name"
            elif kind == "mark":
                kind = MARKS.get(word, "mark")
            first, last = match.span()
            append(Token(first, last, low, kind, ""))
        append(Token(end, end, "", "boundary", ""))
    return out


# Forms whose kind depends on what stands around them
NUMERIC = frozenset(["number", "short_year", "decade", "fraction", "ordinal"])


def scaled(text: str, raw: list[Token], at: int) -> Token:
    """1.5 million as one number; after a currency it is no count of anything."""
    token = Token(raw[at].start, raw[at + 1].end, raw[at].low, "number", "")
    value = parse_number(text[token.start : token.end])
    if value is None or (at and raw[at - 1].kind == "currency"):
        return token._replace(kind="mark")
    return token._replace(value=f"{value:.12g}")


def touching(raw: list[Token], at: int, step: int) -> Token | None:
    """The word before (-1) or behind (1) a place if nothing stands between the two."""
    other = at + step
    if not 0 <= other < len(raw):
        return None
    near = raw[other].end == raw[at].start if step < 0 else raw[other].start == raw[at].end
    return raw[other] if near and raw[other].kind != "boundary" else None


def two_years(raw: list[Token], at: int) -> bool:
    """Whether 2021/22 or 2021/2022 stands at a place."""
    if at < 0 or at + 2 >= len(raw) or raw[at].end != raw[at + 1].start or raw[at + 1].end != raw[at + 2].start:
        return False
    first, second = raw[at].low, raw[at + 2].low
    return len(first) == 4 and first[:2] in ("19", "20") and len(second) in (2, 4) and second.isdigit()


def by_form(raw: list[Token], at: int) -> Token:
    """A word that no lexicon knows; numbers become day, year, number or, inside names and sums, mark."""
    token = raw[at]
    if token.kind in ("short_year", "decade", "fraction", "ordinal"):
        return token._replace(value=form_value(token))
    if token.kind != "number":
        return token
    before, after = touching(raw, at, -1), touching(raw, at, 1)
    glued = before is not None and before.kind in ("word", "name", "currency", "mark", "number", "clock")
    glued = glued or (before is not None and before.kind == "slash" and not two_years(raw, at - 2))
    if before and glued and before.low not in OPENING:
        return token._replace(kind="mark")
    if before and before.kind == "hyphen":
        joined = touching(raw, at - 1, -1)
        if joined and joined.kind in ("word", "name") and joined.low not in context_words("year_hyphen"):
            return token._replace(kind="mark")
    if at and raw[at - 1].kind == "currency":
        return token._replace(kind="mark")
    if after and after.kind == "slash" and two_years(raw, at):
        return token._replace(kind="year", value=token.low)
    if before and before.kind == "slash" and two_years(raw, at - 2):
        return token
    if after and after.kind in ("word", "name", "slash", "percent"):
        return token._replace(kind="mark")
    digits = token.low
    if digits.isascii() and digits.isdigit():
        if len(digits) <= 2 and 1 <= int(digits) <= 31:
            return token._replace(kind="day", value=str(int(digits)))
        if len(digits) == 4 and 1000 <= int(digits) <= 2199:
            return token._replace(kind="year", value=digits)
    value = parse_number(digits)
    return token._replace(kind="mark") if value is None or value > 1e6 else token._replace(value=f"{value:g}")


OPENING = frozenset('(["“‘`_')  # marks that stand right before a number without changing it
# Two digits of a year from this on are of the 1900s: '68, but '24
PIVOT = 50


def form_value(token: Token) -> str:
    """The value of a short year ('98), a decade (1990s, '90s), a fraction (1/2) or an ordinal in digits (27th)."""
    digits = "".join(c for c in token.low if c.isdigit() and c.isascii())
    match token.kind:
        case "short_year":
            return f"{'19' if int(digits or 0) >= PIVOT else '20'}{digits}"
        case "decade":
            return digits if len(digits) == 4 else f"{'19' if int(digits or 0) >= 20 else '20'}{digits}"
        case "ordinal":
            return digits
    if token.low in VULGAR:
        return str(VULGAR[token.low])
    above, below = (int(part) for part in token.low.split("/"))
    return f"{above / below:g}" if below and above < below else ""
