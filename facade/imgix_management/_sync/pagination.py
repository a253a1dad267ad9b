# Derived from facade/imgix_management/_async/pagination.py by `invoke sync`. Do not edit.
"""Lists that are fetched page by page."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import TypeVar

from imgix_openapi.types import Request

from .._core.list_progress import ListProgress
from .._core.pages import (
    Count,
    Cursor,
    LazyPager,
    Page,
    page_arguments,
    page_number,
    parse_page,
    server_reports_more,
)
from .._models.resources import Resource
from ..errors import PaginationError
from .pipeline import Pipeline

R = TypeVar("R", bound=Resource)


class Pager(LazyPager[R]):
    """A list. Iterating over it yields all resources, page after page; until then nothing is requested.

    Each iteration starts at the beginning. Every page is a separate call, with all the errors that a call can raise.

    Example:
        for source in client.sources.list():
            print(source.name)
        page = client.sources.list(page_size=10).first_page()
        print(page.total, page.next_cursor)
    """

    def __init__(
        self,
        api: Pipeline,
        request: Callable[..., Request],
        cls: type[R],
        *,
        cursor: Cursor | None = None,
        page_size: int | None = None,
        keep: Callable[[R], bool] | None = None,
    ) -> None:
        self._api = api
        self._request = request
        self._cls = cls
        self._operation = request().operation
        with api.localized():
            self._cursor = cursor if self._operation.pagination == "cursor" else page_number(cursor)
        self._page_size = page_size
        self._keep = keep

    def first_page(self) -> Page[R]:
        """Fetch the first page, or the page at `cursor`. One call.

        Raises:
            ImgixError: The call failed.
        """
        return self._filter(self._fetch(self._cursor, self._page_size))

    def first(self) -> R | None:
        """Fetch the first resource; None if the list is empty. One call, more only while pages are empty.

        Raises:
            ImgixError: A call failed.
        """
        for page in self.pages():
            if page.data:
                return page.data[0]
        return None

    def count(self) -> Count:
        """Count the resources of the complete list, wherever `cursor` begins. One call for a page of one resource.

        The server counts Assets up to 10,000 only (seen in code): `at_least` of the count is then True. All pages are
        read where the server reports no total, and for Reports of a `period`, which imgix cannot filter by.

        Example:
            count = client.assets.list(source.id).count()
            print("at least" if count.at_least else "exactly", count)

        Raises:
            PaginationError: See `pages`.
            ImgixError: A call failed.
        """
        if self._keep is None:
            smallest = self._fetch(None, 1)
            if smallest.total is not None:
                return smallest.total
        number = 0
        for page in self._walk(None):
            number += len(page)
        return Count(number)

    def pages(self) -> Iterator[Page[R]]:
        """Iterate page by page.

        Raises:
            PaginationError: The list does not end: the server names a page that was read before, sends nothing new
                for several pages, or reports more resources without saying where.
            ImgixError: A call failed.
        """
        return self._walk(self._cursor)

    def __iter__(self) -> Iterator[R]:
        for page in self.pages():
            for resource in page:
                yield resource

    def _walk(self, cursor: Cursor | None) -> Iterator[Page[R]]:
        by_cursor = self._operation.pagination == "cursor"
        progress = ListProgress(str(cursor) if by_cursor and cursor is not None else cursor or 0)
        while True:
            page = self._fetch(cursor, self._page_size)
            ids = [resource.id for resource in page]
            yield self._filter(page)
            following = page.next_cursor
            if following is None and server_reports_more(page.meta, self._operation.pagination):
                if by_cursor or not ids:
                    raise self._endless(None)
                following = int(cursor or 0) + 1
            if following is None:
                return
            if progress.repeats(str(following) if by_cursor else following):
                raise self._endless(following)
            if progress.ends(ids):
                raise self._endless(following, progress.unchanged_pages)
            cursor = following

    def _fetch(self, cursor: Cursor | None, page_size: int | None) -> Page[R]:
        pagination = self._operation.pagination
        document = self._api.call(self._request(**page_arguments(pagination, cursor, page_size)))
        return parse_page(document, self._cls, self._operation)

    def _filter(self, page: Page[R]) -> Page[R]:
        return page if self._keep is None else dataclasses.replace(page, data=tuple(filter(self._keep, page.data)))

    def _endless(self, cursor: Cursor | None, unchanged_pages: int = 0) -> PaginationError:
        request = self._request(**page_arguments(self._operation.pagination, cursor, self._page_size))
        return self._api.stamp(
            PaginationError(position=cursor, unchanged_pages=unchanged_pages), self._api.describe(request)
        )
