"""Markdown that is written by code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table.

    Args:
        head: The heads of the columns.
        rows: The cells, as Markdown on one line.
    """
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def fence(language: str, text: str) -> str:
    """Return a block of code.

    Args:
        language: What it is highlighted as.
        text: The code.
    """
    return f"```{language}\n{text.rstrip()}\n```"


def code(text: object) -> str:
    """Return a text as code within a line."""
    return f"`{text}`"
