"""Filters, sorts, sparse fieldsets and pages, on plain dictionaries."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, TypeVar

from imgix_contract.errors import ApiError
from imgix_contract.schemas import Json
from imgix_openapi.operations import LIST_ASSETS

Attributes = Mapping[str, Any]
T = TypeVar("T")

_FILTER = re.compile(r"filter\[(or:)?([^\]]+)\]")
_CUSTOM = re.compile(r"filter\[custom:([^\]]+)\]")
_RANGE = re.compile(r"[0-9]{1,18}|[0-9]{1,18}:[0-9]{0,18}|:[0-9]{1,18}")
_CURSOR = re.compile(r"[0-9]{1,18}")
_SEARCHED = ("origin_path", "name", "description", "categories", "tags")
"""Which fields a keyword searches is not known but for the first three."""


# ----------------------------------------------------------------------------------------------------------- filters
def dig(attributes: Attributes, name: str) -> Json:
    """Return an attribute; a dot leads to a nested one."""
    value: Any = attributes
    for step in name.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def equal(attributes: Attributes, name: str, expected: object) -> bool:
    """Return whether an attribute equals a value, or is a list that contains it.

    Whether `filter[name]` of sources matches only complete names, as here, is not known.
    """
    value = dig(attributes, name)
    return expected in value if isinstance(value, list) else value == expected


def _contains(text: object, part: str) -> bool:
    return isinstance(text, str) and part.casefold() in text.casefold()


def _all_categories(attributes: Attributes, expected: str) -> bool:
    return set(expected.split(",")) <= set(attributes["categories"] or ())


def _labels(attributes: Attributes) -> set[str]:
    """List the tags; a score of 0 hides one."""
    return {label for label, score in (attributes["tags"] or {}).items() if score > 0}


def _keyword(attributes: Attributes, expected: str) -> bool:
    values = {**attributes, "tags": _labels(attributes)}
    for name in _SEARCHED:
        texts = [values[name]] if isinstance(values[name], str) else values[name] or ()
        if any(_contains(text, expected) for text in texts):
            return True
    return False


def _color(attributes: Attributes, expected: str) -> bool:
    # Whether imgix also finds near colours is not known.
    return expected.lower() in ((attributes["colors"] or {}).get("dominant_colors") or {})


def _number(count: int | None, expected: str) -> bool:
    if not _RANGE.fullmatch(expected):
        raise ApiError(HTTPStatus.BAD_REQUEST, "The filter is neither a number nor a range.")
    if count is None:
        return False
    minimum, ranged, maximum = expected.partition(":")
    if not ranged:
        return bool(count == int(expected))
    return (not minimum or count >= int(minimum)) and (not maximum or count <= int(maximum))


def _custom(attributes: Attributes, expected: Mapping[str, str]) -> bool:
    fields = attributes["custom_fields"] or {}
    for name, text in expected.items():
        key = _CUSTOM.fullmatch(name)
        value = fields.get(key[1]) if key else None
        if value is None or (text and text != _as_text(value)):
            return False
    return True


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


ASSET_FILTERS: Mapping[str, Callable[[Attributes, Any], bool]] = {
    "categories": _all_categories,
    "colors": _color,
    "custom:KEY": _custom,
    "face_count": lambda attributes, expected: _number(attributes["face_count"], expected),
    "has_frames": lambda attributes, expected: bool(attributes["has_frames"] == expected),
    "keyword": _keyword,
    "keywords": _keyword,
    # "Image" has been seen for "IMAGE".
    "media_kind": lambda attributes, expected: (attributes["media_kind"] or "").casefold() == expected.casefold(),
    # Whether imgix compares the complete path or a part of it is not known.
    "origin_path": lambda attributes, expected: _contains(attributes["origin_path"], expected),
    # How these values are written is not known; here it is as with face_count.
    "warning_adult": lambda attributes, expected: _number(attributes["warning_adult"], expected),
    "warning_medical": lambda attributes, expected: _number(attributes["warning_medical"], expected),
    "warning_racy": lambda attributes, expected: _number(attributes["warning_racy"], expected),
    "warning_spoof": lambda attributes, expected: _number(attributes["warning_spoof"], expected),
    "warning_violence": lambda attributes, expected: _number(attributes["warning_violence"], expected),
    "tags": lambda attributes, expected: expected in _labels(attributes),
}


def split_filters(query: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Split typed query parameters into filters joined with AND and filters joined with OR."""
    all_of: dict[str, Any] = {}
    any_of: dict[str, Any] = {}
    for name, value in query.items():
        match = _FILTER.fullmatch(name)
        if match:
            (any_of if match[1] else all_of)[match[2]] = value
    return all_of, any_of


def matches(
    attributes: Attributes,
    query: Mapping[str, Any],
    filters: Mapping[str, Callable[[Attributes, Any], bool]] | None = None,
) -> bool:
    """Return whether all filters match, and at least one of the `or:` filters if there are any.

    Args:
        attributes: The attributes to test.
        query: The typed query parameters.
        filters: A predicate for each filter; without them, every filter tests for equality.
    """

    def met(item: tuple[str, Any]) -> bool:
        name, expected = item
        return filters[name](attributes, expected) if filters is not None else equal(attributes, name, expected)

    all_of, any_of = split_filters(query)
    return all(map(met, all_of.items())) and (not any_of or any(map(met, any_of.items())))


# ------------------------------------------------------------------------------------------------- sorts and fields
def sort(items: Iterable[T], keys: str | None, attributes: Callable[[T], Attributes]) -> list[T]:
    """Sort by a comma-separated list of attributes; equal items keep their order, null comes first."""
    ordered = list(items)
    for key in reversed((keys or "").split(",") if keys else ()):
        name = key.removeprefix("-")

        def by(item: T, name: str = name) -> tuple[bool, Any]:
            value = dig(attributes(item), name)
            return (value is not None, 0 if value is None else value)

        ordered.sort(key=by, reverse=key.startswith("-"))
    return ordered


def sparse(attributes: Attributes, fieldset: str | None) -> dict[str, Any]:
    """Return only the attributes of a fieldset; a dot leads to a nested one. Unknown names are ignored."""
    if fieldset is None:
        return dict(attributes)
    selected: dict[str, Any] = {}
    for name in fieldset.split(","):
        _copy(attributes, name, selected)
    return selected


def _copy(source: Attributes, name: str, target: dict[str, Any]) -> None:
    if name in source:  # also a key that holds a dot, such as robots.txt
        target[name] = source[name]
        return
    first, _, rest = name.partition(".")
    if rest and isinstance(source.get(first), Mapping) and target.get(first) is not source[first]:
        _copy(source[first], rest, target.setdefault(first, {}))


# ------------------------------------------------------------------------------------------------------------- pages
def page_by_number(items: Sequence[T], query: Mapping[str, Any]) -> tuple[Sequence[T], dict[str, Any]]:
    """Return a page and the `pagination` of its meta. Any page size is accepted: imgix's maximum is not known."""
    number, size = query["page[number]"], query["page[size]"]
    pages = -(-len(items) // size)
    has_more = number + 1 < pages
    pagination = {
        "currentPage": number,
        "hasNextPage": has_more,
        "hasPreviousPage": number > 0,
        "nextPage": number + 1 if has_more else None,
        "pageSize": size,
        "previousPage": number - 1 if number > 0 else None,
        "totalPages": pages,
        "totalRecords": len(items),
    }
    return items[number * size : (number + 1) * size], {"pagination": pagination}


def page_by_cursor(items: Sequence[T], query: Mapping[str, Any]) -> tuple[Sequence[T], dict[str, Any]]:
    """Return a page and the `cursor` of its meta. A cursor is a decimal offset, as seen in code.

    Raises:
        ApiError: 400 for a cursor that isn't one.
    """
    current, limit = query["page[cursor]"], query["page[limit]"]
    if not _CURSOR.fullmatch(current):
        raise ApiError(HTTPStatus.BAD_REQUEST, "page[cursor]: this is not a cursor.")
    begin = int(current)
    end = begin + limit
    has_more = end < len(items)
    cursor = {
        "current": current,
        "hasMore": has_more,
        "next": str(end) if has_more else None,
        "totalRecords": str(min(len(items), LIST_ASSETS.count_limit or len(items))),
    }
    return items[begin:end], {"cursor": cursor}
