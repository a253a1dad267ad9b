"""Handle API requests: route, authenticate, authorize, count, validate, call the handler, validate the response."""

import logging
import secrets
from collections.abc import Iterable
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from imgix_contract.contract import MEDIA_TYPE, Match
from imgix_contract.errors import ApiError, ContractViolation
from imgix_contract.schemas import Json
from imgix_openapi.operations import Operation, Permission
from imgix_sandbox import documents, handlers, request_body
from imgix_sandbox.context import HANDLERS, Call, Context, Reply
from imgix_sandbox.keys import lacking
from imgix_sandbox.records import Log, record_of

logger = logging.getLogger(__name__)


class Api:
    """An ASGI application that serves every operation of the contract, and responds 404 to other paths."""

    def __init__(self, context: Context, log: Log) -> None:
        self._context = context
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        operation: Operation | None = None
        authorized = False
        document: dict[str, Any] | None
        headers: dict[str, str] = {}
        try:
            # 404 for an unknown path comes before 401 (captured); whether 405 does is not known.
            match = self._context.contract.match(request.method, request.scope["raw_path"].decode("latin-1"))
            operation = match.operation
            record_of(request.scope).operation = operation.id
            granted = self._authenticate(request)
            authorized = True
            reply = await self._perform(match, request, granted)
            record_of(request.scope).processed = True
            status = self._context.variants.status(operation, self._context.contract.expected_status(operation))
            document = None
            if not operation.empty:
                document = documents.build_document(reply.data, reply.meta)
                self._context.variants.document(document)
        except ApiError as error:
            error.status = self._context.variants.error(error)
            status, headers = error.status, error.headers
            document = documents.build_error_document(
                self._context.contract, error, operation=operation, authorized=authorized
            )
        except ClientDisconnect:
            raise
        except Exception:
            logger.exception("%s %s failed", request.method, request.url.path)
            self._log.problems.append(f"{request.method} {request.url.path}: an exception, see the log")
            return self._internal_error(authorized=authorized)
        # The contract describes the default variants only, and no 501, which is the sandbox's own.
        if self._context.variants.overridden or status == HTTPStatus.NOT_IMPLEMENTED:
            return _response(status, document, headers)
        try:
            self._context.contract.check_response(operation, status, document)
        except ContractViolation as violation:
            logger.critical("The sandbox violated the contract: %s", violation)
            self._log.problems.append(str(violation))
            return self._internal_error(authorized=authorized)
        return _response(status, document, headers)

    def _authenticate(self, request: Request) -> frozenset[str]:
        granted = self._context.keys.permissions(request.headers.get("authorization"))
        if granted is None:
            raise ApiError(HTTPStatus.UNAUTHORIZED)
        return granted

    def count(self, request: Request) -> None:
        """Count a request towards the rate limits, if its key has the permissions for it."""
        with suppress(ApiError):
            match = self._context.contract.match(request.method, request.scope["raw_path"].decode("latin-1"))
            self._admit(match.operation, self._authenticate(request), request)

    def _admit(self, operation: Operation, granted: frozenset[str], request: Request) -> None:
        context = self._context
        _refuse_lacking(granted, operation.permissions)
        # Whether imgix counts requests that it refuses with 401 or 403 is not known; here they aren't counted.
        if record_of(request.scope).is_setup:
            return
        if not context.limits.take(operation, request.headers["authorization"]):
            rate = operation.rate_limit
            raise ApiError(
                HTTPStatus.TOO_MANY_REQUESTS,
                f"Rate limit exceeded: {rate.name}, {context.limits.limit(operation)} per {rate.unit}.",
            )

    async def _perform(self, match: Match, request: Request, granted: frozenset[str]) -> Reply:
        context, operation = self._context, match.operation
        self._admit(operation, granted, request)
        context.contract.check_path(match)
        pairs = context.variants.parameters(operation, _pairs(request))
        query = context.contract.query(operation, pairs, ignoring=context.variants["asset-filters"] == "ignored")
        context.variants.page(query)
        used = [name for name in operation.parameter_permissions if query.get(name)]
        _refuse_lacking(granted, (needed for name in used for needed in operation.parameter_permissions[name]))
        body = await self._body(operation, request)
        now = context.clock()
        handlers.assets.register_due(context, now)
        handlers.uploads.complete_due(context, now)
        call = Call(context, match.path, query, body, request, context.variants.max_bytes(operation), now)
        handler = HANDLERS.get(operation.id)
        if handler is None:
            raise ApiError(HTTPStatus.NOT_IMPLEMENTED, f"The sandbox has no handler for {operation.id} yet.")
        return await handler(call)

    async def _body(self, operation: Operation, request: Request) -> Json:
        contract = self._context.contract
        if contract.takes_bytes(operation) or operation.method in {"GET", "DELETE"}:
            return None
        body = await request_body.read(request)
        contract.check_body(operation, body)
        return body

    def _internal_error(self, *, authorized: bool) -> Response:
        error = ApiError(HTTPStatus.INTERNAL_SERVER_ERROR, "The sandbox failed; its log says more.")
        document = documents.build_error_document(self._context.contract, error, authorized=authorized)
        return _response(error.status, document, {})


def _refuse_lacking(granted: frozenset[str], needed: Iterable[Permission]) -> None:
    missing = lacking(granted, needed)
    if missing:
        names = ", ".join(permission.name for permission in missing)
        raise ApiError(HTTPStatus.FORBIDDEN, f"The API key is missing required permissions: {names}.")


def _pairs(request: Request) -> list[tuple[str, str]]:
    text = request.scope["query_string"].decode("latin-1")
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise ApiError(HTTPStatus.BAD_REQUEST, "The query is not valid UTF-8.") from None


def _response(status: int, document: dict[str, Any] | None, headers: dict[str, str]) -> Response:
    trace = f"{secrets.token_hex(16)}/{secrets.randbits(63)};o=1"
    headers = {**headers, "x-cloud-trace-context": trace}
    if document is None:  # as captured; that other responses have x-request-id, too, is not known
        headers |= {"x-request-id": secrets.token_hex(16), "content-type": "text/html; charset=UTF-8"}
        return Response(b"", status, headers)
    return Response(orjson.dumps(document), status, headers, media_type=MEDIA_TYPE)
