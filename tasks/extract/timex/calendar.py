"""Calendar arithmetic: stretches of days with the TIMEX3 value that names them.

Weeks are those of ISO 8601 (Monday to Sunday). Seasons are the meteorological ones of the northern half; a winter
bears the year in which it begins. Decades and centuries are named by the digits that their years share (`199`, `19`).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Grain = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]

SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month of each
SEASONS = ("SP", "SU", "FA", "WI")
UNKNOWN: dict[Grain, str] = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "season": "XXXX-XX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
FIRST_YEAR, LAST_YEAR = 100, 9900  # room on both sides, so that no later step leaves the years of `date` (1 to 9999)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days: the TIMEX3 value that names it, its first and its last day (inclusive), its grain."""

    value: str
    first: date
    last: date
    grain: Grain


def day_period(day: date) -> Period:
    """The day itself: 2024-10-27."""
    return Period(day.isoformat(), day, day, "day")


def week_period(day: date) -> Period:
    """The ISO week that holds the day: 2024-W43."""
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return Period(f"{year:04d}-W{week:02d}", monday, monday + timedelta(days=6), "week")


def weekend_period(day: date) -> Period:
    """Saturday and Sunday of the ISO week that holds the day: 2024-W43-WE."""
    week = week_period(day)
    return Period(f"{week.value}-WE", week.last - timedelta(days=1), week.last, "weekend")


def months_period(year: int, month: int, count: int, value: str, grain: Grain) -> Period:
    """A stretch of `count` whole months from the first of `month` on, under the name `value`."""
    last = month_later(date(year, month, 1), count) - timedelta(days=1)
    return Period(value, date(year, month, 1), last, grain)


def month_period(year: int, month: int) -> Period:
    """A month: 2024-10."""
    return months_period(year, month, 1, f"{year:04d}-{month:02d}", "month")


def quarter_period(year: int, quarter: int) -> Period:
    """A quarter (1 to 4) of a calendar year: 2024-Q3."""
    return months_period(year, 3 * quarter - 2, 3, f"{year:04d}-Q{quarter}", "quarter")


def half_period(year: int, half: int) -> Period:
    """A half (1 or 2) of a calendar year: 2024-H1."""
    return months_period(year, 6 * half - 5, 6, f"{year:04d}-H{half}", "half")


def season_period(year: int, season: str) -> Period:
    """A season (SP, SU, FA, WI) that begins in a year: 2024-FA."""
    return months_period(year, SEASON_MONTH[season], 3, f"{year:04d}-{season}", "season")


def year_period(year: int) -> Period:
    """A calendar year: 2024."""
    return Period(f"{year:04d}", date(year, 1, 1), date(year, 12, 31), "year")


def decade_period(year: int) -> Period:
    """The decade that holds a year: 199 for the 1990s."""
    first = year - year % 10
    return Period(f"{first // 10:03d}", date(first, 1, 1), date(first + 9, 12, 31), "decade")


def century_period(year: int) -> Period:
    """The hundred years that share their first two digits: 19 for the 20th century, as TimeBank counts."""
    first = year - year % 100
    return Period(f"{first // 100:02d}", date(first, 1, 1), date(first + 99, 12, 31), "century")


def period_of(day: date, grain: Grain) -> Period:
    """The period of a grain that holds the day."""
    match grain:
        case "day":
            return day_period(day)
        case "week":
            return week_period(day)
        case "weekend":
            return weekend_period(day)
        case "month":
            return month_period(day.year, day.month)
        case "quarter":
            return quarter_period(day.year, (day.month + 2) // 3)
        case "half":
            return half_period(day.year, (day.month + 5) // 6)
        case "season":
            start = month_later(day.replace(day=1), -2)  # the month that lies as far into its quarter
            return season_period(start.year, SEASONS[(start.month - 1) // 3])
        case "year":
            return year_period(day.year)
        case "decade":
            return decade_period(day.year)
        case "century":
            return century_period(day.year)


def month_later(day: date, count: int) -> date:
    """The day `count` months later (earlier, if negative), or the last of that month where it has no such day."""
    months = 12 * day.year + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


MONTHS_IN: dict[Grain, int] = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "season": 3,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
DAYS_IN: dict[Grain, int] = {"day": 1, "week": 7, "weekend": 7}


def shift_day(day: date, count: int, grain: Grain) -> date | None:
    """The day `count` periods of a grain later; None where that leaves the years 100 to 9900."""
    if grain in DAYS_IN:
        days = count * DAYS_IN[grain]
        if abs(days) > 365 * LAST_YEAR:
            return None
        ordinal = day.toordinal() + days
        if not date(FIRST_YEAR, 1, 1).toordinal() <= ordinal <= date(LAST_YEAR, 1, 1).toordinal():
            return None
        return date.fromordinal(ordinal)
    months = count * MONTHS_IN[grain]
    if not FIRST_YEAR <= day.year + months // 12 < LAST_YEAR:
        return None
    return month_later(day, months)


def shift_period(day: date, count: int, grain: Grain) -> Period | None:
    """The period of a grain `count` periods after the one that holds the day; None outside the years 100 to 9900."""
    moved = shift_day(period_of(day, grain).first, count, grain)
    return None if moved is None else period_of(moved, grain)


def make_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where the month has no such day or the year is out of range."""
    if not (FIRST_YEAR <= year < LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth (1 to 4; -1 the last) weekday (1 Monday to 7 Sunday) of a month."""
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the Meeus/Jones/Butcher algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
