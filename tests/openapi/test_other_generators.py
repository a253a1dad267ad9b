"""Generators that nobody here wrote take the document as it is, and what they make works: one call each."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from imgix_sandbox import Sandbox
from tests.sandbox.helpers import Api, connect
from tools.contract import DOCUMENT, ROOT
from tools.generate import OPENAPI_30, generator
from tools.node import NODE, program

HERE = Path(__file__).with_name("generators")
TSC = ["--strict", "--noEmitOnError", "--target", "es2022", "--lib", "es2022,dom", "--module", "node16"]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]  # the first time, the generators are installed


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    result = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(rate_scale=1e6, deploy_seconds=0) as running:
        yield running
    assert running.problems == []


def test_two_generators_for_typescript_make_clients_that_compile_and_call(tmp_path: Path, sandbox: Sandbox) -> None:
    types = program("generators", "openapi-typescript/bin/cli.js")
    run(*types, DOCUMENT, "--output", "api.ts", cwd=tmp_path)
    run(*program("generators", "oazapfts/dist/cli.js"), OPENAPI_30, "client.ts", cwd=tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(ROOT / "tools" / "generators" / "node_modules")
    for path in HERE.glob("*.ts"):
        shutil.copy(path, tmp_path)
    run(*program("generators", "typescript/bin/tsc"), *TSC, "call_types.ts", "call_client.ts", cwd=tmp_path)
    printed = [
        json.loads(run(NODE, name, sandbox.url, sandbox.key, cwd=tmp_path))
        for name in ("call_types.js", "call_client.js")
    ]
    assert printed == [["Typed", "images"], ["Generated", "webfolder"]]


def test_the_stock_generator_of_our_client_needs_no_template(tmp_path: Path, sandbox: Sandbox) -> None:
    binaries = generator()
    command = (binaries / "openapi-python-client", "generate", "--path", DOCUMENT, "--meta", "none")
    path = f"{binaries}{os.pathsep}{os.environ['PATH']}"
    run(*command, "--output-path", tmp_path / "stock", "--fail-on-warning", cwd=tmp_path, PATH=path)
    with connect(sandbox.url) as http:
        folder = {"type": "webfolder", "webfolder_base_url": "https://img.example/", "secure_url_enabled": True}
        source_id = Api(http, sandbox.key).create({**folder, "imgix_subdomains": ["stock"]})["id"]
    printed = run(
        sys.executable,
        HERE / "call_stock.py",
        sandbox.url,
        sandbox.key,
        source_id,
        cwd=tmp_path,
        PYTHONPATH=str(tmp_path),
    )
    attributes, annotation, status = json.loads(printed)
    # What nobody set is not sent.
    assert attributes == {
        "deployment": {
            "type": "webfolder",
            "imgix_subdomains": ["stock"],
            "annotation": "one annotation",
            "webfolder_base_url": "https://img.example/",
        }
    }
    assert (annotation, status) == ("one annotation", 202)
