# Derived from openapi/imgix-management.yaml by `invoke generate`. Do not edit.
"""Encoding and decoding for operations. Operations take a plain client, such as

httpx.Client(base_url="https://api.imgix.com", headers={"Authorization": f"Bearer {key}"})
"""

from typing import Any
from urllib.parse import quote

import httpx

from . import errors


def path_value(name: str, value: str) -> str:
    """Percent-encode one path segment; ValueError for one that would lead elsewhere."""
    if value in ("", ".", ".."):
        raise ValueError(f"{name}: {value!r} is not a path segment")
    return quote(value, safe="")


def path_segments(name: str, value: str) -> str:
    """Percent-encode a path segment by segment: "/" stays a separator, a leading one is dropped."""
    return "/".join(path_value(name, segment) for segment in value.removeprefix("/").split("/"))


def is_json(response: httpx.Response) -> bool:
    """Whether a response is declared to be JSON."""
    media_type: str = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return media_type.endswith("json")


def decode(response: httpx.Response) -> Any:
    """Return the JSON of a response; errors.UnexpectedContent if it has none."""
    try:
        return response.json()
    except ValueError:
        raise errors.UnexpectedContent(response.status_code, response.content) from None
