"""Run redocly, which lints and compares OpenAPI documents."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tools.node import program


def redocly(*arguments: str | Path, cwd: Path, capture: bool = False) -> subprocess.CompletedProcess[str]:
    """Run redocly in a folder, with the settings in its `redocly.yaml`, if it has one."""
    return subprocess.run(
        [*program("redocly", "@redocly/cli/bin/cli.js"), *arguments],
        cwd=cwd,
        env={**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"},
        capture_output=capture,
        encoding="utf-8",
        check=False,
    )
