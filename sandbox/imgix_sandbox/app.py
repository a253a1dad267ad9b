"""The HTTP side of the sandbox: the API, the signed URLs, the report files, and the guard before them all."""

import asyncio
from http import HTTPStatus

import orjson
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from imgix_contract.contract import MEDIA_TYPE
from imgix_contract.errors import ApiError
from imgix_sandbox import envelope, signing
from imgix_sandbox.api import Api
from imgix_sandbox.connections import connection_of
from imgix_sandbox.context import World
from imgix_sandbox.fault_injection import Misbehaviour
from imgix_sandbox.fault_plans import FaultPlan
from imgix_sandbox.handlers import reports, uploads
from imgix_sandbox.host_check import Hosts
from imgix_sandbox.records import Log, RequestRecord, attach, record_of


class Guard:
    """Records every request, and refuses those for another host: a web page must not reach the sandbox by a trick.

    Args:
        app: The application behind.
        world: The sandbox.
        log: Where to record.
        hosts: The Host headers that are taken.
    """

    def __init__(self, app: ASGIApp, world: World, log: Log, hosts: Hosts) -> None:
        self._app = app
        self._world = world
        self._log = log
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope)
        record = RequestRecord(request.method, scope["raw_path"].decode("latin-1"), self._world.clock())
        attach(scope, record)
        # Before the answer, so that whoever has the answer finds the record.
        self._log.requests.append(record)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                record.status = None if connection_of(scope).gone else int(message["status"])
            await send(message)

        answering = self._app if self._hosts.take(request.headers.get("host", "").lower()) else self._refuse_host
        try:
            await answering(scope, receive, sending)
        except Exception as error:
            self._log.problems.append(f"{record.method} {record.path}: {type(error).__name__}")
            raise
        finally:
            record.ended = self._world.clock()

    async def _refuse_host(self, scope: Scope, receive: Receive, send: Send) -> None:
        error = ApiError(HTTPStatus.MISDIRECTED_REQUEST, "This host name is not served here.")
        document = envelope.failure(self._world.contract, error, authorized=False)
        await Response(orjson.dumps(document), error.status, media_type=MEDIA_TYPE)(scope, receive, send)


def create_app(world: World, log: Log, hosts: Hosts, plan: FaultPlan, stopping: asyncio.Event) -> ASGIApp:
    """Make the ASGI application of a sandbox.

    Args:
        world: The sandbox.
        log: Where to record.
        hosts: The Host headers that are taken.
        plan: What goes wrong.
        stopping: Is set when the server stops.
    """

    async def put_upload(request: Request) -> Response:
        try:
            return await _put_upload(world, request)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it
        except ApiError as error:
            return PlainTextResponse(f"{error.detail}\n", error.status)

    async def get_report(request: Request) -> Response:
        if "authorization" in request.headers:
            return _no_key_here()
        data = reports.content(world.clock(), request.scope["path"])
        if data is None:
            return PlainTextResponse("There is no such file.\n", HTTPStatus.NOT_FOUND)
        record_of(request.scope).acted = True
        return Response(data, media_type="text/csv")

    api = Api(world, log)
    # Each in a mount of its own, so that a wrong method gets 405 there and doesn't fall through to the API.
    routes = [
        Mount(signing.UPLOADS, routes=[Route("/{session_id}", put_upload, methods=["PUT"])]),
        Mount(reports.FILES, routes=[Route("/{path:path}", get_report, methods=["GET"])]),
    ]
    app = Starlette(routes=routes)
    # Not mounted at "/", which would leave out paths that hold a line break.
    app.router.default, app.router.redirect_slashes = api, False
    return Guard(Misbehaviour(app, world, plan, api.count, stopping), world, log, hosts)


async def _put_upload(world: World, request: Request) -> Response:
    if "authorization" in request.headers:
        return _no_key_here()
    session_id = request.path_params["session_id"]
    expires, signature = (request.query_params.get(name, "") for name in ("expires", "signature"))
    if not signing.valid(world.signing_key, session_id, expires, signature, world.clock()):
        return PlainTextResponse("The signature is wrong or has expired.\n", HTTPStatus.FORBIDDEN)
    session = world.state.sessions.get(session_id)
    if session is None or session.status != "PENDING":
        return PlainTextResponse("The upload session is not open.\n", HTTPStatus.FORBIDDEN)
    await uploads.store_bytes(world, request, session)
    record_of(request.scope).acted = True
    return Response()


def _no_key_here() -> Response:
    """Refuse a request that brings the API key where it doesn't belong, as storage refuses a second way of auth."""
    text = "Only one way of authentication is allowed: do not send an Authorization header here.\n"
    return PlainTextResponse(text, HTTPStatus.BAD_REQUEST)
