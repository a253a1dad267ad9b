import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from imgix_cli import main
from imgix_management import ManagementClient, S3Deployment, Source
from imgix_sandbox import Sandbox
from tests.cli.helpers import SETTINGS, Imgix, Result, write_image


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))  # where the rate-limit store is
    for name in os.environ:
        if name.startswith(SETTINGS):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """What the command does with signals ends with the test."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory for temporary files, of this process and of those it starts."""
    path = tmp_path / "scratch"
    path.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(path))
    monkeypatch.setenv("TMPDIR", str(path))
    return path


@pytest.fixture
def imgix(capfd: pytest.CaptureFixture[str]) -> Imgix:
    """Run the command in this process."""

    def run(*args: object) -> Result:
        with pytest.raises(SystemExit) as left:
            main([str(arg) for arg in args])
        captured = capfd.readouterr()
        assert isinstance(left.value.code, int)
        return Result(left.value.code, captured.out, captured.err)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "images"
    write_image(folder / "b [bold].png", 31, 17)
    write_image(folder / "写真" / "夜景.jpg", 45, 1203)
    (folder / "notes.txt").write_text("no image")
    (folder / ".hidden.png").write_bytes(b"broken, but hidden")
    return folder


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A sandbox that the environment points to, as it does for a user of `imgix sandbox`."""
    with Sandbox(rate_scale=100, deploy_seconds=0) as sandbox:
        monkeypatch.setenv("IMGIX_BASE_URL", sandbox.url)
        monkeypatch.setenv("IMGIX_API_KEY", sandbox.key)
        yield sandbox


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[ManagementClient]:
    # A key of its own, so that its requests do not count among those of the command.
    with ManagementClient(sandbox.keys["account-admin"], base_url=sandbox.url) as client:
        yield client


@pytest.fixture
def source(client: ManagementClient) -> Source:
    """A source with a secret, and a long name."""
    deployment = S3Deployment(
        imgix_subdomains=["shop"], s3_access_key="a", s3_secret_key="b", s3_bucket="c", secure_url_enabled=True
    )
    return client.sources.create("N" * 150, deployment)
