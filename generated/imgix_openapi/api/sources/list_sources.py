# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ... import errors
from ...client import decode, is_json
from ...operations import LIST_SOURCES
from ...types import Request, Response

if TYPE_CHECKING:
    from ...models.error_document import ErrorDocument
    from ...models.source_list_document import SourceListDocument


def request(
    *,
    page_number: int | None = None,
    page_size: int | None = None,
    fields_sources: str | None = None,
    sort: str | None = None,
    filter_deployment_azure_bucket: str | None = None,
    filter_deployment_bucket_name: str | None = None,
    filter_deployment_custom_domains: str | None = None,
    filter_deployment_gcs_bucket: str | None = None,
    filter_deployment_imgix_subdomains: str | None = None,
    filter_deployment_region: str | None = None,
    filter_deployment_s3_bucket: str | None = None,
    filter_deployment_storage_provider: str | None = None,
    filter_deployment_type: str | None = None,
    filter_deployment_webfolder_base_url: str | None = None,
    filter_enabled: bool | None = None,
    filter_name: str | None = None,
) -> Request:
    """List Sources

    Lists the Sources of the account, one page at a time. Several filters are combined with AND.

    Args:
        page_number: The number of the page, counted from 0.
        page_size: The number of resources on a page. The maximum is not known.
        fields_sources: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.
        sort: Comma-separated keys out of date_deployed, enabled and name; a leading "-" sorts in
            descending order.
        filter_deployment_azure_bucket: The container of an Azure Source.
        filter_deployment_bucket_name: The bucket of an S3-compatible Source.
        filter_deployment_custom_domains: A custom domain of the Source.
        filter_deployment_gcs_bucket: The bucket of a Google Cloud Storage Source.
        filter_deployment_imgix_subdomains: An imgix subdomain of the Source.
        filter_deployment_region: The region of an S3-compatible Source.
        filter_deployment_s3_bucket: The bucket of an Amazon S3 Source.
        filter_deployment_storage_provider: The storage provider of an S3-compatible Source.
        filter_deployment_type: The deployment type.
        filter_deployment_webfolder_base_url: The base URL of a Web Folder Source.
        filter_enabled: Whether the Source is enabled.
        filter_name: The name of the Source. Whether the full name or a part of it must match is not known.

    Returns:
        Request
    """

    params: dict[str, Any] = {
        "page[number]": page_number,
        "page[size]": page_size,
        "fields[sources]": fields_sources,
        "sort": sort,
        "filter[deployment.azure_bucket]": filter_deployment_azure_bucket,
        "filter[deployment.bucket_name]": filter_deployment_bucket_name,
        "filter[deployment.custom_domains]": filter_deployment_custom_domains,
        "filter[deployment.gcs_bucket]": filter_deployment_gcs_bucket,
        "filter[deployment.imgix_subdomains]": filter_deployment_imgix_subdomains,
        "filter[deployment.region]": filter_deployment_region,
        "filter[deployment.s3_bucket]": filter_deployment_s3_bucket,
        "filter[deployment.storage_provider]": filter_deployment_storage_provider,
        "filter[deployment.type]": filter_deployment_type,
        "filter[deployment.webfolder_base_url]": filter_deployment_webfolder_base_url,
        "filter[enabled]": filter_enabled,
        "filter[name]": filter_name,
    }
    values: dict[str, str] = {}
    return Request(
        LIST_SOURCES,
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


def _parse_response(*, response: httpx.Response) -> ErrorDocument | SourceListDocument:
    from ...models.error_document import ErrorDocument
    from ...models.source_list_document import SourceListDocument

    if response.status_code == 200:
        response_200 = SourceListDocument.from_dict(decode(response))

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


def _build_response(*, response: httpx.Response) -> Response[ErrorDocument | SourceListDocument]:
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
    fields_sources: str | None = None,
    sort: str | None = None,
    filter_deployment_azure_bucket: str | None = None,
    filter_deployment_bucket_name: str | None = None,
    filter_deployment_custom_domains: str | None = None,
    filter_deployment_gcs_bucket: str | None = None,
    filter_deployment_imgix_subdomains: str | None = None,
    filter_deployment_region: str | None = None,
    filter_deployment_s3_bucket: str | None = None,
    filter_deployment_storage_provider: str | None = None,
    filter_deployment_type: str | None = None,
    filter_deployment_webfolder_base_url: str | None = None,
    filter_enabled: bool | None = None,
    filter_name: str | None = None,
) -> Response[ErrorDocument | SourceListDocument]:
    """List Sources

    Lists the Sources of the account, one page at a time. Several filters are combined with AND.

    Args:
        page_number: The number of the page, counted from 0.
        page_size: The number of resources on a page. The maximum is not known.
        fields_sources: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.
        sort: Comma-separated keys out of date_deployed, enabled and name; a leading "-" sorts in
            descending order.
        filter_deployment_azure_bucket: The container of an Azure Source.
        filter_deployment_bucket_name: The bucket of an S3-compatible Source.
        filter_deployment_custom_domains: A custom domain of the Source.
        filter_deployment_gcs_bucket: The bucket of a Google Cloud Storage Source.
        filter_deployment_imgix_subdomains: An imgix subdomain of the Source.
        filter_deployment_region: The region of an S3-compatible Source.
        filter_deployment_s3_bucket: The bucket of an Amazon S3 Source.
        filter_deployment_storage_provider: The storage provider of an S3-compatible Source.
        filter_deployment_type: The deployment type.
        filter_deployment_webfolder_base_url: The base URL of a Web Folder Source.
        filter_enabled: Whether the Source is enabled.
        filter_name: The name of the Source. Whether the full name or a part of it must match is not known.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[ErrorDocument | SourceListDocument]
    """

    return _build_response(
        response=client.request(
            **_arguments(
                request(
                    page_number=page_number,
                    page_size=page_size,
                    fields_sources=fields_sources,
                    sort=sort,
                    filter_deployment_azure_bucket=filter_deployment_azure_bucket,
                    filter_deployment_bucket_name=filter_deployment_bucket_name,
                    filter_deployment_custom_domains=filter_deployment_custom_domains,
                    filter_deployment_gcs_bucket=filter_deployment_gcs_bucket,
                    filter_deployment_imgix_subdomains=filter_deployment_imgix_subdomains,
                    filter_deployment_region=filter_deployment_region,
                    filter_deployment_s3_bucket=filter_deployment_s3_bucket,
                    filter_deployment_storage_provider=filter_deployment_storage_provider,
                    filter_deployment_type=filter_deployment_type,
                    filter_deployment_webfolder_base_url=filter_deployment_webfolder_base_url,
                    filter_enabled=filter_enabled,
                    filter_name=filter_name,
                )
            )
        )
    )


def sync(
    *,
    client: httpx.Client,
    page_number: int | None = None,
    page_size: int | None = None,
    fields_sources: str | None = None,
    sort: str | None = None,
    filter_deployment_azure_bucket: str | None = None,
    filter_deployment_bucket_name: str | None = None,
    filter_deployment_custom_domains: str | None = None,
    filter_deployment_gcs_bucket: str | None = None,
    filter_deployment_imgix_subdomains: str | None = None,
    filter_deployment_region: str | None = None,
    filter_deployment_s3_bucket: str | None = None,
    filter_deployment_storage_provider: str | None = None,
    filter_deployment_type: str | None = None,
    filter_deployment_webfolder_base_url: str | None = None,
    filter_enabled: bool | None = None,
    filter_name: str | None = None,
) -> ErrorDocument | SourceListDocument:
    """List Sources

    Lists the Sources of the account, one page at a time. Several filters are combined with AND.

    Args:
        page_number: The number of the page, counted from 0.
        page_size: The number of resources on a page. The maximum is not known.
        fields_sources: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.
        sort: Comma-separated keys out of date_deployed, enabled and name; a leading "-" sorts in
            descending order.
        filter_deployment_azure_bucket: The container of an Azure Source.
        filter_deployment_bucket_name: The bucket of an S3-compatible Source.
        filter_deployment_custom_domains: A custom domain of the Source.
        filter_deployment_gcs_bucket: The bucket of a Google Cloud Storage Source.
        filter_deployment_imgix_subdomains: An imgix subdomain of the Source.
        filter_deployment_region: The region of an S3-compatible Source.
        filter_deployment_s3_bucket: The bucket of an Amazon S3 Source.
        filter_deployment_storage_provider: The storage provider of an S3-compatible Source.
        filter_deployment_type: The deployment type.
        filter_deployment_webfolder_base_url: The base URL of a Web Folder Source.
        filter_enabled: Whether the Source is enabled.
        filter_name: The name of the Source. Whether the full name or a part of it must match is not known.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        ErrorDocument | SourceListDocument
    """

    return sync_detailed(
        client=client,
        page_number=page_number,
        page_size=page_size,
        fields_sources=fields_sources,
        sort=sort,
        filter_deployment_azure_bucket=filter_deployment_azure_bucket,
        filter_deployment_bucket_name=filter_deployment_bucket_name,
        filter_deployment_custom_domains=filter_deployment_custom_domains,
        filter_deployment_gcs_bucket=filter_deployment_gcs_bucket,
        filter_deployment_imgix_subdomains=filter_deployment_imgix_subdomains,
        filter_deployment_region=filter_deployment_region,
        filter_deployment_s3_bucket=filter_deployment_s3_bucket,
        filter_deployment_storage_provider=filter_deployment_storage_provider,
        filter_deployment_type=filter_deployment_type,
        filter_deployment_webfolder_base_url=filter_deployment_webfolder_base_url,
        filter_enabled=filter_enabled,
        filter_name=filter_name,
    ).parsed


async def asyncio_detailed(
    *,
    client: httpx.AsyncClient,
    page_number: int | None = None,
    page_size: int | None = None,
    fields_sources: str | None = None,
    sort: str | None = None,
    filter_deployment_azure_bucket: str | None = None,
    filter_deployment_bucket_name: str | None = None,
    filter_deployment_custom_domains: str | None = None,
    filter_deployment_gcs_bucket: str | None = None,
    filter_deployment_imgix_subdomains: str | None = None,
    filter_deployment_region: str | None = None,
    filter_deployment_s3_bucket: str | None = None,
    filter_deployment_storage_provider: str | None = None,
    filter_deployment_type: str | None = None,
    filter_deployment_webfolder_base_url: str | None = None,
    filter_enabled: bool | None = None,
    filter_name: str | None = None,
) -> Response[ErrorDocument | SourceListDocument]:
    """List Sources

    Lists the Sources of the account, one page at a time. Several filters are combined with AND.

    Args:
        page_number: The number of the page, counted from 0.
        page_size: The number of resources on a page. The maximum is not known.
        fields_sources: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.
        sort: Comma-separated keys out of date_deployed, enabled and name; a leading "-" sorts in
            descending order.
        filter_deployment_azure_bucket: The container of an Azure Source.
        filter_deployment_bucket_name: The bucket of an S3-compatible Source.
        filter_deployment_custom_domains: A custom domain of the Source.
        filter_deployment_gcs_bucket: The bucket of a Google Cloud Storage Source.
        filter_deployment_imgix_subdomains: An imgix subdomain of the Source.
        filter_deployment_region: The region of an S3-compatible Source.
        filter_deployment_s3_bucket: The bucket of an Amazon S3 Source.
        filter_deployment_storage_provider: The storage provider of an S3-compatible Source.
        filter_deployment_type: The deployment type.
        filter_deployment_webfolder_base_url: The base URL of a Web Folder Source.
        filter_enabled: Whether the Source is enabled.
        filter_name: The name of the Source. Whether the full name or a part of it must match is not known.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        Response[ErrorDocument | SourceListDocument]
    """

    return _build_response(
        response=await client.request(
            **_arguments(
                request(
                    page_number=page_number,
                    page_size=page_size,
                    fields_sources=fields_sources,
                    sort=sort,
                    filter_deployment_azure_bucket=filter_deployment_azure_bucket,
                    filter_deployment_bucket_name=filter_deployment_bucket_name,
                    filter_deployment_custom_domains=filter_deployment_custom_domains,
                    filter_deployment_gcs_bucket=filter_deployment_gcs_bucket,
                    filter_deployment_imgix_subdomains=filter_deployment_imgix_subdomains,
                    filter_deployment_region=filter_deployment_region,
                    filter_deployment_s3_bucket=filter_deployment_s3_bucket,
                    filter_deployment_storage_provider=filter_deployment_storage_provider,
                    filter_deployment_type=filter_deployment_type,
                    filter_deployment_webfolder_base_url=filter_deployment_webfolder_base_url,
                    filter_enabled=filter_enabled,
                    filter_name=filter_name,
                )
            )
        )
    )


async def asyncio(
    *,
    client: httpx.AsyncClient,
    page_number: int | None = None,
    page_size: int | None = None,
    fields_sources: str | None = None,
    sort: str | None = None,
    filter_deployment_azure_bucket: str | None = None,
    filter_deployment_bucket_name: str | None = None,
    filter_deployment_custom_domains: str | None = None,
    filter_deployment_gcs_bucket: str | None = None,
    filter_deployment_imgix_subdomains: str | None = None,
    filter_deployment_region: str | None = None,
    filter_deployment_s3_bucket: str | None = None,
    filter_deployment_storage_provider: str | None = None,
    filter_deployment_type: str | None = None,
    filter_deployment_webfolder_base_url: str | None = None,
    filter_enabled: bool | None = None,
    filter_name: str | None = None,
) -> ErrorDocument | SourceListDocument:
    """List Sources

    Lists the Sources of the account, one page at a time. Several filters are combined with AND.

    Args:
        page_number: The number of the page, counted from 0.
        page_size: The number of resources on a page. The maximum is not known.
        fields_sources: A sparse fieldset: a comma-separated list of attributes; a dot leads to a nested one.
        sort: Comma-separated keys out of date_deployed, enabled and name; a leading "-" sorts in
            descending order.
        filter_deployment_azure_bucket: The container of an Azure Source.
        filter_deployment_bucket_name: The bucket of an S3-compatible Source.
        filter_deployment_custom_domains: A custom domain of the Source.
        filter_deployment_gcs_bucket: The bucket of a Google Cloud Storage Source.
        filter_deployment_imgix_subdomains: An imgix subdomain of the Source.
        filter_deployment_region: The region of an S3-compatible Source.
        filter_deployment_s3_bucket: The bucket of an Amazon S3 Source.
        filter_deployment_storage_provider: The storage provider of an S3-compatible Source.
        filter_deployment_type: The deployment type.
        filter_deployment_webfolder_base_url: The base URL of a Web Folder Source.
        filter_enabled: Whether the Source is enabled.
        filter_name: The name of the Source. Whether the full name or a part of it must match is not known.

    Raises:
        errors.UnexpectedStatus: The document does not have this status.
        errors.UnexpectedContent: The response is not JSON:API.

    Returns:
        ErrorDocument | SourceListDocument
    """

    return (
        await asyncio_detailed(
            client=client,
            page_number=page_number,
            page_size=page_size,
            fields_sources=fields_sources,
            sort=sort,
            filter_deployment_azure_bucket=filter_deployment_azure_bucket,
            filter_deployment_bucket_name=filter_deployment_bucket_name,
            filter_deployment_custom_domains=filter_deployment_custom_domains,
            filter_deployment_gcs_bucket=filter_deployment_gcs_bucket,
            filter_deployment_imgix_subdomains=filter_deployment_imgix_subdomains,
            filter_deployment_region=filter_deployment_region,
            filter_deployment_s3_bucket=filter_deployment_s3_bucket,
            filter_deployment_storage_provider=filter_deployment_storage_provider,
            filter_deployment_type=filter_deployment_type,
            filter_deployment_webfolder_base_url=filter_deployment_webfolder_base_url,
            filter_enabled=filter_enabled,
            filter_name=filter_name,
        )
    ).parsed
