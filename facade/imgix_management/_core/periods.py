"""Periods of time as a person gives them. Pure functions."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, NamedTuple

from ..errors import InvalidInputError

Period = str | date | datetime
"""A day, an instant, or text such as `2026`, `2026-10`, `October 2026`, `2026-10-05`, `2026-10-05T12:00+09:00`."""

SECONDS_PER_DAY: Final = 86400


class Span(NamedTuple):
    """A span of time in Unix seconds; the end does not belong to it."""

    start: float
    end: float

    def overlaps(self, start: float, end: float) -> bool:
        """Whether the span has an instant in common with one from `start` to `end`, both ends included."""
        return start < self.end and end >= self.start


def span(period: Period) -> Span:
    """The span that a period stands for; in UTC where it names no time zone, as imgix's days begin at 00:00 UTC.

    Raises:
        InvalidInputError: The text is no date (`period_invalid`).
    """
    if isinstance(period, datetime):
        return _instant(period)
    if isinstance(period, date):
        return _days(period, 1)
    return _text(period)


def _instant(moment: datetime) -> Span:
    seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return Span(seconds, seconds + 1)


def _days(first: date, number: int) -> Span:
    start = datetime(first.year, first.month, first.day, tzinfo=UTC).timestamp()
    return Span(start, start + number * SECONDS_PER_DAY)


def _text(text: str) -> Span:
    from dateutil import parser  # noqa: PLC0415 - not needed by most programs, and slow to import

    # What the text leaves open comes out differently with these two, and so tells how long the period is.
    first, second = datetime(2000, 1, 1), datetime(2004, 2, 2, 1)
    try:
        one, other = (parser.parse(text, default=default, tzinfos=_zone) for default in (first, second))
        if one.year != other.year or (one.hour == other.hour and one.date() != other.date()):
            raise ValueError("no whole date")
        if one.hour == other.hour:
            return _instant(one)
        if one.day == other.day and one.month == other.month:
            return _days(one, 1)
        if one.day == other.day:
            raise ValueError("a day without its month")
        if one.month == other.month:
            return _days(one.replace(day=1), calendar.monthrange(one.year, one.month)[1])
        return _days(one.replace(month=1, day=1), 366 if calendar.isleap(one.year) else 365)
    except (ValueError, OverflowError, TypeError) as error:
        raise InvalidInputError("period_invalid", value=text) from error


def _zone(name: str | None, offset: int | None) -> timezone | None:
    """The time zone that a text names by its offset. What a name such as IST or CST means nobody can tell."""
    if name and offset is None:
        raise ValueError("an unknown time zone")
    return None if offset is None else timezone(timedelta(seconds=offset))
