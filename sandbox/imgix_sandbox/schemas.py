"""JSON Schema in an OpenAPI document: references, wire strings, validation with jsonschema-rs."""

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias

import jsonschema_rs

from imgix_sandbox.errors import ApiError

Json: TypeAlias = Any
"""Whatever a JSON document may hold."""

_SHOWN = 5
_INTEGER = re.compile(r"-?[0-9]{1,18}")


def resolve(document: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a `$ref` such as `#/components/parameters/PageSize`, if the node is one."""
    while "$ref" in node:
        target: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def typed(schema: Mapping[str, Any], text: str) -> object:
    """Turn the text of a query parameter into what its schema wants; a text that can't be stays a text."""
    kind = schema.get("type")
    if kind == "integer" and _INTEGER.fullmatch(text):
        return int(text)
    if kind == "boolean" and text in {"true", "false"}:
        return text == "true"
    return text


def closed(node: Json) -> Json:
    """Copy a document so that every object schema refuses the properties it doesn't list."""
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
        # Keyed by identity; the schema is kept beside its validator, so that the id isn't used again.
        kept = self._compiled.get(id(schema))
        if kept is None:
            validator = jsonschema_rs.Draft202012Validator(
                {**schema, "components": self._components},
                mask="the value",  # a message must not repeat a secret
            )
            kept = self._compiled[id(schema)] = (schema, validator)
        return kept[1]

    def problem(self, schema: Mapping[str, Any], value: object, prefix: str = "") -> str | None:
        """Tell in words what is wrong with a value, or None."""
        validator = self._validator(schema)
        if validator.is_valid(value):
            return None
        found = []
        for error in validator.iter_errors(value):
            for path, message in _told(error):
                place = ".".join(str(step) for step in ([prefix] if prefix else []) + path)
                found.append(f"{place}: {message}" if place else message)
        return "; ".join(found[:_SHOWN])

    def check(self, schema: Mapping[str, Any], value: object, prefix: str = "") -> None:
        """Check a value that a client sent.

        Raises:
            ApiError: 400 with what is wrong.
        """
        problem = self.problem(schema, value, prefix)
        if problem is not None:
            raise ApiError(HTTPStatus.BAD_REQUEST, problem)


def _told(error: jsonschema_rs.ValidationError) -> Iterator[tuple[list[str | int], str]]:
    """Tell an error; of a choice told apart by `type`, the errors of the branch that was meant."""
    context: list[list[jsonschema_rs.ValidationError]] = getattr(error.kind, "context", None) or []
    for branch in context:
        if not any(inner.instance_path[-1:] == ["type"] for inner in branch):
            for inner in branch:
                yield from _told(inner)
            return
    yield list(error.instance_path), error.message
