"""`imgix doctor`."""

from __future__ import annotations

import click

from ..framework import Command, option
from ..options import shared
from ..settings import Settings


@click.command(cls=Command, examples=("imgix doctor", "imgix doctor --json --language ja"))
@shared
@option("--source", "source_id", metavar="ID", help="The source whose assets are listed; by default the first one.")
@click.pass_obj
def command(settings: Settings, source_id: str | None) -> int:
    """Check settings, connection, API key and rate-limit store.

    It reads at most three short lists and changes nothing. The exit code is that of the first failed check.
    """
    from ..doctor import examine  # noqa: PLC0415 - for a quick start

    return examine(settings, source_id)
