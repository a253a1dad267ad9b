"""The command: the help of each of its commands, as click writes it, and its exit codes."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from unittest import mock

import click

from imgix_cli.app import app, run
from imgix_cli.exit_codes import EXIT_CODES
from imgix_management._i18n import gettext

from .labels import Lang, label
from .markdown import fence, table

WIDTH = "80"


def paths(command: click.Command = app, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words of each command, groups included: `()` for `imgix` itself."""
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            if (child := command.get_command(context, name)) is not None:
                yield from paths(child, (*path, name))


def help_text(path: tuple[str, ...], language: Lang) -> str:
    """Return what `imgix PATH --help` prints on a terminal of 80 columns.

    Args:
        path: The words of the command.
        language: The language.
    """
    output = io.StringIO()
    with mock.patch.dict("os.environ", {"COLUMNS": WIDTH}), contextlib.redirect_stdout(output):
        run([*path, "--help", "--language", language])
    return output.getvalue()


def command_page(language: Lang) -> str:
    """Return a section for each command."""
    sections = []
    for path in paths():
        name = " ".join(("imgix", *path))
        sections.append(f"({name.replace(' ', '-')})=\n## {name}\n\n{fence('text', help_text(path, language))}")
    return "\n\n".join(sections)


def exit_codes_table(language: Lang) -> str:
    """Return the exit codes with their meanings, and the errors that lead to each."""
    rows = []
    for row in EXIT_CODES:
        errors = ", ".join(
            f"{{py:exc}}`~imgix_management.{name}`" if name[0].isupper() else f"`{name}`" for name in sorted(row.errors)
        )
        rows.append([str(row.code), gettext(row.meaning, language), errors])
    return table([label(each, language) for each in ("Exit code", "Meaning", "Errors")], rows)
