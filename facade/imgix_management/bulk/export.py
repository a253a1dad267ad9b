"""Write Assets to a CSV or NDJSON file, as they are listed."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TextIO

from .._core import validation
from .._files import downloads
from .._models._generated.attributes import AssetAttributes
from ..errors import InvalidInputError
from .report import ExportFormat, ExportTarget
from .table import CHANGEABLE, PLACE

COLUMNS: Final = (
    *PLACE,
    *CHANGEABLE,
    *sorted(AssetAttributes._wire_names.difference(PLACE, CHANGEABLE)),
)
"""The columns of a CSV where none are chosen: those that `update_many` reads come first."""


class AssetWriter:
    """Writes Assets to a text file."""

    def __init__(self, file: TextIO, format_: ExportFormat, columns: Sequence[str] | None) -> None:
        """Begin a file.

        Args:
            file: The file.
            format_: Its format.
            columns: The attributes; None for all.
        """
        self._file = file
        self._columns = list(COLUMNS if columns is None else columns)
        self._all = columns is None
        self._csv = csv.writer(file, lineterminator="\n") if format_ == "csv" else None
        if self._csv is not None:
            self._csv.writerow(self._columns)

    def write(self, assets: Iterable[Mapping[str, Any]]) -> None:
        """Write a page of Assets."""
        for asset in assets:
            if self._csv is not None:
                self._csv.writerow([_cell(asset.get(name)) for name in self._columns])
            else:
                record = asset if self._all else {name: asset[name] for name in self._columns if name in asset}
                self._file.write(json.dumps(record, ensure_ascii=False) + "\n")


@contextmanager
def export_file(target: ExportTarget) -> Iterator[TextIO]:
    """Open what an export writes to. A file gets its name when it is complete; until then an existing one stays.

    Raises:
        InvalidInputError: It cannot be written (`folder_unwritable`).
    """
    if not isinstance(target, str | os.PathLike):
        yield target
        return
    path = Path(target)
    try:
        with downloads.atomic_file(path) as binary:
            text = io.TextIOWrapper(binary, encoding="utf-8", newline="", write_through=False)
            yield text
            text.flush()
            text.detach()
    except OSError as error:
        raise InvalidInputError("folder_unwritable", path=str(path.parent)) from error


def columns_of(fields: str | Sequence[str] | None) -> list[str] | None:
    """Return the chosen columns; None for all."""
    if fields is None:
        return None
    names = fields.split(",") if isinstance(fields, str) else list(fields)
    return [name.strip() for name in names]


def check_format(format_: str) -> None:
    """Refuse an unknown format.

    Raises:
        InvalidInputError: `argument_invalid`.
    """
    validation.choice("format", format_, ("csv", "ndjson"))


def _cell(value: Any) -> Any:  # noqa: ANN401 - JSON
    if value is None:
        return ""
    return (
        value
        if isinstance(value, str | int | float) and not isinstance(value, bool)
        else json.dumps(value, ensure_ascii=False)
    )
