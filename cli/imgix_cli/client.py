"""The client of a command. It counts in the user's own store, so that successive commands keep the rate limits."""

from __future__ import annotations

import os

from platformdirs import user_state_path

from imgix_management import ManagementClient, RateLimits

from .output import Output


def store_url() -> str:
    """The URL of the store: of `IMGIX_RATE_LIMIT_STORE`, else a file in the user's state directory."""
    file = user_state_path("imgix-management", appauthor=False) / "rate-limits.sqlite"
    return os.environ.get("IMGIX_RATE_LIMIT_STORE") or f"sqlite:///{file.as_posix().lstrip('/')}"


def new_client(output: Output) -> ManagementClient:
    """A client that speaks the language of the output.

    Raises:
        ConfigurationError: The key is missing, or a setting cannot be used.
    """
    return ManagementClient(language=output.language, rate_limits=RateLimits(store=store_url()))
