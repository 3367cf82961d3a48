"""Rules for dates of the calendar: days, months and fiscal years."""

from __future__ import annotations

from datetime import date
from functools import cache

from tasks.extract.timex.calendar import (
    day_period,
    make_day,
    month_later,
    month_period,
    week_period,
    year_period,
)
from tasks.extract.timex.grammar import Rule, rule
from tasks.extract.timex.meaning import Found, Meaning, from_published, known, unknown
from tasks.extract.timex.nearest import beside, nearest, years_around
from tasks.extract.timex.tense import direction
from tasks.lexicon import read_lexicon

PIVOT = 50  # 10/26/89 is of 1989, 10/26/24 of 2024


@cache
def named_days() -> dict[tuple[int, int, str], int]:
    """Year of each day that is known by month, day and the word behind it."""
    rows = read_lexicon("time_named_days")
    return {(int(row["month"]), int(row["day"]), row["word"]): int(row["year"]) for row in rows}


def month_day(found: Found) -> Meaning | None:
    """Oct. 27, 27 October, Sunday, October 27, 2024."""
    month, day = found.number("month"), found.number("day")
    if found.has("year"):
        exact = make_day(found.number("year"), month, day)
        return known(day_period(exact), "none") if exact else None
    return day_without_year(found, month, day)


def day_of_relative_year(found: Found) -> Meaning | None:
    """June 16th of last year."""
    month, day, published = found.number("month"), found.number("day"), found.context.published
    if found.words()[-1].value != "Y":
        return None
    if published is None:
        return unknown(f"XXXX-{month:02d}-{day:02d}") if make_day(2000, month, day) else None
    made = make_day(published.year + int(found.value("which")), month, day)
    return known(day_period(made), "published_at") if made else None


def day_without_year(found: Found, month: int, day: int) -> Meaning | None:
    """A day of a month, in the year that fits best."""
    context = found.context
    if make_day(2000, month, day) is None:  # no year has a 31 June
        return None
    for at in (found.end, found.end + 1):
        if (year := named_days().get((month, day, context.low(at)))) and (exact := make_day(year, month, day)):
            return known(day_period(exact), "none")
    if context.published is None:
        return unknown(f"XXXX-{month:02d}-{day:02d}")
    days = [made for year in years_around(context) if (made := make_day(year, month, day))]
    if not days:
        return unknown(f"XXXX-{month:02d}-{day:02d}")
    periods = [day_period(made) for made in days]
    if found.has("which") and (period := beside(context, periods, int(found.value("which")))):
        return known(period, "published_at")
    way = direction(context, found.first, found.end)
    return known(nearest(context, periods, way), "published_at")


def day_tail(found: Found) -> Meaning | None:
    """The 28 of "October 27 or 28": the month and year of the day before it."""
    focus = found.context.focus
    month, day = found.number("month"), found.number("day")
    if found.has("year"):
        exact = make_day(found.number("year"), month, day)
        return known(day_period(exact), "none") if exact else None
    if focus is not None and focus.grain == "day" and focus.first.month == month:
        made = make_day(focus.first.year, month, day)
        return known(day_period(made), "document" if made else "none") if made else None
    if found.context.published is None and make_day(2000, month, day):
        return unknown(f"XXXX-{month:02d}-{day:02d}")
    return None


def week_of(found: Found) -> Meaning | None:
    """The week of March 6."""
    meaning = month_day(found)
    if meaning is None or found.value("unit") != "W":
        return None
    return known(week_period(meaning.period.first), meaning.anchor) if meaning.period else unknown("XXXX-WXX")


def day_of_month(found: Found) -> Meaning | None:
    """On the 15th: of the month spoken of, else the nearest."""
    context, day = found.context, found.number("day")
    if not found.token("day").low[0].isdigit() or not 1 <= day <= 31:
        return None
    focus = context.focus
    if focus is not None and focus.grain in ("day", "month"):
        made = make_day(focus.first.year, focus.first.month, day)
        return known(day_period(made), "document") if made else None
    if context.published is None:
        return unknown(f"XXXX-XX-{day:02d}")
    months = [month_later(context.published, step) for step in (-1, 0, 1)]
    days = [day_period(made) for month in months if (made := make_day(month.year, month.month, day))]
    return known(nearest(context, days, direction(context, found.first, found.end)), "published_at") if days else None


def iso_day(found: Found) -> Meaning | None:
    """2024-10-27, 2024-10-27T08:30:00Z."""
    text = found.words()[0].low.upper()
    made = make_day(int(text[:4]), int(text[5:7]), int(text[8:10]))
    if made is None:
        return None
    period = day_period(made)
    if "T" not in text:
        return known(period, "none")
    return Meaning("time", text, None, made, made, "none", period)


def slashed_day(found: Found) -> Meaning | None:
    """10/27/2024 as in the United States, 27/10/2024 where that cannot be, 2024/10/27."""
    a, b, c = (int(part) for part in found.words()[0].low.split("/"))
    if a > 31:
        made = make_day(a, b, c)
    else:
        year = c if c >= 100 else c + (1900 if c >= PIVOT else 2000)
        made = make_day(year, a, b) or make_day(year, b, a)
    return known(day_period(made), "none") if made else None


def fixed_day(found: Found) -> Meaning | None:
    """9/11: a day that is a name."""
    made = date.fromisoformat(found.words()[0].value)
    return known(day_period(made), "none")


def month_year(found: Found) -> Meaning | None:
    """October 2024, early October 2024."""
    return known(month_period(found.number("year"), found.number("month")), "none", found.edge())


def month_of_relative_year(found: Found) -> Meaning | None:
    """June last year, January this year, next October: the year counts from the publication day."""
    context, month = found.context, found.number("month")
    if context.published is None:
        return unknown(f"XXXX-{month:02d}", found.edge())
    offset = int(found.value("which") or 0)
    return known(month_period(context.published.year + offset, month), "published_at", found.edge())


def which_month(found: Found) -> Meaning | None:
    """Last October, next May, this September."""
    context, month = found.context, found.number("month")
    if context.published is None:
        return unknown(f"XXXX-{month:02d}", found.edge())
    periods = [month_period(year, month) for year in years_around(context)]
    period = beside(context, periods, int(found.value("which")))
    return known(period, "published_at", found.edge()) if period else None


def month_alone(found: Found) -> Meaning | None:
    """October, late November: the nearest that fits the tense."""
    context, month = found.context, found.number("month")
    if context.published is None:
        return unknown(f"XXXX-{month:02d}", found.edge())
    periods = [month_period(year, month) for year in years_around(context)]
    way = direction(context, found.first, found.end)
    if context.kind(found.first - 1) in ("a", "the") and context.kind(found.end) in ("word", "name"):
        way = None  # "a June agreement" has no part in the tense of its sentence
    return known(nearest(context, periods, way), "published_at", found.edge())


def fiscal_year(found: Found) -> Meaning | None:
    """Fiscal 1989, fiscal year 2024."""
    return known(year_period(found.number("year")), "none", found.edge())


def current_fiscal_year(found: Found) -> Meaning | None:
    """The current fiscal year."""
    step = -1 if found.token("which").kind == "latest" else int(found.value("which") or 0)
    return from_published(found.context, "year", step, found.edge())


RULES: tuple[Rule, ...] = (
    rule("2024-10-27", "iso", iso_day),
    rule(
        "the Jan. 1 of: Jan. 1-15, 2024",
        "span=(month=month day=(day|ordinal)) (?=(or|and|to|dash|hyphen) (day|ordinal) comma? year=year)",
        month_day,
    ),
    rule("10/27/2024", "slashed", slashed_day),
    rule("9/11", "fixed", fixed_day),
    rule(
        "Sunday, Oct. 27, 2024; October 27th",
        "((this|last|next)? weekday comma?)? (which=(last|next|this))? month=month the? day=(day|ordinal) "
        "(comma? year=(year|short_year))?",
        month_day,
    ),
    rule(
        "Sunday, 27 October 2024; the 27th of October",
        "((this|last|next)? weekday comma?)? the? day=(day|ordinal) of? month=month (comma? year=(year|short_year))?",
        month_day,
    ),
    rule(
        "the 28 of: October 27 or 28",
        "(?<=month=month (day|ordinal) (or|and|to|dash|hyphen|comma)) "
        "span=(day=(day|ordinal) (comma year=year)?) (?!(percent|units|unit|ampm|month))",
        day_tail,
    ),
    rule(
        "on the 15th.",
        "(?<=(on|until|by)) span=(the day=ordinal) (?=(comma|dot|boundary|mark|possessive))",
        day_of_month,
    ),
    rule(
        "June 16th of last year",
        "(weekday comma?)? month=month day=(day|ordinal) of? which=(last|this|next) unit",
        day_of_relative_year,
    ),
    rule("the week of March 6", "the unit=unit of month=month day=day (comma? year=year)?", week_of),
    rule(
        "the 4 of: between 4 and 11 May",
        "span=(day=(day|ordinal)) (?=(or|and|to|dash|hyphen) (day|ordinal) month=month (comma? year=year)?)",
        month_day,
    ),
    rule(
        "the January of: January to March 2024",
        "span=(EDGE? month=month) (?=(or|and|to|dash|hyphen) month year=year)",
        month_year,
    ),
    rule("early October 2024", "EDGE? month=month (comma|of|in)? year=(year|short_year)", month_year),
    rule("June last year", "EDGE? month=month (of|in)? which=(last|this|next) unit", month_of_relative_year),
    rule("last October; this coming March", "EDGE? this? which=(last|this|next|past|coming) month=month", which_month),
    rule("late November", "EDGE? month=month", month_alone),
    rule("fiscal 1989; fiscal year 2024", "EDGE? the? fiscal unit? year=year", fiscal_year),
    rule(
        "the current fiscal year", "EDGE? the? which=(last|this|next|present|latest) fiscal unit", current_fiscal_year
    ),
)
