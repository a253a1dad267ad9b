"""The clock of the sandbox."""

import time
from collections.abc import Callable


def steady_clock() -> Callable[[], float]:
    """Return a clock of UNIX seconds that never jumps, even if the computer's clock does."""
    offset = time.time() - time.monotonic()
    return lambda: offset + time.monotonic()
