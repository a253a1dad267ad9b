"""What applies to every command: the language, the form of the output, the profile."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from imgix_management._i18n import DEFAULT_LANGUAGE, LANGUAGES, Language

Form = Literal["table", "json", "ndjson", "csv", "keys"]


@dataclass
class Settings:
    """The shared options, as far as the command line has been read.

    Attributes:
        chosen: The value of `--language`, or None.
        form: How results are written.
        fields: The attributes to write; empty for those of the command.
        profile: The value of `--profile`, or None.
        log: The level of the log, or None.
        json_written: Whether a JSON document has been written.
    """

    chosen: Language | None = None
    form: Form = "table"
    fields: tuple[str, ...] = ()
    profile: str | None = None
    log: Literal["info", "debug"] | None = None
    json_written: bool = field(default=False, repr=False)

    @property
    def json(self) -> bool:
        """Whether results are written as JSON, so that errors are, too."""
        return self.form in ("json", "ndjson")

    @property
    def language(self) -> Language:
        """The language: of `--language`, else of `IMGIX_LANGUAGE`, the profile or the locale, else English.

        Raises:
            ConfigurationError: `IMGIX_LANGUAGE` or the profile names another language.
        """
        return self.chosen or default_language(os.environ, self.profile)

    @property
    def language_of_errors(self) -> Language:
        """The same, or both languages where the setting itself is what is wrong."""
        try:
            return self.language
        except ValueError:
            return "en+ja"


def scan(args: Sequence[str]) -> Settings:
    """Return what must be known before the command line is read: in which language its errors are reported.

    Args:
        args: The arguments of the process.
    """
    settings = Settings()
    words = list(args[: args.index("--")] if "--" in args else args)
    for word, following in pairwise([*words, ""]):
        name, _, value = word.partition("=")
        value = value or following
        if name == "--language":
            settings.chosen = next((each for each in LANGUAGES if each == value), settings.chosen)
        elif name == "--profile":
            settings.profile = value
        elif name in ("--json", "--ndjson"):
            settings.form = "json"
    return settings


def default_language(environ: Mapping[str, str], profile: str | None = None) -> Language:
    """Return the language that the environment or the profile asks for.

    Args:
        environ: The environment. An empty variable counts as unset.
        profile: The value of `--profile`, or None.

    Raises:
        ConfigurationError: `IMGIX_LANGUAGE` or the profile names a language that this program does not speak.
    """
    requested = environ.get("IMGIX_LANGUAGE")
    for language in LANGUAGES:
        if requested == language:
            return language
    if requested:
        from imgix_management.errors import ConfigurationError  # noqa: PLC0415 - `imgix --help` does without it

        raise ConfigurationError(
            "language_invalid", value=requested, setting="IMGIX_LANGUAGE", known=", ".join(LANGUAGES), language="en+ja"
        )
    if stored := _language_of_profile(environ, profile):
        return stored
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "ja" if locale.lower().startswith("ja") else DEFAULT_LANGUAGE


def _language_of_profile(environ: Mapping[str, str], profile: str | None) -> Language | None:
    """Return the language of the profile; None if it has none or cannot be read, which the client reports."""
    if profile is None and environ.get("IMGIX_API_KEY"):
        return None
    from imgix_management._core.profiles import load_profiles, profiles_path  # noqa: PLC0415 - for a quick start

    try:
        if not profiles_path(environ).exists():
            return None
        stored = load_profiles(environ).get(profile or environ.get("IMGIX_PROFILE") or "default")
    except (OSError, ValueError, RuntimeError):
        return None
    return next((each for each in LANGUAGES if stored is not None and stored.language == each), None)
