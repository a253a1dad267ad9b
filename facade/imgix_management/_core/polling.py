"""Decide how often to poll while imgix finishes something. Pure functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from . import validation

PollInterval = float | Callable[[int], float]
"""Seconds between two calls while waiting, or a function that returns them for the number of calls made so far."""

DEFAULT_WAIT_TIMEOUT: Final = 1800.0
"""Seconds. Half an hour is what a third-party client allows."""

INITIAL_POLL_INTERVAL: Final = 0.5
MAX_POLL_INTERVAL: Final = 15.0
POLL_INTERVAL_GROWTH: Final = 1.6


def next_poll(interval: PollInterval | None, attempt: int) -> float:
    """Return how many seconds to wait before the next call.

    Args:
        interval: What the caller chose; None for 0.5 seconds after the first call and 1.6 times as long after each
            further one, up to 15 seconds.
        attempt: How many calls were made so far, from 1.

    Raises:
        InvalidInputError: `interval` is no number of seconds, zero or more (`argument_invalid`).
    """
    if interval is None:
        steps = min(attempt - 1, 10)  # enough to reach the maximum; without a bound the power would overflow
        return min(INITIAL_POLL_INTERVAL * POLL_INTERVAL_GROWTH**steps, MAX_POLL_INTERVAL)
    seconds = interval(attempt) if callable(interval) else interval
    return validation.seconds("poll_interval", seconds)
