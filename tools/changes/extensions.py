"""Rate changes of our extensions, `x-imgix-...`, which redocly ignores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tools.changes.flat import SCHEMA
from tools.contract import Json
from tools.operations import PERIODS

BREAKING, COMPATIBLE, INTERNAL = "breaking", "compatible", "internal"


class Extension(NamedTuple):
    """A changed extension."""

    keys: list[str]
    """Its place, the name of the extension being the last key; parameters are counted as in the revision."""
    rating: str
    old: Any
    new: Any


def changed(base: Any, revision: Any, keys: list[str]) -> Iterator[Extension]:  # noqa: ANN401 - any JSON
    """Yield all changed extensions at places that both documents have."""
    if isinstance(base, list) and isinstance(revision, list):
        for index, new in enumerate(revision):
            old = next((item for item in base if _is_same(item, new)), None) if _has_identity(new) else None
            old = base[index] if not _has_identity(new) and index < len(base) else old
            yield from changed(old, new, [*keys, str(index)])
    if not (isinstance(base, dict) and isinstance(revision, dict)):
        return
    for key in {**base, **revision}:
        if not key.startswith("x-"):
            yield from changed(base.get(key), revision.get(key), [*keys, key])
        elif key not in _ROOT and base.get(key) != revision.get(key):
            old, new = base.get(key), revision.get(key)
            yield Extension([*keys, key], rate(key, old, new), old, new)


def _has_identity(node: Any) -> bool:  # noqa: ANN401 - any JSON
    return isinstance(node, dict) and ("in" in node or SCHEMA in node)


def _is_same(old: Any, new: Json) -> bool:  # noqa: ANN401 - any JSON
    return isinstance(old, dict) and all(old.get(key) == new.get(key) for key in ("in", "name", SCHEMA))


def rate(name: str, old: Any, new: Any) -> str:  # noqa: ANN401 - any JSON
    """Return whether a change is breaking, compatible or internal."""
    if name not in _RULES:
        return INTERNAL
    return COMPATIBLE if _RULES[name](old, new) else BREAKING


def limits(base: Json, revision: Json) -> Iterator[tuple[str, str, Any, Any]]:
    """Yield changed rate limits as (bucket, rating, old, new)."""
    for bucket, old, new in _changed_entries("x-imgix-rate-limits", base, revision):
        before, after = _rate(old), _rate(new)
        rating = INTERNAL if before == after else rate("x-imgix-rate-limits", before, after)
        yield bucket, rating, _text(old), _text(new)


def permissions(base: Json, revision: Json) -> Iterator[tuple[str, str, Any, Any]]:
    """Yield changed permissions as (permission, rating, old, new)."""
    for name, old, new in _changed_entries("x-imgix-permissions", base, revision):
        before, after = old and old.get("implies", []), new and new.get("implies", [])
        rating = INTERNAL if before == after else rate("x-imgix-permissions", before, after)
        yield name, rating, before, after


def uploads(base: Json, revision: Json) -> Iterator[tuple[str, str, Any, Any]]:
    """Yield changed sizes of uploads as (where they are, rating, old, new); None means no upload at all."""
    old, new = (dict(_sizes(document.get("x-imgix-uploads", {}), ())) for document in (base, revision))
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            grown = new.get(name, 0) >= old.get(name, 0)
            yield name, COMPATIBLE if grown else BREAKING, old.get(name), new.get(name)


def _sizes(node: Json, keys: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for key, value in node.items():
        if isinstance(value, dict):
            yield from _sizes(value, keys if key == "providers" else (*keys, key))
        else:
            yield ", ".join((*keys, key)), value


def _changed_entries(name: str, base: Json, revision: Json) -> Iterator[tuple[str, Any, Any]]:
    old, new = base.get(name, {}), revision.get(name, {})
    yield from ((key, old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key))


def _rate(limit: Json | None) -> tuple[int, float] | None:
    """Return the number of requests, and a number that grows as the period shrinks."""
    return None if limit is None else (limit["limit"], -PERIODS[limit["period"]])


def _text(limit: Json | None) -> str | None:
    return None if limit is None else f"{limit['limit']}/{limit['period']}"


def _no_slower(old: tuple[int, float] | None, new: tuple[int, float] | None) -> bool:
    return old is None or (new is not None and new[0] >= old[0] and new[1] >= old[1])


_ROOT = ("x-imgix-rate-limits", "x-imgix-permissions", "x-imgix-uploads")

_RULES: Any = {
    # Extension -> whether every program keeps working after the change. Others are internal.
    "x-imgix-rate-limits": _no_slower,
    "x-imgix-permissions": lambda old, new: (
        old is None or (new is not None and set(old) <= set(new))
    ),  # what it implies
    "x-imgix-permission": lambda old, new: set(new or ()) <= set(old or ()),
    "x-imgix-rate-limit": lambda old, new: old == new,
    "x-imgix-max-bytes": lambda old, new: new is None or (old is not None and new >= old),
    "x-imgix-count-limit": lambda old, new: new is None or (old is not None and new >= old),
    "x-imgix-empty": lambda old, new: bool(new) == bool(old),
    "x-imgix-duplicate": lambda old, new: bool(new) or not old,
    "x-imgix-never-null": lambda old, new: bool(new) or not old,
    "x-imgix-segments": lambda old, new: bool(new) or not old,
    "x-imgix-pagination": lambda old, new: old is None,
    "x-imgix-unit": lambda old, new: old is None,
    "x-extensible-enum": lambda old, new: new is None or set(old or ()) <= set(new),
}
"""An operation that moves to another bucket shares its requests with others: rated breaking."""
