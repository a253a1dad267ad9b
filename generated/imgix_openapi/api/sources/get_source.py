# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...client import decode, is_json, path_value
from ...operations import GET_SOURCE
from ...types import Request, Response

if TYPE_CHECKING:
    from ...models.error_document import ErrorDocument
    from ...models.source_document import SourceDocument


def request(
    source_id: str,
    *,
    fields_sources: str | None = None,
) -> Request:
    """Get one Source

    Returns one Source.

    Args:
        source_id: The id of the Source, 24 characters.
        fields_sources: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.

    Returns:
        Request
    """

    params: dict[str, Any] = {
        "fields[sources]": fields_sources,
    }
    values: dict[str, str] = {
        "source_id": path_value("source_id", source_id),
    }
    return Request(
        GET_SOURCE,
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


def _parse_response(*, response: httpx.Response) -> ErrorDocument | SourceDocument:
    from ...models.error_document import ErrorDocument
    from ...models.source_document import SourceDocument

    if response.status_code == 200:
        response_200 = SourceDocument.from_dict(decode(response))

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


def _build_response(*, response: httpx.Response) -> Response[ErrorDocument | SourceDocument]:
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
    fields_sources: str | None = None,
) -> Response[ErrorDocument | SourceDocument]:
    """Get one Source

    Returns one Source.

    Args:
        source_id: The id of the Source, 24 characters.
        fields_sources: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[ErrorDocument | SourceDocument]
    """

    return _build_response(
        response=client.request(
            **_arguments(
                request(
                    source_id,
                    fields_sources=fields_sources,
                )
            )
        )
    )


def sync(
    source_id: str,
    *,
    client: httpx.Client,
    fields_sources: str | None = None,
) -> ErrorDocument | SourceDocument:
    """Get one Source

    Returns one Source.

    Args:
        source_id: The id of the Source, 24 characters.
        fields_sources: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        ErrorDocument | SourceDocument
    """

    return sync_detailed(
        source_id,
        client=client,
        fields_sources=fields_sources,
    ).parsed


async def asyncio_detailed(
    source_id: str,
    *,
    client: httpx.AsyncClient,
    fields_sources: str | None = None,
) -> Response[ErrorDocument | SourceDocument]:
    """Get one Source

    Returns one Source.

    Args:
        source_id: The id of the Source, 24 characters.
        fields_sources: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[ErrorDocument | SourceDocument]
    """

    return _build_response(
        response=await client.request(
            **_arguments(
                request(
                    source_id,
                    fields_sources=fields_sources,
                )
            )
        )
    )


async def asyncio(
    source_id: str,
    *,
    client: httpx.AsyncClient,
    fields_sources: str | None = None,
) -> ErrorDocument | SourceDocument:
    """Get one Source

    Returns one Source.

    Args:
        source_id: The id of the Source, 24 characters.
        fields_sources: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        ErrorDocument | SourceDocument
    """

    return (
        await asyncio_detailed(
            source_id,
            client=client,
            fields_sources=fields_sources,
        )
    ).parsed
