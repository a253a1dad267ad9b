"""What other libraries log at DEBUG of the requests made here, and of those that others make."""

import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from imgix_management import AsyncManagementClient, ManagementClient, ServerError
from imgix_sandbox import Sandbox
from tests.as_async import AsAsync
from tests.sandbox.helpers import s3

ODD_KEY = "ak_it's\\odd+/=" + "0f" * 8


@pytest.fixture(autouse=True)
def everything(caplog):
    caplog.set_level(1)


@pytest.fixture(params=["sync", "async"])
def client(request):
    def make(url, key):
        if request.param == "sync":
            return AsAsync(ManagementClient(key, base_url=url, rate_limits=None))
        return AsyncManagementClient(key, base_url=url, rate_limits=None)

    return make


class Echo(BaseHTTPRequestHandler):
    """Repeats the Authorization header in a header of the response."""

    def do_GET(self):
        self.send_response(500)
        self.send_header("X-Seen", self.headers["Authorization"])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        """Says nothing."""


@pytest.fixture
def echo():
    with HTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


async def test_a_key_that_a_response_repeats(client, echo, caplog):
    connected = client(echo, ODD_KEY)
    with pytest.raises(ServerError) as caught:
        await connected.sources.get("5" * 24)
    assert caught.value.headers["x-seen"] == "Bearer ***"
    assert "(b'X-Seen', b\"Bearer ***\")" in caplog.text
    assert "odd" not in caplog.text
    await connected.aclose() if isinstance(connected, AsyncManagementClient) else await connected.close()


async def test_the_signature_of_an_upload_session(client, caplog):
    with Sandbox(rate_scale=1e6, deploy_seconds=0) as sandbox:
        connected = client(sandbox.url, sandbox.key)
        source = await connected.sources.create("Shop", s3("shop"))
        await connected.uploads.upload(source.id, "large.bin", bytes(30_000_001))
        await connected.aclose() if isinstance(connected, AsyncManagementClient) else await connected.close()
    logged = [record.getMessage() for record in caplog.records if record.name == "httpx"]
    put = next(line for line in logged if "HTTP Request: PUT" in line)
    assert put.partition("?")[2].startswith('*** "HTTP/1.1 200')


def test_what_others_send_is_logged_as_ever(caplog, echo):
    ManagementClient(ODD_KEY)  # a key to be looked for
    with httpx.Client(trust_env=False) as http:
        http.get(f"{echo}/?q=1", headers={"Authorization": "Basic abc"})
    assert f'HTTP Request: GET {echo}/?q=1 "HTTP/1.0 500' in caplog.text
    assert "Basic abc" in caplog.text


@pytest.mark.parametrize("name", ["hpack.hpack", "hpack.table"])
def test_packed_headers_are_not_logged(caplog, name):
    logging.getLogger(name).debug("Encoded header block to %s", b"\x82")
    logging.getLogger(name).warning("something is wrong")
    assert [record.getMessage() for record in caplog.records if record.name == name] == ["something is wrong"]
