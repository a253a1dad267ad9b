"""Writes everything that is derived from the contract. `invoke generate` calls it; running it twice changes nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import unasync

from tools import attributes, catalogues, contract, fit, operations, params
from tools.contract import ROOT

GENERATED = ROOT / "generated" / "imgix_openapi"
FACADE = ROOT / "facade" / "imgix_management"
MODELS = FACADE / "_models" / "_generated"
MARK = "# Derived from {source} by `invoke generate`. Do not edit.\n"
SYNC_NAMES = {
    "AsyncClient": "Client",
    "AsyncManagementClient": "ManagementClient",
    "AsyncIterator": "Iterator",
    "AsyncIterable": "Iterable",
    "AsyncGenerator": "Generator",
    "asyncio": "time",
    "to_thread": "call_directly",
    "run_shielded": "call_directly",
    "spool_async": "collect",
    "aiter_bytes": "iter_bytes",
    "aiter_raw": "iter_raw",
    "AsyncHTTP": "SyncHTTP",
    "aclose": "close",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "AsyncPager": "Pager",
    "AsyncSources": "Sources",
    "AsyncAssets": "Assets",
    "AsyncUploads": "Uploads",
    "AsyncPurges": "Purges",
    "AsyncReports": "Reports",
    "AsyncPipeline": "Pipeline",
    "AsyncSender": "Sender",
    "asynccontextmanager": "contextmanager",
    "run_hook": "call_directly",
    "create_async": "create_sync",
    "running_loop": "no_event_loop",
    "_aclose": "_close",
    "AsyncRetryState": "RetryState",
    "AsyncStore": "Store",
    "AsyncRateLimiter": "RateLimiter",
    "AsyncBackgroundTasks": "BackgroundTasks",
    "run_shielded_within": "call_within",
    "InlineStore": "identity",
    "ThreadStore": "identity",
    "AsyncRedisStore": "RedisStore",
    "AsyncFallbackStore": "FallbackStore",
    "AsyncScript": "Script",
    "async_client": "sync_client",
}


def main() -> None:
    """Derive all of it, and tell which pieces of the facade no longer fit."""
    document = contract.load()
    generate_client(document)
    write(MODELS / "attributes.py", attributes.render(document))
    write(MODELS / "params.py", params.render(document))
    derive_sync()
    ruff("check", "--fix-only", "--quiet", "--select", "I,F401,UP", *map(str, derived_folders()))
    ruff("format", "--quiet", *map(str, derived_folders()))
    catalogues.build(ROOT)
    fit.check()


def derived_folders() -> list[Path]:
    """The folders of the facade that hold derived code only."""
    return [MODELS, FACADE / "_sync"]


def write(path: Path, text: str, source: str = "openapi/imgix-management.yaml") -> None:
    """Write derived source with its mark."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(MARK.format(source=source) + text, encoding="utf-8")


def generator() -> Path:
    """The generator's own environment, made when it is missing or its requirements have changed."""
    requirements = ROOT / "openapi" / "generator-requirements.txt"
    home = ROOT / ".venv-generator"
    stamp = home / "requirements.txt"
    if not stamp.exists() or stamp.read_bytes() != requirements.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        python = home / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", requirements], check=True)
        shutil.copyfile(requirements, stamp)
    return home / "bin"


def generate_client(document: contract.Json) -> None:
    """Run the generator into a fresh folder, add the operations table and the contract, and put it in place."""
    binaries = generator()
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "document.json"
        source.write_text(json.dumps(contract.for_generator(document)), encoding="utf-8")
        target = Path(scratch) / "imgix_openapi"
        result = subprocess.run(
            [
                str(binaries / "openapi-python-client"),
                "generate",
                *("--path", str(source), "--meta", "none", "--output-path", str(target)),
                *("--config", str(ROOT / "openapi" / "generator.yaml")),
                *("--custom-template-path", str(ROOT / "openapi" / "templates")),
                "--fail-on-warning",
            ],
            env={**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise SystemExit(result.stdout + result.stderr)
        (target / "operations.py").write_text(operations.render(document), encoding="utf-8")
        for path in sorted(target.rglob("*.py")):
            mark = MARK.format(source="openapi/imgix-management.yaml")
            path.write_text(mark + path.read_text(encoding="utf-8"), encoding="utf-8")
        for step in (["check", "--fix-only", "--quiet", "--select", "I,F401"], ["format", "--quiet"]):
            command = [str(binaries / "ruff"), *step, "--isolated", "--line-length", "110", str(target)]
            subprocess.run(command, check=True)
        compact = json.dumps(document, ensure_ascii=False, indent=1)
        (target / "contract.json").write_text(compact + "\n", encoding="utf-8")
        (target / "py.typed").touch()
        shutil.rmtree(target / ".ruff_cache", ignore_errors=True)
        shutil.rmtree(GENERATED, ignore_errors=True)
        shutil.copytree(target, GENERATED)


def derive_sync() -> None:
    """Derive `_sync` from `_async`."""
    source, target = FACADE / "_async", FACADE / "_sync"
    shutil.rmtree(target, ignore_errors=True)
    files = sorted(source.glob("*.py"))
    rule = unasync.Rule(f"{source}/", f"{target}/", additional_replacements=SYNC_NAMES)
    unasync.unasync_files([str(path) for path in files], [rule])
    for path in files:
        derived = target / path.name
        text = derived.read_text(encoding="utf-8").replace("_async", "_sync")
        # The examples in docstrings.
        text = re.sub(r"\bAwaitable\[(\w+)\]", r"\1", text)
        text = re.sub(r"\b(async|await) ", "", text).replace("AsyncManagementClient", "ManagementClient")
        write(derived, text, source=f"facade/imgix_management/_async/{path.name}")


def ruff(*arguments: str) -> None:
    """Run the project's ruff."""
    subprocess.run([sys.executable, "-m", "ruff", *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
