"""times: time expressions after TIMEX3 (ISO-TimeML; Pustejovsky et al. 2010)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from tasks.tables.column import Doc, Table
from tasks.tables.words import IN_SENTENCE

TimeKind = Literal["date", "time", "duration", "set"]
Anchor = Literal["published_at", "document", "none"]


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression and, where it can be known, the days it means."""

    time_id: Annotated[str, Doc("Hash of the document and the span")]
    document_id: Annotated[str, Doc("The document it stands in")]
    sentence_no: Annotated[int, Doc("The sentence it begins in")]
    start: Annotated[int, Doc("Begin in documents.text", "code points")]
    end: Annotated[int, Doc("End in documents.text, exclusive", "code points")]
    text: Annotated[str, Doc("The words of the span")]
    kind: Annotated[TimeKind, Doc("TIMEX3 type")]
    value: Annotated[str, Doc("TIMEX3 value; X's where a part cannot be known", "ISO 8601 as extended by TIMEX3")]
    modifier: Annotated[str | None, Doc("TIMEX3 mod, e.g. APPROX, START, MID, END, EQUAL_OR_MORE")]
    earliest: Annotated[date | None, Doc("First day it can mean; null if it cannot be known", "day")]
    latest: Annotated[date | None, Doc("Last day it can mean; null if it cannot be known", "day")]
    anchor: Annotated[
        Anchor,
        Doc("What it was resolved against: the publication date, another date of the document, or nothing"),
    ]


TIMES = Table("times", "Time expressions (TIMEX3), resolved to days", Time, key=("time_id",), references=IN_SENTENCE)
