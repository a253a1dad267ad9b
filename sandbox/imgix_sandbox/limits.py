"""Rate limits, counted strictly: in every sliding window, not in fixed ones."""

from collections import deque
from collections.abc import Callable

from imgix_openapi.operations import Operation


class SlidingWindow:
    """Grants at most `limit` requests in any window of `period` seconds.

    A rejected request isn't counted; whether imgix counts it is not known.
    """

    def __init__(self, limit: int, period: float) -> None:
        self.limit = limit
        self.period = period
        self._granted: deque[float] = deque()

    def used(self, now: float) -> int:
        """Return how many requests were granted in the window that ends at a time in seconds."""
        while self._granted and now - self._granted[0] >= self.period:
            self._granted.popleft()
        return len(self._granted)

    def take(self, now: float) -> bool:
        """Count a request at a time in seconds, or refuse it."""
        self.used(now)
        if len(self._granted) >= self.limit:
            return False
        self._granted.append(now)
        return True


class Limits:
    """The buckets of the one account that the sandbox has.

    A restart begins with empty buckets.

    Args:
        scale: Multiplies every limit; a limit never falls below 1.
        clock: Seconds.
        per_endpoint: Count the default bucket separately for each operation.
        per_key: Count separately for each API key instead of for the account.

    Raises:
        ValueError: The scale isn't above 0.
    """

    def __init__(
        self, scale: float, clock: Callable[[], float], *, per_endpoint: bool = False, per_key: bool = False
    ) -> None:
        if not scale > 0:
            raise ValueError(f"the rate scale must be above 0, not {scale}")
        self._scale = scale
        self._clock = clock
        self._per_endpoint = per_endpoint
        self._per_key = per_key
        self._windows: dict[tuple[str, str, str], SlidingWindow] = {}

    def take(self, operation: Operation, key: str = "") -> bool:
        """Count a request for an operation by a key; False if its bucket is full."""
        rate = operation.rate_limit
        endpoint = operation.id if self._per_endpoint and rate.bucket == "default" else ""
        which = (rate.bucket, endpoint, key if self._per_key else "")
        window = self._windows.get(which)
        if window is None:
            window = self._windows[which] = SlidingWindow(self.limit(operation), rate.period)
        return window.take(self._clock())

    def reset(self) -> None:
        """Empty all buckets."""
        self._windows.clear()

    def used(self) -> dict[str, int]:
        """Return how much of each bucket is used; where it is counted separately, the most."""
        now, used = self._clock(), dict[str, int]()
        for (bucket, _, _), window in self._windows.items():
            used[bucket] = max(window.used(now), used.get(bucket, 0))
        return used

    def limit(self, operation: Operation) -> int:
        """Return the number of requests that the operation's bucket allows within its period."""
        return self.scaled(operation.rate_limit.limit)

    def scaled(self, limit: int) -> int:
        """Return the limit of a bucket, given that of imgix."""
        return max(1, int(limit * self._scale))
