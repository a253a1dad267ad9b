# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import httpx

from ... import errors
from ...client import decode, is_json, path_segments, path_value
from ...operations import ADD_ASSET
from ...types import Request, Response

if TYPE_CHECKING:
    from ...models.error_document import ErrorDocument


def request(
    source_id: str,
    origin_path: str,
) -> Request:
    """Add an Asset from the origin

    Queues a file of the origin for the Asset Manager, where it appears some time later. The response
    has no body. An Asset that was added before is refused with 409. imgix adds rendered images
    automatically, up to 50,000 a month by default; use this operation for more.

    Args:
        source_id: The id of the Source, 24 characters.
        origin_path: The path of the file in the origin, without a leading slash. "/" separates segments and is
            not encoded; each segment is percent-encoded. OpenAPI cannot describe such a parameter;
            x-imgix-segments marks it.

    Returns:
        Request
    """

    params: dict[str, Any] = {}
    values: dict[str, str] = {
        "source_id": path_value("source_id", source_id),
        "origin_path": path_segments("origin_path", origin_path),
    }
    return Request(
        ADD_ASSET,
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


def _parse_response(*, response: httpx.Response) -> Any | ErrorDocument:
    from ...models.error_document import ErrorDocument

    if response.status_code == 202:
        response_202 = cast(Any, None)
        return response_202

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

    if response.status_code == 409:
        response_409 = ErrorDocument.from_dict(decode(response))

        return response_409

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


def _build_response(*, response: httpx.Response) -> Response[Any | ErrorDocument]:
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
) -> Response[Any | ErrorDocument]:
    """Add an Asset from the origin

    Queues a file of the origin for the Asset Manager, where it appears some time later. The response
    has no body. An Asset that was added before is refused with 409. imgix adds rendered images
    automatically, up to 50,000 a month by default; use this operation for more.

    Args:
        source_id: The id of the Source, 24 characters.
        origin_path: The path of the file in the origin, without a leading slash. "/" separates segments and is
            not encoded; each segment is percent-encoded. OpenAPI cannot describe such a parameter;
            x-imgix-segments marks it.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[Any | ErrorDocument]
    """

    return _build_response(
        response=client.request(
            **_arguments(
                request(
                    source_id,
                    origin_path,
                )
            )
        )
    )


def sync(
    source_id: str,
    origin_path: str,
    *,
    client: httpx.Client,
) -> Any | ErrorDocument:
    """Add an Asset from the origin

    Queues a file of the origin for the Asset Manager, where it appears some time later. The response
    has no body. An Asset that was added before is refused with 409. imgix adds rendered images
    automatically, up to 50,000 a month by default; use this operation for more.

    Args:
        source_id: The id of the Source, 24 characters.
        origin_path: The path of the file in the origin, without a leading slash. "/" separates segments and is
            not encoded; each segment is percent-encoded. OpenAPI cannot describe such a parameter;
            x-imgix-segments marks it.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Any | ErrorDocument
    """

    return sync_detailed(
        source_id,
        origin_path,
        client=client,
    ).parsed


async def asyncio_detailed(
    source_id: str,
    origin_path: str,
    *,
    client: httpx.AsyncClient,
) -> Response[Any | ErrorDocument]:
    """Add an Asset from the origin

    Queues a file of the origin for the Asset Manager, where it appears some time later. The response
    has no body. An Asset that was added before is refused with 409. imgix adds rendered images
    automatically, up to 50,000 a month by default; use this operation for more.

    Args:
        source_id: The id of the Source, 24 characters.
        origin_path: The path of the file in the origin, without a leading slash. "/" separates segments and is
            not encoded; each segment is percent-encoded. OpenAPI cannot describe such a parameter;
            x-imgix-segments marks it.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[Any | ErrorDocument]
    """

    return _build_response(
        response=await client.request(
            **_arguments(
                request(
                    source_id,
                    origin_path,
                )
            )
        )
    )


async def asyncio(
    source_id: str,
    origin_path: str,
    *,
    client: httpx.AsyncClient,
) -> Any | ErrorDocument:
    """Add an Asset from the origin

    Queues a file of the origin for the Asset Manager, where it appears some time later. The response
    has no body. An Asset that was added before is refused with 409. imgix adds rendered images
    automatically, up to 50,000 a month by default; use this operation for more.

    Args:
        source_id: The id of the Source, 24 characters.
        origin_path: The path of the file in the origin, without a leading slash. "/" separates segments and is
            not encoded; each segment is percent-encoded. OpenAPI cannot describe such a parameter;
            x-imgix-segments marks it.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Any | ErrorDocument
    """

    return (
        await asyncio_detailed(
            source_id,
            origin_path,
            client=client,
        )
    ).parsed
