"""Parse periods of time. Pure functions."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, NamedTuple

from ..errors import InvalidInputError

Period = str | date | datetime
"""A day, an instant, or text such as `2026`, `2026-10`, `October 2026`, `2026-10-05`, `2026-10-05T12:00+09:00`."""

SECONDS_PER_DAY: Final = 86400


class Span(NamedTuple):
    """A span of time in Unix seconds, without its end."""

    start: float
    end: float

    def overlaps(self, start: float, end: float) -> bool:
        """Return whether the span has an instant in common with one from `start` to `end`, both included."""
        return start < self.end and end >= self.start


def span(period: Period) -> Span:
    """Return the span of a period; in UTC if it has no time zone, as imgix's days begin at 00:00 UTC.

    Raises:
        InvalidInputError: The text is not a date (`period_invalid`).
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

    # What the text leaves open differs between these two defaults, which shows how long the period is.
    first, second = datetime(2000, 1, 1), datetime(2004, 2, 2, 1)
    try:
        parsed, other = (parser.parse(text, default=default, tzinfos=_zone) for default in (first, second))
        if parsed.year != other.year or (parsed.hour == other.hour and parsed.date() != other.date()):
            raise ValueError("an incomplete date")
        if parsed.hour == other.hour:
            return _instant(parsed)
        if parsed.day == other.day and parsed.month == other.month:
            return _days(parsed, 1)
        if parsed.day == other.day:
            raise ValueError("a day without its month")
        if parsed.month == other.month:
            return _days(parsed.replace(day=1), calendar.monthrange(parsed.year, parsed.month)[1])
        return _days(parsed.replace(month=1, day=1), 366 if calendar.isleap(parsed.year) else 365)
    except (ValueError, OverflowError, TypeError) as error:
        raise InvalidInputError("period_invalid", value=text) from error


def _zone(name: str | None, offset: int | None) -> timezone | None:
    """Return the time zone of an offset. Names such as IST or CST are ambiguous."""
    if name and offset is None:
        raise ValueError("an unknown time zone")
    return None if offset is None else timezone(timedelta(seconds=offset))
