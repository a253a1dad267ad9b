"""What the reservation log deals in: budgets and tickets. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from .limits import Limit, Limits

MARGIN: Final = 0.020
"""Seconds by which a window is kept longer than the limit says, so that a request which reaches the server a
little faster than the one a whole window before it does no harm. With a window of one second 98 % of the
allowed rate remain. A caller that wakes late may use up half of it; the rest is the network's."""

CLOCK_ERROR: Final = 500e-6
"""The part of a window by which it is kept longer at least, since the clocks of two machines run apart. NTP
corrects the rate of a clock by up to 500 ppm. It outweighs `MARGIN` from 40 s on: 1.8 s in an hour."""

FIRST_PAUSE: Final = 10.0
"""Seconds a bucket is closed after a 429 that does not say for how long, unless its period is shorter."""

LONGEST_PAUSE: Final = 60.0
"""Seconds to which that grows, doubling, while 429s go on; or to the period, where that is longer."""

State = Literal["waiting", "in flight", "granted", "released"]


def margin_for(period: float) -> float:
    """Return the safety margin for a window, in seconds.

    Args:
        period: Length of the window, in seconds.
    """
    return max(MARGIN, period * CLOCK_ERROR)


class BucketLimits:
    """The windows which one kind of request must fit into, all at once.

    Attributes:
        bucket: The bucket the requests are counted in.
        limits: The limits.
        windows: For each window how many it takes, and its length with the margin, in seconds.
        reach: The longest of these, in seconds.
        slack: By how many seconds a caller may go later than its slot and still be counted at the slot.
        strict: Whether a request is counted when its answer comes, the latest time at which the server can have
            counted it, and until then as if it were sent just now.
        pauses: For how many seconds a bucket is closed after a 429 that does not say for how long: at first, and
            at most.
    """

    __slots__ = ("backoff", "bucket", "horizon", "limits", "strict", "tolerance", "windows")

    def __init__(self, limit: Limit, *more: Limit, margin: float | None = None, strict: bool = False) -> None:
        """Take the limits.

        Args:
            limit: A limit; its bucket is the budget's.
            *more: Further limits that hold at the same time.
            margin: Seconds added to each window; None for `margin_for` its length.
            strict: Count a request when its answer comes.
        """
        self.limits = (limit, *more)
        margins = [margin_for(each.period) if margin is None else margin for each in self.limits]
        self.bucket = limit.bucket
        self.windows = tuple((each.count, each.period + add) for each, add in zip(self.limits, margins, strict=True))
        self.horizon = max(length for _, length in self.windows)
        self.tolerance = min(MARGIN, *margins) / 2
        self.strict = strict
        shortest = min(each.period for each in self.limits)
        self.backoff = (min(shortest, FIRST_PAUSE), max(shortest, LONGEST_PAUSE))

    @classmethod
    def of(cls, windows: tuple[tuple[int, float], ...], tolerance: float) -> BucketLimits:
        """A budget read from a store: enough of it to move a ticket."""
        budget = cls.__new__(cls)
        budget.bucket, budget.limits, budget.windows, budget.tolerance, budget.strict = (
            "",
            (),
            windows,
            tolerance,
            False,
        )
        budget.horizon = max((length for _, length in windows), default=0.0)
        return budget


class Reservation:
    """A place in a log.

    All times are seconds on the clock of the store that the log is in.

    Attributes:
        budget: The windows it had to fit into.
        asked: When it was asked for.
        slot: The time it is counted at. While its holder waits it may be moved, but only to later.
        state: `waiting` for its slot; `in flight`: its holder went, and counts as going until it is answered;
            `started`: its holder went; `given back`: its holder will never go.
        id: What the log of a store outside the process knows it by; 0 in memory.
        due: The time its slot began at the earliest, in seconds of the clock of this process. Stores outside of
            it keep it, to tell a holder that goes late without asking.
        waited: Seconds from asking to going: what the quota cost this request.
    """

    __slots__ = ("asked", "budget", "due", "id", "slot", "state", "waited")

    def __init__(self, budget: BucketLimits, asked: float, slot: float, state: State, id_: int = 0) -> None:
        self.budget = budget
        self.asked = asked
        self.slot = slot
        self.state = state
        self.id = id_
        self.due = slot
        self.waited = 0.0

    def release(self) -> None:
        """Say that the holder will never go. A ticket that was let go stays counted; one in flight counts as answered.

        This is safe at any time without the lock of the log, which takes notice later.
        """
        if self.state == "waiting":
            self.state = "released"
        elif self.state == "in flight":
            self.state = "granted"


class MaxWaitExceededError(Exception):
    """The next slot is further away than the caller will wait. Nothing was reserved.

    Attributes:
        wait: Seconds until the slot would have come.
    """

    def __init__(self, wait: float) -> None:
        super().__init__(f"the next slot is {wait:.3f} s away")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Usage:
    """How far a bucket is used.

    Attributes:
        used: Requests counted in the first window that ends now, or promised to callers who wait; at most the
            limit.
        free: Requests that may go at once.
        retry_after: Seconds until the next request may go; 0 if it may go at once.
        started: Requests let go since the log was made, by all who share it.
    """

    used: int
    free: int
    retry_after: float
    granted: int


@dataclass(frozen=True, slots=True)
class BucketStatus:
    """How far a rate limit is used, by all who share the store.

    Attributes:
        limits: The limits of the bucket, all of which hold; mostly one.
        used: Requests counted in the window of the first of them that ends now, or promised to callers who wait.
        free: Requests that may go at once.
        retry_after: Seconds until the next request may go; 0 if it may go at once.
        started: Requests let go since the store began to count.
    """

    limits: Limits
    used: int
    free: int
    retry_after: float
    granted: int
