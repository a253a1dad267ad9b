"""Options of a call: time-outs, retries, extra query parameters and headers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypedDict

from . import retries, validation

DEFAULT_TIMEOUT: Final = 60.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Timeout:
    """Time-outs in seconds; None for no limit.

    Attributes:
        connect: For connecting, and for a free connection in the pool.
        read: For each wait for data.
        write: For sending each chunk of data.

    Raises:
        InvalidInputError: A value is not a number of seconds above zero (`timeout_invalid`).
    """

    connect: float | None = DEFAULT_TIMEOUT
    read: float | None = DEFAULT_TIMEOUT
    write: float | None = DEFAULT_TIMEOUT

    def __post_init__(self) -> None:
        for value in (self.connect, self.read, self.write):
            validation.timeout(value)


class OptionChanges(TypedDict, total=False):
    """Keywords of `client.with_options`."""

    timeout: float | Timeout | None
    total_timeout: float | None
    max_wait: float | None
    max_retries: int
    extra_query: Mapping[str, str] | None
    extra_headers: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Options:
    """Validated options of a call.

    Attributes:
        timeout: Seconds for connecting, sending and each wait for data.
        total_timeout: Seconds for a complete call, with its waits and retries; None for no limit.
        max_wait: The longest wait for the rate limit, in seconds; None for any.
        max_retries: The greatest number of retries.
        extra_query: Query parameters added to each request to the API.
        extra_headers: Headers added to each request to the API.

    Raises:
        InvalidInputError: An option is not valid.
    """

    timeout: Timeout = field(default_factory=Timeout)
    total_timeout: float | None = None
    max_wait: float | None = None
    max_retries: int = retries.DEFAULT_MAX_RETRIES
    extra_query: Mapping[str, str] = field(default_factory=dict)
    extra_headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        validation.timeout(self.total_timeout)
        if self.max_wait is not None:
            validation.seconds("max_wait", self.max_wait)
        validation.count("max_retries", self.max_retries)
        validation.extra_query(self.extra_query)
        validation.extra_headers(self.extra_headers)


def create_options(
    *, timeout: float | Timeout | None, total_timeout: float | None, max_wait: float | None, max_retries: int
) -> Options:
    """Validate the options of a client.

    Raises:
        InvalidInputError: An option is not valid.
    """
    changes: OptionChanges = {
        "timeout": timeout,
        "total_timeout": total_timeout,
        "max_wait": max_wait,
        "max_retries": max_retries,
    }
    return merge_options(Options(), changes)


def merge_options(options: Options, changes: OptionChanges) -> Options:
    """Return options with some of them changed.

    Args:
        options: The options so far.
        changes: The keywords of `with_options`.

    Raises:
        InvalidInputError: An option is not valid.
        TypeError: There is no such option.
    """
    fields: dict[str, Any] = {**changes}
    if "timeout" in fields and not isinstance(fields["timeout"], Timeout):
        fields["timeout"] = Timeout(*(fields["timeout"],) * 3)
    for name in ("extra_query", "extra_headers"):
        if fields.get(name, ...) is None:
            fields[name] = {}
    return replace(options, **fields)
