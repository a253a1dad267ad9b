"""What the pages take for granted: a Source with an Asset, its secret, a image, and a folder under git."""

import os
import subprocess
from datetime import UTC, datetime

import pytest

import imgix_management
from imgix_management import ManagementClient, S3Deployment
from imgix_sandbox import Sandbox
from tests.docs.page_runner import DOCS, ROOT, PageRunner
from tests.facade.ratelimit.redis_server import RedisServer
from tests.mock_clients import KEY

GIT = ("git", "-c", "user.name=Shop", "-c", "user.email=shop@example.test")


@pytest.fixture
def sandbox():
    now = datetime(2026, 11, 20, tzinfo=UTC).timestamp()
    with Sandbox(key=KEY, rate_scale=1e6, deploy_seconds=0, clock=lambda: now) as running:
        yield running
    assert running.problems == []


@pytest.fixture
def environment(sandbox, tmp_path):
    """The environment of commands: the sandbox is the API, and nothing of whoever runs the tests is used or changed."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("IMGIX_", "LC_", "LANG"))}
    return {
        **inherited,
        "HOME": str(tmp_path / "home"),
        "XDG_STATE_HOME": str(tmp_path / "home" / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "home" / "config"),
        "IMGIX_API_KEY": KEY,
        "IMGIX_BASE_URL": sandbox.url,
        "PYTHONUTF8": "1",
        "COLUMNS": "80",
        # Of a reader's pytest, which has none of the plugins of this project.
        "PYTEST_ADDOPTS": "--disable-warnings "
        + " ".join(f"-p no:{plugin}" for plugin in ("asyncio", "cacheprovider", "randomly", "xdist")),
    }


@pytest.fixture
def redis_url():
    server = RedisServer()
    yield server.url
    server.kill()


@pytest.fixture
def run_page(environment, tmp_path, monkeypatch, request):
    """Run the blocks of a page and return its runner."""
    for name in ("IMGIX_API_KEY", "IMGIX_BASE_URL"):
        monkeypatch.setenv(name, environment[name])
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    image = (ROOT / "examples" / "images" / "風景.jpg").read_bytes()
    (folder / "tom.jpg").write_bytes(image)

    def run(page):
        with ManagementClient() as client:
            deployment = S3Deployment(imgix_subdomains=["shop"], s3_access_key="a", s3_secret_key="b", s3_bucket="c")
            source = client.sources.create("Shop", deployment)
            client.uploads.upload(source.id, "cats/tom.jpg", image)
            public = {name: getattr(imgix_management, name) for name in imgix_management.__all__}
            complete = page.startswith(("../", "tutorials/")) or page == "start.md"
            names = None if complete else {**public, "client": client, "source": source, "secret_key": "b"}
            variables = {**environment, "SOURCE_ID": source.id}
            if page == "tutorials/celery.md":
                variables["REDIS_URL"] = request.getfixturevalue("redis_url")
            runner = PageRunner(DOCS / page, folder, names, variables)
            if any(runner.document.text.count(f"```{language}") for language in ("sh", "console")):
                _repository(folder, image)
            runner.run()
        return runner

    return run


def _repository(folder, image):
    """Make a repository with a release `v1.2`, after which a image was changed."""
    (folder / "public" / "cats").mkdir(parents=True)
    (folder / "public" / "cats" / "tom.jpg").write_bytes(image)
    for command in (["init", "-q"], ["add", "public"], ["commit", "-qm", "Pictures"], ["tag", "v1.2"]):
        subprocess.run([*GIT, *command], cwd=folder, check=True)
    (folder / "public" / "cats" / "tom.jpg").write_bytes(image + b"\0")
