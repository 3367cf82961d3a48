"""Rules for periods counted from another day: last year, two weeks ago, three days later, the following month."""

from __future__ import annotations

from tasks.extract.timex.calendar import Grain, Period, shift_period
from tasks.extract.timex.durations import UNIT_GRAIN, Amount, duration_value, read_amount
from tasks.extract.timex.grammar import Rule, rule
from tasks.extract.timex.meaning import (
    Context,
    Found,
    Meaning,
    from_focus,
    from_published,
    known,
    unknown,
)
from tasks.extract.timex.quarters import latest_quarter, of_quarter, quarter_ended
from tasks.extract.timex.tense import direction, shown


def which_unit(found: Found) -> Meaning | None:
    """Last year, this week, the following month, that day, earlier this month, the end of next year."""
    context, unit = found.context, found.value("unit")
    which = found.token("which").kind
    if not unit:
        if which != "latest" or found.words()[-1].low != "period":
            return None
        unit = "Q"
    grain = UNIT_GRAIN.get(unit)
    if grain is None or grain == "weekend":
        return None
    step = int(found.value("which") or 0)
    modifier = found.edge()
    if unit == "Q" and which in ("latest", "that"):
        quarter = latest_quarter(context)
        if which == "latest" and quarter and context.published and quarter.last >= context.published:
            quarter = shift_period(context.published, -1, "quarter")
        return of_quarter(context, quarter, modifier)
    if which in ("that", "following", "previous"):
        if which == "that" and grain == "day" and context.focus is None:
            return None
        return from_focus(context, grain, step, modifier)
    if grain == "day" and which in ("last", "past", "this", "present", "latest", "coming"):
        return None
    if which == "past" and grain in ("week", "month", "decade", "century"):
        return None
    return until_published(context, from_published(context, grain, step, modifier), found)


def until_published(context: Context, meaning: Meaning, found: Found) -> Meaning:
    """Cuts "earlier this week" at the publication day and "later this year" before it."""
    first, period = found.words()[0], meaning.period
    if context.published is None or period is None or meaning.value == "" or first.kind not in ("earlier", "later"):
        return meaning
    if not period.first <= context.published <= period.last:
        return meaning
    earliest, latest = period.first, period.last
    if first.kind == "earlier":
        latest = context.published
    else:
        earliest = context.published
    return Meaning("date", meaning.value, meaning.modifier, earliest, latest, meaning.anchor, period)


def unit_of_now(found: Found) -> Meaning | None:
    """The quarter, the week, the full year, the end of the month: the one that holds the publication day."""
    context, unit = found.context, found.value("unit")
    grain = UNIT_GRAIN.get(unit)
    modifier = found.edge()
    if grain in (None, "weekend", "decade", "century"):
        return None
    if unit == "Q":
        return of_quarter(context, ended_quarter(found) or latest_quarter(context), modifier)
    if grain == "day" and found.words()[0].kind in ("earlier", "later") and context.published:
        return from_published(context, "day", 0)
    if grain == "year" and context.low(found.end) in ("ended", "ending"):
        return None
    if grain == "day" or (grain == "month" and modifier is None):
        return None
    return from_published(context, grain, 0, modifier)


def ended_quarter(found: Found) -> Period | None:
    """The quarter of "the quarter ended Sept. 30"."""
    context, at = found.context, found.end
    if (
        context.low(at) not in ("ended", "ending", "that")
        or context.kind(at + 1) != "month"
        or context.published is None
    ):
        return None
    month = int(context.tokens[at + 1].value)
    return quarter_ended(month, context.published.year - (month > context.published.month))


def next_day(found: Found) -> Meaning | None:
    """The next day, the day before, a day later: from the day mentioned last."""
    if found.value("unit") != "D":
        return None
    return from_focus(found.context, "day", int(found.value("which") or 0))


def shifted(context: Context, amount: Amount, sign: int, modifier: str | None, focus: bool) -> Meaning | None:
    """The period so many units away from publication, or from the date mentioned last."""
    if amount.count is None and not focus:
        return unknown("PAST_REF" if sign < 0 else "FUTURE_REF")
    if amount.count is None:
        return unknown(duration_value(amount), kind="duration")
    grain: Grain | None = {"10Y": "year", "100Y": "year"}.get(amount.unit) or UNIT_GRAIN.get(amount.unit)  # type: ignore[assignment]
    if grain is None:
        return None
    factor = {"10Y": 10, "100Y": 100, "1000Y": 1000, "2W": 2}.get(amount.unit, 1)
    count = int(sign * amount.count * factor)
    if focus:
        return from_focus(context, grain, count, modifier)
    meaning = from_published(context, grain, count, modifier)
    if meaning.period is None and context.published is not None:  # before the calendar begins
        return unknown("PAST_REF" if sign < 0 else "FUTURE_REF")
    return meaning


def ago(found: Found) -> Meaning | None:
    """Two weeks ago, nearly four years ago, a decade ago, months ago."""
    amount = read_amount(found)
    return shifted(found.context, amount, -1, amount.modifier, focus=False) if amount else None


def hence(found: Found) -> Meaning | None:
    """Two weeks from now."""
    amount = read_amount(found)
    return shifted(found.context, amount, 1, amount.modifier, focus=False) if amount else None


def earlier(found: Found) -> Meaning | None:
    """Two days earlier, a month before, the week before: from the date mentioned last."""
    amount = read_amount(found)
    return shifted(found.context, amount, -1, amount.modifier, focus=True) if amount else None


def later(found: Found) -> Meaning | None:
    """Two days later, a year later: from the date mentioned last, unknown where there is none."""
    amount = read_amount(found)
    if amount is None:
        return None
    return shifted(found.context, amount, 1, amount.modifier, focus=True)


def year_end(found: Found) -> Meaning | None:
    """year-end, year's end."""
    context = found.context
    if found.value("unit") != "Y" or found.words()[-1].low != "end":
        return None
    if context.published is None:
        return unknown("XXXX", "END")
    year = context.published.year
    if direction(context, found.first, found.end) == "past" and context.published.month < 7:
        year -= 1
    period = shift_period(context.published, year - context.published.year, "year")
    return known(period, "published_at", "END") if period else None


# What words mean that have other values in other expressions: the current system; in the past
REFERENCE = {"present": "PRESENT_REF", "the": "PAST_REF"}


def told_past(context: Context, at: int) -> bool:
    """Whether soon belongs to a tale of the past: it soon became, was soon released, soon after."""
    if context.kind(at + 1) == "after" or context.low(at - 1) in ("was", "were", "had"):
        return True
    return shown(context, at + 1) == "past"


def reference(found: Found) -> Meaning | None:
    """now, recently, the future: no day, but past, present or future."""
    token = found.words()[0]
    if token.low == "soon" and told_past(found.context, found.end - 1):
        return None
    return unknown(REFERENCE.get(token.kind, token.value))


def recent_units(found: Found) -> Meaning | None:
    """Recent weeks, past years, coming months."""
    which = found.token("which").kind
    return unknown("PAST_REF" if which in ("recent", "past", "previous") else "FUTURE_REF")


RULES: tuple[Rule, ...] = (
    rule(
        "last year; earlier this week; the end of next month; the latest quarter; the same day",
        "(EDGE|earlier|later)? the? which=(last|past|this|that|next|following|previous|present|coming|latest) "
        "whole? (unit=unit|period)",
        which_unit,
    ),
    rule("earlier in the year; later in the week", "(earlier|later) in (the|which=(this|that)) unit=unit", unit_of_now),
    rule("the quarter; the full year", "the whole? trading? unit=unit (?!(hyphen|dash))", unit_of_now),
    rule("early in the year; late in the week", "edge in (the|which=(this|that)) unit=unit", unit_of_now),
    rule("the end of the month", "EDGE trading? unit=unit", unit_of_now),
    rule("the next day; the following day", "the which=(next|following|previous) unit=unit", next_day),
    rule("two weeks ago; nearly four years ago", "AMOUNT or_so? ago", ago),
    rule("two weeks from now", "AMOUNT hence", hence),
    rule("two days earlier", "AMOUNT earlier", earlier),
    rule("a month before.", "AMOUNT before (?=(dot|comma|boundary|mark|quote))", earlier),
    rule("the year before.", "the unit=unit (earlier|before) (?=(dot|comma|boundary|mark|quote|in|on|at|by))", earlier),
    rule("two days later", "AMOUNT later", later),
    rule("year-end; year's end", "the? unit=unit possessive? HY end_of", year_end),
    rule("now; recently; the near future", "ref", reference),
    rule("the current system", "present", reference),
    rule(
        "the past.",
        "the past (?!(word|name|unit|units|day|num|number|vague|a|half|season|seasons|weekday|quote))",
        reference,
    ),
    rule("recent weeks; coming months", "which=(recent|coming|past) vague? (units and)? units", recent_units),
)
