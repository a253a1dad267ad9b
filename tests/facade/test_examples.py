"""The examples in docstrings run; those of pages are run by `tests/docs/test_pages.py`."""

import ast
import inspect
import re
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest

import imgix_management
from imgix_management import AsyncManagementClient, ManagementClient, S3Deployment
from imgix_sandbox import Sandbox
from tests.mock_clients import KEY

ROOT = Path(__file__).resolve().parents[2]
GROUPS = ("sources", "assets", "uploads", "purges", "reports")
EXAMPLE = re.compile(r"Example:\n((?: .*\n?|\n)+)")


def examples(cls):
    """The example of each documented part of a client."""
    client = cls(KEY, base_url="http://127.0.0.1:9")
    parts = [cls, *(getattr(cls, name) for name in ("operation", "with_options")), type(client.rate_limits)]
    for group in (*GROUPS, "rate_limits"):
        parts += [m for name, m in inspect.getmembers(type(getattr(client, group))) if not name.startswith("_")]
    if cls is ManagementClient:
        client.close()
    return [
        pytest.param(textwrap.dedent(code), id=part.__qualname__)
        for part in parts
        for code in EXAMPLE.findall(inspect.getdoc(part) or "")
    ]


@pytest.fixture
def sandbox():
    now = datetime(2026, 11, 20, tzinfo=UTC).timestamp()
    with Sandbox(key=KEY, rate_scale=1e6, deploy_seconds=0, clock=lambda: now) as running:
        yield running
    assert running.problems == []


@pytest.fixture
def place(sandbox, tmp_path, monkeypatch):
    """What the examples take for granted: a Source with an Asset, its secret, and a picture in the current folder."""
    monkeypatch.setenv("IMGIX_API_KEY", KEY)
    monkeypatch.setenv("IMGIX_BASE_URL", sandbox.url)
    monkeypatch.chdir(tmp_path)
    write_image = (ROOT / "examples" / "images" / "風景.jpg").read_bytes()
    (tmp_path / "tom.jpg").write_bytes(write_image)
    names = {name: getattr(imgix_management, name) for name in imgix_management.__all__}
    names["secret_key"] = "b"
    with ManagementClient() as client:
        deployment = S3Deployment(imgix_subdomains=["shop"], s3_access_key="a", s3_secret_key="b", s3_bucket="c")
        names["source"] = client.sources.create("Shop", deployment)
        client.uploads.upload(names["source"].id, "cats/tom.jpg", write_image)
    return names


def test_both_clients_have_the_same_examples():
    sync, asynchronous = examples(ManagementClient), examples(AsyncManagementClient)
    assert len(sync) >= 10
    for one, other in zip(sync, asynchronous, strict=True):
        code = re.sub(r"\b(async|await) ", "", other.values[0]).replace("AsyncM", "M")
        assert code == one.values[0]


@pytest.mark.parametrize("code", examples(ManagementClient))
def test_an_example(place, code):
    with ManagementClient() as client:
        exec(compile(code, "example", "exec"), {**place, "client": client})


@pytest.mark.parametrize("code", examples(AsyncManagementClient))
async def test_an_async_example(place, code):
    compiled = compile(code, "example", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    async with AsyncManagementClient() as client:
        await eval(compiled, {**place, "client": client})
