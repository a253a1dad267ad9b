"""`imgix demo`."""

from __future__ import annotations

from pathlib import Path

import click

from ..framework import Command, option
from ..options import shared, yes
from ..settings import Settings


@click.command(cls=Command, examples=("imgix demo", "imgix demo photos"))
@shared
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@option("--live", is_flag=True, help="Use the real API and your API key. Needs --source.")
@option(
    "--source", "source_id", metavar="ID", help="With --live: one of your sources, whose storage imgix can write to."
)
@yes
@click.pass_obj
def command(settings: Settings, folder: Path | None, live: bool, source_id: str | None, yes: bool) -> None:
    """Upload, list, update and purge sample images.

    Uses the images in FOLDER and its subfolders, by default a few that come with this program, in a local sandbox that
    is removed afterwards, or with --live on the real API.
    """
    from ..demo import run_demo  # noqa: PLC0415 - for a quick start

    run_demo(settings, folder, live=live, source_id=source_id, yes=yes)
