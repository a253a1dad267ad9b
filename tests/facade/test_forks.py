"""A client in a program that forks, as gunicorn with preload, Celery and multiprocessing do."""

import http.server
import json
import ssl
import subprocess
import sys
import threading

import pytest
import trustme

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot fork")


class Handler(http.server.BaseHTTPRequestHandler):
    """Responds to a GET with a Source of the requested id, and to a POST with one of the posted name."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.respond({"id": self.path.rsplit("/", 1)[1].partition("?")[0], "type": "sources", "attributes": {}})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        attributes = {"name": body["data"]["attributes"]["name"]}
        self.server.created.append(attributes["name"])
        self.respond({"id": "abc", "type": "sources", "attributes": attributes})

    def respond(self, data):
        content = json.dumps({"data": data}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/vnd.api+json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    authority = trustme.CA(key_type=trustme.KeyType.ECDSA)
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        serving.socket = context.wrap_socket(serving.socket, server_side=True, do_handshake_on_connect=False)
        serving.daemon_threads = True
        serving.created = []
        serving.authority = str(path)
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield serving
        serving.shutdown()


START = """
import os, sys, threading, time
from imgix_management import AsyncManagementClient, ClientStateError, ManagementClient, S3Deployment
url = sys.argv[1]
KEY = "ak_" + "0f" * 32
settings = {"base_url": url, "rate_limits": None, "max_retries": 0, "total_timeout": 10}
DEPLOYMENT = S3Deployment(imgix_subdomains=["x"], s3_access_key="a", s3_secret_key="b", s3_bucket="c")

def in_child(function):
    pid = os.fork()
    if pid == 0:
        status = 3
        try:
            function()
            status = 0
        except BaseException as error:
            print(type(error).__name__, error, flush=True)
        finally:
            os._exit(status)
    return pid

def ended(pids):
    for pid in pids:
        print("child", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""

SHARED = """
def calls(who):
    for number in range(20):
        assert client.sources.get(f"{who}{number}").id == f"{who}{number}"
        assert client.sources.create(f"{who} {number}", DEPLOYMENT).name == f"{who} {number}"

client = ManagementClient(KEY, **settings)
client.sources.get("first")
pids = [in_child(lambda: calls(f"child{index}")) for index in range(4)]
calls("parent")
ended(pids)
client.sources.get("last")
"""

COPIES = """
client = ManagementClient(KEY, **settings)
copy = client.with_options(max_retries=1)
copy.sources.get("first")

def child():
    pools = {id(client._api.connections), id(copy._api.connections)}
    assert len(pools) == 1
    assert copy.sources.get("second").id == "second"
    client.close()
    try:
        copy.sources.get("third")
    except ClientStateError as error:
        print(error.code, flush=True)

ended([in_child(child)])
copy.sources.get("second")
client.close()
"""

OWN_HTTP_CLIENT = """
import httpx
http = httpx.Client()
client = ManagementClient(KEY, http_client=http, **settings)
client.sources.get("first")

def child():
    for _ in range(2):
        try:
            client.sources.get("second")
        except ClientStateError as error:
            print(error.code, flush=True)

ended([in_child(child)])
client.sources.get("second")
"""

LOCKED = """
import faulthandler
faulthandler.dump_traceback_later(20, exit=True)
from imgix_management import RateLimits
settings["rate_limits"] = RateLimits(store="memory://")
client = ManagementClient(KEY, **settings)
client.sources.get("first")
(http,) = client._api.connections._idle
held = threading.Event()

def hold():
    with http._transport._pool._optional_thread_lock:
        held.set()
        time.sleep(1)

threading.Thread(target=hold, daemon=True).start()
held.wait()
ended([in_child(lambda: client.sources.get("second")), in_child(lambda: client.close())])
"""

ASYNC = """
import asyncio
client = AsyncManagementClient(KEY, **settings)

async def calls(who):
    for number in range(20):
        assert (await client.sources.get(f"{who}{number}")).id == f"{who}{number}"

def child():
    async def main():
        await calls("child")
        await client.aclose()
    asyncio.run(main())

async def parent():
    await calls("before")
    loop = asyncio.get_running_loop()
    asyncio._set_running_loop(None)
    pid = in_child(child)
    asyncio._set_running_loop(loop)
    await calls("parent")
    ended([pid])
    await client.aclose()

asyncio.run(parent())
"""


def run(server, program):
    process = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", START + program, server_url(server)],
        capture_output=True,
        text=True,
        timeout=40,
        env={"SSL_CERT_FILE": server.authority, "PYTHONPATH": ":".join(sys.path)},
        check=False,
    )
    assert not process.stderr
    assert process.returncode == 0
    return process.stdout.split()


def server_url(server):
    return f"https://localhost:{server.server_address[1]}"


def test_parent_and_children_never_share_a_connection(server):
    server.created.clear()
    assert run(server, SHARED) == ["child", "0"] * 4
    expected = [f"child{index} {number}" for index in range(4) for number in range(20)]
    assert sorted(server.created) == sorted(expected + [f"parent {number}" for number in range(20)])


def test_copies_of_a_client_share_the_new_connections(server):
    assert run(server, COPIES) == ["client_closed", "child", "0"]


def test_a_client_with_an_http_client_of_the_program_refuses_in_the_child(server):
    assert run(server, OWN_HTTP_CLIENT) == ["http_client_of_another_process"] * 2 + ["child", "0"]


def test_locks_held_by_another_thread_do_not_hang_the_child(server):
    assert run(server, LOCKED) == ["child", "0"] * 2


def test_an_async_client_starts_anew_in_the_child(server):
    assert run(server, ASYNC) == ["child", "0"]
