"""Messages in English and Japanese.

The English text stands in the source and is its own key; `ja/LC_MESSAGES/imgix_management.po` holds the
Japanese. Placeholders are those of `str.format`. At run time only the standard library's `gettext` reads the
compiled catalogue, and only once a Japanese text is needed.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from gettext import GNUTranslations
from pathlib import Path
from typing import Final, Literal, NamedTuple

Language = Literal["en", "ja", "en+ja"]
"""English, Japanese, or both: English first, then Japanese on a new line."""

LANGUAGES: Final[tuple[Language, ...]] = ("en", "ja", "en+ja")
DEFAULT_LANGUAGE: Final[Language] = "en"


class LocalizedText(NamedTuple):
    """A text in both languages; as a value in a message it appears in the language of that message."""

    en: str
    ja: str


def gettext_noop(message: str) -> str:
    """Mark a text for the catalogue and return it unchanged.

    For texts that are defined in one place (a class, a table) and translated in another.
    """
    return message


def gettext(message: str, language: Language, /, **values: object) -> str:
    """Return a text in a language, its placeholders filled.

    Args:
        message: The English text, as it stands in the source. A text without a translation stays English.
        language: The language. For `en+ja` the English text comes first, the Japanese on a new line.
        **values: What the placeholders stand for. A `LocalizedText` appears in the language of the message.

    Raises:
        KeyError: A placeholder has no value.
    """
    if language == "en+ja":
        return f"{gettext(message, 'en', **values)}\n{gettext(message, 'ja', **values)}"
    text = message if language == "en" else _japanese().gettext(message)
    return text.format_map({name: _select(value, language) for name, value in values.items()})


def bilingual(message: str, **values: object) -> LocalizedText:
    """Return a text in both languages, its placeholders filled.

    Args:
        message: The English text, as it stands in the source.
        **values: What the placeholders stand for.
    """
    return LocalizedText(gettext(message, "en", **values), gettext(message, "ja", **values))


def listing(names: Iterable[LocalizedText]) -> LocalizedText:
    """Join names into one list, with the separator of each language."""
    names = tuple(names)
    return LocalizedText(", ".join(name.en for name in names), "、".join(name.ja for name in names))


def _select(value: object, language: Literal["en", "ja"]) -> object:
    if isinstance(value, LocalizedText):
        return value.en if language == "en" else value.ja
    return value


@functools.cache
def _japanese() -> GNUTranslations:
    path = Path(__file__).with_name("ja") / "LC_MESSAGES" / "imgix_management.mo"
    with path.open("rb") as file:
        return GNUTranslations(file)
