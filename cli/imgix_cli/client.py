"""The client of a command. It counts in the user's own store, so that successive commands stay within the limits."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from imgix_management._i18n import gettext_noop

from .output import Output
from .progress import duration

if TYPE_CHECKING:
    from imgix_management import ManagementClient

DEFAULT_PROFILE: Final = "default"

LOGGER: Final = logging.getLogger("imgix_management")
WORTH_A_WORD: Final = 2.0
"""Seconds of a wait that is announced."""


def store_url() -> str:
    """Return the URL of the store: `IMGIX_RATE_LIMIT_STORE`, else a file in the user's state directory."""
    from platformdirs import user_state_path  # noqa: PLC0415 - for a quick start

    file = user_state_path("imgix-management", appauthor=False) / "rate-limits.sqlite"
    return os.environ.get("IMGIX_RATE_LIMIT_STORE") or f"sqlite:///{file.as_posix().lstrip('/')}"


def new_client(output: Output, **options: Any) -> ManagementClient:  # noqa: ANN401 - those of the client
    """Return a client that speaks the language of the output, with the key of the environment or of a profile.

    Args:
        output: Where the command writes.
        **options: Other arguments of the client.

    Raises:
        ConfigurationError: The key is missing, or a setting cannot be used.
    """
    from imgix_management import ManagementClient, RateLimits  # noqa: PLC0415 - for a quick start

    start_logging(output)
    profile = chosen_profile(output.settings.profile)
    return ManagementClient(
        profile=profile, language=output.language, rate_limits=RateLimits(store=store_url()), **options
    )


def chosen_profile(name: str | None) -> str | None:
    """Return the name of the profile to use; None if the environment has a key, or nothing is stored.

    Args:
        name: The value of `--profile`, or None.

    Raises:
        ConfigurationError: The file of profiles cannot be used.
    """
    if name is not None or os.environ.get("IMGIX_API_KEY"):
        return name
    if name := os.environ.get("IMGIX_PROFILE"):
        return name
    from imgix_management._core.profiles import load_profiles  # noqa: PLC0415 - for a quick start

    return DEFAULT_PROFILE if DEFAULT_PROFILE in load_profiles() else None


class _Waits(logging.Handler):
    """Announce waits that would look like a program that hangs."""

    def __init__(self, output: Output) -> None:
        super().__init__(logging.INFO)
        self._output = output

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith("waiting ") and isinstance(record.args, tuple):
            seconds, reason = record.args
            if isinstance(seconds, float) and seconds >= WORTH_A_WORD:
                text = gettext_noop("Waiting {time} for the rate limit {reason}. Ctrl-C stops.")
                if "attempt" in record.msg:
                    text = gettext_noop("Waiting {time} before another attempt ({reason}). Ctrl-C stops.")
                self._output.note(text, time=duration(seconds), reason=str(reason))


@contextmanager
def quiet_waits() -> Iterator[None]:
    """Announce no waits within the block: something else shows them."""
    handlers = [each for each in LOGGER.handlers if isinstance(each, _Waits)]
    for handler in handlers:
        LOGGER.removeHandler(handler)
    try:
        yield
    finally:
        for handler in handlers:
            LOGGER.addHandler(handler)


class _Log(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr)


def start_logging(output: Output) -> None:
    """Write the log to standard error with `-v` or `--debug`; without, announce long waits only."""
    for handler in [each for each in LOGGER.handlers if isinstance(each, _Waits | _Log)]:
        LOGGER.removeHandler(handler)
    level = output.settings.log
    handler = _Log() if level else _Waits(output)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.setLevel(logging.DEBUG if level == "debug" else logging.INFO)
    LOGGER.propagate = False
    LOGGER.addHandler(handler)
