"""What a server repeats reaches no traceback and no variable of a frame, which tools that report errors send."""

import contextlib
import json
import socket
import threading
import traceback

import pytest

from imgix_management import (
    APIConnectionError,
    AsyncManagementClient,
    ConfigurationError,
    ImgixError,
    ManagementClient,
    S3Deployment,
)
from tests.as_async import AsAsync
from tests.mock_clients import KEY

ID = "5f0000000000000000000000"
SECRET = "wJalr+XUtn/FEMI\"K7MDENG'é\\bPxRfi"
PASSWORD = "s3cr3tpw"


def refused(status, detail):
    """A response whose detail is written in JSON as it stands."""
    content = f'{{"errors": [{{"title": "No", "detail": "{detail}"}}]}}'.encode()
    head = f"HTTP/1.1 {status} No\r\nContent-Type: application/vnd.api+json\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


def escaped(text):
    return "".join(f"\\u{ord(sign):04X}" for sign in text)


ECHOES = {
    "a line that is no header": f"HTTP/1.1 200 OK\r\nX-Bad {KEY}\r\n\r\n",
    "a header with NUL": f"HTTP/1.1 200 OK\r\nX-Bad: a\0{KEY}\r\n\r\n",
    "the status": f"HTTP/1.1 {KEY} OK\r\n\r\n",
    "the status line": f"{KEY}\r\n\r\n",
    "the place of a redirect": f"HTTP/1.1 302 Found\r\nLocation: http://xn--{KEY}/\r\nContent-Length: 0\r\n\r\n",
    "the length": f"HTTP/1.1 200 OK\r\nContent-Length: {KEY}\r\n\r\n",
    "the encoding of the transfer": f"HTTP/1.1 200 OK\r\nTransfer-Encoding: {KEY}\r\n\r\n",
    "the encoding": f"HTTP/1.1 200 OK\r\nContent-Encoding: {KEY}\r\nContent-Length: 2\r\n\r\n{{}}",
    "the type": f"HTTP/1.1 200 OK\r\nContent-Type: {KEY}\r\nContent-Length: 2\r\n\r\n{{}}",
    "a chunk": f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{KEY}\r\n",
    "Retry-After": f"HTTP/1.1 429 No\r\nRetry-After: {KEY}\r\nContent-Length: 0\r\n\r\n",
    "a body that is no JSON": f"HTTP/1.1 200 OK\r\nContent-Length: {len(KEY)}\r\n\r\n{KEY}",
    "a refused key": refused(401, KEY),
    "a bad request": refused(400, f"Bearer {KEY}"),
    "in capitals": refused(400, KEY.upper()),
    "escaped": refused(400, escaped(KEY)),
    "partly escaped": refused(400, escaped(KEY[:9]) + KEY[9:]),
    "another key": refused(403, "ak_" + "ab" * 32),
}


@pytest.fixture
def respond():
    """Starts a server that responds with some bytes, and returns its URL."""
    listening = []

    def start(response):
        server = socket.create_server(("127.0.0.1", 0))
        listening.append(server)

        def run():
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(response if isinstance(response, bytes) else response.encode())

        threading.Thread(target=run, daemon=True).start()
        return f"http://127.0.0.1:{server.getsockname()[1]}"

    yield start
    for server in listening:
        server.shutdown(socket.SHUT_RDWR)
        server.close()


@pytest.fixture(params=["sync", "async"])
async def connect(request):
    clients = []

    def make(url):
        cls = ManagementClient if request.param == "sync" else AsyncManagementClient
        client = cls(KEY, base_url=url, rate_limits=None, max_retries=0, timeout=5)
        clients.append(client)
        return AsAsync(client) if request.param == "sync" else client

    yield make
    for client in clients:
        if request.param == "sync":
            client.close()
        else:
            await client.aclose()


def reachable(error):
    """All that a tool would report: the traceback as it is printed, and the variables of functions that have ended."""
    yield "".join(traceback.format_exception(error))
    pending, seen = [error], set()
    while pending:
        each = pending.pop()
        seen.add(id(each))
        for frame, _ in traceback.walk_tb(each.__traceback__):
            if "/tests/" not in frame.f_code.co_filename.replace("\\", "/"):
                for value in frame.f_locals.values():
                    with contextlib.suppress(AttributeError):  # a client that was not made completely
                        yield repr(value)
        pending += [cause for cause in (each.__cause__, each.__context__) if cause and id(cause) not in seen]


def assert_absent(error, *secrets):
    for text in reachable(error):
        for secret in secrets:
            assert secret.lower() not in text.lower()


@pytest.mark.parametrize("where", ECHOES)
async def test_a_key_that_is_repeated(respond, connect, where):
    client = connect(respond(ECHOES[where]))
    with pytest.raises(ImgixError) as caught:
        await client.sources.get(ID)
    assert_absent(caught.value, KEY, "ab" * 32, KEY[9:])


def in_json(text):
    return json.dumps(text)[1:-1]


@pytest.mark.parametrize("written", [in_json, escaped, lambda text: in_json(text).swapcase()])
async def test_a_secret_that_is_repeated(respond, connect, written):
    client = connect(respond(refused(422, f"bad: {written(SECRET)} !")))
    deployment = S3Deployment(
        imgix_subdomains=["shop"], s3_access_key="AKIA", s3_secret_key=SECRET, s3_bucket="pictures"
    )
    with pytest.raises(ImgixError) as caught:
        await client.sources.create("Shop", deployment)
    assert "bad: *** !" in str(caught.value)


async def test_the_variables_of_a_request_that_could_not_be_sent(connect):
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
    with pytest.raises(APIConnectionError) as caught:
        await connect(url).sources.get(ID)
    assert_absent(caught.value, KEY)


@pytest.mark.parametrize(
    "proxy",
    [
        f"http://user:{PASSWORD}/x@proxy:8080",
        f"http://user:{PASSWORD}@proxy:port",
        f"http://user:{PASSWORD}@[::1",
        f"http://user:{PASSWORD}\x01@proxy:80",
        f"foo://user:{PASSWORD}@proxy:1",
    ],
)
def test_the_password_of_a_proxy(monkeypatch, proxy):
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(ConfigurationError) as caught:
        ManagementClient(KEY)
    assert caught.value.code == "network_settings_invalid"
    assert_absent(caught.value, PASSWORD)
