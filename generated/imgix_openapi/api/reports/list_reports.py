# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...client import decode, is_json
from ...operations import LIST_REPORTS
from ...types import Request, Response

if TYPE_CHECKING:
    from ...models.error_document import ErrorDocument
    from ...models.report_list_document import ReportListDocument


def request(
    *,
    page_number: int | None = None,
    page_size: int | None = None,
    fields_reports: str | None = None,
    sort: str | None = None,
    filter_completed: bool | None = None,
    filter_report_type: str | None = None,
) -> Request:
    """List Reports

    Lists the Reports of the account, one page at a time. Reports are finalized at 00:00 UTC, available
    by 04:00 UTC, and kept for 90 days after that. Image analytics are part of every paid plan; the
    other types are premium features.

    Args:
        page_number: The number of the page, counted from 0.
        page_size: The number of resources on a page. The maximum is not known.
        fields_reports: A sparse fieldset: a comma-separated list of attributes.
        sort: Comma-separated keys out of period_end, period_start, report_key and report_type; a
            leading "-" sorts in descending order.
        filter_completed: Whether the period is over and the report is final.
        filter_report_type: The type of report.

    Returns:
        Request
    """

    params: dict[str, Any] = {
        "page[number]": page_number,
        "page[size]": page_size,
        "fields[reports]": fields_reports,
        "sort": sort,
        "filter[completed]": filter_completed,
        "filter[report_type]": filter_report_type,
    }
    values: dict[str, str] = {}
    return Request(
        LIST_REPORTS,
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


def _parse_response(*, response: httpx.Response) -> ErrorDocument | ReportListDocument:
    from ...models.error_document import ErrorDocument
    from ...models.report_list_document import ReportListDocument

    if response.status_code == 200:
        response_200 = ReportListDocument.from_dict(decode(response))

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


def _build_response(*, response: httpx.Response) -> Response[ErrorDocument | ReportListDocument]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response=response),
    )


def sync_detailed(
    *,
    client: httpx.Client,
    page_number: int | None = None,
    page_size: int | None = None,
    fields_reports: str | None = None,
    sort: str | None = None,
    filter_completed: bool | None = None,
    filter_report_type: str | None = None,
) -> Response[ErrorDocument | ReportListDocument]:
    """List Reports

    Lists the Reports of the account, one page at a time. Reports are finalized at 00:00 UTC, available
    by 04:00 UTC, and kept for 90 days after that. Image analytics are part of every paid plan; the
    other types are premium features.

    Args:
        page_number: The number of the page, counted from 0.
        page_size: The number of resources on a page. The maximum is not known.
        fields_reports: A sparse fieldset: a comma-separated list of attributes.
        sort: Comma-separated keys out of period_end, period_start, report_key and report_type; a
            leading "-" sorts in descending order.
        filter_completed: Whether the period is over and the report is final.
        filter_report_type: The type of report.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[ErrorDocument | ReportListDocument]
    """

    return _build_response(
        response=client.request(
            **_arguments(
                request(
                    page_number=page_number,
                    page_size=page_size,
                    fields_reports=fields_reports,
                    sort=sort,
                    filter_completed=filter_completed,
                    filter_report_type=filter_report_type,
                )
            )
        )
    )


def sync(
    *,
    client: httpx.Client,
    page_number: int | None = None,
    page_size: int | None = None,
    fields_reports: str | None = None,
    sort: str | None = None,
    filter_completed: bool | None = None,
    filter_report_type: str | None = None,
) -> ErrorDocument | ReportListDocument:
    """List Reports

    Lists the Reports of the account, one page at a time. Reports are finalized at 00:00 UTC, available
    by 04:00 UTC, and kept for 90 days after that. Image analytics are part of every paid plan; the
    other types are premium features.

    Args:
        page_number: The number of the page, counted from 0.
        page_size: The number of resources on a page. The maximum is not known.
        fields_reports: A sparse fieldset: a comma-separated list of attributes.
        sort: Comma-separated keys out of period_end, period_start, report_key and report_type; a
            leading "-" sorts in descending order.
        filter_completed: Whether the period is over and the report is final.
        filter_report_type: The type of report.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        ErrorDocument | ReportListDocument
    """

    return sync_detailed(
        client=client,
        page_number=page_number,
        page_size=page_size,
        fields_reports=fields_reports,
        sort=sort,
        filter_completed=filter_completed,
        filter_report_type=filter_report_type,
    ).parsed


async def asyncio_detailed(
    *,
    client: httpx.AsyncClient,
    page_number: int | None = None,
    page_size: int | None = None,
    fields_reports: str | None = None,
    sort: str | None = None,
    filter_completed: bool | None = None,
    filter_report_type: str | None = None,
) -> Response[ErrorDocument | ReportListDocument]:
    """List Reports

    Lists the Reports of the account, one page at a time. Reports are finalized at 00:00 UTC, available
    by 04:00 UTC, and kept for 90 days after that. Image analytics are part of every paid plan; the
    other types are premium features.

    Args:
        page_number: The number of the page, counted from 0.
        page_size: The number of resources on a page. The maximum is not known.
        fields_reports: A sparse fieldset: a comma-separated list of attributes.
        sort: Comma-separated keys out of period_end, period_start, report_key and report_type; a
            leading "-" sorts in descending order.
        filter_completed: Whether the period is over and the report is final.
        filter_report_type: The type of report.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[ErrorDocument | ReportListDocument]
    """

    return _build_response(
        response=await client.request(
            **_arguments(
                request(
                    page_number=page_number,
                    page_size=page_size,
                    fields_reports=fields_reports,
                    sort=sort,
                    filter_completed=filter_completed,
                    filter_report_type=filter_report_type,
                )
            )
        )
    )


async def asyncio(
    *,
    client: httpx.AsyncClient,
    page_number: int | None = None,
    page_size: int | None = None,
    fields_reports: str | None = None,
    sort: str | None = None,
    filter_completed: bool | None = None,
    filter_report_type: str | None = None,
) -> ErrorDocument | ReportListDocument:
    """List Reports

    Lists the Reports of the account, one page at a time. Reports are finalized at 00:00 UTC, available
    by 04:00 UTC, and kept for 90 days after that. Image analytics are part of every paid plan; the
    other types are premium features.

    Args:
        page_number: The number of the page, counted from 0.
        page_size: The number of resources on a page. The maximum is not known.
        fields_reports: A sparse fieldset: a comma-separated list of attributes.
        sort: Comma-separated keys out of period_end, period_start, report_key and report_type; a
            leading "-" sorts in descending order.
        filter_completed: Whether the period is over and the report is final.
        filter_report_type: The type of report.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        ErrorDocument | ReportListDocument
    """

    return (
        await asyncio_detailed(
            client=client,
            page_number=page_number,
            page_size=page_size,
            fields_reports=fields_reports,
            sort=sort,
            filter_completed=filter_completed,
            filter_report_type=filter_report_type,
        )
    ).parsed
