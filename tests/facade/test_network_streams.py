"""Servers that keep a connection busy, and servers that respond before they have read the request."""

import contextlib
import http.server
import io
import json
import socket
import ssl
import struct
import threading
import time

import pytest
import trustme

from imgix_management import (
    APIStatusError,
    APITimeoutError,
    AsyncManagementClient,
    AuthenticationError,
    ImgixError,
    ManagementClient,
    RateLimitError,
    UploadSessionError,
)
from tests.as_async import AsAsync
from tests.mock_clients import KEY

SOURCE = "5f0000000000000000000000"
TOTAL = 0.3
LARGE = 31 * 1024**2
"""Bytes of a file that is uploaded in a session."""


class Server:
    """Calls a function with the handler of each request.

    Attributes:
        url: The base URL.
    """

    def __init__(self, respond, context=None):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self):
                with contextlib.suppress(OSError):
                    super().handle_one_request()
                    return
                self.close_connection = True

            def __getattr__(self, name):
                if not name.startswith("do_"):
                    raise AttributeError(name)
                return lambda: respond(self)

            def log_message(self, *_):
                pass

        self._serving = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._serving.daemon_threads = True
        port = self._serving.server_address[1]
        self.url = f"http://127.0.0.1:{port}"
        if context:
            self._serving.socket = context.wrap_socket(
                self._serving.socket, server_side=True, do_handshake_on_connect=False
            )
            self.url = f"https://localhost:{port}"
        threading.Thread(target=self._serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def close(self):
        self._serving.shutdown()
        self._serving.server_close()


@pytest.fixture(params=["http", "https"])
def serve(request, tmp_path, monkeypatch):
    context = None
    if request.param == "https":
        authority = trustme.CA(key_type=trustme.KeyType.ECDSA)
        authority.cert_pem.write_to_path(tmp_path / "ca.pem")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
    with contextlib.ExitStack() as stack:

        def start(respond):
            server = Server(respond, context)
            stack.callback(server.close)
            return server

        yield start


@pytest.fixture(params=["sync", "async"])
async def connect(request):
    async with contextlib.AsyncExitStack() as stack:

        def make(server, **settings):
            settings = {"base_url": server.url, "rate_limits": None, "max_retries": 0, **settings}
            if request.param == "sync":
                return AsAsync(stack.enter_context(ManagementClient(KEY, **settings)))
            client = AsyncManagementClient(KEY, **settings)
            stack.push_async_callback(client.aclose)
            return client

        yield make


def drip(handler, beginning, piece):
    """Write something again and again, until the client has gone."""
    handler.close_connection = True
    handler.wfile.write(beginning)
    while True:
        handler.wfile.write(piece)
        time.sleep(0.02)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.api+json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
ENDLESS = {
    "head": (HEAD, b"X: 1\r\n"),
    "interim responses": (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "many interim responses": (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000),
    "the head of a chunk": (CHUNKED + b"5;", b"x"),
    "chunks": (CHUNKED, b"1\r\n \r\n"),
    "trailers": (CHUNKED + b"0\r\n", b"X: 1\r\n"),
}


async def times_out(call):
    begun = time.monotonic()
    with pytest.raises(APITimeoutError) as caught:
        await call
    assert time.monotonic() - begun < TOTAL + 1
    assert caught.value.timeout == TOTAL
    return caught.value


@pytest.mark.parametrize("name", ENDLESS)
async def test_the_total_time_ends_a_response_without_end(serve, connect, name):
    client = connect(serve(lambda handler: drip(handler, *ENDLESS[name])), total_timeout=TOTAL, timeout=5)
    await times_out(client.sources.get(SOURCE))


async def test_the_total_time_is_that_of_each_call_on_one_connection(serve, connect):
    connections = set()

    def respond(handler):
        connections.add(handler.client_address)
        if handler.path.startswith("/api/v1/reports"):
            drip(handler, *ENDLESS["head"])
        content = json.dumps({"data": {"id": SOURCE, "type": "sources", "attributes": {}}}).encode()
        handler.wfile.write(HEAD + f"Content-Length: {len(content)}\r\n\r\n".encode() + content)

    client = connect(serve(respond), total_timeout=TOTAL, timeout=5)
    for _ in range(3):
        await client.sources.get(SOURCE)
        time.sleep(TOTAL / 2)
    await times_out(client.reports.get(SOURCE))
    assert len(connections) == 1


async def test_the_total_time_ends_an_upload_that_is_read_slowly(serve, connect):
    def respond(handler):
        handler.close_connection = True
        while handler.connection.recv(2000):
            time.sleep(0.02)

    client = connect(serve(respond), total_timeout=TOTAL, timeout=5)
    error = await times_out(client.uploads.upload(SOURCE, "a.png", io.BytesIO(bytes(20 * 1024**2))))
    assert error.outcome_unknown


# Responses lead to plain http only from one server on this machine to itself.
ITSELF = pytest.mark.parametrize("serve", ["http"], indirect=True)


@ITSELF
async def test_the_total_time_ends_a_download_without_end(serve, connect, tmp_path):
    def respond(handler):
        if not handler.path.startswith("/file"):
            attributes = {"status": "ready", "files": [f"{server.url}/file.csv"]}
            content = json.dumps({"data": {"id": SOURCE, "type": "reports", "attributes": attributes}}).encode()
            handler.wfile.write(HEAD + f"Content-Length: {len(content)}\r\n\r\n".encode() + content)
            return
        drip(handler, b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x")

    server = serve(respond)
    client = connect(server, total_timeout=TOTAL, timeout=5)
    report = await client.reports.get(SOURCE)
    await times_out(client.reports.download(report, tmp_path))
    assert list(tmp_path.iterdir()) == []


@ITSELF
@pytest.mark.parametrize("reading", [False, True])
async def test_the_total_time_ends_a_transfer_to_storage(serve, connect, reading):
    cancelled = []

    def respond(handler):
        if handler.command == "DELETE":
            cancelled.append(handler.path)
        if handler.path.startswith("/storage"):
            left = int(handler.headers["Content-Length"]) if reading else 0
            while left:
                left -= len(handler.rfile.read(min(left, 1024**2)))
            drip(handler, *ENDLESS["head"])
        attributes = {"status": "PENDING", "url": f"{server.url}/storage"}
        content = json.dumps({"data": {"id": "s1", "type": "sessions", "attributes": attributes}}).encode()
        handler.wfile.write(HEAD + f"Content-Length: {len(content)}\r\n\r\n".encode() + content)

    server = serve(respond)
    client = connect(server, total_timeout=TOTAL, timeout=5)
    begun = time.monotonic()
    with pytest.raises(UploadSessionError) as caught:
        await client.uploads.upload(SOURCE, "a.png", io.BytesIO(bytes(LARGE)), overwrite=True)
    assert time.monotonic() - begun < TOTAL + 2
    assert isinstance(caught.value.__cause__, APITimeoutError)
    assert cancelled


@pytest.mark.parametrize(
    ("status", "error"), [(413, APIStatusError), (401, AuthenticationError), (429, RateLimitError)]
)
@pytest.mark.parametrize("way", ["closed", "reset"])
async def test_a_status_that_comes_during_an_upload_is_reported(serve, connect, status, error, way):
    def respond(handler):
        handler.connection.recv(5000)
        handler.wfile.write(f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        if way == "reset":
            time.sleep(0.02)
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.close_connection = True

    client = connect(serve(respond), timeout=5)
    with pytest.raises(error) as caught:
        await client.uploads.upload(SOURCE, "a.png", io.BytesIO(bytes(20 * 1024**2)))
    assert (caught.value.status_code, caught.value.outcome_unknown) == (status, False)


async def test_a_server_that_sends_without_end_during_an_upload_fills_no_memory(serve, connect):
    sent = [0]

    def respond(handler):
        handler.close_connection = True
        handler.connection.settimeout(0.3)
        while True:
            sent[0] += len(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 10000)
            handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 10000)

    client = connect(serve(respond), timeout=2)
    with contextlib.suppress(ImgixError):
        await client.uploads.upload(SOURCE, "a.png", io.BytesIO(bytes(20 * 1024**2)))
    assert sent[0] < 16 * 1024**2  # what the system buffers
