"""Rules for years as bare numbers, and what tells them from counts."""

from __future__ import annotations

from tasks.extract.timex.calendar import year_period
from tasks.extract.timex.grammar import Rule, rule
from tasks.extract.timex.meaning import Context, Found, Meaning, context_words, known

# Kinds of words before a number that make it a year even if it is round or long ago: in 2000, since 1500, fiscal 1989
STRONG = frozenset(["in", "since", "by", "until", "of", "from", "fiscal", "edge", "end_of", "before", "after"])
# Between these years a four-digit number without a comma is taken for a year unless its neighbours speak against it;
# news writes counts of more than 999 with a comma.
MODERN_FIRST, MODERN_LAST = 1700, 2100


def is_plural(context: Context, at: int) -> bool:
    """Whether the word at a place looks like a plural noun: soldiers (not the suffixes of class, virus, crisis)."""
    word = context.low(at)
    return context.kind(at) == "word" and len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def is_year(context: Context, at: int) -> bool:
    """Whether the four digits at a place are a year."""
    value = int(context.tokens[at].value)
    before, after = context.kind(at - 1), context.kind(at + 1)
    if after in ("percent", "units", "unit", "currency", "fraction", "parts", "ampm", "number", "day", "vague"):
        return False
    if context.low(at - 1) in context_words("count_before") or context.low(at + 1) in context_words("count_after"):
        return False
    if before in ("currency", "clock", "ordinal", "compare", "number", "name") and context.low(at - 1) not in ("then",):
        return False
    strong = before in STRONG or (before == "around" and value % 50 != 0)
    strong = strong or context.low(at - 1) in ("between", "during", "through", "throughout")
    if value % 100 == 0 and before == "in" and context.kind(at - 2) in ("num", "day"):  # one in 1000
        return False
    strong = strong or (before == "to" and context.low(at - 2) in ("back", "dating"))
    strong = strong or (before in ("and", "to", "hyphen", "dash", "or") and context.kind(at - 2) == "year")
    if is_plural(context, at + 1) and (value % 50 == 0 or not MODERN_FIRST <= value <= MODERN_LAST):
        return False
    if value % 100 == 0 or not MODERN_FIRST <= value <= MODERN_LAST:
        return strong or (before == "the" and after in ("word", "name") and value >= MODERN_FIRST)
    return True


def follows_year(context: Context, at: int) -> bool:
    """Whether a word stands before a short year that makes it one: in '16, in '16 and '20."""
    return context.kind(at - 1) in STRONG or (context.kind(at - 1) == "and" and context.kind(at - 2) == "short_year")


def year_alone(found: Found) -> Meaning | None:
    """In 1998, early 2024, the 2016 election."""
    at = found.place("year")
    token = found.context.tokens[at]
    if token.kind == "year" and not is_year(found.context, at):
        return None
    if token.kind == "short_year" and not follows_year(found.context, at):
        return None
    return known(year_period(int(token.value)), "none", found.edge())


def said_year(found: Found) -> Meaning | None:
    """The year 2000, the year two thousand."""
    year = found.number("year")
    return known(year_period(year), "none", found.edge()) if 1000 <= year < 2200 else None


def double_year(found: Found) -> Meaning | None:
    """The 2021/22 season, 2023-24: from the first of two years to the end of the second."""
    first, digits = found.number("year"), found.token("second").low
    if not digits.isdigit() or len(digits) not in (2, 4):
        return None
    second = int(digits) if len(digits) == 4 else first - first % 100 + int(digits)
    if second != first + 1:
        return None
    period = year_period(first)
    return Meaning("date", period.value, None, period.first, year_period(second).last, "none", period)


def open_year(found: Found) -> Meaning | None:
    """1994 or later, 1990 and beyond."""
    last = found.context.low(found.end - 1)
    if last not in ("later", "beyond", "earlier", "before"):
        return None
    modifier = "ON_OR_AFTER" if last in ("later", "beyond") else "ON_OR_BEFORE"
    return known(year_period(found.number("year")), "none", modifier)


RULES: tuple[Rule, ...] = (
    rule("in 1998; early 2024; the end of 1990", "EDGE? year=(year|short_year)", year_alone),
    rule("the year 2000", "EDGE? the? unit year=(year|num)", said_year),
    rule("2021/22; 2023-24", "year=year (slash|hyphen|dash) second=(day|number|year|mark)", double_year),
    rule("1994 or later", "year=year (or|and) (later|earlier|before|word)", open_year),
)
