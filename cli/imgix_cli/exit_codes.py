"""Exit codes, and what the command says when something fails."""

from __future__ import annotations

from typing import Final, NamedTuple

from imgix_management._i18n import Language, gettext, gettext_noop


class Exit(NamedTuple):
    """An exit code: its meaning, and the errors it stands for, by class or by `ImgixError.code`."""

    code: int
    meaning: str
    errors: frozenset[str] = frozenset()


EXIT_ERROR: Final = 1
EXIT_USAGE: Final = 2
EXIT_INTERRUPTED: Final = 130

EXITS: Final = (
    Exit(0, "done"),
    Exit(EXIT_ERROR, "any other error, of imgix or of this program"),
    Exit(EXIT_USAGE, "the command line or an input cannot be used", frozenset({"InvalidInputError"})),
    Exit(
        3,
        "no API key, or imgix refuses it, or it lacks a permission",
        frozenset(
            {
                "api_key_missing",
                "api_key_empty",
                "api_key_invalid",
                "AuthenticationError",
                "PermissionDeniedError",
            }
        ),
    ),
    Exit(4, "imgix has no such thing", frozenset({"NotFoundError"})),
    Exit(5, "more requests than the rate limit allows", frozenset({"RateLimitError", "RateLimitWaitError"})),
    Exit(6, "no connection, or it took too long", frozenset({"APIConnectionError", "WaitTimeoutError"})),
    Exit(EXIT_INTERRUPTED, "interrupted (Ctrl-C or SIGTERM), or a question was not answered with yes"),
)
"""The help of the command is made from this table."""


class CommandError(Exception):
    """Something that only the command can find wrong; an input, therefore.

    Attributes:
        text: The English text, marked for the catalogue.
        values: What its placeholders stand for. Never a secret.
    """

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text)
        self.text = text
        self.values = values


def exit_code(error: Exception) -> int:
    """The exit code for an error; what is most specific decides."""
    if isinstance(error, CommandError):
        return EXIT_USAGE
    names = [getattr(error, "code", ""), *(cls.__name__ for cls in type(error).__mro__)]
    return next((row.code for name in names for row in EXITS if name in row.errors), EXIT_ERROR)


def told(error: Exception, language: Language) -> str:
    """What the command says of an error: one paragraph in each language, never a traceback."""
    if language == "en+ja":
        return f"{told(error, 'en')}\n{told(error, 'ja')}"
    from imgix_management.errors import ImgixError  # noqa: PLC0415 - `imgix --help` does without it
    from imgix_management.errors.base import sanitize  # noqa: PLC0415

    if isinstance(error, ImgixError):
        message = error.message(language)
    elif isinstance(error, CommandError):
        message = gettext(error.text, language, **error.values)
    elif isinstance(error, ModuleNotFoundError):
        message = missing_package(error, language)
    else:
        text = gettext_noop("Unexpected error: {kind}. {reason}")
        message = gettext(text, language, kind=type(error).__name__, reason=sanitize(str(error))).rstrip()
    return gettext(gettext_noop("Error: {message}"), language, message=message)


def missing_package(error: ModuleNotFoundError, language: Language) -> str:
    """What the command says when a package of an extra is not installed."""
    text = gettext_noop(
        "The package {package} is missing. Install it with: pip install 'imgix-management[cli,sandbox]'"
    )
    return gettext(text, language, package=(error.name or "?").partition(".")[0])
