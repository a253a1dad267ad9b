"""The language of the command: its own texts, and click's, which click looks up when it shows them."""

from __future__ import annotations

import gettext as catalogues
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from imgix_management._i18n import Language, gettext

CLICK_DOMAIN: Final = "imgix_click"
FOLDER: Final = Path(__file__).with_name("locale")

_current: Literal["en", "ja"] = "en"


@contextmanager
def speaking(language: Literal["en", "ja"]) -> Iterator[None]:
    """Show help and click's own phrases in a language within the block.

    click uses `gettext.gettext`, which takes its language from the environment.

    Args:
        language: The language.
    """
    global _current  # noqa: PLW0603 - as gettext's own domain is
    before = _current, catalogues.textdomain(), os.environ.get("LANGUAGE")
    _current = language
    if language == "ja":
        catalogues.bindtextdomain(CLICK_DOMAIN, FOLDER)
        catalogues.textdomain(CLICK_DOMAIN)
        os.environ["LANGUAGE"] = "ja"
    else:
        catalogues.textdomain("messages")  # nobody's catalogue, so click stays English whatever the locale is
    try:
        yield
    finally:
        _current = before[0]
        catalogues.textdomain(before[1])
        if before[2] is None:
            os.environ.pop("LANGUAGE", None)
        else:
            os.environ["LANGUAGE"] = before[2]


def translate(text: str) -> str:
    """Return a text of the help in the language of the block, `speaking`."""
    return gettext(text, _current)


def both(language: Language) -> tuple[Literal["en", "ja"], ...]:
    """Return the languages to write in, one after the other."""
    return ("en", "ja") if language == "en+ja" else (language,)
