"""Waiting for a resource to come into a state, by asking less and less often."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final, TypeVar

from .._core.concurrency import AsyncAsk
from .._models.resources import Resource
from ..errors import WaitTimeoutError
from .pipeline import AsyncPipeline

R = TypeVar("R", bound=Resource)

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 15.0
GROWTH: Final = 1.6
"""Each pause between two calls is this many times the one before."""


async def wait_for(
    caller: AsyncPipeline,
    ask: AsyncAsk[R],
    settled: Callable[[R], bool],
    *,
    status: Callable[[R], str | None],
    timeout: float,
) -> R:
    """Ask until the answer is settled; each call spends quota like any other.

    Args:
        caller: Whose language errors speak.
        ask: The call.
        settled: Whether waiting is over; it may raise.
        status: What the error calls the last state.
        timeout: The longest wait, in seconds.

    Raises:
        WaitTimeoutError: It took longer than `timeout`.
    """
    deadline, pause = time.monotonic() + timeout, FIRST_PAUSE
    while True:
        resource = await ask()
        if settled(resource):
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
        pause = min(pause * GROWTH, LONGEST_PAUSE)
