"""The verbs of Assets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack, cast

from imgix_openapi.api.assets import (
    add_asset,
    get_asset,
    list_assets,
    publish_asset,
    refresh_asset,
    unpublish_asset,
    update_asset,
)
from imgix_openapi.types import Request

from .._core import validation
from .._core.jsonapi import parse_resource
from .._core.pages import Position
from .._core.query import comma_list, parameters
from .._models._generated.params import AssetListParams, AssetUpdateParams
from .._models.base import as_mapping
from .._models.resources import Asset, Publication
from ..errors import IncompleteResponseError
from .pagination import AsyncPager
from .pipeline import AsyncPipeline


class AsyncAssets:
    """Assets: the files of a Source and their metadata."""

    def __init__(self, caller: AsyncPipeline) -> None:
        self._caller = caller

    def list(
        self, source_id: str, *, start: str | int | None = None, **query: Unpack[AssetListParams]
    ) -> AsyncPager[Asset]:
        """List the Assets of a Source. Permission Asset Browse; each page takes one request of the bucket default.

        Example:
            async for asset in client.assets.list(source.id, custom={"shelf": "B2"}, face_count=(1, None)):
                print(asset.origin_path, asset.media_width)

        Args:
            source_id: The id of the Source.
            start: The cursor to begin with, from `page.next` of an earlier list.
            **query: Filters (all of them must match), `sort`, `fields` and `page_size`.

        Raises:
            InvalidInputError: The id cannot be one.
        """
        source_id = self._caller.checked(validation.source_id, source_id)
        wire = parameters(query, resource_type="assets", page_size="page_limit")

        def request(position: Position | None) -> Request:
            cursor = None if position is None else str(position)
            return list_assets.request(source_id, **wire, page_cursor=cursor)

        return AsyncPager(self._caller, request, Asset, start)

    async def get(self, source_id: str, origin_path: str, *, fields: str | Sequence[str] | None = None) -> Asset:
        """Get one Asset. Permission Asset Browse; bucket get-asset.

        Args:
            source_id: The id of the Source.
            origin_path: The path in the origin, with or without a leading slash.
            fields: A sparse fieldset: the attributes wanted.

        Raises:
            InvalidInputError: The id or the path cannot be one.
            NotFoundError: There is no such Asset.
            ImgixError: The call failed.
        """
        source_id, origin_path = self._place(source_id, origin_path)
        wanted = None if fields is None else comma_list(fields)
        answer = await self._caller.call(get_asset.request(source_id, origin_path, fields_assets=wanted))
        return parse_resource(answer, Asset, f"{source_id}/{origin_path}")

    async def update(self, source_id: str, origin_path: str, **changes: Unpack[AssetUpdateParams]) -> Asset:
        """Change the metadata of an Asset. Permission Asset Edit; bucket default.

        Only the attributes given are sent; None empties one. `custom_fields` replaces all custom fields.

        Raises:
            InvalidInputError: The id or the path cannot be one.
            ImgixError: The call failed.
        """
        source_id, origin_path = self._place(source_id, origin_path)
        id_ = f"{source_id}/{origin_path}"
        attributes: dict[str, Any] = as_mapping(changes)
        document = self._caller.envelope("assets", attributes, id_)
        answer = await self._caller.call(update_asset.request(source_id, origin_path), document=document)
        return parse_resource(answer, Asset, id_)

    async def update_custom_fields(
        self, source_id: str, origin_path: str, changes: Mapping[str, str | float | bool | None]
    ) -> Asset:
        """Change some custom fields of an Asset and keep the others. Permission Asset Edit; buckets get-asset, default.

        An update replaces all custom fields (seen in imgix's own code), so they are read, merged and written. Two
        programs that do so at the same moment can undo each other's change.

        Example:
            await client.assets.update_custom_fields(source.id, "cats/tom.jpg", {"shelf": "B2", "room": None})

        Args:
            source_id: The id of the Source.
            origin_path: The path in the origin.
            changes: The fields to set; None removes one.

        Raises:
            InvalidInputError: The id or the path cannot be one.
            IncompleteResponseError: The response does not include the current fields; nothing was changed.
            ImgixError: A call failed.
        """
        asset = await self.get(source_id, origin_path)
        held = asset.to_dict().get("custom_fields")
        if not asset.keys() or not isinstance(held, dict | None):
            # Writing now would erase the fields that the response does not show.
            source_id, origin_path = self._place(source_id, origin_path)
            call = self._caller.describe(get_asset.request(source_id, origin_path))
            raise IncompleteResponseError(attribute="custom_fields", call=call, language=self._caller.config.language)
        merged = {**(held or {}), **changes}
        kept = {key: value for key, value in merged.items() if key not in changes or value is not None}
        return await self.update(source_id, origin_path, custom_fields=cast("Any", kept))

    async def add(self, source_id: str, origin_path: str) -> Asset:
        """Queue a file of the origin for the Asset Manager. Permission Asset Edit; bucket default.

        It is there some time later. Needed only beyond what imgix indexes by itself when images are rendered (50,000
        a month, documented).

        Returns:
            The Asset; what the answer holds is not known, so its attributes may all be missing.

        Raises:
            ConflictError: It is there already (seen in third-party code).
            InvalidInputError: The id or the path cannot be one.
            ImgixError: The call failed.
        """
        source_id, origin_path = self._place(source_id, origin_path)
        answer = await self._caller.call(add_asset.request(source_id, origin_path))
        return parse_resource(answer, Asset, f"{source_id}/{origin_path}")

    async def refresh(self, source_id: str, origin_path: str) -> Asset:
        """Read the file's metadata again, analyse it again, and purge it.

        Permissions Asset Edit and Asset Purge; bucket refresh-asset (10 a minute).

        Raises:
            NotFoundError: There is no such Asset.
            InvalidInputError: The id or the path cannot be one.
            ImgixError: The call failed.
        """
        source_id, origin_path = self._place(source_id, origin_path)
        answer = await self._caller.call(refresh_asset.request(source_id, origin_path))
        return parse_resource(answer, Asset, f"{source_id}/{origin_path}")

    async def publish(self, source_id: str, url: str) -> Publication:
        """Make an Asset that was unpublished available again. Permission Asset Purge; bucket default.

        The path of this operation is in doubt; see `publish-path` in openapi/UNCERTAIN.md.

        Args:
            source_id: The id of the Source.
            url: The whole URL of the Asset on imgix.

        Raises:
            InvalidInputError: The id cannot be one, or the URL is not a whole one.
            ImgixError: The call failed.
        """
        source_id, document = self._publication("publishes", source_id, url)
        return parse_resource(
            await self._caller.call(publish_asset.request(source_id), document=document), Publication, ""
        )

    async def unpublish(self, source_id: str, url: str) -> Publication:
        """Make an Asset unavailable. Permission Asset Purge; bucket default.

        The path of this operation is in doubt; see `publish-path` in openapi/UNCERTAIN.md.

        Args:
            source_id: The id of the Source.
            url: The whole URL of the Asset on imgix.

        Raises:
            InvalidInputError: The id cannot be one, or the URL is not a whole one.
            ImgixError: The call failed.
        """
        source_id, document = self._publication("unpublishes", source_id, url)
        return parse_resource(
            await self._caller.call(unpublish_asset.request(source_id), document=document), Publication, ""
        )

    def _publication(self, type_: str, source_id: str, url: str) -> tuple[str, Mapping[str, Any]]:
        source_id = self._caller.checked(validation.source_id, source_id)
        url = self._caller.checked(validation.whole_url, url)
        return source_id, self._caller.envelope(type_, {"url": url, "source_id": source_id})

    def _place(self, source_id: str, origin_path: str) -> tuple[str, str]:
        return (
            self._caller.checked(validation.source_id, source_id),
            self._caller.checked(validation.origin_path, origin_path),
        )
