# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...client import decode, is_json, path_value
from ...operations import GET_UPLOAD_SESSION
from ...types import Request, Response

if TYPE_CHECKING:
    from ...models.error_document import ErrorDocument
    from ...models.upload_session_document import UploadSessionDocument


def request(
    source_id: str,
    session_id: str,
) -> Request:
    """Get the status of an upload session

    Returns the session. Once it is closed, its status becomes COMPLETE when the file is in place.

    Args:
        source_id: The id of the Source, 24 characters.
        session_id: The id of the upload session.

    Returns:
        Request
    """

    params: dict[str, Any] = {}
    values: dict[str, str] = {
        "source_id": path_value("source_id", source_id),
        "session_id": path_value("session_id", session_id),
    }
    return Request(
        GET_UPLOAD_SESSION,
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


def _parse_response(*, response: httpx.Response) -> ErrorDocument | UploadSessionDocument:
    from ...models.error_document import ErrorDocument
    from ...models.upload_session_document import UploadSessionDocument

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
        response_2xx = UploadSessionDocument.from_dict(decode(response))

        return response_2xx

    if response.status_code >= 400 and is_json(response):
        response_default = ErrorDocument.from_dict(decode(response))

        return response_default

    raise errors.UnexpectedStatus(response.status_code, response.content)


def _build_response(*, response: httpx.Response) -> Response[ErrorDocument | UploadSessionDocument]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    source_id: str,
    session_id: str,
    *,
    client: httpx.Client,
) -> Response[ErrorDocument | UploadSessionDocument]:
    """Get the status of an upload session

    Returns the session. Once it is closed, its status becomes COMPLETE when the file is in place.

    Args:
        source_id: The id of the Source, 24 characters.
        session_id: The id of the upload session.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[ErrorDocument | UploadSessionDocument]
    """

    return _build_response(
        response=client.request(
            **_arguments(
                request(
                    source_id,
                    session_id,
                )
            )
        )
    )


def sync(
    source_id: str,
    session_id: str,
    *,
    client: httpx.Client,
) -> ErrorDocument | UploadSessionDocument:
    """Get the status of an upload session

    Returns the session. Once it is closed, its status becomes COMPLETE when the file is in place.

    Args:
        source_id: The id of the Source, 24 characters.
        session_id: The id of the upload session.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        ErrorDocument | UploadSessionDocument
    """

    return sync_detailed(
        source_id,
        session_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    source_id: str,
    session_id: str,
    *,
    client: httpx.AsyncClient,
) -> Response[ErrorDocument | UploadSessionDocument]:
    """Get the status of an upload session

    Returns the session. Once it is closed, its status becomes COMPLETE when the file is in place.

    Args:
        source_id: The id of the Source, 24 characters.
        session_id: The id of the upload session.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[ErrorDocument | UploadSessionDocument]
    """

    return _build_response(
        response=await client.request(
            **_arguments(
                request(
                    source_id,
                    session_id,
                )
            )
        )
    )


async def asyncio(
    source_id: str,
    session_id: str,
    *,
    client: httpx.AsyncClient,
) -> ErrorDocument | UploadSessionDocument:
    """Get the status of an upload session

    Returns the session. Once it is closed, its status becomes COMPLETE when the file is in place.

    Args:
        source_id: The id of the Source, 24 characters.
        session_id: The id of the upload session.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        ErrorDocument | UploadSessionDocument
    """

    return (
        await asyncio_detailed(
            source_id,
            session_id,
            client=client,
        )
    ).parsed
