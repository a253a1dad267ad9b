# Derived from facade/imgix_management/_async/pages.py by `invoke generate`. Do not edit.
"""Lists that are read page by page while they are iterated."""

from __future__ import annotations

from collections.abc import Iterator, Callable
from typing import Generic, TypeVar

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
    ) -> None:
        self._caller = caller
        self._request = request
        self._cls = cls
        self._start = start

    def pages(self) -> Iterator[Page[R]]:
        """Iterate page by page.

        Raises:
            PaginationError: The server names a page again that was read already.
            ImgixError: A call failed.
        """
        position, seen = self._start, {str(self._start or 0)}
        while True:
            request = self._request(position)
            current = page(self._caller.call(request), self._cls)
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
        """The first resource, or None if the list is empty. One call.

        Raises:
            ImgixError: The call failed.
        """
        current = page(self._caller.call(self._request(self._start)), self._cls)
        return current.items[0] if current.items else None
