"""Run the quickest checks: `invoke quick`. `invoke check` runs all of them."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from tools.contract import ROOT

# Slow: complete programs, slow and stalled responses, waits for rate limits, several processes.
SLOW = [
    "facade/ratelimit",
    "facade/test_client.py",
    "facade/test_coverage.py",
    "facade/test_examples.py",
    "facade/test_failures.py",
    "facade/test_jsonapi.py",
    "facade/test_path_variants.py",
    "facade/test_permissions.py",
    "facade/test_rate_limits_over_http.py",
    "facade/test_telemetry.py",
    "facade/test_uploads.py",
]
STEPS = {
    "sync": ["tools.sync", "--check"],
    "rules": ["ruff", "check", "--quiet"],
    "format": ["ruff", "format", "--check", "--quiet"],
    "types": ["mypy", "--no-error-summary"],
    "tests": [
        *("pytest", "--quiet", "--no-header", "--maxfail=5", "--numprocesses=2", "--hypothesis-profile=quick"),
        *("tests/facade", "tests/generated", *(f"--ignore=tests/{path}" for path in SLOW)),
    ],
}


def main() -> None:
    """Run the steps, two at a time, and print the output of those that failed.

    Raises:
        SystemExit: One failed.
    """
    started = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        # The slowest first.
        results = dict(zip(reversed(STEPS), pool.map(step, reversed(STEPS.values())), strict=True))
    failed = {name: output for name, (code, _, output) in results.items() if code}
    for name, output in failed.items():
        print(f"--- {name}\n{output}")
    for name in STEPS:
        print(f"{name:7} {'failed' if name in failed else 'ok':6} {results[name][1]:5.1f} s")
    print(f"{'':14} {time.monotonic() - started:5.1f} s")
    if failed:
        raise SystemExit(1)


def step(command: list[str]) -> tuple[int, float, str]:
    """Run a module; return its exit code, the seconds it took, and its output."""
    started = time.monotonic()
    result = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return result.returncode, time.monotonic() - started, result.stdout + result.stderr


if __name__ == "__main__":
    main()
