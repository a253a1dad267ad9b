# Derived from facade/imgix_management/_async/retry_state.py by `invoke sync`. Do not edit.
"""The attempts of one call: when it is retried, and how long it may take."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from .._core import retries
from .._core.blocking import SyncSleep
from .._core.options import Options
from .._models.resources import ResponseInfo
from ..errors import APITimeoutError, ImgixError, RateLimitStoreError, RateLimitWaitError

T = TypeVar("T")

_log = logging.getLogger("imgix_management")

LONG_PAUSE = 1.0
"""Seconds of a pause that is logged."""

SHORTEST = 0.001
"""The time-out, in seconds, of an operation that begins when the time is up: not all systems accept zero."""


class RetryState:
    """The attempts of one call, and the time they have.

    Attributes:
        sent: Requests that were sent, or were about to be.
        rate_limit_wait: Seconds they waited for the rate limit.
        may_have_been_processed: Whether the server may have processed one of them.
        info: The response to the last one, or None.
    """

    def __init__(
        self,
        options: Options,
        *,
        repeatable: bool,
        sleep: SyncSleep = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Begin a call.

        Args:
            options: Its time-outs and retries.
            repeatable: Whether it can be made twice without harm.
            sleep: Sleeps for a number of seconds.
            clock: Returns seconds.
            chance: Returns a random number from 0 to 1.
        """
        self._options = options
        self.repeatable = repeatable
        self._sleep = sleep
        self._clock = clock
        self._chance = chance
        self._started = clock()
        self.sent = 0
        self.rate_limit_wait: float = 0.0
        self.may_have_been_processed: bool = False
        self.info: ResponseInfo | None = None

    def run(self, attempt: Callable[[], T]) -> T:
        """Make attempts until one ends well, or in an error that stays.

        Raises:
            ImgixError: How the last attempt ended that was sent.
        """
        attempts_made = 0
        last: ImgixError | None = None
        while True:
            attempts_made += 1
            try:
                return attempt()
            except ImgixError as error:
                if last is not None and isinstance(error, RateLimitWaitError | RateLimitStoreError):
                    # Nothing was sent this time: what counts is how the attempt before ended.
                    raise last from last.__cause__
                error.attempts = self.sent
                self.may_have_been_processed = self.may_have_been_processed or retries.may_have_been_processed(error)
                pause = self._pause(error, attempts_made)
                if pause is None:
                    raise
                last = error
            if pause >= LONG_PAUSE:
                _log.info("waiting %.1f s before another attempt after %s", pause, last.code)
            self._sleep(pause)

    def _pause(self, error: ImgixError, attempts_made: int) -> float | None:
        left = retries.RETRY_DEADLINE - (self._clock() - self._started - self.rate_limit_wait)
        return retries.pause(
            error,
            attempts_made,
            most=self._options.max_retries,
            repeatable=self.repeatable,
            left=min(left, self.remaining()),
            chance=self._chance(),
        )

    def remaining(self) -> float:
        """The seconds left of the total, without end if there is none; below zero when the time is up."""
        total = self._options.total_timeout
        return float("inf") if total is None else total - (self._clock() - self._started)

    def max_wait(self) -> float | None:
        """The seconds that the next request may wait for its rate limit; None for any."""
        most = self._options.max_wait
        wait = min(self.remaining(), float("inf") if most is None else most - self.rate_limit_wait)
        return None if wait == float("inf") else max(0.0, wait)

    def timeouts(self) -> dict[str, float | None]:
        """The time-outs of what begins now, as httpx names them, in seconds."""
        timeout, left = self._options.timeout, max(SHORTEST, self.remaining())
        each = {"connect": timeout.connect, "read": timeout.read, "write": timeout.write, "pool": timeout.connect}
        if left == float("inf"):
            return each
        return {name: left if seconds is None else min(seconds, left) for name, seconds in each.items()}

    def in_force(self, timeouts: Mapping[str, float | None]) -> Mapping[str, float | None]:
        """Return the time-outs of a request that has failed now: the total for each, if that is what was up."""
        return timeouts if self.remaining() > 0 else dict.fromkeys(timeouts, self._options.total_timeout)

    def is_over(self) -> bool:
        """Return whether the total time is up; timers may come a little early."""
        return self.remaining() <= SHORTEST

    def timed_out(self, host: str) -> APITimeoutError:
        """Return the error for a total time that is up."""
        return APITimeoutError(host=host, timeout=self._options.total_timeout)

    def check(self, host: str) -> None:
        """See that there is time left, in the middle of a request.

        Raises:
            APITimeoutError: The total time is up.
        """
        if self.remaining() <= 0:
            raise self.timed_out(host)
