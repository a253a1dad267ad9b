# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...client import decode, is_json, path_segments, path_value
from ...operations import GET_ASSET
from ...types import Request, Response

if TYPE_CHECKING:
    from ...models.asset_document import AssetDocument
    from ...models.error_document import ErrorDocument


def request(
    source_id: str,
    origin_path: str,
    *,
    fields_assets: str | None = None,
) -> Request:
    """Get one Asset

    Returns one Asset.

    Args:
        source_id: The id of the Source, 24 characters.
        origin_path: The path of the file in the origin, without a leading slash. "/" separates segments and is
            not encoded; each segment is percent-encoded. OpenAPI cannot describe such a parameter;
            x-imgix-segments marks it.
        fields_assets: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.

    Returns:
        Request
    """

    params: dict[str, Any] = {
        "fields[assets]": fields_assets,
    }
    values: dict[str, str] = {
        "source_id": path_value("source_id", source_id),
        "origin_path": path_segments("origin_path", origin_path),
    }
    return Request(
        GET_ASSET,
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


def _parse_response(*, response: httpx.Response) -> AssetDocument | ErrorDocument:
    from ...models.asset_document import AssetDocument
    from ...models.error_document import ErrorDocument

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

    if 200 <= response.status_code <= 299:
        response_2xx = AssetDocument.from_dict(decode(response))

        return response_2xx

    if response.status_code >= 400 and is_json(response):
        response_default = ErrorDocument.from_dict(decode(response))

        return response_default

    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, response: httpx.Response) -> Response[AssetDocument | ErrorDocument]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    source_id: str,
    origin_path: str,
    *,
    client: httpx.Client,
    fields_assets: str | None = None,
) -> Response[AssetDocument | ErrorDocument]:
    """Get one Asset

    Returns one Asset.

    Args:
        source_id: The id of the Source, 24 characters.
        origin_path: The path of the file in the origin, without a leading slash. "/" separates segments and is
            not encoded; each segment is percent-encoded. OpenAPI cannot describe such a parameter;
            x-imgix-segments marks it.
        fields_assets: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[AssetDocument | ErrorDocument]
    """

    return _build_response(
        response=client.request(
            **_arguments(
                request(
                    source_id,
                    origin_path,
                    fields_assets=fields_assets,
                )
            )
        )
    )


def sync(
    source_id: str,
    origin_path: str,
    *,
    client: httpx.Client,
    fields_assets: str | None = None,
) -> AssetDocument | ErrorDocument:
    """Get one Asset

    Returns one Asset.

    Args:
        source_id: The id of the Source, 24 characters.
        origin_path: The path of the file in the origin, without a leading slash. "/" separates segments and is
            not encoded; each segment is percent-encoded. OpenAPI cannot describe such a parameter;
            x-imgix-segments marks it.
        fields_assets: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        AssetDocument | ErrorDocument
    """

    return sync_detailed(
        source_id,
        origin_path,
        client=client,
        fields_assets=fields_assets,
    ).parsed


async def asyncio_detailed(
    source_id: str,
    origin_path: str,
    *,
    client: httpx.AsyncClient,
    fields_assets: str | None = None,
) -> Response[AssetDocument | ErrorDocument]:
    """Get one Asset

    Returns one Asset.

    Args:
        source_id: The id of the Source, 24 characters.
        origin_path: The path of the file in the origin, without a leading slash. "/" separates segments and is
            not encoded; each segment is percent-encoded. OpenAPI cannot describe such a parameter;
            x-imgix-segments marks it.
        fields_assets: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[AssetDocument | ErrorDocument]
    """

    return _build_response(
        response=await client.request(
            **_arguments(
                request(
                    source_id,
                    origin_path,
                    fields_assets=fields_assets,
                )
            )
        )
    )


async def asyncio(
    source_id: str,
    origin_path: str,
    *,
    client: httpx.AsyncClient,
    fields_assets: str | None = None,
) -> AssetDocument | ErrorDocument:
    """Get one Asset

    Returns one Asset.

    Args:
        source_id: The id of the Source, 24 characters.
        origin_path: The path of the file in the origin, without a leading slash. "/" separates segments and is
            not encoded; each segment is percent-encoded. OpenAPI cannot describe such a parameter;
            x-imgix-segments marks it.
        fields_assets: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        AssetDocument | ErrorDocument
    """

    return (
        await asyncio_detailed(
            source_id,
            origin_path,
            client=client,
            fields_assets=fields_assets,
        )
    ).parsed
