"""`imgix sandbox`."""

from __future__ import annotations

from pathlib import Path

import click

from ..framework import Command, option
from ..options import shared
from ..settings import Settings


@click.command(
    cls=Command,
    examples=("imgix sandbox --seed", "imgix sandbox --port 0 --rate-scale 100", "imgix sandbox --state shop"),
)
@shared
@option(
    "--host",
    metavar="NAME",
    default="127.0.0.1",
    show_default=True,
    help="The address or name to bind to; requests with another Host header are rejected.",
)
@option(
    "--allow-host",
    "allow_hosts",
    metavar="NAME",
    multiple=True,
    help="Another name that a Host header may have, such as that of a container. May be repeated.",
)
@option("--port", type=click.IntRange(0, 65535), default=8787, show_default=True, help="0 takes a free one.")
@option("--key", help="The API key with all permissions; by default a random one.")
@option(
    "--seed",
    metavar="[FOLDER]",
    is_flag=False,
    flag_value="",
    help="Begin with a source that has a few pictures, or with the files of a folder.",
)
@option(
    "--rate-scale",
    type=click.FloatRange(0, 1_000_000, min_open=True),
    default=1.0,
    show_default=True,
    help="Multiplies the rate limits.",
)
@option(
    "--state",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Store the state there, across restarts; by default only in memory.",
)
@option(
    "--faults",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Inject the faults of this file, in JSON or TOML; see the documentation of the sandbox.",
)
@option(
    "--variant",
    "variants",
    metavar="NAME=VALUE",
    multiple=True,
    help="Choose a variant of what is not known of imgix; can be repeated.",
)
@click.pass_obj
def command(
    settings: Settings,
    *,
    host: str,
    port: int,
    allow_hosts: tuple[str, ...],
    key: str | None,
    seed: str | None,
    rate_scale: float,
    state: Path | None,
    faults: Path | None,
    variants: tuple[str, ...],
) -> None:
    """Run a local Management API for trials and tests.

    Only this machine can reach it, unless --host says otherwise. Stop it with Ctrl-C.
    """
    from ..sandbox import run_sandbox  # noqa: PLC0415 - for a quick start

    run_sandbox(
        settings,
        host=host,
        port=port,
        allow_hosts=allow_hosts,
        key=key,
        seed=seed,
        rate_scale=rate_scale,
        state=state,
        faults=faults,
        variants=variants,
    )
