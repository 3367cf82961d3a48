"""Rules for days of the week, today and its neighbours, parts of the day and weekends."""

from __future__ import annotations

from datetime import date, timedelta

from tasks.extract.timex.calendar import Period, day_period, shift_day, weekend_period
from tasks.extract.timex.grammar import Rule, rule
from tasks.extract.timex.meaning import Context, Found, Meaning, known, unknown
from tasks.extract.timex.tense import direction


def weekday_of(context: Context, weekday: int, which: str, first: int, end: int) -> date | None:
    """The day that a weekday (1 Monday) means: the last or next one, that of this week, or as the tense says."""
    published = context.published
    if published is None:
        return None
    ahead = (weekday - published.isoweekday()) % 7
    match which:
        case "last" | "past":
            return shift_day(published, ahead - 7, "day")
        case "next":
            monday = published - timedelta(days=published.isoweekday() - 1)
            return shift_day(monday, 7 + weekday - 1, "day")
        case "coming":
            return shift_day(published, ahead or 7, "day")
        case "previous" | "following" if context.focus is not None:
            step = (weekday - context.focus.first.isoweekday()) % 7
            step = step - 7 if which == "previous" else step or 7
            return shift_day(context.focus.first, step, "day")
        case "this":
            monday = published - timedelta(days=published.isoweekday() - 1)
            return shift_day(monday, weekday - 1, "day")
    if ahead == 0:
        return published
    return shift_day(published, ahead if direction(context, first, end) == "future" else ahead - 7, "day")


def of_day(day: date, part: str, modifier: str | None, relative_to_document: bool = False) -> Meaning:
    """A day, or a part of it (MO, AF, EV, NI)."""
    period = day_period(day)
    anchor = "document" if relative_to_document else "published_at"
    if not part:
        return known(period, "document" if relative_to_document else "published_at", modifier)
    value = f"{period.value}T{part}"
    return Meaning("time", value, modifier, day, day, "document" if anchor == "document" else "published_at", period)


def weekday(found: Found) -> Meaning | None:
    """Saturday, Saturday night, last Friday, early Tuesday."""
    context, number, part = found.context, found.number("weekday"), found.value("part")
    which = found.token("which").kind if found.has("which") else ""
    day = weekday_of(context, number, which, found.first, found.end)
    if day is None:
        value = f"XXXX-WXX-{number}" + (f"T{part}" if part else "")
        return unknown(value, found.edge(), "time" if part else "date")
    return of_day(day, part, found.edge(), which in ("previous", "following") and context.focus is not None)


def numbered_weekday(found: Found) -> Meaning | None:
    """Friday the 13th: the nearest month in which they fall together."""
    context, number, nth = found.context, found.number("weekday"), found.number("day")
    if not 1 <= nth <= 31:
        return None
    if context.published is None:
        return unknown(f"XXXX-XX-{nth:02d}")
    future = direction(context, found.first, found.end) == "future"
    for step in range(0, 400):  # a Friday the 13th comes at least every 14 months
        day = shift_day(context.published, step if future else -step, "day")
        if day and day.day == nth and day.isoweekday() == number:
            return known(day_period(day), "published_at")
    return unknown(f"XXXX-XX-{nth:02d}")


def is_title(found: Found) -> bool:
    """Whether Today stands at the end of a name: VOA Today."""
    token = found.token("day")
    return token.capital and found.context.kind(found.place("day") - 1) == "name"


def relative_day(found: Found) -> Meaning | None:
    """today, yesterday morning, late tomorrow, this morning, tonight, last night."""
    context, part = found.context, found.value("part") or found.value("night")
    offset = int(found.value("day") or 0)
    if found.has("day") and (context.kind(found.first - 1) == "of" or is_title(found)):
        return None
    if found.has("which") and found.token("which").kind == "last":
        if part != "NI":
            return None
        offset = -1
    if context.published is None:
        return unknown("XXXX-XX-XX" + (f"T{part}" if part else ""), found.edge(), "time" if part else "date")
    day = shift_day(context.published, offset, "day")
    return of_day(day, part, found.edge()) if day else None


def part_of_that_day(found: Found) -> Meaning | None:
    """That night, the same afternoon, the next morning, the evening: of the day mentioned last."""
    context, part = found.context, found.value("part")
    step = int(found.value("which") or 0) if found.has("which") else 0
    if context.focus is None or context.focus.grain != "day":
        if context.published is None or found.has("which"):
            return unknown(f"XXXX-XX-XXT{part}", found.edge(), "time")
        return of_day(context.published, part, found.edge())
    day = shift_day(context.focus.first, step, "day")
    return of_day(day, part, found.edge(), relative_to_document=True) if day else None


def weekend(found: Found) -> Meaning | None:
    """The weekend, last weekend, next weekend."""
    context = found.context
    if found.words()[-1].value != "WE":
        return None
    published = context.published
    if published is None:
        return unknown("XXXX-WXX-WE", found.edge())
    which = found.token("which").kind if found.has("which") else ""
    steps = {"last": -1, "past": -1, "next": 1, "previous": -1, "following": 1}.get(which, 0)
    if which in ("", "that") and published.isoweekday() < 6 and direction(context, found.first, found.end) != "future":
        steps = -1
    if which == "past" and published.isoweekday() == 7:
        steps = 0
    moved = shift_day(published, steps, "week")
    period: Period | None = weekend_period(moved) if moved else None
    return known(period, "published_at", found.edge()) if period else None


RULES: tuple[Rule, ...] = (
    rule(
        "Saturday night; last Friday; early Tuesday",
        "(EDGE|the (?=(last|next|coming|previous|following|that)))? this? "
        "(which=(last|past|next|this|coming|previous|following|that))? weekday=weekday "
        "HY (part=part)?",
        weekday,
    ),
    rule("Friday the 13th", "weekday=weekday the day=ordinal", numbered_weekday),
    rule("today; yesterday morning; late yesterday", "(EDGE|later)? day=day_word (part=part)?", relative_day),
    rule("mid-afternoon yesterday", "EDGE? part=part day=day_word", relative_day),
    rule(
        "this morning; last night; later this afternoon",
        "(EDGE|later|earlier)? which=(this|last) part=part",
        relative_day,
    ),
    rule("tonight", "(EDGE|later)? night=tonight", relative_day),
    rule("that night; the next morning", "the? which=(that|next|following|previous) part=part", part_of_that_day),
    rule("in the morning", "(?<=(in|by|of|word)) span=(the EDGE? part=part)", part_of_that_day),
    rule("mid-afternoon", "edge hyphen? part=part", part_of_that_day),
    rule(
        "last weekend",
        "(EDGE|the|this)? (which=(last|past|next|this|coming|previous|following|that)) unit",
        weekend,
    ),
    rule("over the weekend", "EDGE? the unit", weekend),
)
