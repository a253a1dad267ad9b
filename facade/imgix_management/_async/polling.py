"""Wait until a resource reaches a state."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from .._core import validation
from .._core.polling import PollInterval, next_poll
from .._models.resources import Resource
from ..errors import APITimeoutError, RateLimitWaitError, WaitTimeoutError
from .pipeline import AsyncPipeline

R = TypeVar("R", bound=Resource)

LAST_POLL: Final = 1.0
"""Seconds before the deadline at which the last poll begins, or a tenth of the timeout if that is less."""


async def wait_for(
    api: AsyncPipeline,
    fetch: Callable[[AsyncPipeline], Awaitable[R]],
    is_done: Callable[[R], bool],
    *,
    status: Callable[[R], str | None],
    resource: str,
    timeout: float,
    interval: PollInterval | None,
) -> R:
    """Fetch a resource again and again until it is done. Each call counts against its rate limit like any other.

    Args:
        api: The client's pipeline.
        fetch: Fetches the resource by a pipeline whose calls end before the deadline.
        is_done: Returns whether waiting is over; it may raise.
        status: Returns what the error reports as the last status.
        resource: The id of the resource.
        timeout: The longest wait, in seconds, the last call included; 0 fetches once.
        interval: Seconds between two calls, or a function of the number of calls made so far; None for the default.

    Raises:
        InvalidInputError: `timeout` or `interval` is no number of seconds.
        WaitTimeoutError: The resource was not done after `timeout`.
        ImgixError: A call failed.
    """
    with api.localized():
        validation.seconds("timeout", timeout)
    deadline = api.clock() + timeout
    reserve = min(LAST_POLL, timeout / 10)
    attempt, last = 0, None
    while True:
        attempt += 1
        with api.localized():  # refused before a call is made
            pause = next_poll(interval, attempt)
        left = deadline - api.clock()
        try:
            last = await fetch(api.within(left) if left > 0 else api)
            if is_done(last):
                return last
            left = deadline - api.clock()
            if left > reserve:
                await api.sleep(min(pause, left - reserve))
                continue
            cause = None
        except (APITimeoutError, RateLimitWaitError) as error:
            if not _ended_by_deadline(error, api, left):
                raise
            cause = error
        last_status = None if last is None else status(last)
        raise api.stamp(WaitTimeoutError(resource=resource, timeout=timeout, last_status=last_status)) from cause


def _ended_by_deadline(error: APITimeoutError | RateLimitWaitError, api: AsyncPipeline, left: float) -> bool:
    """Return whether the deadline ended a call, not an option of the client."""
    if isinstance(error, RateLimitWaitError):
        return error.max_wait != api.options.max_wait
    return error.timeout == left != api.options.total_timeout
