"""The headers of a response."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


class Headers(Mapping[str, str]):
    """Response headers: an immutable mapping whose names are case-insensitive, and lower case when listed."""

    __slots__ = ("_values",)

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._values = {name.lower(): value for name, value in headers.items()}

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return self._values == Headers(other)._values if isinstance(other, Mapping) else NotImplemented

    __hash__ = None  # type: ignore[assignment] # as any mapping that compares by its values

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self._values,)

    def __repr__(self) -> str:
        return f"Headers({self._values!r})"


def http_date(value: str | None) -> datetime | None:
    """Read the date of a header, in UTC if it names no zone; None if it is none, whatever a server sends."""
    try:
        date = parsedate_to_datetime(value or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
