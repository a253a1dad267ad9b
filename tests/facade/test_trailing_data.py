"""Bytes behind a response are never taken for the response to the next request."""

import asyncio
import contextlib
import json
import ssl
import threading

import pytest
import trustme

from imgix_management import AsyncManagementClient, ManagementClient
from tests.as_async import AsAsync
from tests.mock_clients import KEY

RECORD = 16384
"""Bytes of the longest TLS record."""


def response(source_id, *, size=0):
    content = json.dumps({"data": {"id": source_id, "type": "sources", "attributes": {}}}).encode()
    head = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.api+json\r\nContent-Length: {:6}\r\n\r\n"
    padding = max(0, size - len(head.format(0)) - len(content))
    return head.format(len(content) + padding).encode() + content + b" " * padding


class Server:
    """Responds to each request with the id in its path, and sends a response that nobody asked for besides."""

    def __init__(self, *, late=False, apart=False):
        self.late, self.apart, self.connections = late, apart, 0
        self.ready = threading.Event()
        self.url = None

    async def serve(self, reader, writer):
        self.connections += 1
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                source_id = head.split()[1].decode().rsplit("/", 1)[1].partition("?")[0]
                if self.late:
                    writer.write(response(source_id))
                    await writer.drain()
                    await asyncio.sleep(0.05)
                    writer.write(response("forged"))
                else:
                    size = RECORD if self.apart else 0
                    writer.write(response(source_id, size=size) + response("forged"))
                await writer.drain()
        writer.close()

    async def run(self, context):
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0, ssl=context)
        self.loop, self.stopped = asyncio.get_running_loop(), asyncio.Event()
        port = server.sockets[0].getsockname()[1]
        self.url = f"https://localhost:{port}" if context else f"http://127.0.0.1:{port}"
        self.ready.set()
        await self.stopped.wait()
        server.close()


@pytest.fixture
def serving(tmp_path, monkeypatch):
    """Starts servers, with TLS or without."""
    authority = trustme.CA(key_type=trustme.KeyType.ECDSA)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    running = []

    def start(server, *, tls):
        context = None
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert("localhost").configure_cert(context)
        thread = threading.Thread(target=asyncio.run, args=(server.run(context),), daemon=True)
        thread.start()
        running.append((server, thread))
        server.ready.wait(5)
        return server

    yield start
    for server, thread in running:
        server.loop.call_soon_threadsafe(server.stopped.set)
        thread.join(5)


@pytest.fixture(params=["sync", "async"])
async def connect(request):
    clients = []

    def make(url):
        cls = ManagementClient if request.param == "sync" else AsyncManagementClient
        client = cls(KEY, base_url=url, rate_limits=None, max_retries=0, total_timeout=5)
        clients.append(client)
        return AsAsync(client) if request.param == "sync" else client

    yield make
    for client in clients:
        if request.param == "sync":
            client.close()
        else:
            await client.aclose()


@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
@pytest.mark.parametrize("way", ["together", "in a record of its own", "late"])
async def test_each_call_gets_its_own_response(serving, connect, way, tls):
    server = serving(Server(late=way == "late", apart=way == "in a record of its own"), tls=tls)
    client = connect(server.url)
    for number in range(5):
        assert (await client.sources.get(f"id{number}")).id == f"id{number}"
        if way == "late":
            await asyncio.sleep(0.1)
    assert server.connections == 5


async def test_a_connection_without_trailing_data_is_kept(serving, connect):
    class Honest(Server):
        async def serve(self, reader, writer):
            self.connections += 1
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                while True:
                    head = await reader.readuntil(b"\r\n\r\n")
                    writer.write(response(head.split()[1].decode().rsplit("/", 1)[1]))
                    await writer.drain()
            writer.close()

    for tls in (False, True):
        server = serving(Honest(), tls=tls)
        client = connect(server.url)
        for number in range(5):
            assert (await client.sources.get(f"id{number}")).id == f"id{number}"
        assert server.connections == 1
