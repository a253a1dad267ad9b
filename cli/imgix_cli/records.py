"""Resources as results: tables for people; JSON, NDJSON, CSV and keys for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

import click

from imgix_management._i18n import gettext_noop

from .output import Output, size
from .table import Cell, Column

if TYPE_CHECKING:
    from imgix_management import Resource

Record = Mapping[str, Any]

BLOCK: Final = 100
"""Rows of a table that are laid out together, so that the first appear before the last are known."""

DATES: Final = {"date_": "%Y-%m-%d %H:%M:%S UTC", "period_": "%Y-%m-%d"}
"""How the names of attributes begin that are times, in seconds since 1970; and how they are shown, in UTC."""

FIRST: Final = ("id", "type")


def document(resource: Resource) -> dict[str, Any]:
    """Return a resource as plain JSON types: its id first, its secrets masked."""
    return {"id": resource.id, "type": resource.type, **resource.masked()}


def sparse(output: Output, key: str) -> list[str] | None:
    """Return the attributes to ask imgix for; None for all.

    Args:
        output: Where the command writes.
        key: The attribute that names a resource.
    """
    if output.settings.form == "keys":
        return [key] if key not in FIRST else None
    names = [name for name in output.settings.fields if name not in FIRST]
    return names or None


def write_all(output: Output, records: Iterable[Record], columns: Mapping[str, Column], key: str = "id") -> int:
    """Write a list in the form that was chosen, and return how many there were.

    NDJSON, CSV, keys and tables are written while the list is read; JSON when it is complete.

    Args:
        output: Where the command writes.
        records: The records.
        columns: The columns of the table, by attribute; a dot leads to a nested one.
        key: The attribute that `--keys` writes.
    """
    form, names = output.settings.form, output.settings.fields
    records = _count(records)
    if form == "json":
        output.result([select(record, names) for record in records])
    elif form == "ndjson":
        for record in records:
            output.result(select(record, names))
    elif form == "keys":
        for record in records:
            click.echo(value(record, key))
    elif form == "csv":
        _write_csv(records, names or tuple(columns))
    else:
        shown = {name: columns.get(name, Column(name, "name")) for name in names} if names else columns
        _write_table(output, records, shown)
    return records.count


def write_one(output: Output, record: Record, key: str = "id") -> None:
    """Write one resource in the form that was chosen: as a table, one attribute on each line.

    Args:
        output: Where the command writes.
        record: The record.
        key: The attribute that `--keys` writes.
    """
    form, names = output.settings.form, output.settings.fields
    if form in ("json", "ndjson"):
        output.result(select(record, names))
    elif form == "keys":
        click.echo(value(record, key))
    else:
        flat = [(name, value(record, name)) for name in names] if names else list(_flat(record))
        if form == "csv":
            _write_csv([dict(flat)], tuple(dict(flat)))
            return
        rows = [[name, cell(name, each)] for name, each in flat]
        output.table((Column("name"), Column("value", "text")), rows, headers=False)


def select(record: Record, names: Sequence[str]) -> Record:
    """Return the chosen attributes of a record; all if none were chosen."""
    return {name: value(record, name) for name in names} if names else record


def value(record: Record, name: str) -> Any:  # noqa: ANN401 - any JSON
    """Return an attribute; a dot leads to a nested one. None if there is none."""
    if name in record:
        return record[name]
    value: Any = record
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def cell(name: str, item: Any) -> Cell:  # noqa: ANN401 - any JSON
    """Return the value of an attribute as it is shown to people."""
    if item is None or isinstance(item, str):
        return item
    if isinstance(item, int | float) and not isinstance(item, bool):
        last = name.rpartition(".")[2]
        form = next((form for beginning, form in DATES.items() if last.startswith(beginning)), None)
        if form:
            with suppress(ValueError, OverflowError, OSError):
                return datetime.fromtimestamp(item, UTC).strftime(form)
        if last == "file_size":
            return size(int(item))
    if isinstance(item, list) and not any(isinstance(each, dict | list) for each in item):
        return ", ".join(map(str, item)) or None
    return json.dumps(item, ensure_ascii=False)


def _write_csv(records: Iterable[Record], names: Sequence[str]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for record in records:
        writer.writerow(_csv_cell(value(record, name)) for name in names)


def _csv_cell(item: Any) -> str:  # noqa: ANN401 - any JSON
    if item is None:
        return ""
    return item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)


def _write_table(output: Output, records: Iterator[Record], columns: Mapping[str, Column]) -> None:
    first = True
    while block := list(islice(records, BLOCK)):
        rows = [[cell(name, value(record, name)) for name in columns] for record in block]
        output.table(list(columns.values()), rows, headers=first)
        first = False
    if first:
        output.note(gettext_noop("There are none."))


def _flat(record: Record, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the attributes with those of the deployment beside them, by dotted names as in the API's filters."""
    for name, item in record.items():
        if name == "deployment" and isinstance(item, dict):
            yield from _flat(item, "deployment.")
        else:
            yield prefix + name, item


class _count(Iterator[Record]):  # noqa: N801 - used as a function
    """Count the records that pass."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = chain(records)
        self.count = 0

    def __next__(self) -> Record:
        record = next(self._records)
        self.count += 1
        return record
