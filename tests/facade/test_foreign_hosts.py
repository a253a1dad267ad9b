"""Whatever host a response names, the error is one of this library."""

import http.server
import json
import threading

import pytest

from imgix_management import AsyncManagementClient, ImgixError, InvalidInputError, ManagementClient, UnsafeURLError
from tests.as_async import AsAsync
from tests.mock_clients import KEY

HOSTS = ["xn--", "xn--a", "a..b", "x" * 64 + ".example", "\u0130..example", "[::1", "exa mple"]


class Handler(http.server.BaseHTTPRequestHandler):
    """Redirects to the host of the test, or returns a Report whose file is there."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if "/reports/" in self.path:
            files = [f"https://{self.server.host}/a.csv"]
            attributes = {"report_key": "k", "completed": True, "files": files}
            content = json.dumps({"data": {"id": "r", "type": "reports", "attributes": attributes}}).encode()
            self.send_response(200)
        else:
            content = b""
            self.send_response(302)
            self.send_header("Location", f"http://{self.server.host}/".encode().decode("latin-1"))
        self.send_header("Content-Type", "application/vnd.api+json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_PATCH = do_GET  # noqa: N815 - the names of http.server

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield serving
        serving.shutdown()


@pytest.fixture(params=["sync", "async"])
async def client(request, server):
    arguments = {"base_url": f"http://127.0.0.1:{server.server_address[1]}", "rate_limits": None, "max_retries": 0}
    if request.param == "sync":
        with ManagementClient(KEY, **arguments) as client:
            yield AsAsync(client)
    else:
        async with AsyncManagementClient(KEY, **arguments) as client:
            yield client


@pytest.mark.parametrize("host", HOSTS)
async def test_a_redirect_to_any_host(client, server, host):
    server.host = host
    for call in (
        client.sources.get("abc"),
        client.sources.update("abc", name="x"),
        client.purges.create("https://shop.imgix.net/a.png"),
        client.uploads.upload("abc", "a.png", b"x", overwrite=True),
    ):
        with pytest.raises(ImgixError):
            await call


@pytest.mark.parametrize("host", HOSTS)
async def test_a_report_file_on_any_host(client, server, host, tmp_path):
    server.host = host
    with pytest.raises(UnsafeURLError):
        await client.reports.download(await client.reports.get("r"), tmp_path)
    assert list(tmp_path.iterdir()) == []


async def test_an_id_in_the_place_of_a_report(client, tmp_path):
    with pytest.raises(InvalidInputError) as caught:
        await client.reports.download("r", tmp_path)
    assert caught.value.code == "argument_invalid"
    assert list(tmp_path.iterdir()) == []
