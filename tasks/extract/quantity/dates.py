"""Numbers that are years, days of a month or clock times."""

from __future__ import annotations

from tasks.extract.quantity.comparators import read_before
from tasks.extract.quantity.contexts import context
from tasks.extract.quantity.counted import is_deed, is_person, is_plural, plural_follows
from tasks.extract.quantity.measures import Measure
from tasks.extract.quantity.tokens import DIGITS, WORD, Token, touches

# Before a number of four digits between these years no year is meant only if persons or units are counted
FIRST_YEAR, LAST_YEAR = 1900, 2099
# A number of four digits without a comma between these is a year even before a plural (1988 sales), but for 2000
_LIKELY_FIRST, _LIKELY_LAST = 1950, 2035
# From here on a number of four digits without a comma is a year before a singular, and after `the`
_LIKELY_OLD = 1600
# Years of plans and forecasts: by 2120
_LAST_FORECAST = 2199


def word_at(tokens: list[Token], i: int) -> str:
    """Token `i` in lower case, empty outside the sentence."""
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def is_whole(tokens: list[Token], measure: Measure, most: int) -> bool:
    """Whether the number is one whole number in digits without a comma and not above `most`."""
    text = tokens[measure.number].text
    return measure.digits and text.isdecimal() and measure.value <= most and measure.scale == 1


def is_year_token(token: Token) -> bool:
    """Whether a token reads as a year of the last or this century."""
    return len(token.text) == 4 and token.text.isdecimal() and FIRST_YEAR <= int(token.text) <= LAST_YEAR


def may_be_year(token: Token) -> bool:
    """Whether a token reads as a year since 1000."""
    return len(token.text) == 4 and token.text.isdecimal() and 1000 <= int(token.text) <= _LAST_FORECAST


def is_date(tokens: list[Token], measure: Measure) -> bool:
    """`19 March`, `March 19`, `Jan. 24`, `the 19 of March`."""
    if not is_whole(tokens, measure, 31) or measure.unit not in (None, "inch", "second"):
        return False
    after = measure.number + 1
    if word_at(tokens, after) == "of":
        after += 1
    if word_at(tokens, after) in context("month"):
        # on 1 may, but 2 may
        return (
            tokens[after].text not in ("may", "march", "mar", "sep", "jun")
            or word_at(tokens, measure.first - 1) == "on"
        )
    at = measure.number - 1
    if word_at(tokens, at) == "." and touches(tokens, at):
        at -= 1
    if (
        at > 1
        and word_at(tokens, at) in ("and", "to", "or")
        and tokens[at - 1].kind == DIGITS
        and word_at(tokens, at - 2) in context("month")
    ):
        return measure.unit is None and not plural_follows(tokens, measure.after)  # June 5 and 9
    month = word_at(tokens, at)
    if month not in context("month") or (
        tokens[at].text in ("may", "mar") and word_at(tokens, at - 1) not in ("on", "of")
    ):
        return False
    return measure.unit is None and not (tokens[at].text == "march" and plural_follows(tokens, measure.after))


def is_clock(tokens: list[Token], measure: Measure) -> bool:
    """`2 p.m.`, `10am`, `1.56pm`, `0401 GMT`, `five o'clock`."""
    at = measure.number + 1
    word = word_at(tokens, at)
    if word in ("am", "pm", "o'clock", "o’clock") and (measure.digits or word.startswith("o")):
        return True
    if word in ("a", "p") and word_at(tokens, at + 1) == "." and word_at(tokens, at + 2) == "m":
        return True
    return (
        word in ("gmt", "utc", "bst", "cet", "est", "edt", "hours")
        and len(tokens[measure.number].text) == 4
        and (word != "hours" or tokens[measure.number].text[0] in "01")
    )


def is_year_of_prices(tokens: list[Token], measure: Measure) -> bool:
    """`in 2016 dollars`."""
    token = tokens[measure.number]
    return (
        measure.money
        and measure.first == measure.number
        and is_year_token(token)
        and word_at(tokens, measure.first - 1) == "in"
    )


def is_year(tokens: list[Token], measure: Measure) -> bool:
    """`in 1998`, `the 2015 accord`, `Keytruda 2018 sales`; not `2000 troops`, `more than 2000`."""
    token = tokens[measure.number]
    if (
        len(token.text) != 4
        or not token.text.isdecimal()
        or not 1000 <= measure.value <= _LAST_FORECAST
        or measure.scale != 1
    ):
        return False
    if measure.hyphen:
        return measure.value >= FIRST_YEAR
    before = word_at(tokens, measure.first - 1)
    compared = read_before(tokens, measure.first)
    if compared is not None and compared[1] != "about":
        return False
    if before == "year":
        return True
    plural = plural_follows(tokens, measure.after)
    if measure.value > LAST_YEAR:
        return before in ("in", "by", "until", "since", "to") and not plural
    following = tokens[measure.after] if measure.after < len(tokens) else None
    if measure.value < FIRST_YEAR:
        if measure.value >= _LIKELY_OLD and not (following is not None and is_person(following)):
            # the 1892 elections, his 1835 speech: a count of one speech there is not
            return not plural or before == "the"
        return before in ("in", "since", "until", "circa", "from", "between", "and", "to", "by", "of") and not plural
    many = following is not None and is_person(following) and is_plural(following)
    likely = _LIKELY_FIRST <= measure.value <= _LIKELY_LAST and measure.value != 2000
    if likely:
        # his 2016 rivals, but the blast killed 2015 people
        return not (many and (before == "of" or is_deed(before)))
    if before in context("before_year") or before in context("month") or before in context("weekday"):
        return not many or before in ("in", "since", "by", "the", "during")
    if following is None or following.kind != WORD:
        return True
    return not (many or plural) or tokens[measure.first - 1].text[:1].isupper()
