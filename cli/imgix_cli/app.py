"""The command line: reading it, and reporting errors. Each command stands in a module of `commands`."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Literal

import click

from imgix_management._i18n import Language, gettext, gettext_noop
from imgix_management.version import __version__

from .exit_codes import EXIT_CODES, EXIT_INTERRUPTED, EXIT_PIPE, EXIT_USAGE, error_message, exit_code
from .framework import LazyGroup, Option
from .options import shared
from .settings import Settings, scan
from .translation import both, speaking

COMMANDS: Final = (
    "sources",
    "assets",
    "reports",
    "upload",
    "purge",
    "jobs",
    "limits",
    "doctor",
    "sandbox",
    "demo",
    "login",
    "logout",
    "profiles",
    "version",
    "completion",
)

COMPLETION: Final = "_IMGIX_COMPLETE"
"""The variable by which a shell asks for completion."""

UNWRITABLE: Final = frozenset({errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG, errno.EDQUOT})
"""Why writing to standard output fails; a file's error has its name."""

EXIT_CODE_ROWS: Final = tuple((f"{row.code:>3}", row.meaning) for row in EXIT_CODES)

VARIABLES: Final = (
    ("IMGIX_API_KEY", gettext_noop("The API key; else that of a profile.")),
    ("IMGIX_PROFILE", gettext_noop("The profile; by default 'default'.")),
    ("IMGIX_BASE_URL", gettext_noop("The URL of the API, such as that of 'imgix sandbox'.")),
    ("IMGIX_LANGUAGE", gettext_noop("The language: en, ja, or en+ja for both.")),
    ("NO_COLOR", gettext_noop("If it is set, nothing is coloured or bold.")),
)


@click.command(
    cls=LazyGroup,
    modules=COMMANDS,
    epilogs=(
        (gettext_noop("Environment variables"), VARIABLES),
        (gettext_noop("Exit codes"), EXIT_CODE_ROWS),
    ),
    examples=(
        "imgix demo",
        "imgix login",
        "imgix upload public --source Shop",
        "imgix purge --changed-since v1.2 --folder public --source Shop",
        "imgix jobs list",
    ),
)
@shared
@click.version_option(
    __version__, prog_name="imgix", cls=Option, message="%(prog)s %(version)s", help="Show the version and exit."
)
def app() -> None:
    """Use the imgix Management API within its rate limits. Not an imgix product.

    Results go to standard output; everything else goes to standard error.
    """


def run(args: Sequence[str]) -> int:
    """Run the command line and return the exit code.

    Args:
        args: The arguments.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # for file names and terminals that are not Unicode
    settings = scan(args)
    language = both(settings.language_of_errors)[0]
    try:
        with speaking(language):
            code = _invoke(args, settings)
        sys.stdout.flush()
    except click.UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # its text is the help
            error.show()
            return EXIT_USAGE
        return _failed(settings, "usage", EXIT_USAGE, partial(_usage, error, args, language))
    except (click.Abort, KeyboardInterrupt):
        return _failed(settings, "interrupted", EXIT_INTERRUPTED, partial(gettext, gettext_noop("Interrupted.")))
    except BrokenPipeError:  # the reader has seen enough
        _discard_output()
        return EXIT_PIPE
    except Exception as error:  # no traceback ever reaches the user
        name, message = getattr(error, "code", type(error).__name__), partial(error_message, error)
        if isinstance(error, OSError) and error.errno in UNWRITABLE and error.filename is None:
            _discard_output()
            text = gettext_noop("Error: The output cannot be written: {reason}")
            name, message = "output_unwritable", partial(gettext, text, reason=error.strerror)
        return _failed(settings, name, exit_code(error), message)
    return code if isinstance(code, int) else 0


def _invoke(args: Sequence[str], settings: Settings) -> object:
    """Run a command; unlike `main` of click this does not hide which error of the output there was."""
    if COMPLETION in os.environ:
        return app.main(list(args), prog_name="imgix", complete_var=COMPLETION)
    try:
        with app.make_context("imgix", list(args), obj=settings) as context:
            return app.invoke(context)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code


def _failed(settings: Settings, code: str, exit_code: int, message: Callable[[Language], str]) -> int:
    """Report why the command failed; with `--json` also as a document, unless one was written already."""
    click.echo(message(settings.language_of_errors), err=True)
    if settings.json and not settings.json_written:
        error = {"code": code, "message_en": message("en"), "message_ja": message("ja"), "exit_code": exit_code}
        try:
            click.echo(json.dumps({"error": error}, ensure_ascii=False, indent=2 if settings.form == "json" else None))
        except OSError:
            _discard_output()
    return exit_code


def _discard_output() -> None:
    """Let Python's flush at exit write nowhere, where writing failed before."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage(error: click.UsageError, args: Sequence[str], spoken: str, language: Language) -> str:
    """Describe what is wrong with the command line.

    Args:
        error: The error.
        args: The arguments.
        spoken: The language of the error.
        language: The language wanted. click writes its errors when they occur, so for another the command line is read
            again; nothing has been carried out by then.
    """
    if language == "en+ja":
        return f"{_usage(error, args, spoken, 'en')}\n{_usage(error, args, spoken, 'ja')}"
    if spoken != language:
        error = _read_again(args, language) or error
    with speaking(language):
        problem = error.format_message()
    command = error.ctx.command_path if error.ctx else "imgix"
    text = gettext_noop("Error: {problem} See: {command} --help")
    return gettext(text, language, problem=problem, command=command)


def _read_again(args: Sequence[str], language: Literal["en", "ja"]) -> click.UsageError | None:
    try:
        with speaking(language):
            _invoke(args, Settings())
    except click.UsageError as error:
        return error
    return None
