"""The memory of this process, as the kernel counts it (Linux)."""

from __future__ import annotations

import re
from pathlib import Path

STATUS = Path("/proc/self/status")


def resident() -> float:
    """MB in use now."""
    return _status("VmRSS")


def peak() -> float:
    """MB in use at most since `reset_peak`, or since the process began."""
    return _status("VmHWM")


def reset_peak() -> None:
    """Count the peak anew."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _status(name: str) -> float:
    match = re.search(rf"^{name}:\s+(\d+) kB", STATUS.read_text(encoding="ascii"), re.MULTILINE)
    assert match
    return int(match[1]) / 1000
