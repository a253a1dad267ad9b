"""Tasks for maintainers: `invoke --list`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from invoke.collection import Collection
from invoke.context import Context
from invoke.tasks import Task, task

from tools.changes.redocly import redocly

ROOT = Path(__file__).resolve().parent
PYTHON = sys.executable
SOURCE_ROOTS = ["facade", "generated", "contract", "sandbox", "cli"]
DERIVED = [
    "generated",
    "openapi/3.0",
    "facade/imgix_management/_models/_generated",
    "facade/imgix_management/_async",  # the keywords of lists and updates
    "facade/imgix_management/_sync",
    "facade/imgix_management/_i18n",
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
    """Write everything that is derived: the client from the contract, `_sync`, the message catalogues."""
    run(PYTHON, "-m", "tools.generate")


@task(help={"check": "only print what would change"})
def sync(context: Context, check: bool = False) -> None:
    """Write `_sync` from `_async`, and nothing else."""
    run(PYTHON, "-m", "tools.sync", *(["--check"] if check else []))


@task
def fix(context: Context) -> None:
    """Let ruff fix and format what it can, and write `_sync`."""
    run(PYTHON, "-m", "ruff", "check", "--fix-only", "--quiet")
    run(PYTHON, "-m", "ruff", "format", "--quiet")
    run(PYTHON, "-m", "tools.sync")


@task
def quick(context: Context) -> None:
    """Run the quickest checks, in less than 20 seconds."""
    run(PYTHON, "-m", "tools.quick")


@task
def unchanged(context: Context) -> None:
    """Fail if `invoke generate` would change anything; the changes are left in the working tree."""
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
    run(
        Path(PYTHON).with_name("lint-imports"),
        PYTHONPATH=os.pathsep.join(["facade", "generated", "contract", "sandbox", "cli"]),
    )


@task(default=True)
def contract_lint(context: Context) -> None:
    """Validate the contract: openapi-spec-validator, and redocly with rules of our own, without a warning."""
    run(PYTHON, "-m", "openapi_spec_validator", "openapi/imgix-management.yaml", "openapi/3.0/imgix-management.yaml")
    if redocly("lint", "management", cwd=ROOT).returncode:
        raise SystemExit(1)


@task(help={"base": "a git revision or a release; by default the last release, or where the branch left main"})
def contract_diff(context: Context, base: str = "") -> None:
    """Report what changed in the contract, what it breaks, and whether version and changelog follow."""
    run(PYTHON, "-m", "tools.changes", *(("--base", base) if base else ()))


@task
def contract_drift(context: Context) -> None:
    """Fail if an operation of the contract lacks a facade method, a sandbox handler, a cassette or another part."""
    run(PYTHON, "-m", "tools.drift")


@task(help={"path": "a file or a folder of tests", "keyword": "only tests whose names match it"})
def test(context: Context, path: str = "", keyword: str = "") -> None:
    """All tests, or some: `invoke test -p tests/facade -k retries`."""
    # A single file is done before workers have started.
    workers = [] if path.endswith(".py") else ["--numprocesses=auto", "--dist=worksteal"]
    run(PYTHON, "-m", "pytest", "--quiet", *workers, *(["-k", keyword] if keyword else []), *([path] if path else []))


@task(help={"seconds": "how long; the current round is then completed"})
def fuzz(context: Context, seconds: int = 300) -> None:
    """Feed the client random responses and arguments, round after round with another seed."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        run(PYTHON, "-m", "pytest", "--quiet", "--timeout=0", "tests/security/test_fuzz.py", IMGIX_FUZZ_EXAMPLES="2000")


@task(help={"upgrade": "take the newest versions that pyproject.toml allows"})
def lock(context: Context, upgrade: bool = False) -> None:
    """Write requirements-dev.txt, the versions that CI takes of the development tools, from pyproject.toml."""
    command = ["pip", "compile", "--quiet", "--universal", "--no-annotate", "--python-version", "3.11"]
    extras = ["--extra", "dev", "--extra", "release", "--extra", "bench", "--extra", "docs"]
    header = ["--custom-compile-command", "invoke lock", *(["--upgrade"] if upgrade else [])]
    run(PYTHON, "-m", "uv", *command, *extras, *header, "pyproject.toml", "-o", "requirements-dev.txt")


@task(help={"html": "write htmlcov/ as well"})
def coverage(context: Context, html: bool = False) -> None:
    """All tests, with the branches they take of what is written by hand; fails below the floor in pyproject.toml."""
    reports = ["--cov-report=term:skip-covered", *(["--cov-report=html"] if html else [])]
    # Six to eight minutes on two cores: too slow for `check`.
    run(PYTHON, "-m", "pytest", "--quiet", "--numprocesses=auto", "--dist=worksteal", "--cov", *reports)


@task
def audit(context: Context) -> None:
    """Look up known vulnerabilities of what is installed, on the internet: pip-audit."""
    run(PYTHON, "-m", "pip_audit", "--skip-editable", "--progress-spinner", "off")


@task(default=True)
def surface_write(context: Context) -> None:
    """Update the lists of public names and signatures and of imported modules, after an intended change."""
    tests = ["tests/facade/test_public_surface.py", "tests/test_speed_guards.py"]
    run(PYTHON, "-m", "pytest", "--quiet", *tests, IMGIX_WRITE_SURFACE="1")


@task
def cassettes_table(context: Context) -> None:
    """Update the table of what the cassettes exercise; it refuses to lose anything."""
    run(PYTHON, "-m", "pytest", "--quiet", "tests/contract/test_cassettes.py", IMGIX_WRITE_TABLE="1")


@task(help={"examples": "examples for each operation"})
def contract_fuzz(context: Context, examples: int = 200) -> None:
    """Let schemathesis drive the sandbox from the contract, for longer than the tests do."""
    run(PYTHON, "-m", "pytest", "--quiet", "--timeout=0", "tests/contract/test_fuzz.py", IMGIX_FUZZ=str(examples))


@task(help={"base": "a git revision; by default the last release"})
def surface_diff(context: Context, base: str = "") -> None:
    """Report what changed in the public Python names since the last release, and whether the version follows."""
    run(PYTHON, "-m", "tools.changes.surface", *(("--base", base) if base else ()))


@task(
    help={
        "live": "against the real API, with IMGIX_API_KEY; tests that write need IMGIX_SOURCE_ID",
        "keyword": "only tests whose names match it",
    }
)
def record(context: Context, live: bool = False, keyword: str = "") -> None:
    """Record the cassettes again, against the sandbox."""
    marked = "not by_hand"
    if live and "IMGIX_SOURCE_ID" not in os.environ:
        marked += " and not writes"
    where = "live" if live else "sandbox"
    command = ["pytest", "tests/cassettes", "-p", "no:randomly", "--record-mode=rewrite", "-m", f"vcr and {marked}"]
    run(PYTHON, "-m", *command, *(["-k", keyword] if keyword else []), IMGIX_RECORD=where)


@task(
    name="verify-live",
    help={
        "write": "a Source for tests: also run the checks that write",
        "throw_away": "a Source that may lose its secrets, for the question whether it does; with --write",
        "source": "the Source to read; by default the first that is enabled",
        "limits": "finally, send a few requests more than the limits allow",
        "only": "headings in openapi/UNCERTAIN.md, separated by commas",
        "out": "the folder for the report and the cassettes",
        "yes": "do not ask before writing",
    },
)
def verify_live(  # noqa: PLR0917 - options of a command
    context: Context,
    write: str = "",
    throw_away: str = "",
    source: str = "",
    limits: bool = False,
    only: str = "",
    out: str = "verify-live",
    yes: bool = False,
) -> None:
    """Settle the questions of openapi/UNCERTAIN.md by calls, with IMGIX_API_KEY; by default with reads only."""
    values = {"--write": write, "--throw-away": throw_away, "--source": source, "--only": only, "--out": out}
    options = [word for name, value in values.items() if value for word in (name, value)]
    flags = [name for name, enabled in {"--limits": limits, "--yes": yes}.items() if enabled]
    run(PYTHON, "-m", "tools.verify_live", *options, *flags)


@task
def changelog(context: Context) -> None:
    """Turn the fragments in changelog.d into a section of CHANGELOG.md for the present version."""
    run(PYTHON, "-m", "towncrier", "build", "--yes")


@task(help={"tag": "the release's tag: the version and CHANGELOG.md have to agree with it"})
def release(context: Context, tag: str = "") -> None:
    """Build sdist and wheel into dist/, and test them with the oldest and newest dependencies on each Python."""
    run(PYTHON, "-m", "tools.release", *(("--tag", tag) if tag else ()))


@task(help={"only": "names, separated by commas; else all", "compare": "a revision; then no report is written"})
def bench(context: Context, only: str = "", compare: str = "") -> None:
    """Run the benchmarks and write benchmarks/README.md. Needs the extra `bench`."""
    chosen = ["--only", only] if only else []
    against = ["--compare", compare] if compare else []
    run(PYTHON, "-m", "benchmarks", *chosen, *against)


@task(default=True, help={"fresh": "read all pages again, not only those that changed"})
def docs_build(context: Context, fresh: bool = False) -> None:
    """Build the documentation in both languages into build/docs. Needs the extra `docs`."""
    from tools.docs.build import build  # noqa: PLC0415 - only here

    build(fresh=fresh)


@task(help={"port": "the port; 0 for any that is free"})
def docs_serve(context: Context, port: int = 8000) -> None:
    """Build the documentation, and serve it on this machine until Ctrl-C."""
    from tools.docs.build import build, serve  # noqa: PLC0415 - only here

    build()
    serve(port)


@task
def docs_translate(context: Context) -> None:
    """Bring the Japanese catalogues of the documentation up to date, and say what is left to translate."""
    from tools.docs.catalogues import update  # noqa: PLC0415 - only here

    print(update())


@task
def docs_check(context: Context) -> None:
    """Build the documentation, check its links and catalogues, and run the blocks of all pages."""
    # A page's blocks are one test, so that they stay in order.
    run(PYTHON, "-m", "pytest", "--quiet", "-m", "site", "--numprocesses=2", "--dist=loadscope", "tests/docs")


@task
def faults(context: Context) -> None:
    """Make 10,000 calls to a sandbox that injects faults, and compare what the client reports with what was done."""
    run(PYTHON, "-m", "pytest", "--quiet", "-n2", "tests/faults/test_run.py", IMGIX_FAULT_RUN="complete")


@task
def slow(context: Context) -> None:
    """The tests that are too slow for `check`, and all that try many examples, with more of them."""
    marked = ["-m", "slow or hypothesis", "--hypothesis-profile=thorough"]
    run(PYTHON, "-m", "pytest", "--quiet", *marked, "--timeout=600", "--numprocesses=auto", "--dist=worksteal")


@task
def browser(context: Context) -> None:
    """Look at the page of the sandbox, and at the documentation, in Chromium. Needs the extras `browser` and `docs`."""
    run(PYTHON, "-m", "pytest", "--quiet", "-rs", "-m", "browser or site", "tests/browser")


@task(
    default=True,
    pre=[contract_lint, contract_diff, contract_drift, lint, types, imports, unchanged, surface_diff, test],
)
def check_most(context: Context) -> None:
    """Everything that has to pass before a change is merged."""


@task(pre=[check_most, slow, faults, docs_check, browser])
def check_full(context: Context) -> None:
    """The same, the slow tests, the complete fault run, the documentation, a browser. Needs `browser` and `docs`."""


# `contract_diff` is the task `contract.diff`.
namespace = Collection()
for _task in [value for value in globals().values() if isinstance(value, Task)]:
    _group, _, _word = _task.name.partition("_")
    if not _word:
        namespace.add_task(_task)
        continue
    if _group not in namespace.collections:
        namespace.add_collection(Collection(_group))
    namespace.collections[_group].add_task(_task, name=_word)
