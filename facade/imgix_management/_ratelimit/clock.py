"""The clock that slots are dated by on one machine."""

from __future__ import annotations

import time

if hasattr(time, "CLOCK_BOOTTIME"):  # Linux: goes on while the machine is suspended

    def now() -> float:
        """Seconds since the machine was started, the same for all of its processes. Nobody can set this clock."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

elif hasattr(time, "clock_gettime"):

    def now() -> float:
        """Seconds since the machine was started, the same for all of its processes. Nobody can set this clock."""
        return time.clock_gettime(time.CLOCK_MONOTONIC)

else:

    def now() -> float:
        """Seconds since the machine was started, the same for all of its processes. Nobody can set this clock."""
        return time.monotonic()
