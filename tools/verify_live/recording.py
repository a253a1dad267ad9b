"""Record exchanges and turn them into cassettes."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, Final

import httpx
from vcr.request import Request
from vcr.serialize import serialize

from imgix_management import __version__
from tools.cassettes import REAL, Serializer, scrub_request, scrub_response

HOST: Final = "api.imgix.com"

MAX_BODY = 10_000
"""The longest body of a request, in bytes, that is written to a cassette."""


class Recorder(httpx.BaseTransport):
    """Sends and records requests; it can change one first, to send what no operation of the contract has."""

    def __init__(self) -> None:
        self._inner = httpx.HTTPTransport()
        self._thread = threading.local()
        self.exchanges: list[tuple[httpx.Request, httpx.Response]] = []

    def next(self, method: str | None, query: Mapping[str, str]) -> None:
        """Change the next request of this thread."""
        self._thread.change = method, query
        self._thread.response = None

    @property
    def response(self) -> httpx.Response | None:
        """The response to that request, or None."""
        response: httpx.Response | None = self._thread.response
        return response

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        method, query = self._thread.change
        request.method = method or request.method
        request.url = request.url.copy_merge_params(dict(query)) if query else request.url
        response = self._inner.handle_request(request)
        response.read()
        self._thread.response = response
        self.exchanges.append((request, response))
        return response

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


def cassette(recorder: Recorder) -> str:
    """Return the text of a cassette of all exchanges, and remove them from the recorder; empty if there are none."""
    exchanges, recorder.exchanges[:] = list(recorder.exchanges), []
    if not exchanges:
        return ""
    live = exchanges[0][0].url.host == HOST
    place = REAL if live else f"another server, not the real API, by imgix-management {__version__}"
    requests = [scrub_request(_request(request)) for request, _ in exchanges]
    responses = [scrub_response(_response(response)) for _, response in exchanges]
    return str(serialize({"requests": requests, "responses": responses}, Serializer(place)))


def _request(request: httpx.Request) -> Request:
    body = request.read()
    if len(body) > MAX_BODY:
        body = b"(%d bytes)" % len(body)
    headers = {"accept": request.headers["accept"], "authorization": "Bearer REDACTED"}
    if "content-type" in request.headers:
        headers["content-type"] = request.headers["content-type"]
    return Request(request.method, str(request.url), body, headers)


def _response(response: httpx.Response) -> dict[str, Any]:
    return {
        "status": {"code": response.status_code, "message": response.reason_phrase},
        "headers": {name: [value] for name, value in response.headers.items()},
        "body": {"string": response.content},
    }
