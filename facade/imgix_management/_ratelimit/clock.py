"""The clock that slots are dated by on one machine."""

from __future__ import annotations

import time
from typing import Final

# On Linux the first continues while the machine is suspended; Windows has neither.
_CLOCK: Final[int | None] = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))


def now() -> float:
    """Return the seconds since the machine started, the same for all of its processes. Nobody can set this clock."""
    return time.monotonic() if _CLOCK is None else time.clock_gettime(_CLOCK)
