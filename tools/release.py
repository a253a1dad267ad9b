"""`python -m tools.release [--tag TAG]`: builds the package and tries it where its users will run it."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.changes.versions import CHANGELOG, FRAGMENTS, current, spelt
from tools.contract import ROOT

OLDEST = 11
"""The minor version of the oldest Python 3 that is supported."""
RESOLUTIONS = ("lowest-direct", "highest")
# Imports every module of the three packages, and starts the command.
TRIAL = """
import importlib, pkgutil, subprocess, sys
from pathlib import Path
found = []
for name in ("imgix_management", "imgix_openapi", "imgix_contract", "imgix_sandbox", "imgix_cli"):
    package = importlib.import_module(name)
    found += [m.name for m in pkgutil.walk_packages(package.__path__, f"{name}.") if not m.name.endswith("__main__")]
for name in found:
    importlib.import_module(name)
subprocess.run([str(Path(sys.executable).with_name("imgix")), "--help"], check=True, stdout=subprocess.DEVNULL)
print(len(found), "modules imported")
"""


def main() -> None:
    """Build, check and try.

    Raises:
        SystemExit: Something is not fit to be released.
    """
    parser = argparse.ArgumentParser(prog="invoke release")
    parser.add_argument("--tag", help="the tag of the release")
    tag = parser.parse_args().tag
    if tag:
        agree(ROOT, tag)
    target = ROOT / "dist"
    shutil.rmtree(target, ignore_errors=True)
    run(sys.executable, "-m", "uv", "build", "--quiet", "--out-dir", target)
    (wheel,), (sdist,) = target.glob("*.whl"), target.glob("*.tar.gz")
    run(sys.executable, "-m", "twine", "check", "--strict", sdist, wheel)
    for python in pythons():
        for resolution in RESOLUTIONS:
            attempt(wheel, python, resolution)


def agree(root: Path, tag: str) -> None:
    """See that version, changelog and tag agree.

    Raises:
        SystemExit: They do not.
    """
    version = spelt(current(root))
    if tag != f"v{version}":
        raise SystemExit(f"the tag is {tag}, the version {version}")
    if not re.search(rf"^## {re.escape(version)} - \d", (root / CHANGELOG).read_text("utf-8"), re.MULTILINE):
        raise SystemExit(f"{CHANGELOG} has no dated section {version}: run `invoke changelog`")
    left = [path.name for path in (root / FRAGMENTS).glob("*.*.md")]
    if left:
        raise SystemExit(f"fragments are left in {FRAGMENTS}: {', '.join(left)}; run `invoke changelog`")


def pythons() -> list[str]:
    """The Pythons on PATH, from the oldest supported one; with pyenv, those that PYENV_VERSION names."""
    found = []
    for minor in range(OLDEST, OLDEST + 20):
        python = shutil.which(f"python3.{minor}")
        if python and subprocess.run([python, "--version"], capture_output=True, check=False).returncode == 0:
            found.append(python)
    return found


def attempt(wheel: Path, python: str, resolution: str) -> None:
    """Install the wheel with all extras into a fresh environment, and import all of it."""
    with tempfile.TemporaryDirectory() as scratch:
        uv = (sys.executable, "-m", "uv")
        run(*uv, "venv", "--quiet", "--python", python, scratch)
        fresh = Path(scratch, "bin", "python")
        # A dependency without a wheel for this Python is not one that users get.
        options = ("--quiet", "--resolution", resolution, "--only-binary", ":all:", "--python", fresh)
        run(*uv, "pip", "install", *options, f"{wheel}[all]")
        run(fresh, "-c", TRIAL)


def run(*command: str | Path) -> None:
    """Run a command outside the tree; stop if it fails."""
    print("$", *(str(part) if "\n" not in str(part) else "..." for part in command), flush=True)
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    where = ROOT if "build" in command else ROOT.parent
    if subprocess.run(command, cwd=where, env=environment, check=False).returncode:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
