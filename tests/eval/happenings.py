"""Event triggers, and whether what they tell did happen."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from statistics import StatisticsError, correlation

from tasks.annotate.annotation import Annotation, Trigger
from tests.eval.counting import Count
from tests.eval.gold import Record

# At an even chance a word is called a trigger.
EVEN = 0.5


def measure_triggers(gold: Iterable[tuple[Record, Annotation]], chance: Callable[[Trigger], float]) -> dict[str, float]:
    """F1 in percent of the words that are triggers; `chance` says how sure the model is that one is.

    A trigger is right if it lies in a gold one; of several in the same one, one is.
    """
    count = Count()
    for record, read in gold:
        found = [one for one in read.triggers if chance(one) >= EVEN]
        hit = {_event_at(record, read, one.word) for one in found} - {None}
        count.add(len(hit), len(found), len(record["events"]))
    return {"trigger f1": count.f1}


def measure_factuality(gold: Iterable[tuple[Record, Annotation]], custom: int) -> dict[str, float]:
    """Pearson's r times 100 between the model's factuality and the gold's, and the share of gold events it is over.

    `custom` is the number of the corpus's custom in Trigger.factuality. A gold event without a trigger of ours is
    left out of `pearson`; `found` is the share of those with one.
    """
    pairs, n_events = list[tuple[float, float]](), 0
    for record, read in gold:
        values = dict[int | None, float]()
        for one in read.triggers:
            values.setdefault(_event_at(record, read, one.word), one.factuality[custom])
        scored = {number: event["score"] for number, event in enumerate(record["events"]) if "score" in event}
        pairs += [(values[number], score) for number, score in scored.items() if number in values]
        n_events += len(scored)
    return {"pearson": 100 * _correlate(pairs), "found": 100 * len(pairs) / max(1, n_events)}


def _event_at(record: Record, read: Annotation, word: int) -> int | None:
    """The number of the gold event that a word lies in."""
    start, end = read.words[word].start, read.words[word].end
    for number, event in enumerate(record["events"]):
        if event["start"] < end and start < event["end"]:
            return number
    return None


def _correlate(pairs: list[tuple[float, float]]) -> float:
    """Pearson's r; 0 where one side does not vary."""
    try:
        r = correlation([ours for ours, _ in pairs], [gold for _, gold in pairs])
    except StatisticsError:
        return 0.0
    return 0.0 if math.isnan(r) else r
