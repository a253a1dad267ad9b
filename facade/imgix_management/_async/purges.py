"""Purges: `client.purges`."""

from __future__ import annotations

from typing import Any

from imgix_openapi.api.purges import create_purge

from .._core import validation
from .._core.jsonapi import parse_resource
from .._models.resources import Purge
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
