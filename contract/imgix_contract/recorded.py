"""Check recorded requests and responses against the contract."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from imgix_contract.contract import JSON_TYPES, MEDIA_TYPE, Contract, Match
from imgix_contract.errors import ApiError, Fault, SchemaError
from imgix_openapi.operations import Operation

ProblemCode = Literal[
    "path_unknown",
    "method_unknown",
    "path_invalid",
    "query_invalid",
    "key_missing",
    "content_type_wrong",
    "body_invalid",
    "status_unknown",
    "response_type_wrong",
    "response_unreadable",
    "response_invalid",
]

_UNMATCHED: Mapping[int, ProblemCode] = {
    HTTPStatus.NOT_FOUND: "path_unknown",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_unknown",
    HTTPStatus.BAD_REQUEST: "path_invalid",
}


class Exchange(NamedTuple):
    """A request and its response.

    Attributes:
        method: The HTTP method.
        url: The URL.
        headers: The headers of the request, their names in lower case.
        body: The body of the request.
        status: The status of the response.
        response_headers: The headers of the response, their names in lower case.
        response_body: The body of the response, decompressed.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    status: int
    response_headers: Mapping[str, str]
    response_body: bytes


class Problem(NamedTuple):
    """A violation of the contract by an exchange.

    Attributes:
        code: The kind of problem.
        reason: Details in English; never a value, which may be a secret.
        fault: The violation of a schema, if that is the reason.
    """

    code: ProblemCode
    reason: str
    fault: Fault | None = None


class CheckResult(NamedTuple):
    """The result of checking an exchange.

    Attributes:
        operation: The operation; None if the request matches none.
        problems: The violations; normally empty.
    """

    operation: Operation | None
    problems: list[Problem]


def check(contract: Contract, exchange: Exchange, *, strict: bool = False) -> CheckResult:
    """Check an exchange.

    A request that was rejected as invalid (400, and 404 or 405 for its path) may be invalid. Members that the contract
    doesn't list, which a client must accept, and 5xx, which a proxy may have sent, count only if `strict`.

    Args:
        contract: The contract.
        exchange: The recorded request and response. A missing header counts only if `strict`, since it may not have
            been recorded.
        strict: Whether to report everything beyond the contract.
    """
    try:
        match = contract.match(exchange.method, urlsplit(exchange.url).path)
    except ApiError as error:
        if exchange.status == error.status:
            return CheckResult(None, list(_response(contract, None, exchange, strict=strict)))
        return CheckResult(None, [Problem(_UNMATCHED[error.status], error.detail or "")])
    problems = [] if exchange.status == HTTPStatus.BAD_REQUEST else list(_request(contract, match, exchange, strict))
    return CheckResult(match.operation, [*problems, *_response(contract, match.operation, exchange, strict=strict)])


def _request(contract: Contract, match: Match, exchange: Exchange, strict: bool) -> Iterator[Problem]:
    operation = match.operation
    try:
        contract.check_path(match)
    except ApiError as error:
        yield from _problems("path_invalid", error)
    try:
        contract.query(operation, parse_qsl(urlsplit(exchange.url).query, keep_blank_values=True))
    except ApiError as error:
        yield from _problems("query_invalid", error)
    if strict and exchange.status != HTTPStatus.UNAUTHORIZED and "authorization" not in exchange.headers:
        yield Problem("key_missing", "authorization")
    if contract.takes_bytes(operation):
        return
    if exchange.body and contract.takes_json(operation):
        media_type = _media_type(exchange.headers)
        if media_type not in ({MEDIA_TYPE} if strict else JSON_TYPES):
            yield Problem("content_type_wrong", media_type)
    yield from _body(contract, operation, exchange.body)


def _body(contract: Contract, operation: Operation, data: bytes) -> Iterator[Problem]:
    try:
        body = json.loads(data) if data else None
        contract.check_body(operation, body)
    except ValueError:
        yield Problem("body_invalid", "not JSON")
    except ApiError as error:
        yield from _problems("body_invalid", error)


def _problems(code: ProblemCode, error: ApiError) -> Iterator[Problem]:
    if isinstance(error, SchemaError):
        yield from (Problem(code, str(fault), fault) for fault in error.faults)
    else:
        yield Problem(code, str(error))


def _response(
    contract: Contract, operation: Operation | None, exchange: Exchange, *, strict: bool
) -> Iterator[Problem]:
    if exchange.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not strict:
        return
    if exchange.status == HTTPStatus.NO_CONTENT and not exchange.response_body:
        return
    response = contract.response(operation, exchange.status)
    if response is None:
        yield Problem("status_unknown", str(exchange.status))
        return
    if "x-imgix-empty" in response:
        if exchange.response_body:
            yield Problem("response_invalid", "the response has a body")
        return
    media_type = _media_type(exchange.response_headers)
    if media_type not in ({MEDIA_TYPE} if strict else {MEDIA_TYPE, ""}):
        yield Problem("response_type_wrong", media_type)
    try:
        document: Any = json.loads(exchange.response_body)
    except ValueError:
        encoding = exchange.response_headers.get("content-encoding")
        yield Problem("response_unreadable", f"Content-Encoding: {encoding}" if encoding else "not JSON")
        return
    for fault in contract.response_faults(response, document, strict=strict):
        yield Problem("response_invalid", str(fault), fault)


def _media_type(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()
