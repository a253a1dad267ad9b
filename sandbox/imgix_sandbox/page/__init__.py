"""The page at /_sandbox: what the sandbox holds and what it receives, live, and buttons to change it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from http import HTTPStatus
from importlib.resources import files
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from imgix_openapi.operations import OPERATIONS
from imgix_sandbox.context import Context
from imgix_sandbox.fault_plans import PLACES, FaultPlan
from imgix_sandbox.faults import FaultError
from imgix_sandbox.page.snapshot import snapshot
from imgix_sandbox.records import Log

PAGE = "/_sandbox"

INTERVAL: Final = 0.3
"""Seconds between two looks at whether something has changed."""

_FILES: Final = {
    PAGE: ("page.html", "text/html"),
    f"{PAGE}/page.css": ("page.css", "text/css"),
    f"{PAGE}/page.js": ("page.js", "text/javascript"),
    f"{PAGE}/texts.js": ("texts.js", "text/javascript"),
}
_DATA: Final = (f"{PAGE}/events", f"{PAGE}/operations")
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src blob: data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def routes(
    context: Context,
    log: Log,
    *,
    stopping: asyncio.Event,
    reset: Callable[[], None],
    seed: Callable[[], object],
    add_faults: Callable[[FaultPlan], object],
) -> list[Route]:
    """Return the routes of the page.

    Args:
        context: The sandbox.
        log: The log of requests.
        stopping: Set when the server stops.
        reset: Returns the sandbox to its beginning.
        seed: Adds a source with a few assets.
        add_faults: Injects the faults of a plan.
    """

    async def file(request: Request) -> Response:
        name, media_type = _FILES[request.url.path]
        content = files(__name__).joinpath("static", name).read_bytes()
        return Response(content, headers=_HEADERS, media_type=media_type)

    async def events(_request: Request) -> Response:
        return StreamingResponse(_events(context, log, stopping), headers=_HEADERS, media_type="text/event-stream")

    async def operations(_request: Request) -> Response:
        names = json.dumps(sorted({*OPERATIONS, *PLACES}))
        return Response(names, headers=_HEADERS, media_type="application/json")

    async def change(request: Request) -> Response:
        if not _is_from_page(request):
            return PlainTextResponse("Only the page itself may do this.\n", HTTPStatus.FORBIDDEN)
        match request.path_params["action"]:
            case "reset":
                reset()
            case "seed":
                seed()
            case "fault":
                try:
                    add_faults(FaultPlan.parse({"rules": [await request.json()]}, "fault"))
                except (FaultError, ValueError) as error:
                    return PlainTextResponse(f"{error}\n", HTTPStatus.BAD_REQUEST)
            case _:
                return PlainTextResponse("There is no such action.\n", HTTPStatus.NOT_FOUND)
        return Response(status_code=HTTPStatus.NO_CONTENT)

    return [
        *(Route(path, file, methods=["GET"]) for path in _FILES),
        *(Route(path, data, methods=["GET"]) for path, data in zip(_DATA, (events, operations), strict=True)),
        Route(f"{PAGE}/do/{{action}}", change, methods=["POST"]),
    ]


def is_own(path: str) -> bool:
    """Return whether a path is one of the page."""
    return path in _FILES or path in _DATA or path.startswith(f"{PAGE}/do/")


def _is_from_page(request: Request) -> bool:
    """Return whether a request is the page's own: no other page can set this header without being asked for leave."""
    origin = request.headers.get("origin")
    return (
        request.headers.get("x-sandbox-page") == "1"
        and request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
        and (origin is None or urlsplit(origin).netloc == request.headers["host"])
    )


async def _events(context: Context, log: Log, stopping: asyncio.Event) -> AsyncIterator[str]:
    """Yield the state whenever it has changed."""
    before = ""
    while not stopping.is_set():
        now = json.dumps(snapshot(context, log), ensure_ascii=False)
        if now != before:
            yield f"data: {now}\n\n"
            before = now
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), INTERVAL)
