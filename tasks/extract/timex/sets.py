"""Rules for what comes back: every Tuesday, daily, each year, twice a week, Tuesday nights."""

from __future__ import annotations

from tasks.extract.timex.durations import Amount, duration_value
from tasks.extract.timex.grammar import Rule, rule
from tasks.extract.timex.meaning import Found, Meaning, context_words, unknown


def every(found: Found) -> Meaning | None:
    """Every day, each year, every two weeks, every other month."""
    unit = found.value("unit")
    count = float(found.value("count")) if found.has("count") and found.value("count") not in ("", "X") else 1.0
    if unit == "WE":
        return unknown("XXXX-WXX-WE", kind="set")
    return unknown(duration_value(Amount(count, unit, None)), kind="set")


def every_weekday(found: Found) -> Meaning | None:
    """Every Tuesday, Tuesdays, each Friday night, Tuesday nights."""
    value = f"XXXX-WXX-{found.number('weekday')}"
    return unknown(value + (f"T{found.value('part')}" if found.has("part") else ""), kind="set")


def every_month(found: Found) -> Meaning | None:
    """Every October."""
    return unknown(f"XXXX-{found.number('month'):02d}", kind="set")


def every_season(found: Found) -> Meaning | None:
    """Every summer."""
    return unknown(f"XXXX-{found.value('season')}", kind="set")


def every_part(found: Found) -> Meaning | None:
    """Every morning."""
    return unknown(f"XXXX-XX-XXT{found.value('part')}", kind="set")


def adverb(found: Found) -> Meaning | None:
    """Daily, weekly, annually; not a newspaper: the Daily Mail, the party daily Granma."""
    word, place = found.words()[0], found.first
    before, after = found.context.kind(place - 1), found.context.kind(place + 1)
    if (word.capital and before != "boundary") or (after == "name" and before != "boundary"):
        return None
    if word.low == "annual" and found.context.low(place + 1) not in context_words("yearly_event"):
        return None
    return unknown(word.value, kind="set")


RULES: tuple[Rule, ...] = (
    rule(
        "every day; every two weeks; every other month",
        "every (count=(num|day|number|other|ordinal))? unit=(unit|units)",
        every,
    ),
    rule("twice a week", "(frequency|COUNT times) (a|per|every) unit=unit", every),
    rule("every Tuesday; each Friday night", "every weekday=weekday (part=part)?", every_weekday),
    rule("Tuesdays", "weekday=weekdays (part=part)?", every_weekday),
    rule("Tuesday nights", "weekday=weekday part=parts", every_weekday),
    rule("every October", "every month=month", every_month),
    rule("every summer", "every season=season", every_season),
    rule("every morning", "every part=part", every_part),
    rule("daily", "adverb", adverb),
)
