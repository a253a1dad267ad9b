"""JSON Schema in an OpenAPI document: references, wire strings, validation with jsonschema-rs."""

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias

import jsonschema_rs

from imgix_contract.errors import ApiError, Fault, SchemaError

Json: TypeAlias = Any
"""Any JSON value."""

_INTEGER = re.compile(r"-?[0-9]+")
_MAX_DIGITS = 18


def resolve(document: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a `$ref` such as `#/components/parameters/PageSize`, if the node is one."""
    while "$ref" in node:
        target: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def typed(schema: Mapping[str, Any], text: str) -> object:
    """Convert the text of a query parameter to the type of its schema; leave it as text if that fails.

    Raises:
        ApiError: 400 for a number of more than 18 digits. The largest number that imgix accepts is not known.
    """
    kind = schema.get("type")
    if kind == "integer" and _INTEGER.fullmatch(text):
        if len(text) > _MAX_DIGITS:
            raise ApiError(HTTPStatus.BAD_REQUEST, f"The query holds a number of more than {_MAX_DIGITS} digits.")
        return int(text)
    if kind == "boolean" and text in {"true", "false"}:
        return text == "true"
    return text


def closed(node: Json) -> Json:
    """Copy a document so that every object schema rejects unlisted properties."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    copy = {key: closed(value) for key, value in node.items()}
    if node.get("type") in ("object", ["object", "null"]) and "properties" in node:
        copy.setdefault("additionalProperties", False)
    return copy


class Schemas:
    """Validators for the schemas of a document, compiled when first used."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._components = document["components"]
        self._compiled: dict[int, tuple[Mapping[str, Any], jsonschema_rs.Draft202012Validator]] = {}

    def _validator(self, schema: Mapping[str, Any]) -> jsonschema_rs.Draft202012Validator:
        # Keyed by identity; the entry references the schema, so that its id isn't reused.
        entry = self._compiled.get(id(schema))
        if entry is None:
            validator = jsonschema_rs.Draft202012Validator(
                {**schema, "components": self._components},
                mask="the value",  # a message must not repeat a secret
            )
            entry = self._compiled[id(schema)] = (schema, validator)
        return entry[1]

    def faults(self, schema: Mapping[str, Any], value: object, prefix: str = "") -> list[Fault]:
        """List the violations of a schema by a value, with a prefix before each place."""
        validator = self._validator(schema)
        if validator.is_valid(value):
            return []
        return [fault for error in validator.iter_errors(value) for fault in _flatten(error, prefix)]

    def check(self, schema: Mapping[str, Any], value: object, prefix: str = "") -> None:
        """Validate a value that a client sent.

        Raises:
            SchemaError: The value violates the schema.
        """
        faults = self.faults(schema, value, prefix)
        if faults:
            raise SchemaError(faults)


def _flatten(error: jsonschema_rs.ValidationError, prefix: str) -> Iterator[Fault]:
    """Yield the faults of an error; for a choice by `type`, those of the selected branch."""
    context: list[list[jsonschema_rs.ValidationError]] = getattr(error.kind, "context", None) or []
    for branch in context:
        if not any(inner.instance_path[-1:] == ["type"] for inner in branch):
            for inner in branch:
                yield from _flatten(inner, prefix)
            return
    place = ".".join(map(str, ([prefix] if prefix else []) + list(error.instance_path)))
    names = next(filter(None, (getattr(error.kind, name, None) for name in ("property", "unexpected", "types"))), "")
    yield Fault(place, error.kind.name, names if isinstance(names, str) else ", ".join(names), error.message)
