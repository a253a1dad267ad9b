"""The command line: commands, options, and the way errors leave the program.

What the commands do stands in modules of their own, which are imported when they run: so the help is shown at once.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from imgix_management._i18n import LANGUAGES, Language, gettext, gettext_noop
from imgix_management.version import __version__

from .exit_codes import EXIT_INTERRUPTED, EXIT_USAGE, EXITS, exit_code, told
from .settings import Settings

F = TypeVar("F", bound=Callable[..., Any])

EPILOG = "\b\nExit codes:\n" + "\n".join(f"  {row.code:>3}  {row.meaning}" for row in EXITS)


def _take_language(context: click.Context, _parameter: click.Parameter, value: Language | None) -> None:
    if value is not None:
        context.ensure_object(Settings).chosen = value


def _take_json(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(Settings).json = True


def shared(command: F) -> F:
    """Give a command the options that all of them take; where one is given twice, the later one wins."""
    command = click.option(
        "--json",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_take_json,
        help="Write the result as JSON.",
    )(command)
    return click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=_take_language,
        help="Language of the output; else IMGIX_LANGUAGE, else the locale's.",
    )(command)


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@shared
@click.version_option(__version__, prog_name="imgix")
def app() -> None:
    """Work with the imgix Management API, within its rate limits. Not an imgix product.

    The API key is taken from IMGIX_API_KEY, another base URL from IMGIX_BASE_URL.
    """


@app.command()
@shared
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--live", is_flag=True, help="Use the real API and IMGIX_API_KEY. Needs --source.")
@click.option(
    "--source", "source_id", metavar="ID", help="With --live: a source of yours, backed by storage imgix can write to."
)
@click.option("--yes", is_flag=True, help="With --live: do not ask before anything is changed.")
@click.pass_obj
def demo(settings: Settings, folder: Path | None, live: bool, source_id: str | None, yes: bool) -> None:
    """Show the whole way of images through imgix.

    Uploads the images in FOLDER and its subfolders (by default a few that come with this program), lists, changes
    and purges them: in a local sandbox that lives as long as the demo, or with --live on the real API.
    """
    from .demo import run_demo  # noqa: PLC0415 - for a quick start

    run_demo(settings, folder, live=live, source_id=source_id, yes=yes)


@app.command()
@shared
@click.option(
    "--host",
    metavar="NAME",
    default="127.0.0.1",
    show_default=True,
    help="The address or name to bind to; other names in a request's Host header are refused.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8787, show_default=True, help="0 takes a free one.")
@click.option("--key", help="The API key with all permissions; by default a random one.")
@click.option(
    "--rate-scale",
    type=click.FloatRange(0, 1_000_000, min_open=True),
    default=1.0,
    show_default=True,
    help="Multiplies the rate limits.",
)
@click.option(
    "--state",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Keep the state there, across restarts; by default only in memory.",
)
@click.option(
    "--faults",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Misbehave as this file orders, in JSON or TOML; the README says how.",
)
@click.option(
    "--variant",
    "variants",
    metavar="QUESTION=ANSWER",
    multiple=True,
    help="Answer a question about imgix that is open otherwise than by default; may be given several times.",
)
@click.pass_obj
def sandbox(
    settings: Settings,
    *,
    host: str,
    port: int,
    key: str | None,
    rate_scale: float,
    state: Path | None,
    faults: Path | None,
    variants: tuple[str, ...],
) -> None:
    """Run a local Management API to try things out.

    It is reached from this machine only, unless --host says otherwise, and stops at Ctrl-C.
    """
    from .sandbox import run_sandbox  # noqa: PLC0415 - for a quick start

    run_sandbox(
        settings, host=host, port=port, key=key, rate_scale=rate_scale, state=state, faults=faults, variants=variants
    )


@app.command()
@shared
@click.pass_obj
def limits(settings: Settings) -> None:
    """Show how much of each rate limit is used, by everyone who shares the rate-limit store.

    It sends no request. The store is that of IMGIX_RATE_LIMIT_STORE, by default a file in your state directory.
    """
    from .limits import show_limits  # noqa: PLC0415 - for a quick start

    show_limits(settings)


@app.command()
@shared
@click.option(
    "--source", "source_id", metavar="ID", help="The source whose assets are asked for; else the first listed."
)
@click.pass_obj
def doctor(settings: Settings, source_id: str | None) -> int:
    """Check the settings, the connection, the API key and the quota store.

    It asks for three short lists at most and changes nothing. The exit code is that of the first thing that is wrong.
    """
    from .doctor import examine  # noqa: PLC0415 - for a quick start

    return examine(settings, source_id)


@app.group()
@shared
def sources() -> None:
    """List sources, or look at one."""


@sources.command("list")
@shared
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="At most so many; by default all.")
@click.pass_obj
def sources_list(settings: Settings, limit: int | None) -> None:
    """List the sources of the account."""
    from .sources import list_sources  # noqa: PLC0415 - for a quick start

    list_sources(settings, limit)


@sources.command("get")
@shared
@click.argument("source_id", metavar="ID")
@click.pass_obj
def sources_get(settings: Settings, source_id: str) -> None:
    """Show one source. Secrets are masked."""
    from .sources import get_source  # noqa: PLC0415 - for a quick start

    get_source(settings, source_id)


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code.

    Args:
        args: The arguments; None takes those of the process.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a file name or a terminal may not be up to Unicode
    settings = Settings()
    try:
        code = app.main(None if args is None else list(args), prog_name="imgix", standalone_mode=False, obj=settings)
    except click.UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # its text is the help; older versions of click lack it
            error.show()
            return EXIT_USAGE
        return _failed(settings, "usage", EXIT_USAGE, partial(_usage, error))
    except click.Abort:
        return _failed(settings, "interrupted", EXIT_INTERRUPTED, partial(gettext, gettext_noop("Interrupted.")))
    except Exception as error:  # no traceback ever reaches the user
        return _failed(settings, getattr(error, "code", type(error).__name__), exit_code(error), partial(told, error))
    return code if isinstance(code, int) else 0


def _failed(settings: Settings, code: str, exit_code: int, tell: Callable[[Language], str]) -> int:
    """Tell why the command ended early; with `--json` also as a document, unless there is one already."""
    click.echo(tell(settings.language_of_errors), err=True)
    if settings.json and not settings.answered:
        error = {"code": code, "message_en": tell("en"), "message_ja": tell("ja"), "exit_code": exit_code}
        try:
            click.echo(json.dumps({"error": error}, ensure_ascii=False, indent=2))
        except BrokenPipeError:  # nobody reads it, nor what Python flushes at its end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return exit_code


def _usage(error: click.UsageError, language: Language) -> str:
    """What is wrong with the command line; why a value is refused is told in click's words, in English."""
    if language == "en+ja":
        return f"{_usage(error, 'en')}\n{_usage(error, 'ja')}"
    name = _name_of(error)
    if isinstance(error, click.NoSuchOption):
        problem = gettext(gettext_noop("There is no option {name}."), language, name=error.option_name)
    elif isinstance(error, click.MissingParameter):
        problem = gettext(gettext_noop("{name} is missing."), language, name=name)
    elif isinstance(error, click.BadParameter):
        text = gettext_noop("The value of {name} is not valid: {reason}")
        problem = gettext(text, language, name=name, reason=error.message)
    else:
        text = gettext_noop("Invalid command line: {reason}")
        problem = gettext(text, language, reason=error.format_message())
    command = error.ctx.command_path if error.ctx else "imgix"
    text = gettext_noop("Error: {problem} See: {command} --help")
    return gettext(text, language, problem=problem, command=command)


def _name_of(error: click.UsageError) -> str:
    parameter = getattr(error, "param", None)
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return str(parameter.metavar or parameter.human_readable_name) if parameter is not None else ""
