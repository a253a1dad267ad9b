"""Purges: `client.purges`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, Unpack

from imgix_openapi.api.purges import create_purge

from .._core import validation
from .._core.jsonapi import parse_resource
from .._models._generated.params import AssetListParams
from .._models.resources import Purge
from ..bulk.inputs import AsyncInput
from ..bulk.report import JobProgress
from .bulk import AsyncJob
from .pipeline import AsyncPipeline


class AsyncPurges:
    """Purges: removal of Assets from imgix's caches."""

    def __init__(self, api: AsyncPipeline) -> None:
        self._api = api

    async def create(self, url: str, *, sub_image: bool = False, source_id: str | None = None) -> Purge:
        """Purge an Asset and all its derivatives. Permission Asset Purge; bucket purge.

        A 409 is not an error: the purge repeats a recent one, and still succeeds (documented). The result is then a
        purge whose `duplicate` is True. imgix advises to wait ten seconds between identical purges.

        Example:
            purge = await client.purges.create("https://shop.imgix.net/cats/tom.jpg")
            print(purge.duplicate, purge.purge_id)

        Args:
            url: The complete URL on an imgix or custom domain. Query parameters make no difference, except for a
                sub-image. Non-ASCII characters after the host are percent-encoded, as imgix requires (documented).
            sub_image: Whether to purge an image within other images, such as an overlay, and what was made with it.
                `url` then carries `mark` or `blend` (seen in code). Needs `source_id`.
            source_id: With `sub_image`, the id of the Source of the parent image, not of `url` (documented).

        Raises:
            InvalidInputError: `url` is not a complete URL, or `source_id` is not a valid id.
            ImgixError: The call failed.
        """
        with self._api.localized():
            attributes: dict[str, Any] = {"url": validation.url_to_purge(url)}
            if sub_image:
                attributes["sub_image"] = True
            if sub_image or source_id is not None:
                attributes["source_id"] = validation.source_id(source_id or "")
        request = self._api.request(create_purge.request)
        document = await self._api.call(request, type_="purges", attributes=attributes, accept_duplicate=True)
        return parse_resource(document, Purge, "")

    def create_many(
        self,
        urls: AsyncInput[str],
        *,
        sub_image: bool = False,
        source_id: str | None = None,
        domains: Iterable[str] | None = None,
        journal: str | os.PathLike[str] | None = None,
        progress: JobProgress | None = None,
        dry_run: bool = False,
    ) -> AsyncJob[Purge]:
        """Purge many URLs. Permission Asset Purge; bucket purge (10 a second).

        Nothing is sent until the job is iterated over or run. Each URL is purged once: queries and fragments are left
        out, except of sub-images. A collection is read and checked as a whole before anything is sent; an iterator is
        read as it is needed, and an invalid URL fails alone. A 409 counts as done, since the purge still succeeds
        (documented). To repeat a purge does no harm: a failed one is tried again after ten seconds, as imgix advises,
        and so is what was in flight when a process was killed.

        Example:
            urls = ["https://shop.imgix.net/cats/tom.jpg", "https://shop.imgix.net/cats/tim.jpg"]
            report = await client.purges.create_many(urls).run()
            print(report.done, report.duplicate)

        Args:
            urls: The complete URLs, as for `create`.
            sub_image: Whether they show images within other images, see `create`.
            source_id: With `sub_image`, the Source of the parent images.
            domains: The domains that a URL may be on, such as `shop.imgix.net`; None for any. Which domains an account
                has is not looked up.
            journal: A file in which the job is recorded, so that it can be continued after a crash; made if it is
                missing. None for a job that ends with its process.
            progress: Called with the `JobReport`.
            dry_run: Whether to read and check the URLs, but send nothing; the journal is then left alone.

        Returns:
            The job, see `AsyncJob`.

        Raises:
            InvalidInputError: `source_id` is not a valid id. All other errors are raised by the job.
        """
        from .bulk_purges import AsyncPurgeWork  # noqa: PLC0415 - it imports this module

        arguments = self._job_arguments(sub_image, source_id, domains)
        work = AsyncPurgeWork(urls, arguments, dry_run=dry_run)
        return AsyncJob(self._api, work, journal=journal, progress=progress)

    def create_for_source(
        self,
        source_id: str,
        *,
        domains: Iterable[str] | None = None,
        journal: str | os.PathLike[str] | None = None,
        progress: JobProgress | None = None,
        dry_run: bool = False,
        **filters: Unpack[AssetListParams],
    ) -> AsyncJob[Purge]:
        """Purge the Assets of a Source on each of its domains, while they are listed.

        Permissions Asset Browse and Asset Purge, and Sources unless `domains` is given; buckets default and purge. The
        URLs are built without parameters and signature: a purge takes all derivatives (documented). Assets are listed
        from the oldest, unless `sort` is given. What is added or removed meanwhile may be missed: cursors seem to be
        numbers (inferred).

        Example:
            report = await client.purges.create_for_source(source.id, tags="cup").run()
            print(report.done)

        Args:
            source_id: The id of the Source.
            domains: The domains; None for all imgix subdomains and custom domains of the Source.
            journal: A file in which the job is recorded, see `create_many`. A finished job is not run again.
            progress: Called with the `JobReport`.
            dry_run: Whether to list the Assets, but purge nothing.
            **filters: Which Assets: the filters of `client.assets.list`.

        Raises:
            InvalidInputError: `source_id` is not a valid id. All other errors are raised by the job.
        """
        from .bulk_purges import AsyncPurgeSourceWork  # noqa: PLC0415

        arguments = self._job_arguments(False, None, domains)
        with self._api.localized():
            arguments |= {"source": validation.source_id(source_id), "filters": dict(filters)}
        work = AsyncPurgeSourceWork(arguments, dry_run=dry_run)
        return AsyncJob(self._api, work, journal=journal, progress=progress)

    def _job_arguments(self, sub_image: bool, source_id: str | None, domains: Iterable[str] | None) -> dict[str, Any]:
        from ..bulk.urls import domain_names  # noqa: PLC0415

        if sub_image or source_id is not None:
            with self._api.localized():
                source_id = validation.source_id(source_id or "")
        return {"sub_image": sub_image, "source_id": source_id, "domains": domain_names(domains)}
