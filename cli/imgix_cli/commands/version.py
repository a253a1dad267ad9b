"""`imgix version`."""

from __future__ import annotations

import platform

import click

from imgix_management.version import __version__

from ..framework import Command
from ..options import shared
from ..output import Output
from ..settings import Settings


@click.command(cls=Command, examples=("imgix version", "imgix version --json"))
@shared
@click.pass_obj
def command(settings: Settings) -> None:
    """Show the versions of this program and of Python."""
    output = Output(settings)
    if output.json:
        output.result({"imgix-management": __version__, "python": platform.python_version()})
    else:
        output.verbatim(f"imgix {__version__}, Python {platform.python_version()}")
