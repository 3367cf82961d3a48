"""Parts of a whole named before them, and people named by what they do."""

from __future__ import annotations

import pytest

from tasks.extract.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Of the 40 vases five are missing.", ["item", "item"]),
        ("Of 40 vases, five are missing.", ["item", "item"]),
        ("The count is done, of the 40 vases five are missing.", ["item", "item"]),
        ("Of the 9 boats, two sank and three missing were found.", ["item", "item", "item"]),
        ("Of the 40 hikers five are missing.", ["person", "person"]),
        ("Of the 9 boats, two carried 30 pilgrims.", ["item", "item", "person"]),
        ("A convoy of 12 lorries was hit and three were killed.", ["item", "person"]),
        ("Five are missing.", ["person"]),
    ],
)
def test_part_of_things_is_no_person(text: str, units: list[str]) -> None:
    assert [q.unit for q in find_quantities(text)] == units


@pytest.mark.parametrize("noun", ["pickers", "gardeners", "truckers", "bartenders", "interpreters", "shopkeepers"])
def test_occupations_are_persons(noun: str) -> None:
    for text in (f"Thousands of {noun} came.", f"They hired 20 {noun}."):
        (only,) = find_quantities(text)
        assert (only.unit, only.counted) == ("person", noun)


@pytest.mark.parametrize("noun", ["containers", "trailers", "computers", "printers", "counters", "sensors", "tractors"])
def test_things_in_er_and_or_are_none(noun: str) -> None:
    (only,) = find_quantities(f"They bought 20 {noun}.")
    assert (only.unit, only.counted) == ("item", noun)
