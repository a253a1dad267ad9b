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

        A 409 is not an error: the purge repeats a recent one and may still have succeeded (documented). The result is
        then a purge whose `duplicate` is True. imgix advises to wait ten seconds between identical purges.

        Example:
            purge = await client.purges.create("https://shop.imgix.net/cats/tom.jpg")
            print(purge.duplicate, purge.purge_id)

        Args:
            url: The complete URL on an imgix or custom domain; query parameters make no difference.
            sub_image: Whether it is an image within other images, such as an overlay. Needs `source_id`.
            source_id: The id of the Source.

        Raises:
            InvalidInputError: `url` is not a complete URL, or `source_id` is not a valid id.
            ImgixError: The call failed.
        """
        with self._api.localized():
            attributes: dict[str, Any] = {"url": validation.whole_url(url)}
            if sub_image:
                attributes["sub_image"] = True
            if sub_image or source_id is not None:
                attributes["source_id"] = validation.source_id(source_id or "")
        request = self._api.request(create_purge.request)
        document = await self._api.call(request, type_="purges", attributes=attributes, accept=(409,))
        return parse_resource(document, Purge, "")
