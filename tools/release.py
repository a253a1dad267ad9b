"""Build the package and test it in the environments of its users: `python -m tools.release [--tag TAG]`."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.changes.versions import CHANGELOG, FRAGMENTS, current, format_version
from tools.contract import ROOT

OLDEST_MINOR = 11
"""The minor version of the oldest Python 3 that is supported."""
RESOLUTIONS = ("lowest-direct", "highest")
# Import every module of all packages, and start the command.
SMOKE_TEST = """
import importlib, pkgutil, subprocess, sys
from pathlib import Path
modules = []
for name in ("imgix_management", "imgix_openapi", "imgix_contract", "imgix_sandbox", "imgix_cli"):
    package = importlib.import_module(name)
    modules += [m.name for m in pkgutil.walk_packages(package.__path__, f"{name}.") if not m.name.endswith("__main__")]
for name in modules:
    importlib.import_module(name)
subprocess.run([str(Path(sys.executable).with_name("imgix")), "--help"], check=True, stdout=subprocess.DEVNULL)
print(len(modules), "modules imported")
"""


def main() -> None:
    """Build, check and test.

    Raises:
        SystemExit: Something cannot be released.
    """
    parser = argparse.ArgumentParser(prog="invoke release")
    parser.add_argument("--tag", help="the tag of the release")
    tag = parser.parse_args().tag
    if tag:
        check_tag(ROOT, tag)
    target = ROOT / "dist"
    shutil.rmtree(target, ignore_errors=True)
    run(sys.executable, "-m", "uv", "build", "--quiet", "--out-dir", target)
    (wheel,), (sdist,) = target.glob("*.whl"), target.glob("*.tar.gz")
    run(sys.executable, "-m", "twine", "check", "--strict", sdist, wheel)
    for python in pythons():
        for resolution in RESOLUTIONS:
            install(wheel, python, resolution)


def check_tag(root: Path, tag: str) -> None:
    """Check that version, changelog and tag match.

    Raises:
        SystemExit: They do not match.
    """
    version = format_version(current(root))
    if tag != f"v{version}":
        raise SystemExit(f"the tag is {tag}, the version {version}")
    if not re.search(rf"^## {re.escape(version)} - \d", (root / CHANGELOG).read_text("utf-8"), re.MULTILINE):
        raise SystemExit(f"{CHANGELOG} has no dated section {version}: run `invoke changelog`")
    fragments = [path.name for path in (root / FRAGMENTS).glob("*.*.md")]
    if fragments:
        raise SystemExit(f"fragments are left in {FRAGMENTS}: {', '.join(fragments)}; run `invoke changelog`")


def pythons() -> list[str]:
    """Return the interpreters on PATH, from the oldest supported one; with pyenv, those in PYENV_VERSION."""
    interpreters = []
    for minor in range(OLDEST_MINOR, OLDEST_MINOR + 20):
        python = shutil.which(f"python3.{minor}")
        if python and subprocess.run([python, "--version"], capture_output=True, check=False).returncode == 0:
            interpreters.append(python)
    return interpreters


def install(wheel: Path, python: str, resolution: str) -> None:
    """Install the wheel with all extras into a fresh environment, and import all of it."""
    with tempfile.TemporaryDirectory() as scratch:
        uv = (sys.executable, "-m", "uv")
        run(*uv, "venv", "--quiet", "--python", python, scratch)
        fresh = Path(scratch, "bin", "python")
        # Only wheels: building a dependency would need a compiler.
        options = ("--quiet", "--resolution", resolution, "--only-binary", ":all:", "--python", fresh)
        run(*uv, "pip", "install", *options, f"{wheel}[all]")
        run(fresh, "-c", SMOKE_TEST)


def run(*command: str | Path) -> None:
    """Run a command outside the repository; exit if it fails."""
    print("$", *(str(part) if "\n" not in str(part) else "..." for part in command), flush=True)
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    directory = ROOT if "build" in command else ROOT.parent
    if subprocess.run(command, cwd=directory, env=environment, check=False).returncode:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
