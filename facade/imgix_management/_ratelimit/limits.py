"""Rate limits, and the windows that keep them. No I/O."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ..errors import ConfigurationError

MARGIN: Final = 0.020
"""Seconds by which a window is longer than its period, so that a request that reaches the server a little faster than
the one a full period before it does no harm. With a period of one second, 98 % of the allowed rate remain. A caller
that wakes late may use up half of it; the rest is for the network."""

CLOCK_ERROR: Final = 500e-6
"""The share of a period by which a window is longer at least, since clocks of two machines run at different speeds. NTP
corrects the rate of a clock by up to 500 ppm. It outweighs `MARGIN` from 40 s on: 1.8 s in an hour."""

INITIAL_BACKOFF: Final = 10.0
"""Seconds for which a bucket is blocked after a 429 without Retry-After, unless its period is shorter."""

MAX_BACKOFF: Final = 60.0
"""Seconds to which that grows, doubling, while 429s continue; or the period, if that is longer."""

_SECONDS: Final = {"s": 1.0, "second": 1.0, "minute": 60.0, "hour": 3600.0}
_LIMIT: Final = re.compile(r"\s*([0-9]{1,9})/(s|second|minute|hour)\s*")


@dataclass(frozen=True, slots=True)
class Limit:
    """How many requests a bucket takes in any period.

    Attributes:
        bucket: The name of the bucket, such as `purge`.
        count: How many requests, at least 1.
        period: Length of the sliding window, in seconds, above zero.

    Raises:
        ValueError: `count` or `period` is out of range.
    """

    bucket: str
    count: int
    period: float

    def __post_init__(self) -> None:
        if self.count < 1 or not self.period > 0:
            raise ValueError(f"not a rate limit: {self}")


Limits = tuple[Limit, ...]
"""The limits of one bucket, all of which hold."""


@dataclass(frozen=True, slots=True)
class BucketStatus:
    """How much of a rate limit is used, by everyone who shares the store.

    Attributes:
        limits: The limits of the bucket, all of which hold; mostly one.
        used: Requests counted in the window of the first limit that ends now, or promised to callers that wait.
        free: Requests that may be sent now.
        retry_after: Seconds until the next request may be sent; 0 if it may be sent now.
        granted: Requests granted since the store began to count.
    """

    limits: Limits
    used: int
    free: int
    retry_after: float
    granted: int


class BucketLimits:
    """The windows that a request must fit into, all at once.

    Attributes:
        bucket: The bucket in which requests are counted.
        limits: The limits.
        windows: For each window how many requests it takes, and its length with the margin, in seconds.
        horizon: The length of the longest window, in seconds.
        tolerance: How many seconds after its slot a request may be sent and still be counted at the slot.
        strict: Whether a request is counted when its response arrives, which is the latest time at which the server
            can have counted it, and until then as if it were sent just now.
        backoff: For how many seconds a bucket is blocked after a 429 without Retry-After: at first, and at most.
    """

    __slots__ = ("backoff", "bucket", "horizon", "limits", "strict", "tolerance", "windows")

    def __init__(
        self, limit: Limit, *more: Limit, margin: float | None = None, strict: bool = False, enforced: bool = True
    ) -> None:
        """Take limits of one bucket, and the margin in seconds, or None for `margin_for` each period.

        If they are not `enforced`, there are no windows: requests wait only while the bucket is blocked.
        """
        self.limits: tuple[Limit, ...] = (limit, *more)
        self.bucket: str = limit.bucket
        self.strict: bool = strict
        margins = [margin_for(each.period) if margin is None else margin for each in self.limits]
        windows = [(each.count, each.period + added) for each, added in zip(self.limits, margins, strict=True)]
        self._keep(windows if enforced else (), min(MARGIN, *margins) / 2 if enforced else float("inf"))
        shortest = min(each.period for each in self.limits)
        self.backoff: tuple[float, float] = (min(shortest, INITIAL_BACKOFF), max(shortest, MAX_BACKOFF))

    @classmethod
    def stored(cls, windows: Iterable[tuple[int, float]], tolerance: float) -> BucketLimits:
        """Return limits read from a store: enough of them to move a reservation."""
        self = cls.__new__(cls)
        self.bucket, self.limits, self.strict = "", (), False
        self._keep(windows, tolerance)
        return self

    def scaled(self, share: float) -> BucketLimits:
        """Return limits with a share of each count; below one request, one in a longer window."""
        scaled = copy.copy(self)
        counts = [(count * share, length) for count, length in self.windows]
        scaled._keep([(int(n), length) if n >= 1 else (1, length / n) for n, length in counts], self.tolerance)
        return scaled

    def status(self, counted: Iterable[int], wait: float, granted: int) -> BucketStatus:
        """Sum up the requests counted in each window, the seconds until the next slot, and all requests granted."""
        used = [min(count, each) for (count, _), each in zip(self.windows, counted, strict=True)]
        free = min(count - each for (count, _), each in zip(self.windows, used, strict=True))
        return BucketStatus(self.limits, used[0], 0 if wait > 0 else free, wait, granted)

    def _keep(self, windows: Iterable[tuple[int, float]], tolerance: float) -> None:
        self.windows: tuple[tuple[int, float], ...] = tuple((count, length) for count, length in windows)
        self.tolerance: float = tolerance
        self.horizon: float = max((length for _, length in self.windows), default=0.0)


def margin_for(period: float) -> float:
    """Return the safety margin of a window, both in seconds."""
    return max(MARGIN, period * CLOCK_ERROR)


def parse_limits(bucket: str, text: object) -> Limits:
    """Read the limits of a bucket, such as `50/second` or `50/s + 1000/hour`.

    Raises:
        ConfigurationError: The text is anything else: zero, negative, a fraction, another unit
            (code `rate_limit_invalid`).
    """
    matches = [_LIMIT.fullmatch(part) for part in str(text).split("+")]
    limits = [Limit(bucket, int(each[1]), _SECONDS[each[2]]) for each in matches if each is not None and int(each[1])]
    if len(limits) < len(matches):
        raise ConfigurationError("rate_limit_invalid", bucket=bucket, value=text)
    return tuple(limits)


def parse_limit_list(text: str) -> dict[str, str]:
    """Read the limits of several buckets from one line, such as `purge=50/second, upload=10/s`.

    Raises:
        ConfigurationError: A part has no bucket, or a bucket occurs twice (code `rate_limit_invalid`).
    """
    limits: dict[str, str] = {}
    for part in text.split(","):
        bucket, equals, limit = (each.strip() for each in part.partition("="))
        if not equals or bucket in limits:
            raise ConfigurationError("rate_limit_invalid", bucket=bucket, value=text)
        limits[bucket] = limit
    return limits
