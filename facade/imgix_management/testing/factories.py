"""Make resources, pages and errors without HTTP. Their defaults are the examples of the contract."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any, TypeVar, Unpack

import orjson

from imgix_contract.contract import Contract
from imgix_openapi.operations import OPERATIONS, Operation

from .._core import jsonapi
from .._core.pages import Page, parse_page
from .._core.responses import operation_info
from .._models._generated.fields import (
    AssetFields,
    PublicationFields,
    PurgeFields,
    ReportFields,
    SourceFields,
    UploadSessionFields,
)
from .._models.base import ResponseInfo
from .._models.resources import Asset, Publication, Purge, Report, Resource, Source, UploadSession
from ..errors import APIStatusError, InvalidResponseError
from ..errors.base import Call
from ..errors.headers import Headers
from ..errors.status import status_error

R = TypeVar("R", bound=Resource)


def asset(id: str | None = None, **attributes: Unpack[AssetFields]) -> Asset:
    """Return an Asset.

    Example:
        assert asset(origin_path="/a.jpg", media_width=10).media_width == 10

    Args:
        id: The id; by default `SOURCE_ID/ORIGIN_PATH`.
        **attributes: Attributes to replace those of the contract's example.

    Raises:
        TypeError: There is no such attribute.
        ValueError: An attribute violates the contract.
    """
    return _resource(Asset, "getAsset", id, attributes)


def source(id: str | None = None, **attributes: Unpack[SourceFields]) -> Source:
    """Return a Source; arguments and errors as for `asset`. A `deployment` replaces single fields of the example's."""
    return _resource(Source, "getSource", id, attributes)


def upload_session(id: str | None = None, **attributes: Unpack[UploadSessionFields]) -> UploadSession:
    """Return an upload session; arguments and errors as for `asset`."""
    return _resource(UploadSession, "openUploadSession", id, attributes)


def purge(id: str | None = None, **attributes: Unpack[PurgeFields]) -> Purge:
    """Return a purge; arguments and errors as for `asset`."""
    return _resource(Purge, "createPurge", id, attributes)


def publication(id: str | None = None, **attributes: Unpack[PublicationFields]) -> Publication:
    """Return the response to publishing an Asset; arguments and errors as for `asset`."""
    return _resource(Publication, "publishAsset", id, attributes)


def report(id: str | None = None, **attributes: Unpack[ReportFields]) -> Report:
    """Return a Report; arguments and errors as for `asset`."""
    return _resource(Report, "getReport", id, attributes)


_LISTS: Mapping[type[Resource], str] = {Source: "listSources", Asset: "listAssets", Report: "listReports"}


def page(resources: Sequence[R], *, cls: type[R] | None = None, total: int | None = None) -> Page[R]:
    """Return the last page of a list.

    Args:
        resources: Sources, Assets or Reports.
        cls: Their class; needed for an empty page only.
        total: How many resources the complete list has; by default those of the page.

    Raises:
        TypeError: There are no lists of such resources, or the page is empty and `cls` is not given.
        ValueError: The page violates the contract.
    """
    kind = cls or (type(resources[0]) if resources else None)
    if kind is None or kind not in _LISTS:
        raise TypeError("a page holds Sources, Assets or Reports; an empty one needs cls=Source, Asset or Report")
    operation = OPERATIONS[_LISTS[kind]]
    document = _example(operation)
    document["data"] = [
        {"id": item.id, "type": item.type, "attributes": {name: item[name] for name in item}} for item in resources
    ]
    numbers = {"totalRecords": len(resources) if total is None else total}
    if operation.pagination == "cursor":
        document["meta"]["cursor"] |= {**numbers, "hasMore": False, "next": None}
    else:
        document["meta"]["pagination"] |= {**numbers, "hasNextPage": False, "nextPage": None}
    return parse_page(_parse(operation, document), kind, operation)


def error(
    status_code: int,
    *,
    detail: str | None = None,
    operation: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> APIStatusError:
    """Return the error that the client raises for a status, such as `NotFoundError` for 404.

    Example:
        client.assets.get.side_effect = error(404)

    Args:
        status_code: The HTTP status, 400 to 599.
        detail: The server's words; by default those of the contract's example.
        operation: The operationId of the call that failed, such as `getAsset`; a 429 then names its bucket.
        headers: Headers of the response, such as {"retry-after": "2"}.

    Raises:
        ValueError: The status is no error, or there is no such operation.
    """
    if not 400 <= status_code <= 599:  # noqa: PLR2004 - the error statuses of HTTP
        raise ValueError(f"{status_code} is not an error status")
    if operation is not None and operation not in OPERATIONS:
        raise ValueError(f"there is no operation {operation}; known: {', '.join(OPERATIONS)}")
    document = copy.deepcopy(_contract().document["components"]["schemas"]["ErrorDocument"]["example"])
    title = HTTPStatus(status_code).phrase if status_code in set(HTTPStatus) else "Error"
    document["errors"][0] |= {"status": str(status_code), "title": title, "detail": detail or title}
    called = None if operation is None else OPERATIONS[operation]
    return status_error(
        status_code=status_code,
        body=document,
        headers={name.lower(): value for name, value in (headers or {}).items()},
        operation_info=None if called is None else operation_info(called),
        call=None if called is None else Call(called.id, called.method, called.path),
    )


@cache
def _contract() -> Contract:
    return Contract()


def _example(operation: Operation) -> dict[str, Any]:
    """Return a copy of the example of an operation's response."""
    contract = _contract()
    response = contract.response(operation, contract.expected_status(operation))
    assert response is not None  # noqa: S101 - every operation has one
    schema = contract.resolve(response["content"][jsonapi.MEDIA_TYPE]["schema"])
    example: dict[str, Any] = copy.deepcopy(schema["example"])
    return example


def _resource(cls: type[R], operation_id: str, id_: str | None, attributes: Mapping[str, Any]) -> R:
    operation = OPERATIONS[operation_id]
    document = _example(operation)
    data = document["data"]
    values: dict[str, Any] = data["attributes"]
    for name, value in attributes.items():
        if name not in cls._known or f"{cls._known[name]}_at" == name:
            raise TypeError(f"{cls.__name__} has no attribute {name!r}; known: {', '.join(sorted(cls._known))}")
        wire = cls._known[name]
        nested = isinstance(value, Mapping) and isinstance(values.get(wire), dict) and wire == "deployment"
        values[wire] = {**values[wire], **value} if nested else value
    if cls is Asset:
        data["id"] = f"{values['source_id']}/{str(values['origin_path']).removeprefix('/')}"
    if id_ is not None:
        data["id"] = id_
    return jsonapi.parse_resource(_parse(operation, document), cls)


def _parse(operation: Operation, document: Mapping[str, Any]) -> jsonapi.Document:
    """Check a document against the contract, and parse it as the client does.

    Raises:
        ValueError: It violates the contract.
    """
    contract = _contract()
    content = jsonapi.encode(document)
    status = contract.expected_status(operation)
    response = contract.response(operation, status)
    assert response is not None  # noqa: S101
    if faults := contract.response_faults(response, orjson.loads(content), strict=True):
        raise ValueError("; ".join(str(fault) for fault in faults))
    info = ResponseInfo(status, Headers({"content-type": jsonapi.MEDIA_TYPE}), None, 0.0, 0.0)
    return jsonapi.parse_document(content, info, refuse=lambda: InvalidResponseError(status_code=status))
