# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...client import decode, is_json
from ...operations import CREATE_PURGE
from ...types import Request, Response

if TYPE_CHECKING:
    from ...models.error_document import ErrorDocument
    from ...models.purge_create_document import PurgeCreateDocument
    from ...models.purge_document import PurgeDocument


def request() -> Request:
    """Purge an Asset

    Removes an Asset and all its derivatives from the caches. A purge that repeats a recent one
    succeeds, but may be answered with 409; imgix advises to wait at least ten seconds between identical
    purges. There is no way to query the status of a purge. It does not cover the Video API.

    Args:

    Returns:
        Request
    """

    params: dict[str, Any] = {}
    values: dict[str, str] = {}
    return Request(
        CREATE_PURGE,
        values,
        {name: value for name, value in params.items() if value is not None},
    )


def _arguments(request: Request, body: PurgeCreateDocument) -> dict[str, Any]:
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


def _parse_response(*, response: httpx.Response) -> ErrorDocument | PurgeDocument:
    from ...models.error_document import ErrorDocument
    from ...models.purge_document import PurgeDocument

    if response.status_code == 200:
        response_200 = PurgeDocument.from_dict(decode(response))

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


def _build_response(*, response: httpx.Response) -> Response[ErrorDocument | PurgeDocument]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    *,
    client: httpx.Client,
    body: PurgeCreateDocument,
) -> Response[ErrorDocument | PurgeDocument]:
    """Purge an Asset

    Removes an Asset and all its derivatives from the caches. A purge that repeats a recent one
    succeeds, but may be answered with 409; imgix advises to wait at least ten seconds between identical
    purges. There is no way to query the status of a purge. It does not cover the Video API.

    Args:
        body: The body of the request.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[ErrorDocument | PurgeDocument]
    """

    return _build_response(response=client.request(**_arguments(request(), body)))


def sync(
    *,
    client: httpx.Client,
    body: PurgeCreateDocument,
) -> ErrorDocument | PurgeDocument:
    """Purge an Asset

    Removes an Asset and all its derivatives from the caches. A purge that repeats a recent one
    succeeds, but may be answered with 409; imgix advises to wait at least ten seconds between identical
    purges. There is no way to query the status of a purge. It does not cover the Video API.

    Args:
        body: The body of the request.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        ErrorDocument | PurgeDocument
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: httpx.AsyncClient,
    body: PurgeCreateDocument,
) -> Response[ErrorDocument | PurgeDocument]:
    """Purge an Asset

    Removes an Asset and all its derivatives from the caches. A purge that repeats a recent one
    succeeds, but may be answered with 409; imgix advises to wait at least ten seconds between identical
    purges. There is no way to query the status of a purge. It does not cover the Video API.

    Args:
        body: The body of the request.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[ErrorDocument | PurgeDocument]
    """

    return _build_response(response=await client.request(**_arguments(request(), body)))


async def asyncio(
    *,
    client: httpx.AsyncClient,
    body: PurgeCreateDocument,
) -> ErrorDocument | PurgeDocument:
    """Purge an Asset

    Removes an Asset and all its derivatives from the caches. A purge that repeats a recent one
    succeeds, but may be answered with 409; imgix advises to wait at least ten seconds between identical
    purges. There is no way to query the status of a purge. It does not cover the Video API.

    Args:
        body: The body of the request.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        ErrorDocument | PurgeDocument
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
