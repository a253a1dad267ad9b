"""Keeps what was sent and answered, and makes cassettes of it."""

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

_LONGEST_BODY = 10_000
"""Bytes of a request's body that a cassette keeps."""


class Recorder(httpx.BaseTransport):
    """Sends requests, and keeps them with their answers; it can change one on its way, for what no operation has."""

    def __init__(self) -> None:
        self._inner = httpx.HTTPTransport()
        self._here = threading.local()
        self.exchanges: list[tuple[httpx.Request, httpx.Response]] = []

    def next(self, method: str | None, query: Mapping[str, str]) -> None:
        """Change the next request of this thread."""
        self._here.change = method, query
        self._here.answer = None

    @property
    def answer(self) -> httpx.Response | None:
        """The answer to that request, if one came."""
        answer: httpx.Response | None = self._here.answer
        return answer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        method, query = self._here.change
        request.method = method or request.method
        request.url = request.url.copy_merge_params(dict(query)) if query else request.url
        response = self._inner.handle_request(request)
        response.read()
        self._here.answer = response
        self.exchanges.append((request, response))
        return response

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


def cassette(recorder: Recorder) -> str:
    """The text of a cassette of all exchanges, which the recorder then forgets; empty if there are none."""
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
    if len(body) > _LONGEST_BODY:
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
