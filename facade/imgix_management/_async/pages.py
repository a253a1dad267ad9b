"""Lists that are read page by page while they are iterated."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Generic, TypeVar

import attrs

from imgix_openapi.types import Request

from ..errors import PaginationError
from ..pages import Page, Position, page
from ..resources import Resource
from .caller import AsyncCaller

R = TypeVar("R", bound=Resource)


class AsyncPager(Generic[R]):
    """A list. Iterating it gives all resources, page after page; nothing is requested before.

    Each iteration starts anew. Every page is a call of its own, with all the errors a call can raise.
    """

    def __init__(
        self,
        caller: AsyncCaller,
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

    async def pages(self) -> AsyncIterator[Page[R]]:
        """Iterate page by page.

        Raises:
            PaginationError: The server names a page again that was read already.
            ImgixError: A call failed.
        """
        position, seen = self._start, {str(self._start or 0)}
        while True:
            request = self._request(position)
            current = await self._page(request)
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

    async def __aiter__(self) -> AsyncIterator[R]:
        async for current in self.pages():
            for resource in current:
                yield resource

    async def first(self) -> R | None:
        """The first resource, or None if the list is empty. One call, more only while pages are empty.

        Raises:
            ImgixError: The call failed.
        """
        async for current in self.pages():
            if current.items:
                return current.items[0]
        return None

    async def _page(self, request: Request) -> Page[R]:
        answer = await self._caller.call(request)
        current = page(answer, self._cls, request.operation.pagination)
        if self._keep is None:
            return current
        return attrs.evolve(current, items=tuple(filter(self._keep, current.items)))
