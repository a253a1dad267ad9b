"""Tables of text, by the width of characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from . import text

Cell = str | int | None

GAP: Final = "  "
NARROWEST: Final = 12
"""A column is not made narrower than this many columns of the terminal."""


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        header: Its heading in English, marked for the catalogue, or a name of the API.
        kind: `key` is never cut, as an id is; `number` neither, and right-aligned; a `name` is shortened and a `text`
            wrapped where the terminal is too narrow.
    """

    header: str
    kind: Literal["key", "number", "name", "text"] = "key"


def render(
    columns: Sequence[Column], titles: Sequence[str] | None, rows: Sequence[Sequence[Cell]], limit: int | None
) -> Iterator[str]:
    """Yield the lines of a table.

    Args:
        columns: Its columns.
        titles: Their headings as shown, or None.
        rows: The rows; None is shown as "-".
        limit: The width of the terminal, or None.
    """
    grid = [[_lines(cell) for cell in row] for row in rows]
    heads = [title.split("\n") for title in titles] if titles is not None else [[] for _ in columns]
    widths = [
        max((text.width(line) for row in [*grid, heads] for line in row[number]), default=0)
        for number in range(len(columns))
    ]
    if limit is not None:
        least = [max([NARROWEST, *map(text.width, head)]) for head in heads]
        _fit(columns, widths, least, limit)
    for row in [heads, *grid] if titles is not None else grid:
        yield from _row(columns, widths, row)


def _fit(columns: Sequence[Column], widths: list[int], least: Sequence[int], limit: int) -> None:
    """Shrink the widest flexible columns until the table fits, or none can shrink further."""
    while (excess := sum(widths) + len(GAP) * (len(widths) - 1) - limit) > 0:
        flexible = [n for n, column in enumerate(columns) if column.kind in ("name", "text") and widths[n] > least[n]]
        if not flexible:
            return
        widest = max(flexible, key=lambda n: widths[n])
        following = max((widths[n] for n in flexible if widths[n] < widths[widest]), default=0)
        widths[widest] = max(widths[widest] - excess, min(widths[widest] - 1, following), least[widest])


def _row(columns: Sequence[Column], widths: Sequence[int], cells: Sequence[Sequence[str]]) -> Iterator[str]:
    shown = []
    for column, width, lines in zip(columns, widths, cells, strict=True):
        if column.kind == "text":
            shown.append([part for line in lines for part in text.fold(line, width)])
        elif column.kind == "name":
            shown.append([text.shorten(line, width) for line in lines])
        else:
            shown.append([*lines])
    for number in range(max(map(len, shown))):
        parts = [
            text.pad(lines[number] if number < len(lines) else "", width, right=column.kind == "number")
            for column, width, lines in zip(columns, widths, shown, strict=True)
        ]
        yield GAP.join(parts).rstrip()


def _lines(cell: Cell) -> list[str]:
    return ["-"] if cell is None else [printable(line) for line in str(cell).split("\n")]


def printable(value: str) -> str:
    """Return text from outside on one line, without control characters."""
    return value if value.isprintable() else "".join(sign if sign.isprintable() else " " for sign in value)
