"""`imgix sandbox`."""

from __future__ import annotations

import errno
import math
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from imgix_contract.variants import VARIANTS
from imgix_management._i18n import LocalizedText, gettext_noop
from imgix_openapi.operations import PERMISSIONS
from imgix_sandbox import Sandbox, serve
from imgix_sandbox.fault_plans import FaultPlan
from imgix_sandbox.faults import FaultError

from .exit_codes import CommandError
from .output import Output
from .settings import Settings
from .table import Column

FAULT_PROBLEMS: Final = {
    "unknown": gettext_noop("{place}: there is no {value}; choose from: {allowed}"),
    "invalid": gettext_noop("{place}: {value} is not valid; allowed: {allowed}"),
    "missing": gettext_noop("{place} is missing"),
    "syntax": gettext_noop("{place} is not valid {allowed}: {value}"),
}
"""`FaultError.TEXTS`, for the catalogue."""


def run_sandbox(
    settings: Settings,
    *,
    host: str,
    port: int,
    allow_hosts: Sequence[str],
    key: str | None,
    seed: str | None,
    rate_scale: float,
    state: Path | None,
    faults: Path | None,
    variants: Sequence[str],
) -> None:
    """Serve until SIGINT or SIGTERM arrives.

    Args:
        settings: The shared options.
        host: The address or name to bind to.
        port: The port; 0 takes a free one.
        allow_hosts: Other names that a Host header may have.
        key: The key with all permissions; None for a random one.
        seed: A folder whose files become assets; empty for a few pictures, None for nothing.
        rate_scale: Multiplies the rate limits.
        state: The directory to store the state in; None keeps it in memory.
        faults: A file with the faults to inject.
        variants: NAME=VALUE, for what is not known of imgix.

    Raises:
        CommandError: The sandbox cannot start.
    """
    output = Output(settings)
    if key is not None and (not key.isascii() or not key.isprintable() or " " in key or not key):
        raise CommandError(
            gettext_noop(
                "The value of --key is not a valid key: use at least one printable ASCII character, without spaces."
            )
        )
    if not math.isfinite(rate_scale):
        raise CommandError(gettext_noop("The value of --rate-scale is not a number."))
    try:
        instance = Sandbox(
            host=host,
            port=port,
            allow_hosts=allow_hosts,
            key=key,
            seed=seed is not None and (seed or True),
            rate_scale=rate_scale,
            state=state,
            faults=_plan(faults),
            variants=_chosen(variants),
        )
        serve(instance, lambda sandbox: _announce(sandbox, output))
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            text = gettext_noop("Port {port} is in use. Choose another with --port; 0 takes a free one.")
            raise CommandError(text, port=port) from error
        if isinstance(error, OSError) and error.errno == errno.EBUSY:
            text = gettext_noop(
                "Another sandbox is using the directory {state}. Stop it, or choose another with --state."
            )
            raise CommandError(text, state=state) from error
        if state is not None and isinstance(error, ValueError):
            text = gettext_noop(
                "The directory {state} cannot be used for the state: {reason}. Choose a new or an empty one."
            )
            raise CommandError(text, state=state, reason=error) from error
        raise CommandError(gettext_noop("The sandbox cannot start: {reason}"), reason=error) from error
    output.say(gettext_noop("The sandbox has stopped."))


def _plan(path: Path | None) -> FaultPlan:
    if path is None:
        return FaultPlan()
    try:
        return FaultPlan.load(path)
    except FaultError as error:
        text = FAULT_PROBLEMS[error.problem]
        raise CommandError(text, place=error.place, value=error.value, allowed=error.allowed) from error
    except OSError as error:
        text = gettext_noop("The faults file {path} cannot be read: {reason}")
        raise CommandError(text, path=path, reason=error.strerror) from error


def _chosen(variants: Sequence[str]) -> dict[str, str]:
    chosen = dict(each.partition("=")[::2] for each in variants)
    for name, value in chosen.items():
        if value not in VARIANTS.get(name, ()):
            known = ", ".join(f"{name}={each}" for name, values in VARIANTS.items() for each in values)
            text = gettext_noop("There is no variant {variant}. Choose from: {known}")
            raise CommandError(text, variant=f"{name}={value}", known=known)
    return chosen


def _announce(sandbox: Sandbox, output: Output) -> None:
    """Write the URL and the keys, and how to use them."""
    if output.json:
        # On one line, since the program continues: a reader knows when the document is complete.
        output.result({"url": sandbox.url, "key": sandbox.key, "keys": dict(sandbox.keys)}, indent=None)
    output.say(
        gettext_noop("The sandbox, a local imitation of the imgix Management API, is running at {url}"), url=sandbox.url
    )
    output.heading(gettext_noop("API keys"))
    rows = [(output.name(gettext_noop("all permissions")), sandbox.key)]
    for id_, key in sandbox.keys.items():
        permission = PERMISSIONS[id_]
        rows.append((output.words(LocalizedText(permission.name, permission.name_ja)), key))
    output.table((Column(gettext_noop("Permission")), Column(gettext_noop("Key"))), rows)
    output.heading(gettext_noop("To use it in another terminal"))
    output.verbatim(f"export IMGIX_BASE_URL={sandbox.url}")
    output.verbatim(f"export IMGIX_API_KEY={shlex.quote(sandbox.key)}")
    output.verbatim("imgix sources list\n")
    output.say(gettext_noop("Stop it with Ctrl-C."))
