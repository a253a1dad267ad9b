"""Tables of metadata: rows of a CSV file or of a program, and what they change."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from .._core import validation
from .._models._generated.attributes import AssetAttributes
from ..errors import InvalidInputError
from .items import Entry

CLEAR: Final = "(clear)"
"""What a cell holds that removes a value, unless another mark is chosen: an empty one changes nothing."""

CUSTOM: Final = "custom."
"""What the name of a column begins with that holds a custom field."""

PLACE: Final = ("source_id", "origin_path")
TEXTS: Final = ("name", "description")
CHANGEABLE: Final = (*TEXTS, "tags", "categories", "custom_fields")
"""The columns that change something, besides those of custom fields."""

KNOWN: Final = frozenset([*PLACE, *CHANGEABLE, *AssetAttributes._wire_names, "id", "type"])
"""The columns that a table may have: those of an export that cannot be changed are left out of account."""

_DELIMITERS: Final = ",;\t|"


class AssetTable:
    """A CSV file with one Asset on each line, for `client.assets.update_many`.

    The first line names the columns: `origin_path`, perhaps `source_id`, and any of `name`, `description`, `tags`,
    `categories`, `custom_fields` and `custom.KEY`. An empty cell changes nothing; `(clear)` removes the value. Tags and
    categories are separated by commas, or in JSON; `custom_fields` is a JSON object. The file is UTF-8, with or without
    a byte order mark; the cells are separated by commas, semicolons, tabs or vertical bars. What an export wrote can be
    read; columns that cannot be changed are then left out of account.

    It is read when a job reads it, each time from its beginning.
    """

    def __init__(self, path: str | Path, *, clear: str = CLEAR) -> None:
        """Name the file, and the mark of a cell that removes a value."""
        self.path: Path = Path(path)
        self.clear: str = clear

    def __iter__(self) -> Iterator[dict[str, Any]]:
        path = validation.readable_file(self.path)
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                head = file.readline()
                delimiter = max(_DELIMITERS, key=head.count)  # the first of them where there is one column
                file.seek(0)
                reader = csv.DictReader(file, delimiter=delimiter, strict=True)
                check_columns(reader.fieldnames or (), str(path))
                for row in reader:
                    yield self._row(row, reader.line_num)
        except (OSError, UnicodeError, csv.Error) as error:
            raise InvalidInputError("table_unreadable", path=str(path), reason=str(error).rstrip(".")) from error

    def _row(self, row: dict[str | None, Any], line: int) -> dict[str, Any]:
        if None in row or None in row.values():
            raise InvalidInputError("table_row_length", line=line)
        return {str(name): None if value == self.clear else value for name, value in row.items()} | {"": line}


def check_columns(names: Any, path: str) -> None:  # noqa: ANN401 - a sequence of texts
    """Refuse a table without the columns it needs, or with unknown ones.

    Raises:
        InvalidInputError: `table_columns_missing` or `table_columns_unknown`.
    """
    changes = [name for name in names if name in CHANGEABLE or name.startswith(CUSTOM)]
    if "origin_path" not in names or not changes:
        missing = "origin_path" if "origin_path" not in names else ", ".join((*CHANGEABLE, "custom.KEY"))
        raise InvalidInputError("table_columns_missing", path=path, missing=missing, found=", ".join(names))
    unknown = [name for name in names if name not in KNOWN and not name.startswith(CUSTOM)]
    if unknown or len(set(names)) < len(names):
        shown = ", ".join(unknown) or ", ".join(sorted({name for name in names if list(names).count(name) > 1}))
        raise InvalidInputError("table_columns_unknown", path=path, names=shown, known=", ".join((*PLACE, *CHANGEABLE)))


def row_entry(row: Mapping[str, Any], number: int, source_id: str | None) -> Entry:
    """Return the item for a row.

    Args:
        row: The columns; empty text leaves an attribute as it is, None removes its value.
        number: Its number, where it has no line.
        source_id: The Source of rows that name none.

    Raises:
        InvalidInputError: It names no Asset, an unknown column, or a value that cannot be sent.
    """
    line = row.get("", number)
    for name in row:
        if name and name not in KNOWN and not name.startswith(CUSTOM):
            known = ", ".join((*PLACE, *CHANGEABLE, "custom.KEY"))
            raise InvalidInputError("table_column_unknown", line=line, name=name, known=known)
    try:
        source = validation.source_id(row.get("source_id") or source_id or "")
        path = validation.origin_path(row.get("origin_path") or "")
    except InvalidInputError as error:
        column = "source_id" if error.code == "source_id_invalid" else "origin_path"
        raise InvalidInputError("table_value_invalid", line=line, column=column, value=row.get(column)) from error
    changes: dict[str, Any] = {name: row[name] for name in TEXTS if _says_something(row, name)}
    custom: dict[str, Any] | None = {}
    for name, parse in ("tags", _tags), ("categories", _categories), ("custom_fields", _object):
        if _says_something(row, name):
            try:
                value: Any = None if row[name] is None else parse(row[name])
            except (ValueError, TypeError) as error:
                raise InvalidInputError("table_value_invalid", line=line, column=name, value=row[name]) from error
            if name == "custom_fields":
                custom = value
            else:
                changes[name] = value
    fields = {name.removeprefix(CUSTOM): row[name] for name in row if name.startswith(CUSTOM) and row[name] != ""}
    if fields:
        custom = {**(custom or {}), **fields}
    planned = {"line": line, "changes": changes, "custom": custom}
    try:
        return Entry(f"{source}/{path}", json.dumps(planned, ensure_ascii=False, allow_nan=False))
    except (ValueError, TypeError) as error:
        raise InvalidInputError("attributes_invalid", reason=str(error)) from error


def refuse_repeated(entry: Entry, before: str | None) -> None:
    """Refuse a second row for an Asset.

    Raises:
        InvalidInputError: `table_row_repeated`.
    """
    first, second = json.loads(before or "{}")["line"], json.loads(entry.input or "{}")["line"]
    raise InvalidInputError("table_row_repeated", key=entry.key, first=first, second=second)


def differences(
    present: Mapping[str, Any], planned: Mapping[str, Any], *, replace_custom_fields: bool
) -> tuple[dict[str, Any], dict[str, tuple[Any, Any]]]:
    """Compare an Asset with a row.

    Args:
        present: The attributes of the Asset.
        planned: What was planned with the row.
        replace_custom_fields: Whether custom fields that the row does not name are removed.

    Returns:
        The attributes to send; and what differs, before and after.
    """
    attributes: dict[str, Any] = {}
    differing: dict[str, tuple[Any, Any]] = {}
    for name, value in planned["changes"].items():
        before = present.get(name)
        if before != value and not (value is None and not before):
            attributes[name] = value
            differing[name] = (before, value)
    custom = planned["custom"]
    if custom == {}:
        return attributes, differing
    before = dict(present.get("custom_fields") or {})
    after = {} if replace_custom_fields or custom is None else dict(before)
    for key, value in (custom or {}).items():
        if value is None:
            after.pop(key, None)
        elif not (key in before and _same(before[key], value)):
            after[key] = value
        else:
            after[key] = before[key]
    if after != before:
        attributes["custom_fields"] = after
        for key in sorted({*before, *after}):
            if before.get(key) != after.get(key):
                differing[CUSTOM + key] = (before.get(key), after.get(key))
    return attributes, differing


def _says_something(row: Mapping[str, Any], name: str) -> bool:
    return name in row and row[name] != ""


def _same(before: Any, value: Any) -> bool:  # noqa: ANN401 - JSON
    """Return whether a custom field has a value; a cell may write a number or a boolean as text."""
    if isinstance(value, str) and not isinstance(before, str):
        return value in (str(before), json.dumps(before))
    return bool(before == value)


def _tags(value: Any) -> dict[str, float]:  # noqa: ANN401
    if isinstance(value, str) and not value.lstrip().startswith("{"):
        return dict.fromkeys(_labels(value), 1.0)
    tags = _object(value)
    if not all(isinstance(score, int | float) and not isinstance(score, bool) for score in tags.values()):
        raise ValueError("a score is no number")
    return tags


def _categories(value: Any) -> list[str]:  # noqa: ANN401
    if isinstance(value, str):
        value = json.loads(value) if value.lstrip().startswith("[") else _labels(value)
    if isinstance(value, str | Mapping) or not all(isinstance(each, str) for each in value):
        raise ValueError("no list of texts")
    return list(value)


def _object(value: Any) -> dict[str, Any]:  # noqa: ANN401
    value = json.loads(value) if isinstance(value, str) else value
    if not isinstance(value, Mapping):
        raise TypeError("no object")
    return dict(value)


def _labels(value: str) -> list[str]:
    return [label.strip() for label in value.split(",") if label.strip()]
