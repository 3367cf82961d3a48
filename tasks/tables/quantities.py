"""quantities: how many, how much, of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from tasks.tables.column import Doc, Table
from tasks.tables.words import IN_SENTENCE

Comparator = Literal["exact", "about", "at_least", "at_most", "more_than", "less_than", "between", "vague"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it is told, with what it counts."""

    quantity_id: Annotated[str, Doc("Hash of the document and the span")]
    document_id: Annotated[str, Doc("The document it stands in")]
    sentence_no: Annotated[int, Doc("The sentence it begins in")]
    start: Annotated[int, Doc("Begin in documents.text", "code points")]
    end: Annotated[int, Doc("End in documents.text, exclusive", "code points")]
    text: Annotated[str, Doc("The words of the span")]
    comparator: Annotated[
        Comparator,
        Doc(
            "How the number is told. exact, about: low = high; at_least, more_than: low only; at_most, less_than: "
            "high only; between: both; vague (`thousands`): low where it can be known"
        ),
    ]
    low: Annotated[float | None, Doc("Lower bound of the number, magnitude words included", "see unit")]
    high: Annotated[float | None, Doc("Upper bound of the number, magnitude words included", "see unit")]
    unit: Annotated[
        str,
        Doc("person, percent, fraction, year_of_age, an ISO 4217 code, km, USD/barrel ...; `item` where only counted"),
    ]
    counted: Annotated[str | None, Doc("The noun phrase counted, as it stands in the text")]


QUANTITIES = Table(
    "quantities",
    "Numbers with comparator, bounds, unit and the thing counted",
    Quantity,
    key=("quantity_id",),
    references=IN_SENTENCE,
)
