"""The API has no cookies: none is kept, and one that is malformed does no harm."""

import httpx
import pytest

from imgix_management import AsyncManagementClient, ManagementClient
from tests.mock_clients import KEY

ID = "65a1b2c3d4e5f60718293a4b"


class Transport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Sets a cookie with each response, and keeps the requests."""

    def __init__(self, cookie):
        self.cookie = cookie
        self.requests = []

    def handle_request(self, request):
        self.requests.append(request)
        headers = {"Set-Cookie": self.cookie}
        return httpx.Response(200, headers=headers, json={"data": {"id": ID, "type": "sources", "attributes": {}}})

    async def handle_async_request(self, request):
        return self.handle_request(request)


@pytest.mark.parametrize("kind", ["sync", "async"])
@pytest.mark.parametrize(
    "cookie", ["session=abc; Path=/", "session=abc; Version=x; Max-Age=", "=; Expires=\x7f; Port="]
)
async def test_no_cookie_of_a_response_is_sent_back(kind, cookie, monkeypatch):
    transport = Transport(cookie)
    for cls in (httpx.Client, httpx.AsyncClient):
        monkeypatch.setattr(cls, "_init_transport", lambda *_, **__: transport)
    if kind == "sync":
        with ManagementClient(KEY, rate_limits=None) as client:
            sources = [client.sources.get(ID) for _ in range(2)]
    else:
        async with AsyncManagementClient(KEY, rate_limits=None) as client:
            sources = [await client.sources.get(ID) for _ in range(2)]
    assert [source.id for source in sources] == [ID, ID]
    assert len(transport.requests) == 2
    assert all("cookie" not in request.headers for request in transport.requests)
