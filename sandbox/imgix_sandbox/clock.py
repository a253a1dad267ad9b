"""The one clock of the sandbox."""

import time
from collections.abc import Callable


def steady_clock() -> Callable[[], float]:
    """Return a clock that tells UNIX seconds and never jumps, whatever happens to the computer's clock."""
    offset = time.time() - time.monotonic()
    return lambda: offset + time.monotonic()
