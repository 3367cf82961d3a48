"""Rules for durations: two years, the past three months, nearly an hour, a two-week trip, weeks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tasks.extract.timex.calendar import Grain, shift_day
from tasks.extract.timex.grammar import Rule, rule
from tasks.extract.timex.meaning import Context, Found, Meaning, context_words, unknown

UNIT_GRAIN: dict[str, Grain] = {
    "D": "day",
    "W": "week",
    "2W": "week",
    "WE": "weekend",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "10Y": "decade",
    "100Y": "century",
}
# Units of TIMEX3 that stand for an unknown number of decades, centuries, millennia
LARGE = {"10Y": "E", "100Y": "C", "1000Y": "L"}
HALVES = {"Y": (6, "M"), "TH": (30, "M"), "TM": (30, "S"), "D": (12, "TH"), "10Y": (5, "Y"), "100Y": (50, "Y")}


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of time: how many (None: not said how many), of which unit, with its modifier."""

    count: float | None
    unit: str
    modifier: str | None


def read_amount(found: Found) -> Amount | None:
    """The amount that the captures more, count, part, half and unit of an expression give; None if it is none."""
    unit = found.value("unit")
    words = found.words()
    modifier = next((t.value for t in words if t.kind in ("compare", "around", "over", "or_so")), None)
    if not found.has("count"):
        return Amount(1.0 if found.token("unit").kind == "unit" else None, unit, modifier)
    token = found.token("count")
    if token.kind == "vague":
        if token.value == "2":
            modifier = modifier or "APPROX"
        return Amount(None if token.value == "X" else float(token.value), unit, modifier)
    count = 1.0 if token.kind == "a" else float(token.value)
    if found.has("part"):
        if not found.value("part"):
            return None
        count += float(found.value("part"))
    if any(t.kind == "half" for t in words):
        count += 0.5
    return Amount(count, unit, modifier)


def duration_value(amount: Amount) -> str:
    """The TIMEX3 value of a duration: P3M, PT1H, P2Y6M, PXW, P20Y for two decades."""
    unit = amount.unit
    if amount.count is None:
        unit = LARGE.get(unit, unit)
        return f"PTX{unit[1]}" if unit.startswith("T") else f"PX{unit.lstrip('2')}"
    whole, rest = int(amount.count), amount.count % 1
    factor = 1
    while unit[:1].isdigit():
        factor, unit = factor * int(unit[0]) if unit[0] == "2" else factor * int(unit[:-1]), unit[-1]
    letter = unit[-1] if unit != "WE" else "WE"
    if rest == 0.5 and amount.unit in HALVES:
        extra, name = HALVES[amount.unit]
        head = f"{whole * factor}{letter}" if whole else ""
        tail = f"T{extra}{name[1]}" if name.startswith("T") else f"{extra}{name}"
        return (
            f"P{'T' if unit.startswith('T') else ''}{head}{tail}" if name != letter else f"P{whole * factor + extra}Y"
        )
    count = amount.count * factor
    return f"P{'T' if unit.startswith('T') else ''}{count:.12g}{letter}"


def is_age(context: Context, end: int) -> bool:
    """Whether the words behind an amount make an age of it: 44-year-old, 37 years old, 20 years of age."""
    after = context.kind(end)
    if after in ("hyphen", "dash"):
        after = context.kind(end + 1)
    return after == "old" or (context.kind(end) == "of" and context.low(end + 1) == "age")


def duration(found: Found) -> Meaning | None:
    """Two years, a two-week, nearly an hour, at least 20 more years."""
    context = found.context
    amount = read_amount(found) if found.has("count") else None
    if amount is None or is_age(context, found.end):
        return None
    token, unit = found.token("count"), found.token("unit")
    if amount.unit == "Q" and ((amount.count == 3 and context.kind(found.end) == "of") or unit.kind == "unit"):
        return None  # three quarters of, a quarter
    if token.kind in ("day", "num", "number", "year") and unit.kind == "unit" and amount.count not in (1, None):
        hyphen = any(t.kind in ("hyphen", "dash") for t in found.words())
        if not hyphen and context.kind(found.end) not in ("word", "name"):
            return None
    if context.kind(found.end) == "a" and context.kind(found.end + 1) == "unit":
        return None  # 24 hours a day
    if token.kind == "a":
        return one_unit(found, amount)
    if token.kind == "year" and 1700 <= int(token.value) <= 2100 and unit.kind == "unit":
        return None
    return Meaning("duration", duration_value(amount), amount.modifier)


def half_unit(found: Found) -> Meaning | None:
    """Half an hour, half a century."""
    if found.value("unit") in ("D", "Q", "WE"):
        return None
    modifier = next((t.value for t in found.words() if t.kind in ("compare", "around", "over")), None)
    return Meaning("duration", duration_value(Amount(0.5, found.value("unit"), modifier)), modifier)


def lasting(found: Found) -> Meaning | None:
    """week-long, monthslong."""
    return Meaning("duration", found.words()[0].value)


def fiscal_year(found: Found) -> Meaning | None:
    """The fiscal year, of a company that we do not know."""
    return Meaning("duration", "P1Y") if found.value("unit") == "Y" else None


def ended_year(found: Found) -> Meaning | None:
    """The year ended July 2."""
    if found.value("unit") != "Y" or found.context.low(found.end) not in ("ended", "ending"):
        return None
    return Meaning("duration", "P1Y")


# Kinds of words before "a week" that make a rate of it: $5 a week, three times a week
BEFORE_RATE = frozenset(  # kinds of words
    ("num", "number", "day", "year", "mark", "percent", "units", "frequency", "times", "fraction", "currency", "vague")
)


def one_unit(found: Found, amount: Amount) -> Meaning | None:
    """A week, an hour and a half: a duration unless it is a rate (a dollar a week)."""
    context = found.context
    if context.kind(found.end) in ("possessive", "old", "hyphen", "quote"):
        return None
    if found.end - found.first == 2:
        before = found.first - 1
        if (
            context.kind(before) in BEFORE_RATE
            or context.low(before).endswith("s")
            or context.low(before) in context_words("rate")
        ):
            return None
        if amount.unit not in ("W", "M", "Y", "10Y", "100Y") and context.low(before) not in context_words(
            "length_after"
        ):
            return None
    return Meaning("duration", duration_value(amount), amount.modifier)


def reach(context: Context, amount: Amount, sign: int) -> tuple[date | None, date | None]:
    """First and last day of the stretch that ends on the publication day (-1) or begins the day after it (1)."""
    published, grain = context.published, UNIT_GRAIN.get(amount.unit)
    if published is None or grain is None or amount.count is None:
        return None, None
    factor = 2 if amount.unit == "2W" else 1
    other = shift_day(published, sign * round(amount.count * factor), grain)
    if other is None or (sign > 0 and other <= published):  # the next 0 days
        return None, None
    return (other, published) if sign < 0 else (published + timedelta(days=1), other)


def anchored(found: Found) -> Meaning | None:
    """The past three months, the next two weeks, the last few years: a stretch that touches the publication day."""
    context = found.context
    amount = read_amount(found)
    if amount is None or is_age(context, found.end) or found.token("which").low == "that":
        return None
    which = found.token("which").kind
    if not found.has("count") and (which != "past" or amount.unit == "Y"):
        return None
    sign = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(which)
    if sign is None or which in ("previous", "following"):
        return Meaning("duration", duration_value(amount), amount.modifier)
    earliest, latest = reach(context, amount, sign)
    anchor = "published_at" if earliest else "none"
    value = duration_value(amount)
    return Meaning("duration", value, amount.modifier, earliest, latest, "published_at" if anchor != "none" else "none")


def some_units(found: Found) -> Meaning | None:
    """weeks, for years: nobody says how many."""
    unit, context = found.value("unit"), found.context
    if unit in ("TS", "TM", "Q", "WE", "TH") or is_age(context, found.end):
        return None
    if found.end - found.first == 1:
        before, after = context.low(found.first - 1), context.low(found.end)
        if before not in context_words("length_before") and after not in context_words("length_behind"):
            return None
    return unknown(duration_value(Amount(None, unit, None)), kind="duration")


def weeks_or_months(found: Found) -> Meaning | None:
    """Weeks or months: of the smaller unit."""
    meaning = some_units(found)
    return replace(meaning, modifier="APPROX") if meaning else None


def two_amounts(found: Found) -> Meaning | None:
    """Six years and four months, an hour and 20 minutes."""
    if is_age(found.context, found.end):
        return None
    values = []
    for count, unit in (("count", "unit"), ("more", "less")):
        token = found.token(count)
        amount = Amount(1.0 if token.kind == "a" else float(token.value), found.value(unit), None)
        values.append(duration_value(amount)[1:])
    first, second = values
    if first.startswith("T") and second.startswith("T"):
        second = second[1:]
    elif first.startswith("T"):
        return None  # hours come behind days
    return Meaning("duration", f"P{first}{second}")


def range_of_units(found: Found) -> Meaning | None:
    """Two to three weeks: at least the smaller amount."""
    amount = read_amount(found)
    if amount is None or is_age(found.context, found.end):
        return None
    return Meaning("duration", duration_value(amount), None)


RULES: tuple[Rule, ...] = (
    rule("two years; a two-week; at least 20 more years; a minute and a half", "LENGTH", duration),
    rule("a three-year period", "a? LENGTH period", duration),
    rule("half an hour; half a century", "MORE? half HY a? unit=unit", half_unit),
    rule("a week-long", "lasting", lasting),
    rule("the fiscal year", "the fiscal unit=unit", fiscal_year),
    rule("the year ended", "the whole? unit=unit (?=word)", ended_year),
    rule(
        "the past three months; at least the past 18 months; the first nine months",
        "(compare|around)? the? which=(last|past|next|coming|previous|following|ordinal|latest) BARE",
        anchored,
    ),
    rule("the nine months; those two weeks", "which=(the|that|this) BARES", anchored),
    rule("the past decade", "(compare|around)? the? which=past unit=unit", anchored),
    rule("weeks or months", "unit=units (or|and) units", weeks_or_months),
    rule(
        "six years and four months",
        "count=(a|num|day|number) unit=(unit|units) (comma|and) more=(a|num|day|number) less=(unit|units)",
        two_amounts,
    ),
    rule("for weeks", "unit=units", some_units),
    rule("the weeks ahead", "the unit=units ahead", some_units),
    rule(
        "two to three weeks",
        "count=(a|num|day|number) (to|or|hyphen|dash) (a|num|day|number) HY unit=(unit|units)",
        range_of_units,
    ),
)
