"""Turn the keywords of list methods into arguments of the generated operations. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Converter = Callable[[Any], Any]


def comma_list(value: object) -> str:
    """Return one value, or several separated by commas."""
    return value if isinstance(value, str) else ",".join(str(item) for item in value)  # type: ignore[attr-defined]


def number_range(value: object) -> str:
    """Return a number or a range as it goes over the wire; a pair has None for an open end."""
    if isinstance(value, tuple | list):
        return ":".join("" if end is None else str(end) for end in value)
    return str(value)


def colour(value: str) -> str:
    """Return a colour without its "#"."""
    return value.removeprefix("#")


def custom_fields(value: Mapping[str, str | None]) -> dict[str, str]:
    """Return filters by custom field; None matches any value."""
    return {f"filter[custom:{key}]": "" if text is None else text for key, text in value.items()}


_CONVERTERS: Mapping[str, Converter] = {
    "fields": comma_list,
    "sort": comma_list,
    "categories": comma_list,
    "or_categories": comma_list,
    "colors": colour,
    "face_count": number_range,
    "custom": custom_fields,
}


def list_arguments(
    resource_type: str,
    *,
    page_size: int | None = None,
    **keywords: Any,  # noqa: ANN401 - the methods type them
) -> dict[str, Any]:
    """Return the arguments of a generated list operation for the keywords of a list method; None is left out.

    Args:
        resource_type: The type whose sparse fieldset `fields` is.
        page_size: Left to the pager.
        **keywords: The keywords of the method.
    """
    names = {"fields": f"fields_{resource_type}", "sort": "sort"}
    return {
        names.get(name, f"filter_{name}"): _CONVERTERS[name](value) if name in _CONVERTERS else value
        for name, value in keywords.items()
        if value is not None
    }
