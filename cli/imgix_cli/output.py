"""What the command writes: results, talk and tables in the chosen language."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from imgix_management._i18n import LocalizedText, gettext

from . import text as text_
from .progress import StatusLine
from .settings import Settings
from .table import Cell, Column, printable, render


class Output:
    """Write to the user. Where the result is data for a program, only that goes to standard output."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.language = settings.language
        self.json = settings.json
        self._stream = sys.stdout if settings.form == "table" else sys.stderr
        self._bold = not os.environ.get("NO_COLOR")

    def say(self, text: str, indent: int = 0, **values: object) -> None:
        """Write a text, in each language on its own line.

        Args:
            text: The English text, marked for the catalogue.
            indent: Spaces before each line.
            **values: The values of its placeholders.
        """
        for line in self._sentences(text, **values):
            self.line(line, indent)

    def note(self, text: str, **values: object) -> None:
        """Write a text about the result to standard error.

        Args:
            text: The English text, marked for the catalogue.
            **values: The values of its placeholders.
        """
        for sentence in self._sentences(text, **values):
            self.remark(sentence)

    def remark(self, line: str, indent: int = 0) -> None:
        """Write a line about the result to standard error, in the language of the output."""
        for each in self._fold(line, indent, sys.stderr):
            click.echo(" " * indent + each, err=True)

    def _sentences(self, text: str, **values: object) -> Iterator[str]:
        shown = {name: printable(value) if isinstance(value, str) else value for name, value in values.items()}
        # A text that is the same in both languages is written once.
        yield from dict.fromkeys(gettext(text, self.language, **shown).splitlines())

    def heading(self, text: str) -> None:
        """Write a heading, on one line in any language."""
        click.secho(f"\n{self.name(text)}", bold=self._bold or None, reset=self._bold, file=self._stream)

    def line(self, line: str = "", indent: int = 0) -> None:
        """Write a line; on a terminal, a long one is wrapped."""
        for each in self._fold(line, indent, self._stream):
            click.echo(" " * indent + each if each else "", file=self._stream)

    def verbatim(self, line: str) -> None:
        """Write a line unchanged, to be copied."""
        click.echo(line, file=self._stream)

    def _fold(self, line: str, indent: int, stream: Any) -> list[str]:  # noqa: ANN401 - a stream
        return text_.fold(line, columns() - indent) if stream.isatty() else [line]

    def name(self, text: str, between: str = " / ", **values: object) -> str:
        """Return a short text in the chosen language; with both languages, `English / Japanese`."""
        return self.words(LocalizedText(gettext(text, "en", **values), gettext(text, "ja", **values)), between)

    def words(self, name: LocalizedText, between: str = " / ") -> str:
        """Return a name in the chosen language; with both languages, `English / Japanese`."""
        if self.language == "en+ja":
            return between.join(dict.fromkeys(name))
        return name.en if self.language == "en" else name.ja

    def table(
        self, columns_: Sequence[Column], rows: Sequence[Sequence[Cell]], *, headers: bool = True, indent: int = 0
    ) -> None:
        """Write a table. On a terminal it fits the width; elsewhere every row is on one line."""
        titles = [self.name(column.header, "\n") for column in columns_] if headers else None
        limit = columns() - indent if self._stream.isatty() else None
        for number, line in enumerate(render(columns_, titles, rows, limit)):
            is_title = titles is not None and number < max(title.count("\n") + 1 for title in titles)
            styled = click.style(line, bold=True) if is_title and self._bold else line
            click.echo(" " * indent + styled, file=self._stream)

    @contextmanager
    def progress(self, text: str, total: int) -> Iterator[Callable[[], None]]:
        """Show on standard error how far a loop is. Call the yielded function after each step.

        Args:
            text: The label, marked for the catalogue.
            total: The number of steps.
        """
        done = 0
        with StatusLine() as line:

            def advance() -> None:
                nonlocal done
                done += 1
                line.show(f"{self.name(text)}  {done:,}/{total:,}")

            yield advance

    def result(self, value: Any, *, indent: int | None = 2) -> None:  # noqa: ANN401 - any JSON
        """Write a JSON document to the standard output."""
        self.settings.json_written = True
        click.echo(json.dumps(value, ensure_ascii=False, indent=indent if self.settings.form == "json" else None))


def columns() -> int:
    """Return the width of the terminal, in columns."""
    return shutil.get_terminal_size().columns


def size(count: int | None) -> str | None:
    """Return a readable number of bytes, such as `12.3 kB`."""
    if count is None or count < 1000:  # noqa: PLR2004
        return None if count is None else f"{count} B"
    power = min((len(str(count)) - 1) // 3, 4)
    return f"{count / 1000**power:,.1f} {('kB', 'MB', 'GB', 'TB')[power - 1]}"
