"""Rules for seasons, holidays, decades and centuries."""

from __future__ import annotations

from datetime import date, timedelta

from tasks.extract.timex.calendar import (
    century_period,
    day_period,
    decade_period,
    easter,
    make_day,
    nth_weekday,
    season_period,
    week_period,
    weekend_period,
)
from tasks.extract.timex.grammar import Rule, rule
from tasks.extract.timex.meaning import Found, Meaning, known, unknown
from tasks.extract.timex.nearest import beside, nearest, years_around
from tasks.extract.timex.tense import direction


def season_year(found: Found) -> Meaning | None:
    """Summer of 2024, winter 1994."""
    return known(season_period(found.number("year"), found.value("season")), "none", found.edge())


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
        day = holiday_day(found.number("year"), code)
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
    if not 1000 <= year < 2200:
        return None
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


RULES: tuple[Rule, ...] = (
    rule("the 50s of: the 1940s and 50s", "(?<=decade=decade (and|or|to|dash|hyphen)) span=decade", decade_tail),
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
)
