# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...client import decode, is_json, path_value
from ...operations import LIST_ASSETS
from ...types import Request, Response

if TYPE_CHECKING:
    from ...models.asset_list_document import AssetListDocument
    from ...models.error_document import ErrorDocument


def request(
    source_id: str,
    *,
    page_cursor: str | None = None,
    page_limit: int | None = None,
    fields_assets: str | None = None,
    sort: str | None = None,
    filter_categories: str | None = None,
    filter_colors: str | None = None,
    filter_custom: Mapping[str, str] | None = None,
    filter_face_count: str | None = None,
    filter_has_frames: bool | None = None,
    filter_keyword: str | None = None,
    filter_media_kind: str | None = None,
    filter_origin_path: str | None = None,
    filter_tags: str | None = None,
    filter_warning_adult: int | str | None = None,
    filter_warning_medical: int | str | None = None,
    filter_warning_racy: int | str | None = None,
    filter_warning_spoof: int | str | None = None,
    filter_warning_violence: int | str | None = None,
    filter_or_categories: str | None = None,
    filter_or_keywords: str | None = None,
    filter_or_origin_path: str | None = None,
) -> Request:
    """List the Assets of a Source

    Lists the Assets of a Source, one page at a time, with a cursor. Several filters are combined with
    AND; filters that begin with "or:" are combined with OR. The total stops at 10,000.

    Args:
        source_id: The id of the Source, 24 characters.
        page_cursor: The cursor of the page: meta.cursor.next of the previous page.
        page_limit: The number of resources on a page. The maximum is not known.
        fields_assets: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.
        sort: Comma-separated keys out of date_created, date_modified and file_size; a leading "-" sorts
            in descending order.
        filter_categories: A comma-separated list; an Asset must have all of the categories.
        filter_colors: A dominant color as six hexadecimal digits without "#".
        filter_custom: Filters by a custom field, whose key is part of the parameter's name. An empty value finds
            Assets that have the field, any other value those with exactly this value.
        filter_face_count: The number of faces, "n", or a range: "a:b" (from a to b), "a:" (at least a), ":b" (at
            most b).
        filter_has_frames: Whether the file has several frames, as an animation does.
        filter_keyword: Searches several predefined fields (origin_path, name, description and others); imgix may
            change which.
        filter_media_kind: The kind of media.
        filter_origin_path: The origin path.
        filter_tags: A tag.
        filter_warning_adult: The adult content warning. How the value is written is not known; a number is assumed.
        filter_warning_medical: The medical content warning. How the value is written is not known; a number is assumed.
        filter_warning_racy: The racy content warning. How the value is written is not known; a number is assumed.
        filter_warning_spoof: The spoof content warning. How the value is written is not known; a number is assumed.
        filter_warning_violence: The violent content warning. How the value is written is not known; a number is assumed.
        filter_or_categories: A category; combined with the other "or:" filters by OR.
        filter_or_keywords: A keyword; combined with the other "or:" filters by OR.
        filter_or_origin_path: An origin path; combined with the other "or:" filters by OR.

    Returns:
        Request
    """

    params: dict[str, Any] = {
        "page[cursor]": page_cursor,
        "page[limit]": page_limit,
        "fields[assets]": fields_assets,
        "sort": sort,
        "filter[categories]": filter_categories,
        "filter[colors]": filter_colors,
        "filter[face_count]": filter_face_count,
        "filter[has_frames]": filter_has_frames,
        "filter[keyword]": filter_keyword,
        "filter[media_kind]": filter_media_kind,
        "filter[origin_path]": filter_origin_path,
        "filter[tags]": filter_tags,
        "filter[warning_adult]": filter_warning_adult,
        "filter[warning_medical]": filter_warning_medical,
        "filter[warning_racy]": filter_warning_racy,
        "filter[warning_spoof]": filter_warning_spoof,
        "filter[warning_violence]": filter_warning_violence,
        "filter[or:categories]": filter_or_categories,
        "filter[or:keywords]": filter_or_keywords,
        "filter[or:origin_path]": filter_or_origin_path,
    }
    params.update(filter_custom or {})
    values: dict[str, str] = {
        "source_id": path_value("source_id", source_id),
    }
    return Request(
        LIST_ASSETS,
        values,
        {name: value for name, value in params.items() if value is not None},
    )


def _arguments(request: Request) -> dict[str, Any]:
    headers = {"Accept": "application/vnd.api+json"}
    _kwargs: dict[str, Any] = {
        "method": request.operation.method,
        "url": request.path,
        "params": request.params,
    }
    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, response: httpx.Response) -> AssetListDocument | ErrorDocument:
    from ...models.asset_list_document import AssetListDocument
    from ...models.error_document import ErrorDocument

    if response.status_code == 200:
        response_200 = AssetListDocument.from_dict(decode(response))

        return response_200

    if response.status_code == 400:
        response_400 = ErrorDocument.from_dict(decode(response))

        return response_400

    if response.status_code == 401:
        response_401 = ErrorDocument.from_dict(decode(response))

        return response_401

    if response.status_code == 403:
        response_403 = ErrorDocument.from_dict(decode(response))

        return response_403

    if response.status_code == 404:
        response_404 = ErrorDocument.from_dict(decode(response))

        return response_404

    if response.status_code == 405:
        response_405 = ErrorDocument.from_dict(decode(response))

        return response_405

    if response.status_code == 429:
        response_429 = ErrorDocument.from_dict(decode(response))

        return response_429

    if response.status_code == 500:
        response_500 = ErrorDocument.from_dict(decode(response))

        return response_500

    if response.status_code >= 400 and is_json(response):
        response_default = ErrorDocument.from_dict(decode(response))

        return response_default

    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, response: httpx.Response) -> Response[AssetListDocument | ErrorDocument]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    source_id: str,
    *,
    client: httpx.Client,
    page_cursor: str | None = None,
    page_limit: int | None = None,
    fields_assets: str | None = None,
    sort: str | None = None,
    filter_categories: str | None = None,
    filter_colors: str | None = None,
    filter_custom: Mapping[str, str] | None = None,
    filter_face_count: str | None = None,
    filter_has_frames: bool | None = None,
    filter_keyword: str | None = None,
    filter_media_kind: str | None = None,
    filter_origin_path: str | None = None,
    filter_tags: str | None = None,
    filter_warning_adult: int | str | None = None,
    filter_warning_medical: int | str | None = None,
    filter_warning_racy: int | str | None = None,
    filter_warning_spoof: int | str | None = None,
    filter_warning_violence: int | str | None = None,
    filter_or_categories: str | None = None,
    filter_or_keywords: str | None = None,
    filter_or_origin_path: str | None = None,
) -> Response[AssetListDocument | ErrorDocument]:
    """List the Assets of a Source

    Lists the Assets of a Source, one page at a time, with a cursor. Several filters are combined with
    AND; filters that begin with "or:" are combined with OR. The total stops at 10,000.

    Args:
        source_id: The id of the Source, 24 characters.
        page_cursor: The cursor of the page: meta.cursor.next of the previous page.
        page_limit: The number of resources on a page. The maximum is not known.
        fields_assets: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.
        sort: Comma-separated keys out of date_created, date_modified and file_size; a leading "-" sorts
            in descending order.
        filter_categories: A comma-separated list; an Asset must have all of the categories.
        filter_colors: A dominant color as six hexadecimal digits without "#".
        filter_custom: Filters by a custom field, whose key is part of the parameter's name. An empty value finds
            Assets that have the field, any other value those with exactly this value.
        filter_face_count: The number of faces, "n", or a range: "a:b" (from a to b), "a:" (at least a), ":b" (at
            most b).
        filter_has_frames: Whether the file has several frames, as an animation does.
        filter_keyword: Searches several predefined fields (origin_path, name, description and others); imgix may
            change which.
        filter_media_kind: The kind of media.
        filter_origin_path: The origin path.
        filter_tags: A tag.
        filter_warning_adult: The adult content warning. How the value is written is not known; a number is assumed.
        filter_warning_medical: The medical content warning. How the value is written is not known; a number is assumed.
        filter_warning_racy: The racy content warning. How the value is written is not known; a number is assumed.
        filter_warning_spoof: The spoof content warning. How the value is written is not known; a number is assumed.
        filter_warning_violence: The violent content warning. How the value is written is not known; a number is assumed.
        filter_or_categories: A category; combined with the other "or:" filters by OR.
        filter_or_keywords: A keyword; combined with the other "or:" filters by OR.
        filter_or_origin_path: An origin path; combined with the other "or:" filters by OR.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[AssetListDocument | ErrorDocument]
    """

    return _build_response(
        response=client.request(
            **_arguments(
                request(
                    source_id,
                    page_cursor=page_cursor,
                    page_limit=page_limit,
                    fields_assets=fields_assets,
                    sort=sort,
                    filter_categories=filter_categories,
                    filter_colors=filter_colors,
                    filter_custom=filter_custom,
                    filter_face_count=filter_face_count,
                    filter_has_frames=filter_has_frames,
                    filter_keyword=filter_keyword,
                    filter_media_kind=filter_media_kind,
                    filter_origin_path=filter_origin_path,
                    filter_tags=filter_tags,
                    filter_warning_adult=filter_warning_adult,
                    filter_warning_medical=filter_warning_medical,
                    filter_warning_racy=filter_warning_racy,
                    filter_warning_spoof=filter_warning_spoof,
                    filter_warning_violence=filter_warning_violence,
                    filter_or_categories=filter_or_categories,
                    filter_or_keywords=filter_or_keywords,
                    filter_or_origin_path=filter_or_origin_path,
                )
            )
        )
    )


def sync(
    source_id: str,
    *,
    client: httpx.Client,
    page_cursor: str | None = None,
    page_limit: int | None = None,
    fields_assets: str | None = None,
    sort: str | None = None,
    filter_categories: str | None = None,
    filter_colors: str | None = None,
    filter_custom: Mapping[str, str] | None = None,
    filter_face_count: str | None = None,
    filter_has_frames: bool | None = None,
    filter_keyword: str | None = None,
    filter_media_kind: str | None = None,
    filter_origin_path: str | None = None,
    filter_tags: str | None = None,
    filter_warning_adult: int | str | None = None,
    filter_warning_medical: int | str | None = None,
    filter_warning_racy: int | str | None = None,
    filter_warning_spoof: int | str | None = None,
    filter_warning_violence: int | str | None = None,
    filter_or_categories: str | None = None,
    filter_or_keywords: str | None = None,
    filter_or_origin_path: str | None = None,
) -> AssetListDocument | ErrorDocument:
    """List the Assets of a Source

    Lists the Assets of a Source, one page at a time, with a cursor. Several filters are combined with
    AND; filters that begin with "or:" are combined with OR. The total stops at 10,000.

    Args:
        source_id: The id of the Source, 24 characters.
        page_cursor: The cursor of the page: meta.cursor.next of the previous page.
        page_limit: The number of resources on a page. The maximum is not known.
        fields_assets: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.
        sort: Comma-separated keys out of date_created, date_modified and file_size; a leading "-" sorts
            in descending order.
        filter_categories: A comma-separated list; an Asset must have all of the categories.
        filter_colors: A dominant color as six hexadecimal digits without "#".
        filter_custom: Filters by a custom field, whose key is part of the parameter's name. An empty value finds
            Assets that have the field, any other value those with exactly this value.
        filter_face_count: The number of faces, "n", or a range: "a:b" (from a to b), "a:" (at least a), ":b" (at
            most b).
        filter_has_frames: Whether the file has several frames, as an animation does.
        filter_keyword: Searches several predefined fields (origin_path, name, description and others); imgix may
            change which.
        filter_media_kind: The kind of media.
        filter_origin_path: The origin path.
        filter_tags: A tag.
        filter_warning_adult: The adult content warning. How the value is written is not known; a number is assumed.
        filter_warning_medical: The medical content warning. How the value is written is not known; a number is assumed.
        filter_warning_racy: The racy content warning. How the value is written is not known; a number is assumed.
        filter_warning_spoof: The spoof content warning. How the value is written is not known; a number is assumed.
        filter_warning_violence: The violent content warning. How the value is written is not known; a number is assumed.
        filter_or_categories: A category; combined with the other "or:" filters by OR.
        filter_or_keywords: A keyword; combined with the other "or:" filters by OR.
        filter_or_origin_path: An origin path; combined with the other "or:" filters by OR.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        AssetListDocument | ErrorDocument
    """

    return sync_detailed(
        source_id,
        client=client,
        page_cursor=page_cursor,
        page_limit=page_limit,
        fields_assets=fields_assets,
        sort=sort,
        filter_categories=filter_categories,
        filter_colors=filter_colors,
        filter_custom=filter_custom,
        filter_face_count=filter_face_count,
        filter_has_frames=filter_has_frames,
        filter_keyword=filter_keyword,
        filter_media_kind=filter_media_kind,
        filter_origin_path=filter_origin_path,
        filter_tags=filter_tags,
        filter_warning_adult=filter_warning_adult,
        filter_warning_medical=filter_warning_medical,
        filter_warning_racy=filter_warning_racy,
        filter_warning_spoof=filter_warning_spoof,
        filter_warning_violence=filter_warning_violence,
        filter_or_categories=filter_or_categories,
        filter_or_keywords=filter_or_keywords,
        filter_or_origin_path=filter_or_origin_path,
    ).parsed


async def asyncio_detailed(
    source_id: str,
    *,
    client: httpx.AsyncClient,
    page_cursor: str | None = None,
    page_limit: int | None = None,
    fields_assets: str | None = None,
    sort: str | None = None,
    filter_categories: str | None = None,
    filter_colors: str | None = None,
    filter_custom: Mapping[str, str] | None = None,
    filter_face_count: str | None = None,
    filter_has_frames: bool | None = None,
    filter_keyword: str | None = None,
    filter_media_kind: str | None = None,
    filter_origin_path: str | None = None,
    filter_tags: str | None = None,
    filter_warning_adult: int | str | None = None,
    filter_warning_medical: int | str | None = None,
    filter_warning_racy: int | str | None = None,
    filter_warning_spoof: int | str | None = None,
    filter_warning_violence: int | str | None = None,
    filter_or_categories: str | None = None,
    filter_or_keywords: str | None = None,
    filter_or_origin_path: str | None = None,
) -> Response[AssetListDocument | ErrorDocument]:
    """List the Assets of a Source

    Lists the Assets of a Source, one page at a time, with a cursor. Several filters are combined with
    AND; filters that begin with "or:" are combined with OR. The total stops at 10,000.

    Args:
        source_id: The id of the Source, 24 characters.
        page_cursor: The cursor of the page: meta.cursor.next of the previous page.
        page_limit: The number of resources on a page. The maximum is not known.
        fields_assets: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.
        sort: Comma-separated keys out of date_created, date_modified and file_size; a leading "-" sorts
            in descending order.
        filter_categories: A comma-separated list; an Asset must have all of the categories.
        filter_colors: A dominant color as six hexadecimal digits without "#".
        filter_custom: Filters by a custom field, whose key is part of the parameter's name. An empty value finds
            Assets that have the field, any other value those with exactly this value.
        filter_face_count: The number of faces, "n", or a range: "a:b" (from a to b), "a:" (at least a), ":b" (at
            most b).
        filter_has_frames: Whether the file has several frames, as an animation does.
        filter_keyword: Searches several predefined fields (origin_path, name, description and others); imgix may
            change which.
        filter_media_kind: The kind of media.
        filter_origin_path: The origin path.
        filter_tags: A tag.
        filter_warning_adult: The adult content warning. How the value is written is not known; a number is assumed.
        filter_warning_medical: The medical content warning. How the value is written is not known; a number is assumed.
        filter_warning_racy: The racy content warning. How the value is written is not known; a number is assumed.
        filter_warning_spoof: The spoof content warning. How the value is written is not known; a number is assumed.
        filter_warning_violence: The violent content warning. How the value is written is not known; a number is assumed.
        filter_or_categories: A category; combined with the other "or:" filters by OR.
        filter_or_keywords: A keyword; combined with the other "or:" filters by OR.
        filter_or_origin_path: An origin path; combined with the other "or:" filters by OR.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[AssetListDocument | ErrorDocument]
    """

    return _build_response(
        response=await client.request(
            **_arguments(
                request(
                    source_id,
                    page_cursor=page_cursor,
                    page_limit=page_limit,
                    fields_assets=fields_assets,
                    sort=sort,
                    filter_categories=filter_categories,
                    filter_colors=filter_colors,
                    filter_custom=filter_custom,
                    filter_face_count=filter_face_count,
                    filter_has_frames=filter_has_frames,
                    filter_keyword=filter_keyword,
                    filter_media_kind=filter_media_kind,
                    filter_origin_path=filter_origin_path,
                    filter_tags=filter_tags,
                    filter_warning_adult=filter_warning_adult,
                    filter_warning_medical=filter_warning_medical,
                    filter_warning_racy=filter_warning_racy,
                    filter_warning_spoof=filter_warning_spoof,
                    filter_warning_violence=filter_warning_violence,
                    filter_or_categories=filter_or_categories,
                    filter_or_keywords=filter_or_keywords,
                    filter_or_origin_path=filter_or_origin_path,
                )
            )
        )
    )


async def asyncio(
    source_id: str,
    *,
    client: httpx.AsyncClient,
    page_cursor: str | None = None,
    page_limit: int | None = None,
    fields_assets: str | None = None,
    sort: str | None = None,
    filter_categories: str | None = None,
    filter_colors: str | None = None,
    filter_custom: Mapping[str, str] | None = None,
    filter_face_count: str | None = None,
    filter_has_frames: bool | None = None,
    filter_keyword: str | None = None,
    filter_media_kind: str | None = None,
    filter_origin_path: str | None = None,
    filter_tags: str | None = None,
    filter_warning_adult: int | str | None = None,
    filter_warning_medical: int | str | None = None,
    filter_warning_racy: int | str | None = None,
    filter_warning_spoof: int | str | None = None,
    filter_warning_violence: int | str | None = None,
    filter_or_categories: str | None = None,
    filter_or_keywords: str | None = None,
    filter_or_origin_path: str | None = None,
) -> AssetListDocument | ErrorDocument:
    """List the Assets of a Source

    Lists the Assets of a Source, one page at a time, with a cursor. Several filters are combined with
    AND; filters that begin with "or:" are combined with OR. The total stops at 10,000.

    Args:
        source_id: The id of the Source, 24 characters.
        page_cursor: The cursor of the page: meta.cursor.next of the previous page.
        page_limit: The number of resources on a page. The maximum is not known.
        fields_assets: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.
        sort: Comma-separated keys out of date_created, date_modified and file_size; a leading "-" sorts
            in descending order.
        filter_categories: A comma-separated list; an Asset must have all of the categories.
        filter_colors: A dominant color as six hexadecimal digits without "#".
        filter_custom: Filters by a custom field, whose key is part of the parameter's name. An empty value finds
            Assets that have the field, any other value those with exactly this value.
        filter_face_count: The number of faces, "n", or a range: "a:b" (from a to b), "a:" (at least a), ":b" (at
            most b).
        filter_has_frames: Whether the file has several frames, as an animation does.
        filter_keyword: Searches several predefined fields (origin_path, name, description and others); imgix may
            change which.
        filter_media_kind: The kind of media.
        filter_origin_path: The origin path.
        filter_tags: A tag.
        filter_warning_adult: The adult content warning. How the value is written is not known; a number is assumed.
        filter_warning_medical: The medical content warning. How the value is written is not known; a number is assumed.
        filter_warning_racy: The racy content warning. How the value is written is not known; a number is assumed.
        filter_warning_spoof: The spoof content warning. How the value is written is not known; a number is assumed.
        filter_warning_violence: The violent content warning. How the value is written is not known; a number is assumed.
        filter_or_categories: A category; combined with the other "or:" filters by OR.
        filter_or_keywords: A keyword; combined with the other "or:" filters by OR.
        filter_or_origin_path: An origin path; combined with the other "or:" filters by OR.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        AssetListDocument | ErrorDocument
    """

    return (
        await asyncio_detailed(
            source_id,
            client=client,
            page_cursor=page_cursor,
            page_limit=page_limit,
            fields_assets=fields_assets,
            sort=sort,
            filter_categories=filter_categories,
            filter_colors=filter_colors,
            filter_custom=filter_custom,
            filter_face_count=filter_face_count,
            filter_has_frames=filter_has_frames,
            filter_keyword=filter_keyword,
            filter_media_kind=filter_media_kind,
            filter_origin_path=filter_origin_path,
            filter_tags=filter_tags,
            filter_warning_adult=filter_warning_adult,
            filter_warning_medical=filter_warning_medical,
            filter_warning_racy=filter_warning_racy,
            filter_warning_spoof=filter_warning_spoof,
            filter_warning_violence=filter_warning_violence,
            filter_or_categories=filter_or_categories,
            filter_or_keywords=filter_or_keywords,
            filter_or_origin_path=filter_or_origin_path,
        )
    ).parsed
