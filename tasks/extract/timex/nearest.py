"""Which year a day, a month or a season without one belongs to."""

from __future__ import annotations

from tasks.extract.timex.calendar import FIRST_YEAR, LAST_YEAR, Period
from tasks.extract.timex.meaning import Context
from tasks.extract.timex.tense import Direction

# A day without a year belongs to the nearest year; a tense that speaks against it weighs as much as so many days.
AGAINST_TENSE = 300
AGAINST_NEWS = 90  # without a tense a day that is over is the likelier, as news tells mostly of what was


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


def beside(context: Context, periods: list[Period], offset: int) -> Period | None:
    """The last one before (-1), the next one after (1) or the one around (0) the publication day."""
    assert context.published is not None
    published = context.published
    if offset < 0:
        return next((p for p in reversed(periods) if p.last < published), None)
    if offset > 0:
        return next((p for p in periods if p.first > published), None)
    return next((p for p in periods if p.first.year == published.year), None)
