"""The client of a command, which counts in the user's own quota store: one command after another keeps the limits."""

from __future__ import annotations

import os
import warnings
from typing import Any

import click
from platformdirs import user_state_path

from imgix_management import ManagementClient, RateLimitStoreWarning

from .output import Output


def quota_store() -> str:
    """The URL of the store: of `IMGIX_RATE_LIMIT_STORE`, else a file in the user's state directory."""
    file = user_state_path("imgix-management", appauthor=False) / "quotas.sqlite"
    return os.environ.get("IMGIX_RATE_LIMIT_STORE") or f"sqlite:///{file.as_posix().lstrip('/')}"


def new_client(output: Output) -> ManagementClient:
    """A client that speaks the language of the output.

    Raises:
        ConfigurationError: The key is missing, or a setting cannot be used.
    """
    default = warnings.showwarning

    def show(message: Warning | str, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        if isinstance(message, RateLimitStoreWarning):
            click.echo(message.message(output.language), err=True)
        else:
            default(message, *args, **kwargs)

    warnings.showwarning = show
    return ManagementClient(language=output.language, quota_store=quota_store())
