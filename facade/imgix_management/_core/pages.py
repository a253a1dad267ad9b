"""One page of a list, and the arguments that request it. No I/O."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, Self, TypeVar

from imgix_openapi.operations import Operation

from .._models.resources import Resource, ResponseInfo
from . import validation
from .jsonapi import Document, parse_resources

R = TypeVar("R", bound=Resource)

Cursor = int | str
"""Where a page begins: its number, counted from 0, for Sources and Reports; a cursor for Assets."""

MAX_DIGITS: Final = 20
"""Python refuses to parse a number of several thousand digits."""


class Count(int):
    """How many resources a list has.

    Attributes:
        at_least: Whether there may be more: the server stops counting at this number.
    """

    at_least: bool

    def __new__(cls, number: int, *, at_least: bool = False) -> Self:
        """Create a count from a number."""
        count = super().__new__(cls, number)
        count.at_least = at_least
        return count

    def __repr__(self) -> str:
        return f"Count({int(self)}, at_least={self.at_least})"

    def __str__(self) -> str:
        return str(int(self))


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """One page of a list. Iterating over it yields its resources.

    Attributes:
        data: The resources of this page.
        total: How many resources the complete list has, as the server reports it; None if it does not. For Assets the
            server stops counting at 10,000 (seen in code), and `total.at_least` is then True.
        next_cursor: The `cursor` of the next page, from which a later `list()` resumes; None for the last page.
        meta: The `meta` object of the response.
        response_info: Status, headers and timing of the response.
    """

    data: tuple[R, ...]
    total: Count | None
    next_cursor: Cursor | None
    meta: Mapping[str, Any] = field(repr=False)
    response_info: ResponseInfo = field(repr=False)

    @property
    def has_more(self) -> bool:
        """Whether there is another page."""
        return self.next_cursor is not None

    def __iter__(self) -> Iterator[R]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)


class AwaitablePager(Generic[R]):
    """What an async pager has and a sync one has not: `await` fetches the first page."""

    async def first_page(self) -> Page[R]:
        """Fetch the first page."""
        raise NotImplementedError

    def __await__(self) -> Generator[Any, None, Page[R]]:
        return self.first_page().__await__()


class LazyPager(Generic[R]):
    """The counterpart of `AwaitablePager` in sync code."""


def page_number(cursor: Cursor | None) -> int | None:
    """Return the number of a page.

    Raises:
        InvalidInputError: It is not a whole number, zero or more (`argument_invalid`).
    """
    if cursor is None:
        return None
    if isinstance(cursor, str) and cursor.isdecimal() and len(cursor) < MAX_DIGITS:
        cursor = int(cursor)
    return validation.count("cursor", cursor)  # type: ignore[arg-type] # it refuses text


def page_arguments(pagination: str | None, cursor: Cursor | None, page_size: int | None) -> dict[str, Any]:
    """Return the arguments of a generated list operation that select a page.

    Args:
        pagination: How the operation pages, as the contract says: page-number or cursor.
        cursor: Where the page begins; None for the first page.
        page_size: How many resources the page holds; None for the server's default.
    """
    if pagination == "cursor":
        return {"page_cursor": None if cursor is None else str(cursor), "page_limit": page_size}
    return {"page_number": None if cursor is None else int(cursor), "page_size": page_size}


def parse_page(document: Document, cls: type[R], operation: Operation) -> Page[R]:
    """Parse a response as a page of a list.

    Args:
        document: The response.
        cls: The class of the resources.
        operation: The operation that lists.

    Raises:
        InvalidResponseError: A member of the list is not a resource.
    """
    meta = document.meta
    numbers, cursor = _object(meta.get("pagination")), _object(meta.get("cursor"))
    next_cursor = _next_cursor(cursor) if operation.pagination == "cursor" else _next_number(numbers)
    total = _count(numbers.get("totalRecords"))
    if total is None:
        total = _count(cursor.get("totalRecords"))
    counted = None if total is None else Count(total, at_least=total >= (operation.count_limit or math.inf))
    return Page(parse_resources(document, cls), counted, next_cursor, meta, document.response_info)


def server_reports_more(meta: Mapping[str, Any], pagination: str | None) -> bool:
    """Return whether the server reports another page, in the way that the operation pages."""
    if pagination == "cursor":
        return _object(meta.get("cursor")).get("hasMore") is True
    return _object(meta.get("pagination")).get("hasNextPage") is True


def _next_cursor(cursor: Mapping[str, Any]) -> Cursor | None:
    following = cursor.get("next")
    if cursor.get("hasMore") is False or following == "" or isinstance(following, bool):
        return None
    return following if isinstance(following, int | str) else None


def _next_number(numbers: Mapping[str, Any]) -> Cursor | None:
    if numbers.get("hasNextPage") is False:
        return None
    following = _count(numbers.get("nextPage"))
    if following is None and numbers.get("hasNextPage") is True:
        current = _count(numbers.get("currentPage"))
        following = None if current is None else current + 1
    return following


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: object) -> int | None:
    """Parse a whole number from 0, which may come as a string; None for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < MAX_DIGITS:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
