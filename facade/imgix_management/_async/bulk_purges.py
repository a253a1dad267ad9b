"""Jobs that purge: URLs, and the Assets of a Source."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from .._models.resources import Purge
from ..bulk.inputs import is_checked_first
from ..bulk.items import Entry, Item
from ..bulk.report import ItemResult, JobMethod
from ..bulk.urls import asset_url, url_to_purge
from ..errors import InvalidInputError
from .assets import AsyncAssets
from .bulk_work import AsyncPlanner, AsyncWork
from .pipeline import AsyncPipeline
from .purges import AsyncPurges
from .sources import AsyncSources

LIST_PAGE = 100
"""Assets on a page. The maximum is not known; imgix's own code asks for up to 200."""


class AsyncPurgeWork(AsyncWork[Purge]):
    """Purges URLs. To repeat one does no harm, and is advised ten seconds later at the earliest (documented)."""

    method: ClassVar[JobMethod] = "purge"
    pause: ClassVar[float] = 10.0

    def __init__(self, urls: Any, arguments: dict[str, Any], *, dry_run: bool = False) -> None:  # noqa: ANN401
        super().__init__(arguments, checked_first=is_checked_first(urls), dry_run=dry_run)
        self._urls = urls
        domains = arguments["domains"]
        self._domains = None if domains is None else frozenset(domains)

    @classmethod
    def resume(cls, arguments: dict[str, Any]) -> Self:
        """Create the work from a journal."""
        return cls(None, arguments)

    async def plan(self, planner: AsyncPlanner) -> None:
        """Read the URLs."""
        await planner.read(self._urls, self._entry)

    def _entry(self, url: Any) -> Entry:  # noqa: ANN401
        try:
            return Entry(self._canonical(url))
        except InvalidInputError:
            if self.checked_first:
                raise
            return Entry(str(url))  # it fails alone, when its turn comes

    def _canonical(self, url: str) -> str:
        return url_to_purge(url, sub_image=self.arguments["sub_image"], domains=self._domains)

    async def perform(self, api: AsyncPipeline, item: Item) -> ItemResult[Purge]:
        """Purge one URL."""
        with api.localized():
            url = self._canonical(item.key)
        if self.dry_run:
            return ItemResult(item.key, "skipped", reason="dry run")
        sub_image, source_id = self.arguments["sub_image"], self.arguments["source_id"]
        purge = await AsyncPurges(api).create(url, sub_image=sub_image, source_id=source_id)
        return ItemResult(item.key, "done", duplicate=purge.duplicate, value=purge)


class AsyncPurgeSourceWork(AsyncPurgeWork):
    """Purges the Assets of a Source, while they are listed, on each of its domains."""

    def __init__(self, arguments: dict[str, Any], *, dry_run: bool = False) -> None:
        super().__init__(None, arguments, dry_run=dry_run)
        self.checked_first = False

    @classmethod
    def resume(cls, arguments: dict[str, Any]) -> Self:
        """Create the work from a journal."""
        return cls(arguments)

    async def plan(self, planner: AsyncPlanner) -> None:
        """List the Assets."""
        journal, source_id = planner.journal, self.arguments["source"]
        if journal.planned:
            return
        domains = self.arguments["domains"] or await self._domains_of(planner.api, source_id)
        filters = {"page_size": LIST_PAGE, "sort": "date_created", **self.arguments["filters"], "fields": "origin_path"}
        pager = AsyncAssets(planner.api).list(source_id, cursor=journal.cursor, **filters)
        async for page in pager.pages():
            urls = [asset_url(domain, str(asset.origin_path)) for asset in page for domain in domains]
            cursor = None if page.next_cursor is None else str(page.next_cursor)
            await planner.add([Entry(url) for url in urls], cursor)
            await planner.keep_pace()

    async def _domains_of(self, api: AsyncPipeline, source_id: str) -> list[str]:
        source = await AsyncSources(api).get(source_id)
        deployment = source.deployment.to_dict()
        subdomains = [f"{name}.imgix.net" for name in deployment.get("imgix_subdomains") or ()]
        return [*subdomains, *(deployment.get("custom_domains") or ())]
