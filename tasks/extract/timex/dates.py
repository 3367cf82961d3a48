"""Rules for dates of the calendar: days, months, years, quarters, seasons, decades, holidays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from tasks.extract.timex.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    Period,
    century_period,
    day_period,
    decade_period,
    easter,
    make_day,
    month_later,
    month_period,
    nth_weekday,
    season_period,
    week_period,
    weekend_period,
    year_period,
)
from tasks.extract.timex.grammar import Rule, rule
from tasks.extract.timex.meaning import Context, Found, Meaning, from_published, known, unknown
from tasks.extract.timex.tense import Direction, direction
from tasks.lexicon import read_lexicon

# A day without a year belongs to the nearest year; a tense that speaks against it weighs as much as so many days.
AGAINST_TENSE = 180
AGAINST_NEWS = 90  # without a tense a day that is over is the likelier, as news tells mostly of what was
PIVOT = 50  # 10/26/89 is of 1989, 10/26/24 of 2024


def nearest(context: Context, days: list[Period], way: Direction | None) -> Period:
    """Of the same day, month or season in several years, the one nearest to the publication day, tense considered."""
    assert context.published is not None
    published = context.published

    def cost(period: Period) -> int:
        if period.first <= published <= period.last:
            return 0
        ahead = (period.first - published).days if period.first > published else 0
        behind = (published - period.last).days if period.last < published else 0
        if (way == "past" and ahead > 0) or (way == "future" and behind > 0):
            return ahead + behind + AGAINST_TENSE
        return ahead + behind + (AGAINST_NEWS if way is None and ahead > 0 else 0)

    return min(days, key=cost)


def years_around(context: Context) -> range:
    """The year before, of and after publication, within the calendar."""
    assert context.published is not None
    year = context.published.year
    return range(max(FIRST_YEAR, year - 1), min(LAST_YEAR - 1, year + 1) + 1)


def read_year(found: Found, name: str = "year") -> int:
    """The year that a capture says."""
    return found.number(name)


@cache
def named_days() -> dict[tuple[int, int, str], int]:
    """Year of each day that is known by month, day and the word behind it."""
    rows = read_lexicon("time_named_days")
    return {(int(row["month"]), int(row["day"]), row["word"]): int(row["year"]) for row in rows}


def month_day(found: Found) -> Meaning | None:
    """Oct. 27, 27 October, Sunday, October 27, 2024."""
    month, day = found.number("month"), found.number("day")
    if found.has("year"):
        exact = make_day(read_year(found), month, day)
        return known(day_period(exact), "none") if exact else None
    return day_without_year(found, month, day)


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
    month, day = found.number("month"), found.number("span")
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
    return known(month_period(read_year(found), found.number("month")), "none", found.edge())


def month_of_relative_year(found: Found) -> Meaning | None:
    """June last year, January this year, next October: the year counts from the publication day."""
    context, month = found.context, found.number("month")
    if context.published is None:
        return unknown(f"XXXX-{month:02d}", found.edge())
    offset = int(found.value("which") or 0)
    year = context.published.year + offset
    if not FIRST_YEAR <= year < LAST_YEAR:
        return None
    return known(month_period(year, month), "published_at", found.edge())


def beside(context: Context, periods: list[Period], offset: int) -> Period | None:
    """The last one before (-1), the next one after (1) or the one around (0) the publication day."""
    assert context.published is not None
    published = context.published
    if offset < 0:
        return next((p for p in reversed(periods) if p.last < published), None)
    if offset > 0:
        return next((p for p in periods if p.first > published), None)
    return next((p for p in periods if p.first.year == published.year), None)


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


def season_year(found: Found) -> Meaning | None:
    """Summer of 2024, winter 1994."""
    return known(season_period(read_year(found), found.value("season")), "none", found.edge())


def season_alone(found: Found) -> Meaning | None:
    """Last fall, this summer, next spring, in the winter."""
    context, season = found.context, found.value("season")
    if context.published is None:
        return unknown(f"XXXX-{season}", found.edge())
    periods = [season_period(year, season) for year in years_around(context)]
    if found.has("which"):
        period = beside(context, periods, int(found.value("which")))
        if found.value("which") == "0" and period and season == "WI" and context.published.month < 3:
            period = periods[0]
    else:
        period = nearest(context, periods, direction(context, found.first, found.end))
    return known(period, "published_at", found.edge()) if period else None


def holiday_day(year: int, code: str) -> date | None:
    """The day of a holiday in a year: month-day, month/weekday/nth (E: Election Day), E+ or T+days."""
    if code.startswith("E"):
        return easter(year) + timedelta(days=int(code[1:]))
    if code.startswith("T"):
        return nth_weekday(year, 11, 4, 4) + timedelta(days=int(code[1:]))
    if "/" in code:
        month, weekday, nth = code.split("/")
        if nth == "E":
            return nth_weekday(year, int(month), 1, 1) + timedelta(days=1)
        return nth_weekday(year, int(month), int(weekday), int(nth))
    month, day = code.split("-")
    return make_day(year, int(month), int(day))


def holiday(found: Found) -> Meaning | None:
    """Thanksgiving Day, Christmas Eve, Easter 2016."""
    context, code = found.context, found.value("holiday")
    if found.has("year"):
        day = holiday_day(read_year(found), code)
        return known(day_period(day), "none") if day else None
    if context.published is None:
        return unknown(f"XXXX-{code}" if code[0].isdigit() and "/" not in code else "XXXX-XX-XX")
    days = [day_period(day) for year in years_around(context) if (day := holiday_day(year, code))]
    if found.has("which"):
        period = beside(context, days, int(found.value("which")))
    else:
        period = nearest(context, days, direction(context, found.first, found.end))
    return known(period, "published_at") if period else None


def decade(found: Found) -> Meaning | None:
    """The 1990s, the late '80s, the mid-1970s; not his 30s."""
    token = found.token("decade")
    if (
        token.low[0].isdigit()
        and len(token.low) < 5
        and (found.words()[0].kind not in ("the", "edge") or token.low < "5")
    ):
        return None
    year = found.number("decade")
    if year % 100 == 0 and year < 2000:  # the 1800s are a century
        return known(century_period(year), "none", found.edge())
    return known(decade_period(year), "none", found.edge())


def decade_tail(found: Found) -> Meaning | None:
    """The 50s of "the 1940s and 50s": of the same century."""
    first, token = found.number("decade"), found.words()[0]
    if len(token.low) > 3 or not token.low[0].isdigit():
        return None
    return known(decade_period(first - first % 100 + int(token.low[:2])), "none")


def spoken_decade(found: Found) -> Meaning | None:
    """The nineties, of the century before this one."""
    return known(decade_period(found.number("decade")), "none", found.edge())


def holiday_week(found: Found) -> Meaning | None:
    """Easter week, Labor Day weekend."""
    meaning, unit = holiday(found), found.words()[-1].value
    if meaning is None or unit not in ("W", "WE"):
        return None
    if meaning.period is None:
        return unknown("XXXX-WXX" if unit == "W" else "XXXX-WXX-WE")
    day = meaning.period.first
    if unit == "WE" and day.isoweekday() < 3:  # a Monday belongs to the weekend before it
        day -= timedelta(days=3)
    return known(week_period(day) if unit == "W" else weekend_period(day), meaning.anchor)


def century(found: Found) -> Meaning | None:
    """The 20th century, the late 19th century."""
    number = found.number("ordinal")
    if found.words()[-1].value != "100Y" or not 2 <= number <= 30:
        return None
    return known(century_period(100 * (number - 1)), "none", found.edge())


def fiscal_year(found: Found) -> Meaning | None:
    """Fiscal 1989, fiscal year 2024."""
    return known(year_period(read_year(found)), "none", found.edge())


def current_fiscal_year(found: Found) -> Meaning | None:
    """The current fiscal year."""
    step = -1 if found.token("which").kind == "latest" else int(found.value("which") or 0)
    return from_published(found.context, "year", step, found.edge())


RULES: tuple[Rule, ...] = (
    rule("2024-10-27", "iso", iso_day),
    rule("10/27/2024", "slashed", slashed_day),
    rule("9/11", "fixed", fixed_day),
    rule(
        "Sunday, Oct. 27, 2024; October 27th",
        "(weekday comma?)? (which=(last|next|this))? month=month the? day=(day|ordinal) "
        "(comma? year=(year|short_year))?",
        month_day,
    ),
    rule(
        "Sunday, 27 October 2024; the 27th of October",
        "(weekday comma?)? the? day=(day|ordinal) of? month=month (comma? year=(year|short_year))?",
        month_day,
    ),
    rule(
        "the 28 of: October 27 or 28",
        "(?<=month=month (day|ordinal) (or|and|to|dash|hyphen|comma)) span=(day|ordinal) (?!(percent|units|unit|ampm))",
        day_tail,
    ),
    rule(
        "on the 15th.",
        "(?<=(on|until|by)) span=(the day=ordinal) (?=(comma|dot|boundary|mark|possessive))",
        day_of_month,
    ),
    rule("the week of March 6", "the unit=unit of month=month day=day (comma? year=year)?", week_of),
    rule(
        "the 4 of: between 4 and 11 May",
        "span=(day=(day|ordinal)) (?=(or|and|to|dash|hyphen) (day|ordinal) month=month (comma? year=year)?)",
        month_day,
    ),
    rule("the 50s of: the 1940s and 50s", "(?<=decade=decade (and|or|to|dash|hyphen)) span=decade", decade_tail),
    rule("early October 2024", "EDGE? month=month (comma|of|in)? year=(year|short_year)", month_year),
    rule("June last year", "EDGE? month=month (of|in)? which=(last|this|next) unit", month_of_relative_year),
    rule("last October; this coming March", "EDGE? this? which=(last|this|next|past|coming) month=month", which_month),
    rule("late November", "EDGE? month=month", month_alone),
    rule("the summer of 2024; winter 1994", "EDGE? the? season=season of? year=(year|short_year)", season_year),
    rule(
        "this summer; early last fall",
        "EDGE? this? which=(last|this|next|past|coming) past? season=season",
        season_alone,
    ),
    rule("in the winter", "(?<=(in|by|since|until|of|at|or|and)) span=(EDGE? the? season=season)", season_alone),
    rule("early summer; the summer", "(EDGE|the edge?) season=season", season_alone),
    rule("Christmas Eve; last Thanksgiving", "(which=(last|this|next))? holiday=holiday (comma? year=year)?", holiday),
    rule("the late 1990s", "EDGE? the? edge? hyphen? decade=decade", decade),
    rule("the nineties", "(the edge?|edge) hyphen? decade=decade_word", spoken_decade),
    rule("Easter week; Labor Day weekend", "holiday=holiday unit", holiday_week),
    rule("the 20th century", "EDGE? the? edge? ordinal=ordinal HY unit", century),
    rule("fiscal 1989; fiscal year 2024", "EDGE? the? fiscal unit? year=year", fiscal_year),
    rule(
        "the current fiscal year", "EDGE? the? which=(last|this|next|present|latest) fiscal unit", current_fiscal_year
    ),
)
