"""Periods as a person gives them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgix_management import ImgixError, InvalidInputError
from imgix_management._core.periods import Span, span

TOKYO = timezone(timedelta(hours=9))


def between(start, end):
    return Span(datetime(*start, tzinfo=UTC).timestamp(), datetime(*end, tzinfo=UTC).timestamp())


def second(*moment):
    start = datetime(*moment, tzinfo=UTC).timestamp()
    return Span(start, start + 1)


@pytest.mark.parametrize(
    ("period", "meant"),
    [
        ("2026", between((2026, 1, 1), (2027, 1, 1))),
        ("2024", between((2024, 1, 1), (2025, 1, 1))),
        ("2026-10", between((2026, 10, 1), (2026, 11, 1))),
        ("2026/10", between((2026, 10, 1), (2026, 11, 1))),
        ("10/2026", between((2026, 10, 1), (2026, 11, 1))),
        ("October 2026", between((2026, 10, 1), (2026, 11, 1))),
        ("oct 2026", between((2026, 10, 1), (2026, 11, 1))),
        (" 2026-10 ", between((2026, 10, 1), (2026, 11, 1))),
        ("2026-12", between((2026, 12, 1), (2027, 1, 1))),
        ("2024-02", between((2024, 2, 1), (2024, 3, 1))),
        ("2026-02", between((2026, 2, 1), (2026, 3, 1))),
        ("2000-01", between((2000, 1, 1), (2000, 2, 1))),
        ("2004-02-02", between((2004, 2, 2), (2004, 2, 3))),
        ("2026-10-05", between((2026, 10, 5), (2026, 10, 6))),
        ("20261005", between((2026, 10, 5), (2026, 10, 6))),
        ("5 October 2026", between((2026, 10, 5), (2026, 10, 6))),
        ("2024-02-29", between((2024, 2, 29), (2024, 3, 1))),
        ("2026-12-31", between((2026, 12, 31), (2027, 1, 1))),
        ("2026-10-05T12:00", second(2026, 10, 5, 12)),
        ("2026-10-05 00:00", second(2026, 10, 5)),
        ("2026-10-05T01:00", second(2026, 10, 5, 1)),
        ("2026-10-05T12:00Z", second(2026, 10, 5, 12)),
        ("2026-10-05T12:00 UTC", second(2026, 10, 5, 12)),
        ("2026-10-05T12:00:30+09:00", second(2026, 10, 5, 3, 0, 30)),
        (date(2026, 10, 5), between((2026, 10, 5), (2026, 10, 6))),
        (datetime(2026, 10, 5), second(2026, 10, 5)),
        (datetime(2026, 10, 5, 12, tzinfo=TOKYO), second(2026, 10, 5, 3)),
    ],
)
def test_what_periods_mean(period, meant):
    assert span(period) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "10",
        "October",
        "5 October",
        "29 February",
        "Monday",
        "12:00",
        "2026-13",
        "2026-00",
        "2026-02-30",
        "2026-10-05T25:00",
        "2026-10-05T12:00 JST",  # the zone of this machine may have that name, and another one not
        "2026-10-05T12:00 XYZ",
        "2026 12:00",
        "2026-10 12:00",
        "2026-10-05 to 2026-10-07",
        "99999",
        "9" * 400,
        "２０２６年",
        None,
        2026,
        20.26,
        b"2026\xff",
        [],
    ],
)
def test_what_is_no_period(text):
    with pytest.raises(InvalidInputError) as caught:
        span(text)
    assert caught.value.code == "period_invalid"


@pytest.mark.parametrize("period", [date.min, date.max, "9999", "9999-12", "9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar(period):
    assert span(period).end > span(period).start


@given(st.dates())
def test_a_day_as_a_date_and_as_text(day):
    start, end = span(day)
    assert end - start == 86400
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=start) == datetime(*day.timetuple()[:3], tzinfo=UTC)
    assert span(day.isoformat()) == (start, end)
    assert span(f"{day:%Y%m%d}" if day.year >= 1000 else day.isoformat()) == (start, end)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31)))
def test_days_make_months_and_months_make_years(day):
    month, year = span(day.isoformat()[:7]), span(day.isoformat()[:4])
    assert month.start <= span(day).start < span(day).end <= month.end
    assert year.start <= month.start < month.end <= year.end
    assert month.start == span(day.replace(day=1)).start
    assert month.end == span((day.replace(day=1) + timedelta(days=31)).replace(day=1)).start
    assert year == (span(date(day.year, 1, 1)).start, span(date(day.year + 1, 1, 1)).start)


@given(st.datetimes(min_value=datetime(1000, 1, 1)), st.integers(-23, 23))
def test_an_instant_as_a_datetime_and_as_text(moment, hours):
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert span(aware).start == aware.timestamp()
    assert span(aware.isoformat()) == span(aware)
    assert span(moment) == span(moment.replace(tzinfo=UTC))


@given(st.text() | st.integers() | st.none() | st.binary())
def test_anything_else_is_refused_with_an_error_of_ours(period):
    try:
        start, end = span(period)
    except ImgixError:
        return
    assert start < end


@given(st.text("0123456789-/:T +Zapm.,", max_size=20))
def test_what_looks_like_a_date(text):
    test_anything_else_is_refused_with_an_error_of_ours.hypothesis.inner_test(text)


@given(
    st.tuples(st.floats(0, 1e10), st.floats(0, 1e10)).map(sorted),
    st.tuples(st.floats(0, 1e10), st.floats(0, 1e10)).map(sorted),
)
def test_overlapping(one, other):
    (start, end), (first, last) = one, other
    if start < end:
        shared = [moment for moment in (start, first) if start <= moment < end and first <= moment <= last]
        assert Span(start, end).overlaps(first, last) == bool(shared)
