"""What the command writes: texts and tables in the chosen language, progress, JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.filesize import decimal
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from imgix_management._i18n import LocalizedText, gettext

from .settings import Settings

Cell = str | int | None


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        header: Its heading in English, marked for the catalogue, or a name of the API.
        justify: Where its cells stand.
    """

    header: str
    justify: Literal["left", "right"] = "left"


class Output:
    """Writes to the user. With `--json` only the result goes to the standard output, all else to standard error."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.language = settings.language
        self.json = settings.json
        self._stream = sys.stderr if settings.json else sys.stdout
        self._bold = "" if os.environ.get("NO_COLOR") else "bold"

    def say(self, text: str, indent: int = 0, **values: object) -> None:
        """Write a text, in each language on a line of its own.

        Args:
            text: The English text, marked for the catalogue.
            indent: Spaces before each line.
            **values: What its placeholders stand for.
        """
        shown = {name: printable(value) if isinstance(value, str) else value for name, value in values.items()}
        # What is the same in both languages is written once.
        for line in dict.fromkeys(gettext(text, self.language, **shown).splitlines()):
            self.line(line, indent)

    def heading(self, text: str) -> None:
        """Write a heading, on one line in any language."""
        bold = bool(self._bold)
        click.secho(f"\n{self.name(text)}", bold=bold or None, reset=bold, file=self._stream)

    def line(self, line: str = "", indent: int = 0) -> None:
        """Write a line; on a terminal, a long one is broken between words."""
        console = self._console()
        if line and console.is_terminal:
            console.print(Padding(Text(line), (0, 0, 0, indent), expand=False))
        else:
            click.echo(" " * indent + line if line else "", file=self._stream)

    def verbatim(self, line: str) -> None:
        """Write a line as it is, to be copied."""
        click.echo(line, file=self._stream)

    def name(self, text: str, between: str = " / ", **values: object) -> str:
        """A short text in the chosen language; with both languages, `English / Japanese`."""
        return self.words(LocalizedText(gettext(text, "en", **values), gettext(text, "ja", **values)), between)

    def words(self, name: LocalizedText, between: str = " / ") -> str:
        """A name in the chosen language; with both languages, `English / Japanese`."""
        if self.language == "en+ja":
            return between.join(dict.fromkeys(name))
        return name.en if self.language == "en" else name.ja

    def _console(self) -> Console:
        return Console(file=self._stream, highlight=False)

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], *, headers: bool = True, indent: int = 0
    ) -> None:
        """Write a table. On a terminal it keeps to the width; elsewhere a row is always one line."""
        table = Table(box=SIMPLE_HEAD, show_header=headers, header_style=self._bold, pad_edge=False, show_edge=False)
        for column in columns:
            table.add_column(Text(self.name(column.header, "\n")), justify=column.justify, overflow="fold")
        for row in rows:
            # Text, since in a plain string rich would take brackets for markup.
            table.add_row(*(Text("-" if cell is None else _lines(cell)) for cell in row))
        indented = Padding(table, (0, 0, 0, indent), expand=False)
        console = self._console()
        if not console.is_terminal:
            console.width = max(1, console.measure(indented, options=console.options.update(max_width=100_000)).maximum)
        console.print(indented)

    @contextmanager
    def progress(self, text: str, total: int) -> Iterator[Callable[[], None]]:
        """Show a bar on standard error, if that is a terminal. What it gives is called after each step.

        Args:
            text: What goes on, marked for the catalogue.
            total: How many steps it takes.
        """
        console = Console(stderr=True, highlight=False)
        if not console.is_terminal:
            yield lambda: None
            return
        columns = (TextColumn("    {task.description}", markup=False), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, TimeRemainingColumn(), console=console) as progress:
            task = progress.add_task(self.name(text), total=total)
            yield lambda: progress.advance(task)

    def result(self, value: Any, *, indent: int | None = 2) -> None:  # noqa: ANN401 - any JSON
        """Write a JSON document to the standard output."""
        self._settings.answered = True
        click.echo(json.dumps(value, ensure_ascii=False, indent=indent))


def printable(text: str) -> str:
    """Text from outside on one line, without anything that would steer a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _lines(cell: str | int) -> str:
    return "\n".join(map(printable, str(cell).split("\n")))


def size(count: int | None) -> str | None:
    """A number of bytes for people: `12.3 kB`."""
    return None if count is None else decimal(count)
