"""Text on a terminal: its width in columns, folded with the Japanese rules for line breaks, and shortened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

NOT_FIRST: Final = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝〕〉》」』】”’％‐ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%…"
)
"""Characters that do not begin a line (禁則)."""

NOT_LAST: Final = frozenset("（［｛〔〈《「『【“‘([{")
"""Characters that do not end a line (禁則)."""


def width(text: str) -> int:
    """Return the number of columns that a line takes on a terminal."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - not needed for English

    return cell_len(text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Fill a line with spaces up to a width."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def shorten(text: str, columns: int) -> str:
    """Cut a line to a width; what is left out shows as "…"."""
    if width(text) <= columns:
        return text
    start, used = "", 0
    for character in text:
        used += width(character)
        if used > columns - 1:
            break
        start += character
    return start + "…"


def fold(text: str, columns: int) -> list[str]:
    """Break a paragraph into lines, between words, and between Japanese characters where that is allowed.

    A word that is wider than the line is not broken: it may be an id or a URL.

    Args:
        text: The paragraph, on one line.
        columns: The width of a line.
    """
    lines, line, used = list[str](), "", 0
    for unit in _units(text):
        size = width(unit.rstrip())
        if line and used + size > columns:
            lines.append(line.rstrip())
            line, used = "", 0
            unit = unit.lstrip()  # noqa: PLW2901 - a space that broke the line is not shown
            if not unit:
                continue
        line += unit
        used += width(unit)
    return [*lines, line.rstrip()]


def _units(text: str) -> Iterator[str]:
    """Yield the parts of a text that stay together: words with the spaces behind them, single wide characters."""
    unit = ""
    for character in text:
        if unit and _may_break(unit, character):
            yield unit
            unit = ""
        unit += character
    if unit:
        yield unit


def _may_break(unit: str, character: str) -> bool:
    last = unit[-1]
    if character == " ":
        return False
    if last == " ":
        return unit.rstrip()[-1:] not in NOT_LAST
    if character in NOT_FIRST or last in NOT_LAST:
        return False
    return width(last) > 1 or width(character) > 1
