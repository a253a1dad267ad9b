"""One page of a list. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Generic, TypeVar

import attrs

from .._models.resources import Resource, ResponseInfo
from .jsonapi import Document, parse_resources

R = TypeVar("R", bound=Resource)
Position = int | str
"""A page number, counted from 0, or a cursor."""

LONGEST_COUNT: Final = 20
"""Digits; Python refuses to read a number of several thousand."""


@attrs.frozen
class Page(Generic[R]):
    """One page of a list; iterating it gives its resources.

    Attributes:
        items: The resources of this page.
        total: How many resources the whole list has, or None if the server did not say.
        next: The position of the next page, to resume from; None if this is the last one.
        meta: The `meta` of the answer.
        response_info: Status, headers and times of the answer.
    """

    items: tuple[R, ...]
    total: int | None
    next: Position | None
    meta: Mapping[str, Any] = attrs.field(repr=False)
    response_info: ResponseInfo = attrs.field(repr=False)

    @property
    def has_next(self) -> bool:
        """Whether there is another page."""
        return self.next is not None

    def __iter__(self) -> Iterator[R]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def page(answer: Document, cls: type[R], pagination: str | None) -> Page[R]:
    """The page that an answer holds.

    Args:
        answer: The answer.
        cls: The class of the resources.
        pagination: How the operation pages, as the contract says: page-number or cursor.

    Raises:
        InvalidResponseError: A member of the list is not a resource.
    """
    meta = answer.context.meta
    numbers, cursor = _object(meta.get("pagination")), _object(meta.get("cursor"))
    next_ = _next_cursor(cursor) if pagination == "cursor" else _next_number(numbers)
    total = _count(numbers.get("totalRecords"))
    if total is None:
        total = _count(cursor.get("totalRecords"))
    return Page(parse_resources(answer, cls), total, next_, meta, answer.context.response_info)


def server_reports_more(meta: Mapping[str, Any], pagination: str | None) -> bool:
    """Whether the server says that there is another page, in the way that the operation pages."""
    if pagination == "cursor":
        return _object(meta.get("cursor")).get("hasMore") is True
    return _object(meta.get("pagination")).get("hasNextPage") is True


def _next_cursor(cursor: Mapping[str, Any]) -> Position | None:
    next_ = cursor.get("next")
    if cursor.get("hasMore") is False or next_ == "" or isinstance(next_, bool):
        return None
    return next_ if isinstance(next_, int | str) else None


def _next_number(numbers: Mapping[str, Any]) -> Position | None:
    if numbers.get("hasNextPage") is False:
        return None
    next_ = _count(numbers.get("nextPage"))
    if next_ is None and numbers.get("hasNextPage") is True:
        current = _count(numbers.get("currentPage"))
        next_ = None if current is None else current + 1
    return next_


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: object) -> int | None:
    """A whole number from 0, which may come as a string; None for what is none."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < LONGEST_COUNT:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
