"""Questions before something is changed that cannot be taken back."""

from __future__ import annotations

import sys

import click

from imgix_management._i18n import gettext_noop

from .exit_codes import CommandError
from .output import Output


def confirm(output: Output, text: str, *, yes: bool, **values: object) -> None:
    """Say what will be done, and ask whether to continue.

    Args:
        output: Where the command writes.
        text: What will be done, marked for the catalogue.
        yes: Whether `--yes` was given.
        **values: The values of its placeholders.

    Raises:
        CommandError: Standard input is not a terminal.
        Abort: The user did not confirm.
    """
    output.note(text, **values)
    if yes:
        return
    if not sys.stdin.isatty():
        raise CommandError(gettext_noop("Nobody can be asked here. Confirm with --yes, or try it with --dry-run."))
    if not click.confirm(output.name(gettext_noop("Continue?")), err=True):
        raise click.Abort
