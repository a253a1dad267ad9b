"""The HTTP side of the sandbox: the API, the signed URLs, the report files, and the guard before them all."""

from http import HTTPStatus

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from imgix_sandbox import signing
from imgix_sandbox.api import Api
from imgix_sandbox.errors import ApiError
from imgix_sandbox.handlers import reports, uploads
from imgix_sandbox.records import Log, RequestRecord, attach
from imgix_sandbox.world import World


class Guard:
    """Records every request, and refuses those for another host: a web page must not reach the sandbox by a trick.

    Args:
        app: The application behind.
        world: The sandbox.
        log: Where to record.
        hosts: The values of the Host header that are taken; None takes any.
    """

    def __init__(self, app: ASGIApp, world: World, log: Log, hosts: frozenset[str] | None) -> None:
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
                record.status = int(message["status"])
            await send(message)

        foreign = self._hosts is not None and request.headers.get("host", "").lower() not in self._hosts
        try:
            await (_refuse_host if foreign else self._app)(scope, receive, sending)
        except Exception as error:
            self._log.problems.append(f"{record.method} {record.path}: {type(error).__name__}")
            raise
        finally:
            record.ended = self._world.clock()


_refuse_host = PlainTextResponse("This host name is not served here.\n", HTTPStatus.MISDIRECTED_REQUEST)


def create_app(world: World, log: Log, hosts: frozenset[str] | None) -> ASGIApp:
    """Make the ASGI application of a sandbox."""

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
        return Response(data, media_type="text/csv")

    # Each in a mount of its own, so that a wrong method gets 405 there and doesn't fall through to the API.
    routes = [
        Mount(signing.UPLOADS, routes=[Route("/{session_id}", put_upload, methods=["PUT"])]),
        Mount(reports.FILES, routes=[Route("/{path:path}", get_report, methods=["GET"])]),
        Mount("/", Api(world, log)),
    ]
    return Guard(Starlette(routes=routes), world, log, hosts)


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
    return Response()


def _no_key_here() -> Response:
    """Refuse a request that brings the API key where it doesn't belong, as storage refuses a second way of auth."""
    text = "Only one way of authentication is allowed: do not send an Authorization header here.\n"
    return PlainTextResponse(text, HTTPStatus.BAD_REQUEST)
