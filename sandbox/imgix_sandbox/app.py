"""The ASGI application of the sandbox: the API, signed URLs and report files, behind a guard."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus

import orjson
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from imgix_contract.contract import MEDIA_TYPE
from imgix_contract.errors import ApiError
from imgix_sandbox import delivery, documents, page, signing
from imgix_sandbox.api import Api
from imgix_sandbox.connections import connection_of
from imgix_sandbox.context import Context
from imgix_sandbox.fault_injection import FaultInjector
from imgix_sandbox.fault_plans import FaultPlan
from imgix_sandbox.handlers import reports, uploads
from imgix_sandbox.host_check import HostCheck
from imgix_sandbox.records import SETUP, Log, RequestRecord, attach, record_of
from imgix_sandbox.seeding import seed

HEALTH = "/_health"
"""Responds 200 as soon as the sandbox serves, without a key."""


class Guard:
    """Record every request, and reject those with another Host header, so that no web page can reach the sandbox.

    Args:
        app: The wrapped application.
        context: The sandbox.
        log: The log of requests.
        host_check: The allowed Host headers.
    """

    def __init__(self, app: ASGIApp, context: Context, log: Log, host_check: HostCheck) -> None:
        self._app = app
        self._context = context
        self._log = log
        self._host_check = host_check

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        request = Request(scope)
        record = RequestRecord(request.method, scope["raw_path"].decode("latin-1"), self._context.clock())
        record.is_setup = SETUP in request.headers or _is_own(record.path)
        attach(scope, record)
        # Before the response, so that a client that has the response finds the record.
        self._log.add(record)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                record.status = None if connection_of(scope).is_closing else int(message["status"])
            await send(message)

        handler = self._app if self._host_check.allows(request.headers.get("host", "").lower()) else self._refuse_host
        try:
            await handler(scope, self._log.recording(record, receive), sending)
        except Exception as error:
            self._log.problems.append(f"{record.method} {record.path}: {type(error).__name__}")
            raise
        finally:
            record.ended = self._context.clock()

    async def _refuse_host(self, scope: Scope, receive: Receive, send: Send) -> None:
        error = ApiError(HTTPStatus.MISDIRECTED_REQUEST, "This host name is not served here.")
        document = documents.build_error_document(self._context.contract, error, authorized=False)
        await Response(orjson.dumps(document), error.status, media_type=MEDIA_TYPE)(scope, receive, send)


def _is_own(path: str) -> bool:
    """Return whether a path is none that imgix, or its storage, has."""
    return path == HEALTH or path.startswith(f"{delivery.IMAGES}/") or page.is_own(path)


def create_app(
    context: Context,
    log: Log,
    host_check: HostCheck,
    plan: FaultPlan,
    stopping: asyncio.Event,
    *,
    reset: Callable[[], None],
) -> tuple[ASGIApp, FaultInjector]:
    """Create the ASGI application of a sandbox, and what injects its faults.

    Args:
        context: The sandbox.
        log: The log of requests.
        host_check: The allowed Host headers.
        plan: The faults to inject.
        stopping: Set when the server stops.
        reset: Returns the sandbox to its beginning.
    """

    async def put_upload(request: Request) -> Response:
        try:
            return await _put_upload(context, request)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # the client can't read it any more
        except ApiError as error:
            return PlainTextResponse(f"{error.detail}\n", error.status)

    async def get_report(request: Request) -> Response:
        if "authorization" in request.headers:
            return _no_key_here()
        data = reports.content(context.clock(), request.scope["path"])
        if data is None:
            return PlainTextResponse("There is no such file.\n", HTTPStatus.NOT_FOUND)
        record_of(request.scope).processed = True
        return Response(data, media_type="text/csv")

    async def image(request: Request) -> Response:
        return await delivery.serve_image(context, request)

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    api = Api(context, log)
    # Each in its own mount, so that a wrong method gets 405 instead of falling through to the API.
    routes = [
        Route(HEALTH, health, methods=["GET", "HEAD"]),
        Route(f"{delivery.IMAGES}/{{path:path}}", image, methods=["GET", "HEAD"]),
        Mount(signing.UPLOADS, routes=[Route("/{session_id}", put_upload, methods=["PUT"])]),
        Mount(reports.FILES, routes=[Route("/{path:path}", get_report, methods=["GET"])]),
    ]
    app = Starlette(routes=routes)
    # Not mounted at "/", which would not match paths that contain a line break.
    app.router.default, app.router.redirect_slashes = api, False
    injector = FaultInjector(app, context, plan, api.count, stopping)
    app.router.routes += page.routes(
        context, log, stopping=stopping, reset=reset, seed=lambda: seed(context), add_faults=injector.add
    )
    return Guard(injector, context, log, host_check), injector


async def _put_upload(context: Context, request: Request) -> Response:
    if "authorization" in request.headers:
        return _no_key_here()
    session_id = request.path_params["session_id"]
    expires, signature = (request.query_params.get(name, "") for name in ("expires", "signature"))
    if not signing.valid(context.signing_key, session_id, expires, signature, context.clock()):
        return PlainTextResponse("The signature is wrong or has expired.\n", HTTPStatus.FORBIDDEN)
    session = context.state.sessions.get(session_id)
    if session is None or session.status != "PENDING":
        return PlainTextResponse("The upload session is not open.\n", HTTPStatus.FORBIDDEN)
    await uploads.store_bytes(context, request, session)
    record_of(request.scope).processed = True
    return Response()


def _no_key_here() -> Response:
    """Reject an Authorization header, as storage rejects a second way of authentication."""
    text = "Only one way of authentication is allowed: do not send an Authorization header here.\n"
    return PlainTextResponse(text, HTTPStatus.BAD_REQUEST)
