"""What a client can be told again for some of its calls."""

from __future__ import annotations

from typing import Final, TypedDict

import attrs

from . import checks

DEFAULT_TIMEOUT: Final = 60.0


class OptionChanges(TypedDict, total=False):
    """What `client.with_options` takes."""

    timeout: float | None
    max_wait: float | None


def _max_wait(value: float | None) -> float | None:
    return checks.seconds("max_wait", value)


@attrs.frozen
class Options:
    """How calls are made.

    Attributes:
        timeout: Seconds that connecting, sending and each wait for data may take; None for no limit.
        max_wait: Seconds that a call waits for its rate limit at most; None for any.
    """

    timeout: float | None = attrs.field(default=DEFAULT_TIMEOUT, converter=checks.timeout)
    max_wait: float | None = attrs.field(default=None, converter=_max_wait)
