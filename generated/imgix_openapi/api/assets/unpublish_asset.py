# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...client import decode, is_json, path_value
from ...operations import UNPUBLISH_ASSET
from ...types import Request, Response

if TYPE_CHECKING:
    from ...models.error_document import ErrorDocument
    from ...models.publication_document import PublicationDocument
    from ...models.unpublish_document import UnpublishDocument


def request(
    source_id: str,
) -> Request:
    """Unpublish an Asset

    Makes an Asset unavailable.

    Args:
        source_id: The id of the Source, 24 characters.

    Returns:
        Request
    """

    params: dict[str, Any] = {}
    values: dict[str, str] = {
        "source_id": path_value("source_id", source_id),
    }
    return Request(
        UNPUBLISH_ASSET,
        values,
        {name: value for name, value in params.items() if value is not None},
    )


def _arguments(request: Request, body: UnpublishDocument) -> dict[str, Any]:
    headers = {"Accept": "application/vnd.api+json"}
    _kwargs: dict[str, Any] = {
        "method": request.operation.method,
        "url": request.path,
        "params": request.params,
    }
    headers["Content-Type"] = "application/vnd.api+json"
    _kwargs["json"] = body.to_dict()

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, response: httpx.Response) -> ErrorDocument | PublicationDocument:
    from ...models.error_document import ErrorDocument
    from ...models.publication_document import PublicationDocument

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
        response_2xx = PublicationDocument.from_dict(decode(response))

        return response_2xx

    if response.status_code >= 400 and is_json(response):
        response_default = ErrorDocument.from_dict(decode(response))

        return response_default

    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, response: httpx.Response) -> Response[ErrorDocument | PublicationDocument]:
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
    body: UnpublishDocument,
) -> Response[ErrorDocument | PublicationDocument]:
    """Unpublish an Asset

    Makes an Asset unavailable.

    Args:
        source_id: The id of the Source, 24 characters.
        body: The body of the request.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[ErrorDocument | PublicationDocument]
    """

    return _build_response(
        response=client.request(
            **_arguments(
                request(
                    source_id,
                ),
                body,
            )
        )
    )


def sync(
    source_id: str,
    *,
    client: httpx.Client,
    body: UnpublishDocument,
) -> ErrorDocument | PublicationDocument:
    """Unpublish an Asset

    Makes an Asset unavailable.

    Args:
        source_id: The id of the Source, 24 characters.
        body: The body of the request.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        ErrorDocument | PublicationDocument
    """

    return sync_detailed(
        source_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    source_id: str,
    *,
    client: httpx.AsyncClient,
    body: UnpublishDocument,
) -> Response[ErrorDocument | PublicationDocument]:
    """Unpublish an Asset

    Makes an Asset unavailable.

    Args:
        source_id: The id of the Source, 24 characters.
        body: The body of the request.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[ErrorDocument | PublicationDocument]
    """

    return _build_response(
        response=await client.request(
            **_arguments(
                request(
                    source_id,
                ),
                body,
            )
        )
    )


async def asyncio(
    source_id: str,
    *,
    client: httpx.AsyncClient,
    body: UnpublishDocument,
) -> ErrorDocument | PublicationDocument:
    """Unpublish an Asset

    Makes an Asset unavailable.

    Args:
        source_id: The id of the Source, 24 characters.
        body: The body of the request.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        ErrorDocument | PublicationDocument
    """

    return (
        await asyncio_detailed(
            source_id,
            client=client,
            body=body,
        )
    ).parsed
