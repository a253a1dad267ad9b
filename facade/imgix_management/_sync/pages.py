# Derived from facade/imgix_management/_async/pages.py by `invoke generate`. Do not edit.
"""Lists that are read page by page while they are iterated."""

from __future__ import annotations

from collections.abc import Iterator, Callable
from typing import Generic, TypeVar

import attrs

from imgix_openapi.types import Request

from ..errors import PaginationError
from ..pages import Page, Position, page
from ..resources import Resource
from .caller import Caller

R = TypeVar("R", bound=Resource)


class Pager(Generic[R]):
    """A list. Iterating it gives all resources, page after page; nothing is requested before.

    Each iteration starts anew. Every page is a call of its own, with all the errors a call can raise.
    """

    def __init__(
        self,
        caller: Caller,
        request: Callable[[Position | None], Request],
        cls: type[R],
        start: Position | None,
        keep: Callable[[R], bool] | None = None,
    ) -> None:
        self._caller = caller
        self._request = request
        self._cls = cls
        self._start = start
        self._keep = keep

    def pages(self) -> Iterator[Page[R]]:
        """Iterate page by page.

        Raises:
            PaginationError: The server names a page again that was read already.
            ImgixError: A call failed.
        """
        position, seen = self._start, {str(self._start or 0)}
        while True:
            request = self._request(position)
            current = self._page(request)
            yield current
            position = current.next
            if position is None:
                return
            if str(position) in seen:
                raise PaginationError(
                    position=position,
                    operation=request.operation.id,
                    language=self._caller.config.language,
                )
            seen.add(str(position))

    def __iter__(self) -> Iterator[R]:
        for current in self.pages():
            for resource in current:
                yield resource

    def first(self) -> R | None:
        """The first resource, or None if the list is empty. One call, more only while pages are empty.

        Raises:
            ImgixError: The call failed.
        """
        for current in self.pages():
            if current.items:
                return current.items[0]
        return None

    def _page(self, request: Request) -> Page[R]:
        answer = self._caller.call(request)
        current = page(answer, self._cls, request.operation.pagination)
        if self._keep is None:
            return current
        return attrs.evolve(current, items=tuple(filter(self._keep, current.items)))
