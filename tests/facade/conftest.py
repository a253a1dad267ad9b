"""Shared by the tests of the facade."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from imgix_management import ManagementClient
from tests.mock_clients import mock_client

UNLIMITED = dict.fromkeys(
    ("default", "create-source", "update-source", "get-asset", "refresh-asset", "upload", "purge"), "100000/second"
)


class Server:
    """A server that returns prepared responses, and records the requests."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.responses: list[httpx.Response | Exception] = []
        self.default: Callable[[httpx.Request], httpx.Response] | None = None

    def respond(self, body: object = None, status: int = 200, headers: dict[str, str] | None = None) -> None:
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/vnd.api+json", **(headers or {})}
        self.responses.append(httpx.Response(status, content=content, headers=headers))

    def fail(self, error: Exception) -> None:
        self.responses.append(error)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        if self.default is not None and not self.responses:
            return self.default(request)
        response = self.responses.pop(0)
        if isinstance(response, Exception):
            raise response
        return response

    @property
    def last(self) -> httpx.Request:
        return self.requests[-1]

    def sent(self) -> Any:
        return json.loads(self.last.content)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def client(server: Server) -> Iterator[ManagementClient]:
    with mock_client(server) as client:
        yield client
