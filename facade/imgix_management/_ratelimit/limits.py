"""Rate limits: the contract's, and those a user states for a premium account. No I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..errors import ConfigurationError

_SECONDS: Final = {"second": 1.0, "minute": 60.0, "hour": 3600.0}
_LIMIT: Final = re.compile(r"\s*([0-9]{1,9})/(second|minute|hour)\s*")


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


Limits = tuple[Limit, ...]
"""What holds for one bucket, all at once."""


def parse_limits(bucket: str, text: object) -> Limits:
    """Read limits written as `N/second`, `N/minute` or `N/hour`, with a plus sign between several.

    Args:
        bucket: The bucket they are for.
        text: Such as `50/second` or `50/second + 1000/hour`. White space around each is ignored.

    Raises:
        ConfigurationError: The text is anything else: zero, negative, a fraction, another unit
            (code `rate_limit_invalid`).
    """
    found = [_LIMIT.fullmatch(each) for each in str(text).split("+")]
    read = [Limit(bucket, int(each[1]), _SECONDS[each[2]]) for each in found if each is not None and int(each[1]) > 0]
    if len(read) < len(found):
        raise ConfigurationError("rate_limit_invalid", bucket=bucket, value=text)
    return tuple(read)


def parse_quotas(text: str) -> dict[str, str]:
    """Read limits of several buckets written in one line, as an environment variable holds them.

    Args:
        text: Such as `purge=50/second, upload=10/second`.

    Raises:
        ConfigurationError: A part has no bucket, or a bucket comes twice (code `rate_limit_invalid`).
    """
    stated = {}
    for part in text.split(","):
        bucket, equals, limit = part.partition("=")
        if not equals or bucket.strip() in stated:
            raise ConfigurationError("rate_limit_invalid", bucket=bucket.strip(), value=text)
        stated[bucket.strip()] = limit.strip()
    return stated


def limits(overrides: Mapping[str, str] | None, defaults: Mapping[str, Limits]) -> dict[str, Limits]:
    """Return the limits of all buckets: the defaults, except where a user states another.

    imgix documents the defaults, and that premium accounts can negotiate others.

    Args:
        overrides: Bucket -> see `parse_limits`; None for none.
        defaults: Bucket -> limits, from the contract.

    Raises:
        ConfigurationError: There is no such bucket (code `rate_limit_bucket_unknown`), or a value is not a limit
            (code `rate_limit_invalid`).
    """
    stated = overrides or {}
    for bucket in stated:
        if bucket not in defaults:
            raise ConfigurationError("rate_limit_bucket_unknown", bucket=bucket, known=", ".join(defaults))
    return {**defaults, **{bucket: parse_limits(bucket, text) for bucket, text in stated.items()}}
