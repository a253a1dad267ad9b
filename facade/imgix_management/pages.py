"""One page of a list. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

import attrs

from .jsonapi import Document, many
from .resources import Resource, ResponseInfo

R = TypeVar("R", bound=Resource)
Position = int | str
"""A page number, counted from 0, or a cursor."""


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


def page(answer: Document, cls: type[R]) -> Page[R]:
    """The page that an answer holds. It reads both kinds of pagination, whichever the answer uses."""
    pagination, cursor = answer.meta.get("pagination"), answer.meta.get("cursor")
    if isinstance(cursor, dict):
        next_, total = _next_cursor(cursor), cursor.get("totalRecords")
    elif isinstance(pagination, dict):
        next_, total = _next_number(pagination), pagination.get("totalRecords")
    else:
        next_ = total = None
    return Page(many(answer, cls), _count(total), next_, answer.meta, answer.response_info)


def _next_cursor(cursor: Mapping[str, Any]) -> Position | None:
    next_ = cursor.get("next")
    if cursor.get("hasMore") is False or next_ is None or isinstance(next_, bool) or next_ == "":
        return None
    return next_ if isinstance(next_, int | str) else None


def _next_number(pagination: Mapping[str, Any]) -> Position | None:
    if pagination.get("hasNextPage") is False:
        return None
    next_ = _count(pagination.get("nextPage"))
    if next_ is None and pagination.get("hasNextPage") is True:
        current = _count(pagination.get("currentPage"))
        next_ = None if current is None else current + 1
    return next_


def _count(value: object) -> int | None:
    """A number that may come as a string."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None
