# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...client import decode, is_json, path_value
from ...operations import GET_REPORT
from ...types import Request, Response

if TYPE_CHECKING:
    from ...models.error_document import ErrorDocument
    from ...models.report_document import ReportDocument


def request(
    report_id: str,
    *,
    fields_reports: str | None = None,
) -> Request:
    """Get one Report

    Returns one Report. Links to its files expire; request the Report again to renew them.

    Args:
        report_id: The id of the Report.
        fields_reports: A sparse fieldset: a comma-separated list of attributes.

    Returns:
        Request
    """

    params: dict[str, Any] = {
        "fields[reports]": fields_reports,
    }
    values: dict[str, str] = {
        "report_id": path_value("report_id", report_id),
    }
    return Request(
        GET_REPORT,
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


def _parse_response(*, response: httpx.Response) -> ErrorDocument | ReportDocument:
    from ...models.error_document import ErrorDocument
    from ...models.report_document import ReportDocument

    if response.status_code == 200:
        response_200 = ReportDocument.from_dict(decode(response))

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


def _build_response(*, response: httpx.Response) -> Response[ErrorDocument | ReportDocument]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    report_id: str,
    *,
    client: httpx.Client,
    fields_reports: str | None = None,
) -> Response[ErrorDocument | ReportDocument]:
    """Get one Report

    Returns one Report. Links to its files expire; request the Report again to renew them.

    Args:
        report_id: The id of the Report.
        fields_reports: A sparse fieldset: a comma-separated list of attributes.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[ErrorDocument | ReportDocument]
    """

    return _build_response(
        response=client.request(
            **_arguments(
                request(
                    report_id,
                    fields_reports=fields_reports,
                )
            )
        )
    )


def sync(
    report_id: str,
    *,
    client: httpx.Client,
    fields_reports: str | None = None,
) -> ErrorDocument | ReportDocument:
    """Get one Report

    Returns one Report. Links to its files expire; request the Report again to renew them.

    Args:
        report_id: The id of the Report.
        fields_reports: A sparse fieldset: a comma-separated list of attributes.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        ErrorDocument | ReportDocument
    """

    return sync_detailed(
        report_id,
        client=client,
        fields_reports=fields_reports,
    ).parsed


async def asyncio_detailed(
    report_id: str,
    *,
    client: httpx.AsyncClient,
    fields_reports: str | None = None,
) -> Response[ErrorDocument | ReportDocument]:
    """Get one Report

    Returns one Report. Links to its files expire; request the Report again to renew them.

    Args:
        report_id: The id of the Report.
        fields_reports: A sparse fieldset: a comma-separated list of attributes.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[ErrorDocument | ReportDocument]
    """

    return _build_response(
        response=await client.request(
            **_arguments(
                request(
                    report_id,
                    fields_reports=fields_reports,
                )
            )
        )
    )


async def asyncio(
    report_id: str,
    *,
    client: httpx.AsyncClient,
    fields_reports: str | None = None,
) -> ErrorDocument | ReportDocument:
    """Get one Report

    Returns one Report. Links to its files expire; request the Report again to renew them.

    Args:
        report_id: The id of the Report.
        fields_reports: A sparse fieldset: a comma-separated list of attributes.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        ErrorDocument | ReportDocument
    """

    return (
        await asyncio_detailed(
            report_id,
            client=client,
            fields_reports=fields_reports,
        )
    ).parsed
