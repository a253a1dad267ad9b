"""What applies to every command: the language and the form of the output."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from imgix_management._i18n import DEFAULT_LANGUAGE, LANGUAGES, Language


@dataclass
class Settings:
    """The shared options, as far as the command line has been read.

    Attributes:
        chosen: What `--language` says, or None.
        json: Whether results are written as JSON.
        answered: Whether a JSON document has been written.
    """

    chosen: Language | None = None
    json: bool = False
    answered: bool = False

    @property
    def language(self) -> Language:
        """The language: of `--language`, else of `IMGIX_LANGUAGE`, else of the locale, else English.

        Raises:
            ConfigurationError: `IMGIX_LANGUAGE` names another language.
        """
        return self.chosen or default_language(os.environ)

    @property
    def language_of_errors(self) -> Language:
        """The same, or both languages where `IMGIX_LANGUAGE` itself is what is wrong."""
        try:
            return self.language
        except ValueError:
            return "en+ja"


def default_language(environ: Mapping[str, str]) -> Language:
    """The language that the environment asks for.

    Args:
        environ: The environment. An empty variable counts as unset.

    Raises:
        ConfigurationError: `IMGIX_LANGUAGE` names a language that this program does not speak.
    """
    wanted = environ.get("IMGIX_LANGUAGE")
    for language in LANGUAGES:
        if wanted == language:
            return language
    if wanted:
        from imgix_management.errors import ConfigurationError  # noqa: PLC0415 - `imgix --help` does without it

        raise ConfigurationError(
            "language_invalid", value=wanted, setting="IMGIX_LANGUAGE", known=", ".join(LANGUAGES), language="en+ja"
        )
    locale = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "ja" if locale.lower().startswith("ja") else DEFAULT_LANGUAGE
