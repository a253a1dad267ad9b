"""`imgix completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from ..framework import Command
from ..options import shared

SHELLS = ("bash", "zsh", "fish")


@click.command(
    cls=Command, examples=('eval "$(imgix completion bash)"', "imgix completion zsh", "imgix completion fish")
)
@shared
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    Bash and zsh read it in their start-up file, ~/.bashrc or ~/.zshrc, with the line of the first example; fish reads
    it from ~/.config/fish/completions/imgix.fish.
    """
    cls = get_completion_class(shell)
    if cls is not None:
        script = cls(context.find_root().command, {}, "imgix", "_IMGIX_COMPLETE")
        click.echo(script.source_template % script.source_vars())
