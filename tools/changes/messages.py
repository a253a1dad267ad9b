"""Describe a change of the contract, and what it does to programs."""

from __future__ import annotations

import json
import re
from typing import Any

from tools.changes.compare import Change
from tools.changes.flat import SCHEMA

MAX_VALUE_LENGTH = 80
"""Characters of a value that are shown."""

_SUBJECTS = {
    "request": "request field {field}",
    "response": "response field {field}",
    "error": "field {field} of error responses",
    "parameter": "parameter {name}",
    "operation": "the operation",
    "contract": "the contract",
}
_BODIES = {
    "request": "the request body",
    "response": "the response",
    "error": "the error {name}",
}
_SENTENCES = {
    "property-removed": "{subject} was removed: programs that {use} break",
    "property-renamed": "{subject} was renamed to {what}: programs that {use} break",
    "property-added": "{subject} is new",
    "parameter-added": "{subject} is new, and optional",
    "parameter-removed": "{subject} was removed: programs that pass it break",
    "parameter-renamed": "{subject} was renamed from {old}: programs that name it to the generated client break",
    "parameter-became-required": "{subject} is required: programs that leave it out are refused",
    "operation-added": "{subject} is new",
    "operation-removed": "{subject} was removed: programs that call it break",
    "operation-id-changed": "{subject} was renamed from {old}: programs that call it by that name break",
    "path-removed": "the path changed from {old} to {new}: earlier versions of the package call the old one",
    "response-removed": "{subject} was removed: programs that handle it no longer receive it",
    "response-added": "{subject} is new",
    "enum-values-removed": "{subject} no longer accepts {removed}: programs that send it are refused",
    "enum-values-added": "{subject} may be {added}: programs that handle only the other values break",
    "required-properties-added": "{subject} must contain {added}: programs that leave it out are refused",
    "required-properties-removed": "{subject} may lack {removed}: programs that rely on it break",
    "request-body-became-required": "the request needs a body: programs that send none are refused",
    "request-body-removed": "the request no longer has a body: programs that send one break",
    "schema-type-changed": "the type of {subject} changed from {old} to {new}: programs that rely on the old one break",
    "schema-constraint-changed": (
        "{what} of {subject} changed from {old} to {new}: a value that was valid is refused, or another one is returned"
    ),
    "media-type-removed": "{subject} no longer has the media type {old}: programs that rely on it break",
    "server-removed": "the server changed from {old} to {new}: earlier versions of the package call the old one",
    "schema-combinator-changed": "the schemas of {subject} changed: {old} removed, {new} added",
    "x-schema": "the schema of {subject} was renamed from {old} to {new}",
    "text-changed": "texts or examples changed",
    "x-extensible-enum": "the known values of {subject} changed: {added} added, {removed} removed",
    "x-imgix-rate-limits": "the rate limit {name} changed from {old} to {new}",
    "x-imgix-permissions": "what the permission {name} includes changed from {old} to {new}",
    "x-imgix-permission": "the permissions that {subject} needs changed from {old} to {new}",
    "x-imgix-rate-limit": "it counts in the rate limit {new} instead of {old}",
    "x-imgix-uploads": "the largest upload in bytes ({name}) changed from {old} to {new}",
    "x-imgix-never-null": "whether {subject} may be null changed, and with it the type",
    "x-imgix-confidence": "the confidence of {subject} changed from {old} to {new}",
    "x-success": "the success status changed from {old} to {new}",
}
_OTHER = "{what} of {subject} changed from {old} to {new}"


def describe(change: Change) -> str:
    """Return a change as a sentence without its full stop."""
    place = change.place
    subjects = _BODIES if place.kind in _BODIES and not place.field else _SUBJECTS
    subject = subjects[place.kind if place.operations else "contract"].format(field=place.field, name=place.name)
    old, new = (value if isinstance(value, list) else [] for value in (change.old, change.new))
    return _SENTENCES.get(change.rule, _OTHER).format(
        subject=subject,
        use=f"send {_last(place.field)}" if place.kind == "request" else f"read {_expression(change)}",
        name=place.name,
        what=change.what,
        old=_format(change.old),
        new=_format(change.new),
        removed=_format([value for value in old if value not in new]),
        added=_format([value for value in new if value not in old]),
    )


def _last(field: str) -> str:
    return field.rsplit(".", 1)[-1]


def _expression(change: Change) -> str:
    """Return how a program reads a field of a response: `source.name`."""
    field, owner = change.place.field, change.place.owner
    if ".attributes." not in field or not owner:
        return field
    words = re.sub(r"(?<!^)(?=[A-Z])", "_", owner.removesuffix("Attributes")).lower()
    return f"{words}.{_last(field)}"


def _format(value: Any) -> str:  # noqa: ANN401 - any JSON
    if value is None or value == []:
        return "nothing"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    if isinstance(value, dict) and SCHEMA in value:
        return str(value[SCHEMA])
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MAX_VALUE_LENGTH else text[: MAX_VALUE_LENGTH - 1] + "…"
