"""Numbers that are no quantities: places in a list, parts of names, keys, `one` as a pronoun; dates too."""

from __future__ import annotations

from functools import cache

from tasks.extract.quantity.comparators import read_before
from tasks.extract.quantity.contexts import context
from tasks.extract.quantity.counted import is_state, is_stop, plural_follows
from tasks.extract.quantity.dates import is_clock, is_date, is_whole, is_year, is_year_of_prices, is_year_token, word_at
from tasks.extract.quantity.measures import Measure
from tasks.extract.quantity.phrases import HYPHENS
from tasks.extract.quantity.tokens import DATED, DIGITS, WORD, Token, touches
from tasks.lexicon import read_lexicon

DASHES = frozenset("-\u2010\u2011–—−")
# The places of a list that are numbered go no further
_LONGEST_LIST = 50
# A name in such a list has no more tokens, its full stop counted
_LONGEST_RANKED = 4
# How far back the bracket is looked for that closes right after a number
_LONGEST_BRACKET = 30
# Decimals from here on after a name are a level, not a version: Nikkei 21,105.5
_HIGHEST_VERSION = 20
_AFTER_PRONOUN = frozenset(["another", "by", "'s", "’s"])
# Ways to say `once`, in which one counts nothing
_AT_ONE = frozenset([("at", "point"), ("at", "time"), ("at", "stage"), ("on", "hand")])
# Signs that make a name of the digits behind them: #3, @7
_NEVER_BEFORE = frozenset("#@_\\")
# Tokens that a number may be glued to: 2008-9
_NUMERIC = frozenset([DIGITS, DATED])
_OPENERS = frozenset(".:;!?\"“‘'([•—–-")


@cache
def _heads(kind: str) -> frozenset[str]:
    """The words after which a number is a name or a place in a list."""
    return frozenset(row["word"] for row in read_lexicon("quantity_name_heads") if row["kind"] == kind)


def in_title_case(tokens: list[Token]) -> bool:
    """Whether most words begin with a capital, as in headlines: capitals then say nothing."""
    words = [token for token in tokens if token.kind == WORD and len(token.text) > 3]
    return len(words) > 4 and sum(token.text[0].isupper() for token in words) > 0.75 * len(words)


def is_no_quantity(tokens: list[Token], measure: Measure, title_case: bool) -> bool:
    """Whether a measure is no quantity at all."""
    if is_date(tokens, measure) or is_clock(tokens, measure) or _is_glued(tokens, measure):
        return True
    if measure.unit is not None:
        if measure.unit == "point" and _is_at_one(tokens, measure):
            return True
        return is_year_of_prices(tokens, measure) or (
            measure.unit == "quarter" and is_year_token(tokens[measure.number])
        )
    if measure.vague:
        return False
    if measure.digits:
        return (
            _is_ratio(tokens, measure)
            or is_year(tokens, measure)
            or _follows_head(tokens, measure)
            or _follows_name(tokens, measure, title_case)
            or _is_address(tokens, measure)
            or _is_key(tokens, measure)
        )
    if _is_pronoun(tokens, measure) or _ends_compound(tokens, measure):
        return True
    return _follows_head(tokens, measure) or _is_capital(tokens, measure, title_case)


def _is_glued(tokens: list[Token], measure: Measure) -> bool:
    """`F-16`, `1.1.1`, `12:01`, `9/11`, `'90s`, `3G`, `19th`, `2-1`: glued to something that is no unit."""
    return measure.digits and (_is_glued_before(tokens, measure) or _is_glued_after(tokens, measure))


def _is_glued_before(tokens: list[Token], measure: Measure) -> bool:
    """Whether a name, a date or another number touches the digits in front: `COVID-19`, `12:01`, `'90s`, `2-1`."""
    first = measure.first
    if not touches(tokens, first) or measure.money:
        return touches(tokens, first) and tokens[first - 1].text in _NEVER_BEFORE
    before = tokens[first - 1]
    if before.text in "'’":
        return measure.unit != "inch"
    if before.text in _NEVER_BEFORE or before.kind in (WORD, DATED):
        return True
    if first < 2 or not touches(tokens, first - 1):
        return False
    further = tokens[first - 2]
    if before.text in DASHES:
        return further.kind in _NUMERIC or (further.kind == WORD and further.lower not in ("to", "sub"))
    return before.text in ("/", ".") or (before.text in ":," and further.kind in _NUMERIC)


def _is_glued_after(tokens: list[Token], measure: Measure) -> bool:
    """Whether a letter, a date or another number touches the digits from behind: `3G`, `12:01`, `28.01.2022`."""
    after = measure.after
    if not touches(tokens, after):
        return False
    sign = tokens[after]
    if measure.unit is None and sign.kind == WORD:
        # 10x is ten times, 4x4 a car
        return sign.lower != "x" or touches(tokens, after + 1)
    if measure.unit is not None and not measure.money:
        return False
    if sign.kind in _NUMERIC or sign.text == "_":
        return True
    if not (touches(tokens, after + 1) and tokens[after + 1].kind in _NUMERIC):
        return False
    return sign.text in ":/." or (sign.text in DASHES and measure.unit is None)


def _ends_compound(tokens: list[Token], measure: Measure) -> bool:
    """`top-two`, `one-on-one`: a number word that a hyphen joins to a word before it."""
    at = measure.first - 1
    return at > 0 and tokens[at].text in HYPHENS and touches(tokens, measure.first) and touches(tokens, at)


def _follows_head(tokens: list[Token], measure: Measure) -> bool:
    """`Article 5`, `No. 10`, `Apollo 11`, `Chapter Two`, `Room 12`."""
    at = measure.first - 1
    if word_at(tokens, at) == "." and touches(tokens, at):
        at -= 1
        if word_at(tokens, at) not in ("no", "nos", "nr", "art", "fig", "vol", "ch", "sec", "pt", "op"):
            return False
    word = word_at(tokens, at)
    if not word:
        return False
    if word == "of" and at and tokens[at - 1].text == "Group":
        return True  # Group of 20
    if word == "no":
        return tokens[at].text == "No" or at != measure.first - 1
    if not measure.digits and not tokens[measure.number].text[0].isupper():
        return False
    if word in _heads("always"):
        return "," not in tokens[measure.number].text  # Boeing 737, but at Boeing 1,500 jobs
    if word not in _heads("digits") or measure.value > 999 or measure.scale != 1:
        return False
    return tokens[at].text[0].isupper() or not plural_follows(tokens, measure.after)


def _follows_name(tokens: list[Token], measure: Measure, title_case: bool) -> bool:
    """`Pixel 4`, `Android 4.4`: a short number right after a word in capitals that no noun follows."""
    before = tokens[measure.first - 1] if measure.first else None
    if before is None or before.kind != WORD or not before.text[0].isupper() or title_case:
        return False
    version = "." in tokens[measure.number].text and measure.value < _HIGHEST_VERSION and measure.scale == 1
    if not version and not is_whole(tokens, measure, 9999):
        return False
    if is_stop(before.lower) or before.lower in context("weekday") or read_before(tokens, measure.first) is not None:
        return False
    if measure.first == 1 and before.lower.endswith(("ed", "ing", "ly", "s")):
        return False
    return not plural_follows(tokens, measure.after)


def _is_ratio(tokens: list[Token], measure: Measure) -> bool:
    """`3-to-1`, `2 to 1`: either number of it."""
    to = measure.after + 1 if word_at(tokens, measure.after) == "-" else measure.after
    last = to + 2 if word_at(tokens, to + 1) == "-" else to + 1
    if word_at(tokens, to) == "to" and word_at(tokens, last) in ("1", "one"):
        return True
    before = measure.first - (2 if word_at(tokens, measure.first - 1) == "-" else 1)
    return (
        tokens[measure.number].text == "1"
        and word_at(tokens, before) == "to"
        and before > 0
        and tokens[before - 1].text == "-"
    )


def _is_address(tokens: list[Token], measure: Measure) -> bool:
    """`575 Wilbraham Road`."""
    if not is_whole(tokens, measure, 99999):
        return False
    for at in range(measure.after, min(measure.after + 5, len(tokens))):
        token = tokens[at]
        if token.kind == DIGITS or (touches(tokens, at) and tokens[at - 1].kind == DIGITS):
            continue  # 9 East 71st St
        if token.kind != WORD or not token.text[0].isupper():
            return False
        if at > measure.after and token.lower in context("street"):
            return True
        named = tokens[at + 1].text[:1] if at + 1 < len(tokens) else ""
        if token.lower in context("street_first") and named.isupper():
            return True
    return False


def _is_key(tokens: list[Token], measure: Measure) -> bool:
    """`007`, `0401`, `[12]`, `2) the next`, `020 7946`."""
    text = tokens[measure.number].text
    if len(text) > 1 and text[0] == "0" and text.isdecimal():
        return True
    before, after = word_at(tokens, measure.first - 1), word_at(tokens, measure.after)
    if (
        measure.first == 0
        and measure.after < len(tokens)
        and after in (".", ")", ":")
        and len(tokens) <= measure.after + 1
    ):
        return True
    if len(before) > 1 and before[0] == "0" and before.isdecimal():
        return True  # 020 7946
    if _is_rank(tokens, measure):
        return True
    if after == ")" and before in ("", ":", ";", ",", "and", "or"):
        return "(" not in {token.text for token in tokens[max(0, measure.first - _LONGEST_BRACKET) : measure.first]}
    return before == "[" and after == "]"


def _is_rank(tokens: list[Token], measure: Measure) -> bool:
    """`3 Anna Kern`: a place in a list of ranks, where nothing else is said."""
    if (
        measure.first
        or measure.value > _LONGEST_LIST
        or not measure.after < len(tokens) <= measure.after + _LONGEST_RANKED
    ):
        return False
    named = tokens[measure.after]
    return named.text[0].isupper() and not is_state(named.lower) and not plural_follows(tokens, measure.after)


def _is_pronoun(tokens: list[Token], measure: Measure) -> bool:
    """`no one`, `the one who`, `one another`, `one is`; not `one soldier`, `one of the soldiers`."""
    if measure.after != measure.first + 1 or tokens[measure.number].lower != "one":
        return False
    before, after = word_at(tokens, measure.first - 1), word_at(tokens, measure.after)
    if after == "of":
        if word_at(tokens, measure.after + 1) in ("them", "us", "those", "these", "you"):
            return True
        return before in ("no", "the", "each", "every", "any", "which", "this", "either")
    if before in context("before_pronoun") and not (
        before in ("for", "only", "a", "some") and after and not is_stop(after)
    ):
        return True
    if measure.hyphen or after in _AFTER_PRONOUN:
        return True
    if _is_at_one(tokens, measure):
        return True
    if measure.after >= len(tokens) or tokens[measure.after].kind != WORD or is_stop(after):
        return True
    # one Ivan Petrenko is somebody of that name
    return all(token.text[0].isupper() for token in tokens[measure.after : measure.after + 2])


def _is_at_one(tokens: list[Token], measure: Measure) -> bool:
    """`at one point`, `on one hand`."""
    at = measure.number
    return tokens[at].lower == "one" and (word_at(tokens, at - 1), word_at(tokens, at + 1)) in _AT_ONE


def _is_capital(tokens: list[Token], measure: Measure, title_case: bool) -> bool:
    """`Group of Seven`, `the Six Nations`: a number word in capitals that begins no sentence."""
    token = tokens[measure.number]
    if not token.text[0].isupper() or title_case or measure.first == 0:
        return False
    return tokens[measure.first - 1].text not in _OPENERS or (
        tokens[measure.first - 1].text in HYPHENS and touches(tokens, measure.first)
    )
