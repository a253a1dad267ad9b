"""Keywords of list verbs -> parameters of the generated operations. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from .._models._generated.params import AssetListParams, ReportListParams, SourceListParams

Converter = Callable[[Any], Any]


def comma_list(value: object) -> str:
    """One value, or several separated by commas."""
    return value if isinstance(value, str) else ",".join(str(item) for item in value)  # type: ignore[attr-defined]


def number_range(value: object) -> str:
    """A number, a range as a pair (None for an open end), or the range as it goes over the wire."""
    if isinstance(value, tuple | list):
        return ":".join("" if end is None else str(end) for end in value)
    return str(value)


def colour(value: str) -> str:
    """A colour without its "#"."""
    return value.removeprefix("#")


def custom_fields(value: Mapping[str, str | None]) -> dict[str, str]:
    """Filters by custom field; None asks for any value."""
    return {f"filter[custom:{key}]": "" if wanted is None else wanted for key, wanted in value.items()}


_KEYWORDS: Final[Mapping[str, Mapping[str, object]]] = {
    "sources": SourceListParams.__annotations__,
    "assets": AssetListParams.__annotations__,
    "reports": ReportListParams.__annotations__,
}

_CONVERTERS: Mapping[str, Converter] = {
    "fields": comma_list,
    "sort": comma_list,
    "categories": comma_list,
    "or_categories": comma_list,
    "colors": colour,
    "face_count": number_range,
    "custom": custom_fields,
}


def parameters(query: Mapping[str, Any], *, resource_type: str, page_size: str) -> dict[str, Any]:
    """The arguments of a generated list operation for the keywords of a list verb; None counts as not given.

    Args:
        query: The keywords.
        resource_type: The type whose sparse fieldset `fields` is.
        page_size: The argument for the size of a page, which differs between the two kinds of pagination.

    Raises:
        TypeError: There is no such keyword.
    """
    known = _KEYWORDS[resource_type]
    for keyword in query:
        if keyword not in known:
            raise TypeError(f"list() got an unexpected keyword argument {keyword!r}; it takes {', '.join(known)}")
    names = {"fields": f"fields_{resource_type}", "page_size": page_size, "sort": "sort"}
    return {
        names.get(keyword, f"filter_{keyword}"): _CONVERTERS.get(keyword, lambda given: given)(value)
        for keyword, value in query.items()
        if value is not None
    }
