"""Time expressions after TIMEX3: found by patterns over words, given values from the publication day and the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tasks.extract.timex import clock, dates, durations, quarters, relative, seasons, sets, weekdays, years
from tasks.extract.timex.calendar import FIRST_YEAR, LAST_YEAR
from tasks.extract.timex.during import without_during
from tasks.extract.timex.grammar import LETTER, Rule, compile_pattern
from tasks.extract.timex.meaning import Context, Found, Meaning
from tasks.extract.timex.words import read_words
from tasks.tables.times import Anchor, TimeKind

# Of two expressions that begin together and are as long, the one whose rule stands first here is taken.
RULES: tuple[Rule, ...] = (
    *clock.RULES,
    *dates.RULES,
    *seasons.RULES,
    *quarters.RULES,
    *weekdays.RULES,
    *sets.RULES,
    *relative.RULES,
    *durations.RULES,
    *years.RULES,
)


@dataclass(frozen=True, slots=True)
class TimeFound:
    """A time expression: its span in the text (code points, end exclusive) and its meaning, as in the table `times`."""

    start: int
    end: int
    kind: TimeKind
    value: str
    modifier: str | None
    earliest: date | None
    latest: date | None
    anchor: Anchor


def find_times(text: str, sentences: Sequence[tuple[int, int]], published_on: date | None) -> list[TimeFound]:
    """The time expressions of a document, in order, not overlapping, each inside one sentence.

    `sentences` are spans of `text`; `published_on` is the publication day on the calendar of the source, from which
    relative expressions count. Without it their values keep X's and their days are None.
    """
    tokens = without_during(read_words(text, sentences))
    in_calendar = published_on is not None and FIRST_YEAR < published_on.year < LAST_YEAR - 1
    context = Context(tokens, published_on if in_calendar else None)
    out: list[TimeFound] = []
    taken = 0  # the first word that no expression has yet
    boundaries = 0
    for first, end, number, found in candidates(context):
        if first < taken:
            continue
        while boundaries < first:
            if tokens[boundaries].kind == "boundary":
                context.sentence_day = None
            boundaries += 1
        if (meaning := RULES[number].build(found)) is None:
            continue
        taken = end
        remember(context, meaning)
        out.append(
            TimeFound(
                tokens[first].start,
                tokens[end - 1].end,
                meaning.kind,
                meaning.value,
                meaning.modifier,
                meaning.earliest,
                meaning.latest,
                meaning.anchor,
            )
        )
    return out


# Every pattern needs a word of one of these kinds
TRIGGER = compile_pattern(
    "(year|short_year|decade|decade_word|iso|slashed|fixed|clock|ampm|noon|oclock|quarter_name|month|weekday|weekdays"
    "|unit|units|part|parts|tonight|season|holiday|zone|ordinal|ref|present|past|day_word|adverb|lasting|period|half)"
)
# Words that a pattern may need before and behind a trigger; no expression in news has as many
BEFORE, BEHIND = 9, 7


def windows(kinds: str) -> Iterator[tuple[int, int]]:
    """The stretches of words around the triggers, in order, those that meet joined."""
    start = end = -1
    for match in TRIGGER.finditer(kinds):
        at = match.start()
        if start >= 0 and at - BEFORE <= end:
            end = at + BEHIND
            continue
        if start >= 0:
            yield start, end
        start, end = max(0, at - BEFORE, end), at + BEHIND
    if start >= 0:
        yield start, min(end, len(kinds))


def candidates(context: Context) -> list[tuple[int, int, int, Found]]:
    """All that the patterns find: first word, word behind, number of the rule; by place, the longest first."""
    kinds = "".join([LETTER[token.kind] for token in context.tokens])
    places: list[int] = []
    for start, end in windows(kinds):
        places += range(start, min(end, len(kinds)))
        places.append(-1)
    near = "".join([kinds[at] if at >= 0 else LETTER["boundary"] for at in places])
    out: list[tuple[int, int, int, Found]] = []
    for number, rule in enumerate(RULES):
        for match in rule.pattern.finditer(near):
            found = Found(match, context, places)
            out.append((found.first, found.end, number, found))
    out.sort(key=lambda item: (item[0], -item[1], item[2]))
    return out


def remember(context: Context, meaning: Meaning) -> None:
    """Keeps a date as what later words ("the same day", "a year earlier") count from."""
    period = meaning.period
    if meaning.value in ("P6M", "P9M"):
        context.long_stretch = True
    if period is None:
        return
    if period.grain == "quarter":
        context.quarter, context.long_stretch = period, False
    context.focus = period
    if period.grain == "day":
        context.sentence_day = period
