"""`imgix_management.testing.Sandbox` and the fixtures of the pytest plugin."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from imgix_management import NotFoundError, RateLimitError, ServerError, Source
from imgix_management.testing import Sandbox
from imgix_sandbox.faults import FaultError
from imgix_sandbox.records import MAX_BODY

URL = "https://shop.imgix.net/cats/tom.jpg"


@pytest.fixture(scope="module")
def running() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: Sandbox) -> Sandbox:
    running.reset()
    return running


@pytest.fixture
def source(sandbox: Sandbox) -> Source:
    return sandbox.add_source()


def test_what_prepares_a_test_is_not_recorded(sandbox: Sandbox, source: Source) -> None:
    asset = sandbox.add_asset(source, "cats/tom.jpg", name="Tom", custom_fields={"shelf": "B2"})
    assert (asset.name, asset.media_kind, asset.content_type) == ("Tom", "IMAGE", "image/jpeg")
    sandbox.add_asset(source.id, "/a.bin", b"bytes")
    assert [asset.origin_path for asset in sandbox.assets(source)] == ["/cats/tom.jpg", "/a.bin"]
    assert sandbox.requests() == []
    assert source.deployment_status == "deployed"


def test_requests_are_recorded_with_their_bodies(sandbox: Sandbox, source: Source) -> None:
    with sandbox.client() as client:
        client.purges.create(URL)
        client.uploads.upload(source.id, "a.bin", b"x" * (MAX_BODY + 10))
    (purge,) = sandbox.requests(operation="createPurge")
    assert purge.json["data"]["attributes"] == {"url": URL}
    (upload,) = sandbox.requests(operation="uploadAsset")
    assert (upload.body, upload.body_size) == (b"x" * MAX_BODY, MAX_BODY + 10)
    assert upload.json is None
    assert sandbox.requests(path="/api/v1/purge") == [purge]
    assert sandbox.purged(URL)
    assert not sandbox.purged("https://shop.imgix.net/other.jpg")


def test_bodies_take_bounded_memory(sandbox: Sandbox, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imgix_sandbox.records._MAX_BODIES", 100_000)
    with sandbox.client() as client:
        for number in range(3):
            client.uploads.upload(source.id, f"{number}.bin", b"x" * 60_000)
    assert [len(record.body) for record in sandbox.requests()] == [0, 0, 60_000]
    assert [record.body_size for record in sandbox.requests()] == [60_000] * 3


def test_faults_for_the_next_calls(sandbox: Sandbox, source: Source) -> None:
    with sandbox.client(max_retries=0) as client:
        with sandbox.fault("response status=503", operation="getSource", times=2):
            sandbox.add_source("Other")  # what prepares the test meets no fault
            client.purges.create(URL)
            for _ in range(2):
                with pytest.raises(ServerError):
                    client.sources.get(source.id)
            client.sources.get(source.id)
        with sandbox.fault("response status=404", times=None), pytest.raises(NotFoundError):
            client.sources.get(source.id)
        assert client.sources.get(source.id) == source
    with pytest.raises(FaultError), sandbox.fault("explode"):
        pass
    with pytest.raises(FaultError, match="frob"), sandbox.fault("latency seconds=1", operation="frob"):
        pass


def test_reset_is_quick_and_complete(sandbox: Sandbox, source: Source) -> None:
    sandbox.add_asset(source, "a.jpg")
    with sandbox.client() as client:
        client.purges.create(URL)
        with sandbox.fault("response status=500", times=None):
            started = time.perf_counter()
            sandbox.reset()
            assert time.perf_counter() - started < 0.5
            assert list(client.sources.list()) == []
    assert not sandbox.purged()
    assert [record.operation for record in sandbox.requests()] == ["listSources"]


def test_strict_limits_and_a_seed(tmp_path: Path) -> None:
    for name in ("a.jpg", "cats/b.png", ".hidden/c.jpg"):
        (tmp_path / "My shop" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "My shop" / name).write_bytes(b"x")
    with Sandbox(rate_limits="strict", seed=tmp_path / "My shop") as sandbox:
        with sandbox.client(max_retries=0, rate_limits=None) as client:
            source = client.sources.find_by_name("My shop")
            assert source is not None
            assert source.deployment.imgix_subdomains == ("my-shop",)
            assert [asset.origin_path for asset in sandbox.assets(source)] == ["/a.jpg", "/cats/b.png"]
            for _ in range(3):
                client.sources.get(source.id)
            with pytest.raises(RateLimitError):
                client.sources.get(source.id)
            sandbox.reset()
            assert client.sources.get(source.id).name == source.name
    with pytest.raises(ValueError, match="'off' or 'strict'"):
        Sandbox(rate_limits="loose")  # type: ignore[arg-type]


def test_the_samples_of_the_seed() -> None:
    with Sandbox(seed=True) as sandbox, sandbox.client() as client:
        (source,) = client.sources.list()
        kinds = {asset.content_type for asset in sandbox.assets(source)}
        assert kinds == {"image/jpeg", "image/png", "image/webp"}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Sandbox(seed=tmp_path / "missing")


TESTS = """
import pytest

def test_three_lines(imgix_client, imgix_sandbox, imgix_source):
    imgix_client.purges.create("https://shop.imgix.net/a.jpg")
    assert imgix_sandbox.purged("https://shop.imgix.net/a.jpg")

@pytest.mark.parametrize("number", range(3))
def test_each_test_begins_empty(imgix_sandbox, imgix_source, number):
    assert not imgix_sandbox.purged()
    assert imgix_sandbox.requests() == []
    assert imgix_sandbox.assets(imgix_source) == []
    imgix_sandbox.add_asset(imgix_source, "a.jpg")
    with imgix_sandbox.client() as client:
        assert [each.id for each in client.sources.list()] == [imgix_source.id]

ASYNC_MARK
async def test_async(imgix_async_client, imgix_source):
    assert (await imgix_async_client.sources.get(imgix_source.id)).name == "Shop"
"""


@pytest.mark.parametrize(
    ("mark", "options"),
    [
        ("@pytest.mark.asyncio", ["-p", "no:xdist", "-p", "no:randomly"]),
        pytest.param(
            "@pytest.mark.anyio\n@pytest.mark.parametrize('anyio_backend', ['asyncio'])",
            ["-p", "no:asyncio", "-p", "no:xdist"],
            marks=pytest.mark.slow,
        ),
    ],
    ids=["asyncio", "anyio"],
)
def test_the_fixtures(tmp_path: Path, mark: str, options: list[str]) -> None:
    (tmp_path / "test_it.py").write_text(TESTS.replace("ASYNC_MARK", mark))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), *options]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ran = subprocess.run(
        [*command, "."], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "5 passed" in ran.stdout
