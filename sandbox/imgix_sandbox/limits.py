"""Rate limits, counted strictly: in every sliding window, not in fixed ones."""

from collections import deque
from collections.abc import Callable

from imgix_openapi.operations import RATE_LIMITS, Operation


class SlidingWindow:
    """Grants at most `limit` requests in any window of `period` seconds.

    A rejected request isn't counted; whether imgix counts it is not known.
    """

    def __init__(self, limit: int, period: float) -> None:
        self.limit = limit
        self.period = period
        self._granted: deque[float] = deque()

    def take(self, now: float) -> bool:
        """Count a request at a time in seconds, or refuse it."""
        while self._granted and now - self._granted[0] >= self.period:
            self._granted.popleft()
        if len(self._granted) >= self.limit:
            return False
        self._granted.append(now)
        return True


class Limits:
    """The buckets of the one account that the sandbox has.

    Whether imgix counts by account or by key, and the default bucket over all operations together or for each, is not
    known: here by account and together, which is the stricter way. A restart begins with empty buckets.

    Args:
        scale: Multiplies every limit; a limit never falls below 1.
        clock: Seconds.

    Raises:
        ValueError: The scale isn't above 0.
    """

    def __init__(self, scale: float, clock: Callable[[], float]) -> None:
        if not scale > 0:
            raise ValueError(f"the rate scale must be above 0, not {scale}")
        self._clock = clock
        self._windows = {
            name: SlidingWindow(max(1, int(rate.limit * scale)), rate.period) for name, rate in RATE_LIMITS.items()
        }

    def take(self, operation: Operation) -> bool:
        """Count a request for an operation; False if its bucket is full."""
        return self._windows[operation.rate_limit.bucket].take(self._clock())

    def limit(self, operation: Operation) -> int:
        """Tell how many requests the operation's bucket takes within its period."""
        return self._windows[operation.rate_limit.bucket].limit
