"""Lists that are read page by page while they are iterated."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Generic, TypeVar

import attrs

from imgix_openapi.types import Request

from .._core.pages import Page, Position, page, server_reports_more
from .._models.resources import Resource
from ..errors import PaginationError
from .pipeline import AsyncPipeline

R = TypeVar("R", bound=Resource)


class AsyncPager(Generic[R]):
    """A list. Iterating it gives all resources, page after page; nothing is requested before.

    Each iteration starts anew. Every page is a call of its own, with all the errors a call can raise.
    """

    def __init__(
        self,
        caller: AsyncPipeline,
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
            PaginationError: The server names or repeats a page that was read already, or says that there is more but
                not where.
            ImgixError: A call failed.
        """
        position, seen = self._start, {str(self._start or 0)}
        before: list[str] = []
        while True:
            request = self._request(position)
            answer = await self._caller.call(request)
            current = page(answer, self._cls, request.operation.pagination)
            ids = [resource.id for resource in current]
            yield current if self._keep is None else attrs.evolve(current, items=tuple(filter(self._keep, current)))
            following = current.next
            if following is None and server_reports_more(current.meta, request.operation.pagination):
                if request.operation.pagination == "cursor" or not ids:  # empty pages could go on for ever
                    raise self._endless(request, None)
                following = int(position or 0) + 1
            if following is None:
                return
            if str(following) in seen:
                raise self._endless(request, following)
            if ids and ids == before:
                raise self._endless(request, position)
            position, before = following, ids
            seen.add(str(position))

    def _endless(self, request: Request, position: Position | None) -> PaginationError:
        return PaginationError(
            position=position, call=self._caller.describe(request), language=self._caller.config.language
        )

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
