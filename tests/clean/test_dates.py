"""Given dates."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.dates import parse_moment

DAY = date(2024, 10, 27)


def at(hour: int = 0, minute: int = 0, second: int = 0, microsecond: int = 0, day: int = 27) -> datetime:
    return datetime(2024, 10, day, hour, minute, second, microsecond, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2024-10-27", at()),
        ("2024/10/27", at()),
        ("20241027", at()),
        ("2024-10-27T03:00:00Z", at(3)),
        ("2024-10-27T03:00:00+02:00", at(1)),
        ("2024-10-27T03:00:00+0200", at(1)),
        ("2024-10-27T03:00:00+02", at(1)),
        ("2024-10-27T22:30-05:00", at(3, 30, day=28)),
        ("2024-10-27 03:00:00", at(3)),
        ("2024-10-27 03:00:00 UTC", at(3)),
        ("2024-10-27 03:00:00 +0000", at(3)),
        ("2024-10-27T03:00:00.25Z", at(3, microsecond=250_000)),
        ("2024-10-27T03:00:00.123456789Z", at(3, microsecond=123_456)),
        ("20241027T030000Z", at(3)),
        ("2024-10-27T03:00:00+02:00[Europe/Paris]", at(1)),
        ("2024-10-27T23:59:60Z", at(23, 59, 59)),
        ("  2024-10-27\n", at()),
        ("Sun, 27 Oct 2024 03:00:00 GMT", at(3)),
        ("Sun, 27 Oct 2024 03:00:00 +0200", at(1)),
        ("Sun, 27 Oct 2024 03:00:00 +0000 (UTC)", at(3)),
        ("27 Oct 2024 03:00 EST", at(8)),
        ("Sun Oct 27 03:00:00 UTC 2024", at(3)),
        ("October 27, 2024", at()),
        ("Oct. 27, 2024", at()),
        ("Oct 27 2024", at()),
        ("27 October 2024", at()),
        ("27th of October, 2024", at()),
        ("27 October 2024 10:30", at(10, 30)),
        ("Sunday, October 27, 2024 at 10:30 pm EDT", at(2, 30, day=28)),
        ("October 27, 2024, 12:05 a.m.", at(0, 5)),
        ("October 27, 2024 5 pm", at(17)),
        ("october 27, 2024 | 12:00 PM", at(12)),
        ("1729998000", at(3)),
        ("1729998000000", at(3)),
        (1729998000, at(3)),
        (1729998000.5, at(3, microsecond=500_000)),
        (1729998000000, at(3)),
    ],
)
def test_reads(value: object, moment: datetime) -> None:
    parsed = parse_moment(value)
    assert parsed is not None
    assert parsed[0] == moment
    assert parsed[0].tzinfo == UTC


@pytest.mark.parametrize("value", ["2024-10-27T22:30-05:00", "2024-10-27T01:00+09:00", "27 Oct 2024 23:50 EST"])
def test_the_day_is_the_source_s_own(value: str) -> None:
    parsed = parse_moment(value)
    assert parsed is not None
    assert parsed[1] == DAY


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "yesterday",
        "soon",
        "2024",
        "2024-10",
        "12/11/10",
        "10/27/2024",
        "27 Oct 24",
        "2024-02-30",
        "2024-13-01",
        "2024-13-01T25:61:61Z",
        "2024-10-27T25:00:00Z",
        "2024-10-27T03:00+99:99",
        "2024-10-27T03:00 XYZT",
        "October 27, 2024 13:00 pm",
        "Octember 27, 2024",
        "0000-01-01",
        "10000-01-01",
        "-0044-03-15",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-12:00",
        "12345678901",
        "99999999999999",
        "２０２４-10-27",
        True,
        False,
        float("nan"),
        float("inf"),
        1e300,
        10**400,
        -(10**400),
        2024,
        20241027,
        -99_999_999_999_999,
        ["2024-10-27"],
        {"date": "2024-10-27"},
        b"2024-10-27",
        "2024-10-27 " + "x" * 10_000,
    ],
)
def test_knows_no_date(value: object) -> None:
    assert parse_moment(value) is None


@pytest.mark.parametrize(("value", "year"), [(0, 1970), (-1, 1969), ("9999-12-31T23:59:59Z", 9999), ("0001-01-01", 1)])
def test_edges(value: object, year: int) -> None:
    parsed = parse_moment(value)
    assert parsed is not None
    assert parsed[0].year == year


@given(st.datetimes(timezones=st.timezones()))
def test_iso_goes_round(moment: datetime) -> None:
    try:
        expected = moment.astimezone(UTC)
    except OverflowError:
        expected = None
    text = moment.isoformat()
    if len(text[19:].lstrip("0123456789.")) > 6:  # zones of the nineteenth century have seconds
        return
    parsed = parse_moment(text)
    assert (parsed and parsed[0]) == expected


@given(
    st.one_of(st.text(max_size=30), st.text(alphabet="0123456789-:T+ ./Zamp", max_size=30), st.integers(), st.floats())
)
def test_never_raises(value: object) -> None:
    parsed = parse_moment(value)
    assert parsed is None or parsed[0].tzinfo == UTC
