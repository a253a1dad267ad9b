"""What a client can be told again for some of its calls."""

from __future__ import annotations

from typing import Final, TypedDict

import attrs

from . import retries, validation

DEFAULT_TIMEOUT: Final = 60.0


@attrs.frozen
class Timeout:
    """Time-outs in seconds; None for no limit.

    Attributes:
        connect: For connecting, and for a free connection of the pool.
        read: For each wait for data.
        write: For each piece of data to be sent.
    """

    connect: float | None = attrs.field(default=DEFAULT_TIMEOUT, converter=validation.timeout)
    read: float | None = attrs.field(default=DEFAULT_TIMEOUT, converter=validation.timeout)
    write: float | None = attrs.field(default=DEFAULT_TIMEOUT, converter=validation.timeout)


class OptionChanges(TypedDict, total=False):
    """What `client.with_options` takes."""

    timeout: float | Timeout | None
    total_timeout: float | None
    max_wait: float | None
    max_retries: int


def _timeouts(value: float | Timeout | None) -> Timeout:
    return value if isinstance(value, Timeout) else Timeout(value, value, value)


def _max_wait(value: float | None) -> float | None:
    return validation.seconds("max_wait", value)


def _max_retries(value: int) -> int:
    return validation.count("max_retries", value)


@attrs.frozen
class Options:
    """How calls are made.

    Attributes:
        timeout: Seconds that connecting, sending and each wait for data may take.
        total_timeout: Seconds that a call may take in all, with its waits and retries; None for no limit.
        max_wait: Seconds that a call waits for its rate limit at most; None for any.
        max_retries: How often a call is tried again at most.
    """

    timeout: Timeout = attrs.field(factory=Timeout, converter=_timeouts)
    total_timeout: float | None = attrs.field(default=None, converter=validation.timeout)
    max_wait: float | None = attrs.field(default=None, converter=_max_wait)
    max_retries: int = attrs.field(default=retries.DEFAULT_MAX_RETRIES, converter=_max_retries)
