"""Decide whether a failed attempt is retried, and after how long. Pure: clock and random numbers are arguments."""

from __future__ import annotations

from typing import Final

from ..errors import APIConnectionError, APIStatusError, ImgixError, TransferError

DEFAULT_MAX_RETRIES: Final = 2
"""Attempts after the first, unless a client says otherwise."""

INITIAL_RETRY_DELAY: Final = 0.5
"""Seconds waited at most before the second attempt; twice as many before the third, and so on."""

MAX_RETRY_DELAY: Final = 8.0
"""Seconds to which that grows."""

MAX_RETRY_AFTER: Final = 60.0
"""Seconds of a Retry-After that are waited for. Where a server names more, the error comes at once."""

RETRY_DEADLINE: Final = 180.0
"""Seconds after the beginning of a call within which its last attempt begins, waits for the rate limit aside."""

HTTP_REFUSED: Final = range(400, 500)
HTTP_UNAVAILABLE: Final = 503


def may_have_been_processed(error: ImgixError) -> bool:
    """Return whether the server may have processed a request that ended in this error.

    It has not where no request was sent, and where it refused the request: with a 4xx, among them 429, or with a 503
    that says when to come again.
    """
    if isinstance(error, APIConnectionError):
        return error.sent
    if error.status_code is None:
        return isinstance(error, TransferError)
    refused = error.status_code in HTTP_REFUSED or (
        error.status_code == HTTP_UNAVAILABLE and error.retry_after is not None
    )
    return not refused


def pause(error: ImgixError, attempts: int, *, most: int, repeatable: bool, left: float, chance: float) -> float | None:
    """Return how long to wait before the next attempt, in seconds; None if there is none.

    If the server names a time, that and up to half a second more, so that clients do not all return at once; else a
    back-off with full jitter: anything up to a limit that doubles.

    Args:
        error: How the last attempt ended.
        attempts: Attempts made so far.
        most: Attempts after the first.
        repeatable: Whether the call can be made twice without harm.
        left: Seconds left for the call.
        chance: A random number from 0 to 1.
    """
    may_help = error.retryable and isinstance(error, APIConnectionError | APIStatusError | TransferError)
    if not may_help or attempts > most or (may_have_been_processed(error) and not repeatable):
        return None
    if error.retry_after is None:
        # The exponent is bounded so that no number of attempts overflows.
        wait = chance * min(MAX_RETRY_DELAY, INITIAL_RETRY_DELAY * 2.0 ** min(attempts - 1, 30))
    elif error.retry_after > MAX_RETRY_AFTER:
        return None
    else:
        wait = error.retry_after + chance * INITIAL_RETRY_DELAY
    return wait if wait < left else None
