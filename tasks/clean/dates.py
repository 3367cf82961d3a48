"""Given dates: when a record or a page says that it was published."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

MOST_CHARACTERS = 80  # of a date in words, with weekday, time and zone; a longer value is no date
MOST_SECONDS = 99_999_999_999  # epoch seconds end with the year 5138; what is larger is milliseconds
MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
# Zones of RFC 2822 and those of Europe that mean one thing only, in hours; IST, BST and AST do not.
ZONES = {
    "z": 0,
    "ut": 0,
    "utc": 0,
    "gmt": 0,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "wet": 0,
    "west": 1,
    "cet": 1,
    "cest": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
}
CLOCK = (
    # 03:00, 03.00, 0300, "5" of "5 p.m."
    r"(?P<hour>\d{1,2})[:.]?(?P<minute>(?<=[:.])\d{2}|(?<=\d\d)\d{2}|(?=\s?[ap]\.?m))"
    r"(?::?(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,12}))?)?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?"
)
ZONE = r"(?:\s?(?P<zone>[+-]\d{2}:?(?:\d{2})?|[A-Za-z]{1,4})(?:\s?[\[(][\w/+ -]{1,40}[\])])?)?"
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s)?"
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
TIME_AFTER = rf"(?:(?:,|\sat|\s[-–|])?\s{CLOCK}{ZONE})?"
FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        # 2024-10-27, 2024-10-27T03:00:00.123+02:00, 2024/10/27 03:00 UTC
        rf"(?P<year>\d{{4}})(?P<part>[-/.])(?P<month>\d{{1,2}})(?P=part)(?P<day>\d{{1,2}})(?:(?:T|,?\s){CLOCK}{ZONE})?",
        # 20241027, 20241027T030000Z
        rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})(?:T{CLOCK}{ZONE})?",
        # Sun, 27 Oct 2024 03:00:00 GMT; 27th of October 2024 at 10:30 am
        rf"{WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s-]{MONTH}\.?,?[\s-](?P<year>\d{{4}}){TIME_AFTER}",
        # October 27, 2024; Sunday, Oct. 27, 2024, 10:30 p.m. EDT
        rf"{WEEKDAY}{MONTH}\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}}){TIME_AFTER}",
        # Sun Oct 27 03:00:00 UTC 2024
        rf"{WEEKDAY}{MONTH}\s(?P<day>\d{{1,2}})\s{CLOCK}(?:\s(?P<zone>[A-Z]{{1,4}}))?\s(?P<year>\d{{4}})",
    )
)


def parse_moment(value: object) -> tuple[datetime, date] | None:
    """When something was published, from what a record gives: the moment in UTC and the source's own local day.

    Read are ISO 8601, RFC 2822, English dates with the month in words, and epoch seconds or milliseconds (numbers, or
    strings of 9-10 or 12-13 digits). A bare day is its midnight; without a zone it is UTC. None for anything of two
    meanings ("12/11/10", the number 2024), impossible, without a day, or outside the years 1 to 9999. Never raises.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_epoch(value)
    if not isinstance(value, str) or len(value) > 4 * MOST_CHARACTERS:
        return None
    text = " ".join(value.split())
    if re.fullmatch(r"\d{9,10}|\d{12,13}", text, re.ASCII):
        return _from_epoch(int(text))
    if len(text) <= MOST_CHARACTERS:
        for form in FORMS:
            if found := form.fullmatch(text):
                return _from_parts(found.groupdict())
    return None


def _from_epoch(number: float) -> tuple[datetime, date] | None:
    """The moment that many seconds (from 12 digits on milliseconds) after 1970 began."""
    # Beyond the milliseconds of the year 5138 there is no date; huge integers cannot even become floats.
    if not -1000 * MOST_SECONDS <= number <= 1000 * MOST_SECONDS or _reads_as_day(number):
        return None
    seconds = number if abs(number) <= MOST_SECONDS else number / 1000
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    except OverflowError:
        return None
    return moment, moment.date()


def _reads_as_day(number: float) -> bool:
    """A number that may as well be a year (2024) or a day written together (20241027)."""
    if 1000 <= number <= 9999:
        return True
    year, month, day = int(number // 10_000), int(number // 100 % 100), int(number % 100)
    return 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31


def _from_parts(parts: dict[str, str | None]) -> tuple[datetime, date] | None:
    """The moment of a date in figures or words."""
    month = parts["month"] or ""
    offset = _offset(parts.get("zone"))
    clock = _clock(parts)
    if offset is None or clock is None:
        return None
    hour, minute, second, microsecond = clock
    try:
        local = datetime(
            int(parts["year"] or 0),
            MONTHS.get(month.lower()) or int(month),
            int(parts["day"] or 0),
            hour,
            minute,
            second,
            microsecond,
            tzinfo=timezone(offset),
        )
        return local.astimezone(UTC), local.date()
    except (ValueError, OverflowError):
        return None


def _clock(parts: dict[str, str | None]) -> tuple[int, int, int, int] | None:
    """Hour of 24, minute, second, microsecond; midnight without a time."""
    hour, half = int(parts.get("hour") or 0), (parts.get("half") or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    second = int(parts.get("second") or 0)
    fraction = (parts.get("fraction") or "").ljust(6, "0")[:6]
    # A leap second has no place in a datetime: it is the second before.
    return hour, int(parts.get("minute") or 0), 59 if second == 60 else second, int(fraction)


def _offset(zone: str | None) -> timedelta | None:
    """East of Greenwich; None for a zone that is unknown or of several meanings."""
    if not zone:
        return timedelta(0)
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        if offset >= timedelta(hours=24) or int(digits[2:]) > 59:
            return None
        return -offset if zone[0] == "-" else offset
    hours = ZONES.get(zone.lower())
    return None if hours is None else timedelta(hours=hours)
