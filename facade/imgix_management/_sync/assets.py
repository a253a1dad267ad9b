# Derived from facade/imgix_management/_async/assets.py by `invoke sync`. Do not edit.
"""Assets: `client.assets`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

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
from .._core.not_given import NOT_GIVEN, NotGiven, without_not_given
from .._core.operations import resource_id
from .._core.pages import Cursor
from .._core.query import comma_list, list_arguments
from .._core.validation import OriginPath
from .._models._generated.literals import AssetSort, MediaKind
from .._models.resources import AddAssetResult, Asset, Publication
from ..errors import IncompleteResponseError
from .asset_jobs import AssetJobs
from .pagination import Pager


class Assets(AssetJobs):
    """Assets: the files of a Source and their metadata."""

    def list(
        self,
        source_id: str,
        *,
        cursor: Cursor | None = None,
        # Keywords of listAssets, by `invoke generate`:
        page_size: int | None = None,
        fields: str | Sequence[str] | None = None,
        sort: AssetSort | str | Sequence[AssetSort | str] | None = None,
        categories: str | Sequence[str] | None = None,
        colors: str | None = None,
        custom: Mapping[str, str | None] | None = None,
        face_count: int | str | tuple[int | None, int | None] | None = None,
        has_frames: bool | None = None,
        keyword: str | None = None,
        media_kind: MediaKind | str | None = None,
        origin_path: str | None = None,
        tags: str | None = None,
        warning_adult: int | str | None = None,
        warning_medical: int | str | None = None,
        warning_racy: int | str | None = None,
        warning_spoof: int | str | None = None,
        warning_violence: int | str | None = None,
        or_categories: str | Sequence[str] | None = None,
        or_keywords: str | None = None,
        or_origin_path: str | None = None,
        # End of keywords
    ) -> Pager[Asset]:
        """List the Assets of a Source. Permission Asset Browse; each page takes one request of the bucket default.

        Example:
            for asset in client.assets.list(source.id, custom={"shelf": "B2"}, face_count=(1, None)):
                print(asset.origin_path, asset.media_width)

        Args:
            source_id: The id of the Source.
            cursor: Where to begin: `next_cursor` of an earlier page.
            page_size: The number of resources on a page. The maximum is not known. imgix's default: 20.
            fields: A sparse fieldset: one name or several; a dot leads to a nested one.
            sort: date_created, date_modified, file_size, or several of these; with a leading "-" in descending
                order.
            categories: One category or several; an Asset must have all of them.
            colors: A dominant colour as six hexadecimal digits, with or without "#".
            custom: Custom fields and the value that each must have; None for any value.
            face_count: The number of faces, or a range: (1, 3), (1, None) for at least one, (None, 3) for at most
                three.
            has_frames: Whether the file has several frames, as an animation does.
            keyword: Searches several predefined fields (origin_path, name, description and others); imgix may
                change which.
            media_kind: The kind of media. Known values: IMAGE, ANIMATION, DOCUMENT, VECTOR.
            origin_path: The origin path.
            tags: A tag.
            warning_adult: The adult content warning. How the value is written is not known; a number is assumed.
            warning_medical: The medical content warning. How the value is written is not known; a number is
                assumed.
            warning_racy: The racy content warning. How the value is written is not known; a number is assumed.
            warning_spoof: The spoof content warning. How the value is written is not known; a number is assumed.
            warning_violence: The violent content warning. How the value is written is not known; a number is
                assumed.
            or_categories: Categories; combined with the other "or_" filters by OR.
            or_keywords: A keyword; combined with the other "or_" filters by OR.
            or_origin_path: An origin path; combined with the other "or_" filters by OR.

        Raises:
            InvalidInputError: `source_id` is not a valid id.
        """
        self._api.request(list_assets.request, source_id)  # refused here, not when the first page is fetched
        arguments = list_arguments(
            "assets",
            # Keywords of listAssets, by `invoke generate`:
            page_size=page_size,
            fields=fields,
            sort=sort,
            categories=categories,
            colors=colors,
            custom=custom,
            face_count=face_count,
            has_frames=has_frames,
            keyword=keyword,
            media_kind=media_kind,
            origin_path=origin_path,
            tags=tags,
            warning_adult=warning_adult,
            warning_medical=warning_medical,
            warning_racy=warning_racy,
            warning_spoof=warning_spoof,
            warning_violence=warning_violence,
            or_categories=or_categories,
            or_keywords=or_keywords,
            or_origin_path=or_origin_path,
            # End of keywords
        )
        request = partial(list_assets.request, source_id, **arguments)
        return Pager(self._api, request, Asset, cursor=cursor, page_size=page_size)

    def get(self, source_id: str, origin_path: OriginPath, *, fields: str | Sequence[str] | None = None) -> Asset:
        """Get one Asset. Permission Asset Browse; bucket get-asset.

        Args:
            source_id: The id of the Source.
            origin_path: The path in the origin, with or without a leading slash.
            fields: A sparse fieldset: the attributes to return, one name or several; a dot leads to a nested one.

        Raises:
            InvalidInputError: `source_id` or `origin_path` is not valid.
            NotFoundError: The Asset does not exist.
            ImgixError: The call failed.
        """
        fieldset = None if fields is None else comma_list(fields)
        request = self._api.request(get_asset.request, source_id, origin_path=origin_path, fields_assets=fieldset)
        return parse_resource(self._api.call(request), Asset, resource_id(request))

    def update(
        self,
        source_id: str,
        origin_path: OriginPath,
        *,
        # Keywords of updateAsset, by `invoke generate`:
        categories: Sequence[str] | NotGiven | None = NOT_GIVEN,
        custom_fields: Mapping[str, str | float | bool | None] | NotGiven | None = NOT_GIVEN,
        description: str | NotGiven | None = NOT_GIVEN,
        name: str | NotGiven | None = NOT_GIVEN,
        tags: Mapping[str, float] | NotGiven | None = NOT_GIVEN,
        # End of keywords
    ) -> Asset:
        """Change the metadata of an Asset. Permission Asset Edit; bucket default.

        Arguments that are left out are not sent; None clears an attribute. `custom_fields` replaces all custom fields:
        see `update_custom_fields`.

        Args:
            source_id: The id of the Source.
            origin_path: The path in the origin, with or without a leading slash.
            categories: The categories.
            custom_fields: The custom fields; all of them are replaced.
            description: The description.
            name: The name.
            tags: A score from 0 to 1 for each label; a score of 0 removes the tag.

        Raises:
            InvalidInputError: `source_id` or `origin_path` is not valid.
            ImgixError: The call failed.
        """
        request = self._api.request(update_asset.request, source_id, origin_path=origin_path)
        attributes = without_not_given(
            # Keywords of updateAsset, by `invoke generate`:
            categories=categories,
            custom_fields=custom_fields,
            description=description,
            name=name,
            tags=tags,
            # End of keywords
        )
        id_ = resource_id(request)
        document = self._api.call(request, type_="assets", attributes=attributes, id_=id_)
        return parse_resource(document, Asset, id_)

    def update_custom_fields(
        self, source_id: str, origin_path: OriginPath, changes: Mapping[str, str | float | bool | None]
    ) -> Asset:
        """Change some custom fields of an Asset and keep the others. Permission Asset Edit; buckets get-asset, default.

        An update replaces all custom fields (seen in imgix's own code), so they are read, merged and written. Two
        programs that do so at the same moment can overwrite each other's changes.

        Example:
            client.assets.update_custom_fields(source.id, "cats/tom.jpg", {"shelf": "B2", "room": None})

        Args:
            source_id: The id of the Source.
            origin_path: The path in the origin, with or without a leading slash.
            changes: The fields to set; None removes one.

        Raises:
            InvalidInputError: `source_id` or `origin_path` is not valid.
            IncompleteResponseError: The response does not include the current fields; nothing was changed.
            ImgixError: A call failed.
        """
        asset = self.get(source_id, origin_path)
        present = asset.to_dict().get("custom_fields")
        if not asset.keys() or not isinstance(present, dict | None):
            # Writing now would delete custom fields that the response left out.
            request = self._api.request(get_asset.request, source_id, origin_path=origin_path)
            raise self._api.stamp(IncompleteResponseError(attribute="custom_fields"), self._api.describe(request))
        merged = {**(present or {}), **changes}
        fields = {key: value for key, value in merged.items() if key not in changes or value is not None}
        return self.update(source_id, origin_path, custom_fields=fields)

    def add(self, source_id: str, origin_path: OriginPath) -> AddAssetResult:
        """Queue a file of the origin for the Asset Manager. Permission Asset Edit; bucket default.

        imgix adds it some time later. Files are also added automatically when their images are rendered, up to 50,000
        a month (documented).

        Example:
            if (client.assets.add(source.id, "cats/tom.jpg")).duplicate:
                print("added before")

        Args:
            source_id: The id of the Source.
            origin_path: The path in the origin, with or without a leading slash.

        Returns:
            Whether it was a duplicate, and the id of the Asset. A 409 is not an error: the Asset was added before. The
            response has no Asset (both seen in captures).

        Raises:
            InvalidInputError: `source_id` or `origin_path` is not valid.
            ImgixError: The call failed.
        """
        request = self._api.request(add_asset.request, source_id, origin_path=origin_path)
        info = (self._api.call(request, accept_duplicate=True)).response_info
        source_id, _, path = resource_id(request).partition("/")
        duplicate = info.status_code == request.operation.duplicate_status
        return AddAssetResult(f"{source_id}/{path}", source_id, path, duplicate, info)

    def refresh(self, source_id: str, origin_path: OriginPath) -> Asset:
        """Read a file's metadata again, analyse it again, and purge it.

        Permissions Asset Edit and Asset Purge; bucket refresh-asset (10 a minute). Seen in code: imgix does so only if
        the ETag of the file has changed, and adds a file that is not in the Asset Manager yet.

        Args:
            source_id: The id of the Source.
            origin_path: The path in the origin, with or without a leading slash.

        Raises:
            NotFoundError: The Asset does not exist.
            InvalidInputError: `source_id` or `origin_path` is not valid.
            ImgixError: The call failed.
        """
        request = self._api.request(refresh_asset.request, source_id, origin_path=origin_path)
        return parse_resource(self._api.call(request), Asset, resource_id(request))

    def publish(self, source_id: str, url: str) -> Publication:
        """Make an unpublished Asset available again. Permission Asset Purge; bucket default.

        The path of this operation is in doubt; see `publish-path` in openapi/UNCERTAIN.md.

        Args:
            source_id: The id of the Source.
            url: The complete URL of the Asset on imgix.

        Raises:
            InvalidInputError: `source_id` is not a valid id, or `url` is not a complete URL.
            ImgixError: The call failed.
        """
        return self._publish(self._api.request(publish_asset.request, source_id), "publishes", source_id, url)

    def unpublish(self, source_id: str, url: str) -> Publication:
        """Make an Asset unavailable. Permission Asset Purge; bucket default.

        The path of this operation is in doubt; see `publish-path` in openapi/UNCERTAIN.md.

        Args:
            source_id: The id of the Source.
            url: The complete URL of the Asset on imgix.

        Raises:
            InvalidInputError: `source_id` is not a valid id, or `url` is not a complete URL.
            ImgixError: The call failed.
        """
        return self._publish(self._api.request(unpublish_asset.request, source_id), "unpublishes", source_id, url)

    def _publish(self, request: Request, type_: str, source_id: str, url: str) -> Publication:
        with self._api.localized():
            attributes = {"url": validation.absolute_url(url), "source_id": source_id}
        return parse_resource(self._api.call(request, type_=type_, attributes=attributes), Publication, "")
