"""Wait until a resource reaches a state."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from .._core.concurrency import AsyncAsk
from .._core.polling import PollInterval, next_poll
from .._models.resources import Resource
from ..errors import WaitTimeoutError
from .pipeline import AsyncPipeline

R = TypeVar("R", bound=Resource)


async def wait_for(
    caller: AsyncPipeline,
    fetch: AsyncAsk[R],
    is_done: Callable[[R], bool],
    *,
    status: Callable[[R], str | None],
    timeout: float,
    interval: PollInterval | None,
) -> R:
    """Fetch a resource again and again until it is done. Each call counts against its rate limit like any other.

    Args:
        caller: The client's pipeline.
        fetch: Fetches the resource.
        is_done: Returns whether waiting is over; it may raise.
        status: Returns what the error reports as the last status.
        timeout: The longest wait, in seconds.
        interval: Seconds between two calls, or a function of the number of calls made so far; None for the default.

    Raises:
        InvalidInputError: `interval` gives no number of seconds.
        WaitTimeoutError: The resource was not done after `timeout`.
    """
    deadline = time.monotonic() + timeout
    attempt = 0
    while True:
        attempt += 1
        pause = caller.checked(partial(next_poll, attempt=attempt), interval)  # refused before a call is made
        resource = await fetch()
        if is_done(resource):
            return resource
        left = deadline - time.monotonic()
        if left <= 0:
            raise WaitTimeoutError(
                resource=resource.id,
                timeout=timeout,
                last_status=status(resource),
                language=caller.config.language,
            )
        await asyncio.sleep(min(pause, left))
