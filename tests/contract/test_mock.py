"""The client against Prism, a mock that reads the contract in its own way and refuses requests that don't fit it."""

import socket
import subprocess
import time

import httpx
import pytest

from imgix_management import APIStatusError, ManagementClient, WebFolderDeployment
from imgix_management._ratelimit import limits
from imgix_openapi.operations import OPERATIONS
from tools.contract import ROOT, load, operations
from tools.node import program

ID = "65a1b2c3d4e5f60718293a4b"
PATH = "tom.jpg"  # Prism knows no parameter that holds "/"
URL = "https://shop-example.imgix.net/tom.jpg"
FOLDER = WebFolderDeployment(imgix_subdomains=["shop-example"], webfolder_base_url="https://img.shop.example/")

CALLS = {
    "listSources": lambda client: client.sources.list(enabled=True, sort="-name", page_size=5).first(),
    "createSource": lambda client: client.sources.create("Shop images", FOLDER),
    "getSource": lambda client: client.sources.get(ID, fields=["name"]),
    "updateSource": lambda client: client.sources.update(ID, name="Shop"),
    "listAssets": lambda client: client.assets.list(ID, custom={"shelf": "B2"}, face_count=(1, 3)).first(),
    "getAsset": lambda client: client.assets.get(ID, PATH),
    "updateAsset": lambda client: client.assets.update(ID, PATH, categories=["pets"], description=None),
    "addAsset": lambda client: client.assets.add(ID, PATH),
    "refreshAsset": lambda client: client.assets.refresh(ID, PATH),
    "publishAsset": lambda client: client.assets.publish(ID, URL),
    "unpublishAsset": lambda client: client.assets.unpublish(ID, URL),
    # Prism takes no media type but the one that the contract lists.
    "uploadAsset": lambda client: client.uploads.upload(
        ID, PATH, b"bytes", content_type="application/octet-stream", overwrite=True
    ),
    "openUploadSession": lambda client: client.uploads.sessions.create(ID, PATH),
    "getUploadSession": lambda client: client.uploads.sessions.get(ID, "session"),
    "closeUploadSession": lambda client: client.uploads.sessions.close(ID, "session"),
    "cancelUploadSession": lambda client: client.uploads.sessions.cancel(ID, "session"),
    "createPurge": lambda client: client.purges.create(URL, sub_image=True, source_id=ID),
    "listReports": lambda client: client.reports.list(completed=True, sort="-period_start").first(),
    "getReport": lambda client: client.reports.get(ID),
}


@pytest.fixture(scope="module")
def mock():
    """The URL of a running Prism."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = program("prism", "@stoplight/prism-cli/dist/index.js")
    document = ROOT / "generated" / "imgix_openapi" / "contract.json"
    with subprocess.Popen(
        [*command, "mock", "--port", str(port), "--verboseLevel", "error", document],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            deadline = time.monotonic() + 40
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    assert process.poll() is None, process.stdout.read().decode()
                    assert time.monotonic() < deadline, "Prism does not start"
                    time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def errors():
    """Each error that the contract documents, except for a repetition, which is no error to the client."""
    for _, _, operation in operations(load()):
        repetition = OPERATIONS[operation["operationId"]].duplicate_status
        for status in operation["responses"]:
            if status.isdigit() and int(status) >= 400 and int(status) != repetition:
                yield operation["operationId"], int(status)


@pytest.mark.slow
@pytest.mark.timeout(180)  # the first time, Prism is installed
def test_every_response_is_unwrapped_and_every_error_reported(mock, monkeypatch):
    monkeypatch.setattr(limits, "INITIAL_BACKOFF", 0.0)  # a 429 blocks a bucket for no time
    called = {}
    with (
        httpx.Client() as http,
        ManagementClient(
            "key",
            base_url=mock,
            rate_limits=None,
            max_retries=0,
            http_client=http,
            hooks={
                "after_call": [lambda call, info, error: called.update({call.operation: (info.status_code, error)})]
            },
        ) as client,
    ):
        for method in CALLS.values():
            assert method(client).id
        assert called.keys() == OPERATIONS.keys()
        for id_, status in errors():
            http.headers["Prefer"] = f"code={status}"
            with pytest.raises(APIStatusError) as caught:
                CALLS[id_](client)
            assert called[id_] == (status, caught.value)
            assert caught.value.status_code == status
