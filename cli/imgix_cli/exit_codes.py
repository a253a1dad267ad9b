"""Exit codes and error messages of the command."""

from __future__ import annotations

from typing import Final, NamedTuple

from imgix_management._i18n import Language, gettext, gettext_noop


class ExitCode(NamedTuple):
    """An exit code, its meaning, and its errors by class or `ImgixError.code`."""

    code: int
    meaning: str
    errors: frozenset[str] = frozenset()


EXIT_ERROR: Final = 1
EXIT_USAGE: Final = 2
EXIT_FAILED: Final = 7
EXIT_UNKNOWN: Final = 8
EXIT_INTERRUPTED: Final = 130
EXIT_PIPE: Final = 141

EXIT_CODES: Final = (
    ExitCode(0, gettext_noop("done")),
    ExitCode(EXIT_ERROR, gettext_noop("any other error")),
    ExitCode(EXIT_USAGE, gettext_noop("invalid command line or input"), frozenset({"InvalidInputError"})),
    ExitCode(
        3,
        gettext_noop("no API key, or it is invalid or lacks a permission"),
        frozenset(
            {
                "api_key_missing",
                "api_key_empty",
                "api_key_invalid",
                "profile_unknown",
                "profile_conflict",
                "profiles_exposed",
                "AuthenticationError",
                "PermissionDeniedError",
            }
        ),
    ),
    ExitCode(4, gettext_noop("not found"), frozenset({"NotFoundError"})),
    ExitCode(5, gettext_noop("rate limit exceeded"), frozenset({"RateLimitError", "RateLimitWaitError"})),
    ExitCode(6, gettext_noop("no connection, or a time-out"), frozenset({"APIConnectionError", "WaitTimeoutError"})),
    ExitCode(EXIT_FAILED, gettext_noop("some items failed; the others are done")),
    ExitCode(EXIT_UNKNOWN, gettext_noop("the outcome of some items is unknown")),
    ExitCode(EXIT_INTERRUPTED, gettext_noop("interrupted by Ctrl-C or a signal, or not confirmed")),
    ExitCode(EXIT_PIPE, gettext_noop("the reader of the output stopped reading")),
)
"""The help of the command is made from this table."""


class CommandError(Exception):
    """Invalid input that only the command can detect.

    Attributes:
        text: The English text, marked for the catalogue.
        values: The values of its placeholders; never a secret.
    """

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text)
        self.text = text
        self.values = values


def exit_code(error: Exception) -> int:
    """Return the exit code of an error, by its most specific entry."""
    if isinstance(error, CommandError):
        return EXIT_USAGE
    names = [getattr(error, "code", ""), *(cls.__name__ for cls in type(error).__mro__)]
    return next((row.code for name in names for row in EXIT_CODES if name in row.errors), EXIT_ERROR)


def error_message(error: Exception, language: Language) -> str:
    """Return the message of an error: one paragraph in each language, never a traceback."""
    if language == "en+ja":
        return f"{error_message(error, 'en')}\n{error_message(error, 'ja')}"
    from imgix_management.errors import ImgixError  # noqa: PLC0415 - `imgix --help` does without it
    from imgix_management.errors.base import sanitize  # noqa: PLC0415

    if isinstance(error, ImgixError):
        from .wording import of_the_command  # noqa: PLC0415

        message = of_the_command(error.message(language), language)
    elif isinstance(error, CommandError):
        message = gettext(error.text, language, **error.values)
    elif isinstance(error, ModuleNotFoundError):
        message = missing_package(error, language)
    else:
        text = gettext_noop("Unexpected error: {kind}. {reason}")
        message = gettext(text, language, kind=type(error).__name__, reason=sanitize(str(error))).rstrip()
    return gettext(gettext_noop("Error: {message}"), language, message=message)


def missing_package(error: ModuleNotFoundError, language: Language) -> str:
    """Return the message for a package of an extra that is not installed."""
    text = gettext_noop(
        "The package {package} is missing. Install it with: pip install 'imgix-management[cli,sandbox]'"
    )
    return gettext(text, language, package=(error.name or "?").partition(".")[0])
