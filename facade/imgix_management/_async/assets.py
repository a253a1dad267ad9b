"""The verbs of Assets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Unpack

from imgix_openapi.api.assets import get_asset, list_assets, update_asset
from imgix_openapi.types import Request

from .. import checks
from ..derived.inputs import AssetChanges, AssetQuery
from ..jsonapi import envelope, one
from ..pages import Position
from ..query import comma_list, parameters
from ..records import as_mapping
from ..resources import Asset
from .caller import AsyncCaller
from .pages import AsyncPager


class AsyncAssets:
    """Assets: the files of a Source and their metadata."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller

    def list(self, source_id: str, *, start: str | int | None = None, **query: Unpack[AssetQuery]) -> AsyncPager[Asset]:
        """List the Assets of a Source. Permission Asset Browse; each page takes one request of the bucket default.

        Args:
            source_id: The id of the Source.
            start: The cursor to begin with, from `page.next` of an earlier list.
            **query: Filters (all of them must match), `sort`, `fields` and `page_size`.

        Raises:
            InvalidInputError: The id cannot be one.
        """
        source_id = self._caller.checked(checks.source_id, source_id)
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
        return one(answer, Asset, f"{source_id}/{origin_path}")

    async def update(self, source_id: str, origin_path: str, **changes: Unpack[AssetChanges]) -> Asset:
        """Change the metadata of an Asset. Permission Asset Edit; bucket default.

        Only the attributes given are sent; None empties one. `custom_fields` replaces all custom fields.

        Raises:
            InvalidInputError: The id or the path cannot be one.
            ImgixError: The call failed.
        """
        source_id, origin_path = self._place(source_id, origin_path)
        id_ = f"{source_id}/{origin_path}"
        attributes: dict[str, Any] = as_mapping(changes)
        document = envelope("assets", attributes, id_)
        answer = await self._caller.call(update_asset.request(source_id, origin_path), document=document)
        return one(answer, Asset, id_)

    def _place(self, source_id: str, origin_path: str) -> tuple[str, str]:
        return (
            self._caller.checked(checks.source_id, source_id),
            self._caller.checked(checks.origin_path, origin_path),
        )
