"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from imgix_management._i18n import LANGUAGES, Language

from .framework import COMMON, option
from .settings import Form, Settings

F = TypeVar("F", bound=Callable[..., Any])


def _language(context: click.Context, _parameter: click.Parameter, value: Language | None) -> None:
    if value is not None:
        context.ensure_object(Settings).chosen = value


def _profile(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.ensure_object(Settings).profile = value


def _form(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        form: Form = parameter.name  # type: ignore[assignment]
        context.ensure_object(Settings).form = form


def _log(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    settings = context.ensure_object(Settings)
    if value and settings.log != "debug":
        settings.log = "debug" if parameter.name == "debug" else "info"


def _fields(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.ensure_object(Settings).fields = tuple(name for name in value.replace(" ", "").split(",") if name)


def _limit(_context: click.Context, _parameter: click.Parameter, value: int | None) -> int | None:
    return value and min(value, sys.maxsize)


def _flag(*names: str, callback: Callable[..., None], help: str, is_eager: bool = True) -> Callable[[F], F]:
    return option(
        *names, is_flag=True, is_eager=is_eager, expose_value=False, callback=callback, help=help, section=COMMON
    )


def shared(command: F) -> F:
    """Add the options of all commands; the last one on the command line wins."""
    for add in (
        _flag("--debug", callback=_log, help="Log every call to standard error."),
        _flag("-v", "--verbose", callback=_log, help="Log failed calls and waits to standard error."),
        _flag("--json", callback=_form, help="Write the result as JSON."),
        option(
            "--profile",
            metavar="NAME",
            is_eager=True,
            expose_value=False,
            section=COMMON,
            callback=_profile,
            help="Use the API key and the settings that 'imgix login --profile NAME' stored.",
        ),
        option(
            "--language",
            type=click.Choice(LANGUAGES),
            is_eager=True,
            expose_value=False,
            section=COMMON,
            callback=_language,
            help="Language of the output; by default IMGIX_LANGUAGE, or the locale's language.",
        ),
    ):
        command = add(command)
    return command


def records(command: F) -> F:
    """Add the options of a command that writes resources, and those of all commands."""
    command = shared(command)
    for add in (
        option(
            "--fields",
            metavar="NAME,...",
            expose_value=False,
            section=COMMON,
            callback=_fields,
            help="The attributes to write; a dot leads to a nested one: id,name,deployment.type.",
        ),
        _flag("-q", "--keys", callback=_form, help="Write only the ids, or the paths of assets, one a line."),
        _flag("--csv", callback=_form, help="Write CSV."),
        _flag("--ndjson", callback=_form, help="Write a JSON object on each line, as soon as it is known."),
    ):
        command = add(command)
    return command


def limited(command: F) -> F:
    """Add `--limit` and `--sort` to a list."""
    for add in (
        option("--sort", metavar="NAME,...", help="Sort by these attributes; with a leading '-' in descending order."),
        option(
            "--limit",
            metavar="N",
            type=click.IntRange(min=1),
            callback=_limit,
            help="The maximum number of resources; by default all.",
        ),
    ):
        command = add(command)
    return command


dry_run = option("--dry-run", is_flag=True, help="Show what would be done, and send nothing that changes anything.")
yes = option("--yes", is_flag=True, help="Do not ask for confirmation.")
journal = option(
    "--journal",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Record the job in this file; by default in the state directory, where 'imgix jobs' finds it.",
)
