"""Rules for times of day: 8:30 a.m. EST, 10 p.m. Wednesday, noon, midnight Friday, 4 in the morning."""

from __future__ import annotations

from datetime import date

from tasks.extract.timex.calendar import Period, day_period, make_day, shift_day
from tasks.extract.timex.dates import day_without_year
from tasks.extract.timex.grammar import Rule, rule
from tasks.extract.timex.meaning import Found, Meaning, context_words
from tasks.extract.timex.weekdays import weekday_of
from tasks.tables.times import Anchor


def day_beside(found: Found) -> tuple[Period | None, str, Anchor] | None:
    """The day that stands beside a time of day: the period if known, its value, its anchor; None if there is none."""
    context = found.context
    if found.has("month"):
        month, day = found.number("month"), found.number("nth")
        if found.has("year"):
            made = make_day(found.number("year"), month, day)
            return (day_period(made), made.isoformat(), "none") if made else None
        meaning = day_without_year(found, month, day)
        return (meaning.period, meaning.value, meaning.anchor) if meaning else None
    if found.has("weekday"):
        which = found.token("which").kind if found.has("which") else ""
        return dated(
            weekday_of(context, found.number("weekday"), which, found.first, found.end),
            f"XXXX-WXX-{found.number('weekday')}",
        )
    if found.has("day"):
        moved = shift_day(context.published, int(found.value("day")), "day") if context.published else None
        return dated(moved, "XXXX-XX-XX")
    return None


def dated(day: date | None, value: str) -> tuple[Period | None, str, Anchor]:
    """A day counted from publication, or the value that says what is known of it."""
    return (day_period(day), day.isoformat(), "published_at") if day else (None, value, "none")


def at_time(found: Found, clock: str, modifier: str | None) -> Meaning:
    """A time of day on the day beside it, else on the day mentioned in its sentence, else on that of publication."""
    context = found.context
    beside = day_beside(found)
    if beside is None and context.sentence_day is not None:
        beside = (context.sentence_day, context.sentence_day.value, "document")
    if beside is None:
        beside = dated(context.published, "XXXX-XX-XX")
    period, value, anchor = beside
    first, last = (period.first, period.last) if period else (None, None)
    return Meaning("time", f"{value}T{clock}", modifier, first, last, anchor if period else "none", period)


def time_of_day(found: Found) -> Meaning | None:
    """8:30 a.m. EST, 10 p.m. Wednesday, 14:30 GMT."""
    token = found.token("hour")
    parts = [int(part) for part in token.low.split(":")] if token.kind == "clock" else [int(float(token.value)), 0]
    hour, minute = parts[0], parts[1]
    half = found.token("half").low[0] if found.has("half") else ""
    if half == "" and token.kind != "clock":
        return None
    if half == "" and not found.has("zone") and found.context.low(found.first - 1) not in context_words("clock_after"):
        return None
    if minute > 59 or hour > (12 if half else 24):
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return at_time(found, f"{hour:02d}:{minute:02d}", approximate(found))


def military(found: Found) -> Meaning | None:
    """0735 GMT, 1400 local time."""
    digits = found.token("hour").low
    if len(digits) != 4 or not digits.isdigit() or int(digits[:2]) > 24 or int(digits[2:]) > 59:
        return None
    return at_time(found, f"{digits[:2]}:{digits[2:]}", approximate(found))


def approximate(found: Found) -> str | None:
    """APPROX behind around or about."""
    return next((t.value for t in found.words() if t.kind == "around"), None)


def oclock(found: Found) -> Meaning | None:
    """4 in the morning, five o'clock, 7 o'clock in the evening."""
    hour = int(float(found.token("hour").value))
    if not 1 <= hour <= 12:
        return None
    part = found.value("part")
    if part in ("AF", "EV") or (part == "NI" and hour >= 6):
        hour = hour % 12 + 12
    elif part:
        hour %= 12
    if part == "NI" and hour == 12:
        hour = 0
    return at_time(found, f"{hour:02d}:00", approximate(found))


def noon(found: Found) -> Meaning | None:
    """noon, noon Thursday, midnight Friday."""
    return at_time(found, found.value("noon"), approximate(found))


DAY = (
    "(on? comma? (which=(last|next))? weekday=weekday|comma? day=day_word"
    "|on? comma? (weekday comma?)? month=month nth=(day|ordinal) (comma? year=year)?)?"
)

RULES: tuple[Rule, ...] = (
    rule("around 8:30 a.m. EST Thursday", f"around? hour=(clock|day|num) half=ampm (zone=zone)? {DAY}", time_of_day),
    rule("0735 GMT", f"around? hour=(number|year) zone {DAY}", military),
    rule("14:30 GMT", f"around? hour=clock (zone=zone)? {DAY}", time_of_day),
    rule("4 in the morning", "around? hour=(day|num) (oclock)? in the part=part", oclock),
    rule("five o'clock", "around? hour=(day|num) oclock", oclock),
    rule("Wednesday midnight", "(which=(last|next))? (weekday=weekday|day=day_word) noon=noon", noon),
    rule("noon Thursday", f"(around|day)? noon=noon (zone)? {DAY}", noon),
)
