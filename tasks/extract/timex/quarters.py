"""Rules for quarters and halves of years, which business news counts and compares by."""

from __future__ import annotations

from dataclasses import replace

from tasks.extract.timex.calendar import Period, half_period, quarter_period, shift_period
from tasks.extract.timex.durations import duration_value, read_amount
from tasks.extract.timex.grammar import Rule, rule
from tasks.extract.timex.meaning import Context, Found, Meaning, from_focus, from_published, known, unknown
from tasks.extract.timex.tense import direction


def quarter_ended(month: int, year: int) -> Period:
    """The calendar quarter that comes nearest to three months that ended with a month: July ends the second."""
    quarter = max(1, month // 3)
    return quarter_period(year, quarter)


def latest_quarter(context: Context) -> Period | None:
    """The quarter that a report speaks of: the one mentioned last, else the last that was over when it appeared."""
    if context.quarter is not None:
        return context.quarter
    return shift_period(context.published, -1, "quarter") if context.published else None


def of_quarter(context: Context, period: Period | None, modifier: str | None = None) -> Meaning:
    """A date that is this quarter, counted from the document if it was mentioned there."""
    if period is None:
        return unknown("XXXX-QX", modifier)
    return known(period, "document" if context.quarter is not None else "published_at", modifier)


def quarter_of_year(found: Found) -> Meaning | None:
    """The third quarter, fiscal first quarter, the third quarter of 1984, this year's third quarter."""
    context, number = found.context, found.number("nth")
    if found.value("unit") != "Q" or not 1 <= number <= 4:
        return None
    if found.has("year"):
        return known(quarter_period(found.number("year"), number), "none", found.edge())
    if context.published is None:
        return unknown(f"XXXX-Q{number}", found.edge())
    year = context.published.year
    if found.has("which"):
        return known(quarter_period(year + int(found.value("which") or 0), number), "published_at", found.edge())
    period = quarter_period(year, number)
    way = direction(context, found.first, found.end)
    if period.first > context.published and way != "future":
        period = quarter_period(year - 1, number)
    elif period.last < context.published and way == "future" and (context.published - period.last).days > 100:
        period = quarter_period(year + 1, number)  # more than a quarter ago: "will report in the first quarter"
    return known(period, "published_at", found.edge())


def named_quarter(found: Found) -> Meaning | None:
    """Q3, Q3 2024, H1 2024."""
    letter, number = found.token("name").low[0], int(found.token("name").low[1])
    if letter == "h":
        return known(half_period(found.number("year"), number), "none") if found.has("year") else None
    if found.has("year"):
        return known(quarter_period(found.number("year"), number), "none")
    if found.context.published is None:
        return unknown(f"XXXX-Q{number}")
    period = quarter_period(found.context.published.year, number)
    if period.first > found.context.published and direction(found.context, found.first, found.end) != "future":
        period = quarter_period(found.context.published.year - 1, number)
    return known(period, "published_at")


def quarter_in_year(found: Found) -> Meaning | None:
    """The 1988 quarter, the 1988 period: the same quarter of that year as the one spoken of."""
    year, last = found.number("year"), found.words()[-1]
    if last.value not in ("Q", ""):
        return None
    quarter = latest_quarter(found.context)
    if quarter is None or (found.context.quarter is None and last.kind == "period"):
        return None
    return known(quarter_period(year, int(quarter.value[-1])), "document")


def half_of_year(found: Found) -> Meaning | None:
    """The first half of 2024, the second half of the year, the last half of 1989."""
    context = found.context
    number = 2 if found.token("nth").kind == "last" else found.number("nth")
    if number not in (1, 2):
        return None
    if found.has("year"):
        return known(half_period(found.number("year"), number), "none")
    if found.value("unit") != "Y":
        return None
    if context.published is None:
        return unknown(f"XXXX-H{number}")
    return known(half_period(context.published.year + int(found.value("which") or 0), number), "published_at")


def year_before(found: Found) -> Meaning | None:
    """A year earlier, a year ago, the year-earlier quarter: against the quarter spoken of, else the year before."""
    context = found.context
    unit = found.value("period_unit") if found.has("period_unit") else ""
    if found.value("unit") != "Y" or unit not in ("", "Q"):
        return None
    if unit == "Q" or (context.quarter is not None and not context.long_stretch):
        return year_before_quarter(context)
    if any(token.kind == "earlier" for token in found.words()) and context.focus is not None:
        return from_focus(context, "year", -1)
    return from_published(context, "year", -1)


def stretch_before(found: Found) -> Meaning | None:
    """The year-earlier nine months."""
    amount = read_amount(found)
    return Meaning("duration", duration_value(amount)) if amount else None


def same_period(found: Found) -> Meaning | None:
    """The corresponding period last year, the quarter a year ago."""
    if found.token("of_period").value not in ("", "Q") or found.value("unit") != "Y":
        return None
    return year_before_quarter(found.context)


def year_before_quarter(context: Context) -> Meaning:
    """The quarter a year before the one spoken of."""
    quarter = latest_quarter(context)
    back = shift_period(quarter.first, -4, "quarter") if quarter else None
    if back is None:
        return unknown("XXXX-QX")
    meaning = known(back, "document" if context.quarter is not None else "published_at")
    return replace(meaning, period=None)  # what follows still speaks of the quarter that is compared


RULES: tuple[Rule, ...] = (
    rule(
        "the third quarter; fiscal first quarter; the third quarter of 1984",
        "(EDGE|the|pronoun)? fiscal? hyphen? nth=ordinal fiscal? unit=unit ((of|in)? fiscal? year=(year|short_year))?",
        quarter_of_year,
    ),
    rule("third-quarter", "fiscal? hyphen? nth=ordinal HY unit=unit", quarter_of_year),
    rule(
        "this year's third quarter", "which=(last|this|next) unit possessive nth=ordinal HY unit=unit", quarter_of_year
    ),
    rule(
        "the third quarter of last year",
        "the? nth=ordinal HY unit=unit (of|in)? which=(last|this|next) unit",
        quarter_of_year,
    ),
    rule("the 1988 third quarter", "the year=year nth=ordinal HY unit=unit", quarter_of_year),
    rule("the 1988 quarter", "the year=year (unit|period)", quarter_in_year),
    rule("Q3 2024", "name=quarter_name (of|comma|hyphen)? (year=(year|short_year))?", named_quarter),
    rule("the first half of 2024", "the? nth=(ordinal|last) HY half of? year=year", half_of_year),
    rule(
        "the second half of the year",
        "the? nth=(ordinal|last) HY half of (the|which=(this|next|last)) unit=unit",
        half_of_year,
    ),
    rule("a year earlier", "a unit=unit (earlier|ago)", year_before),
    rule(
        "the year-ago quarter",
        "(the|a)? comparable? unit=unit HY (earlier|ago) (period|period_unit=unit)",
        year_before,
    ),
    rule("year-earlier; year-ago", "unit=unit HY (earlier|ago)", year_before),
    rule("the year-earlier nine months", "the unit HY (earlier|ago) count=COUNT unit=units", stretch_before),
    rule("the year-ago third quarter", "(the|a) unit=unit HY (earlier|ago) ordinal period_unit=unit", year_before),
    rule(
        "the quarter a year ago",
        "the (comparable|that)? of_period=(period|unit) (of|in)? (a unit=unit (earlier|ago))",
        same_period,
    ),
    rule(
        "the same period last year",
        "(the comparable|that) of_period=(period|unit) (of|in)? last unit=unit",
        same_period,
    ),
)
