import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PIL import Image

SETTINGS = ("IMGIX_", "LC_", "LANG", "NO_COLOR", "FORCE_COLOR", "TTY_", "COLUMNS")
"""How the names of environment variables begin that change the output."""

ROOT = Path(__file__).parents[2]


class Result(NamedTuple):
    code: int
    out: str
    err: str


Imgix = Callable[..., Result]


def environment(**more: str) -> dict[str, str]:
    """The environment of a process that finds the packages of this checkout, and no settings of whoever runs it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    paths = os.pathsep.join(str(ROOT / name) for name in ("facade", "generated", "contract", "sandbox", "cli"))
    return {**inherited, "PYTHONPATH": paths, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", **more}


def start(*args: str, **env: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "imgix_cli", *args],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(**env),
    )


def until(process: "subprocess.Popen[str]", text: str) -> str:
    """Read what the process writes, up to the line with a text."""
    assert process.stdout is not None
    lines: list[str] = []
    while not (lines and text in lines[-1]):
        lines.append(process.stdout.readline())
        assert lines[-1], "".join(lines)
    return "".join(lines)


def on_terminal(*args: str, **env: str) -> str:
    """Run the command on a terminal of 80 columns and return all that was written to it."""
    import pty  # not on every system

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "imgix_cli", *args],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(TERM="xterm-256color", COLUMNS="80", **env),
    )
    os.close(theirs)
    written = b""
    with contextlib.suppress(OSError):  # the other end was closed
        while chunk := os.read(ours, 65536):
            written += chunk
    os.close(ours)
    assert process.wait(timeout=10) == 0
    return written.decode()


def write_image(path: Path, width: int, height: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (width, height), (20, 120, 200)).save(path)
    return path
