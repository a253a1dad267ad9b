"""Rate limits: the contract's, and those a user states for a premium account. No I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..errors import ConfigurationError

_SECONDS: Final = {"second": 1.0, "minute": 60.0, "hour": 3600.0}
_LIMIT: Final = re.compile(r"([0-9]{1,9})/(second|minute|hour)")


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


def parse_limit(bucket: str, text: str) -> Limit:
    """Read a limit written as `N/second`, `N/minute` or `N/hour`.

    Args:
        bucket: The bucket it is for.
        text: Such as `50/second`. White space around it is ignored.

    Raises:
        ConfigurationError: The text is anything else: zero, negative, a fraction, another unit
            (code `quota_invalid`).
    """
    found = _LIMIT.fullmatch(str(text).strip())
    if found is None or int(found[1]) == 0:
        raise ConfigurationError("quota_invalid", bucket=bucket, value=text)
    return Limit(bucket, int(found[1]), _SECONDS[found[2]])


def limits(overrides: Mapping[str, str] | None, defaults: Mapping[str, Limit]) -> dict[str, Limit]:
    """Return the limits of all buckets: the defaults, except where a user states another.

    imgix documents the defaults, and that premium accounts can negotiate others.

    Args:
        overrides: Bucket -> `N/second`, `N/minute` or `N/hour`; None for none.
        defaults: Bucket -> limit, from the contract.

    Raises:
        ConfigurationError: There is no such bucket (code `quota_bucket_unknown`), or a value is not a limit
            (code `quota_invalid`).
    """
    stated = overrides or {}
    for bucket in stated:
        if bucket not in defaults:
            raise ConfigurationError("quota_bucket_unknown", bucket=bucket, known=", ".join(defaults))
    return {**defaults, **{bucket: parse_limit(bucket, text) for bucket, text in stated.items()}}
