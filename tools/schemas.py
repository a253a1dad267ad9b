"""Translate the contract's schemas into Python types."""

from __future__ import annotations

import json
import textwrap

from tools.contract import Json

SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
WIDTH = 104

UNITS = {"unix-seconds": "Unix seconds.", "seconds": "In seconds.", "bytes": "In bytes."}


def is_null(schema: Json) -> bool:
    """Return whether a schema allows null only."""
    return schema.get("type") == "null"


def python_name(wire: str) -> str:
    """Return a name as a Python identifier: `robots.txt` -> `robots_txt`."""
    return wire.replace(".", "_")


def python_type(schema: Json, *, request: bool = False) -> str:
    """Return the Python type of a schema, without null."""
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[1])
    if "oneOf" in schema:
        branches = [python_type(branch, request=request) for branch in schema["oneOf"] if not is_null(branch)]
        return " | ".join(dict.fromkeys(branches))
    if "enum" in schema:
        return f"Literal[{', '.join(repr(value) for value in schema['enum'])}]"
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    kinds = [kind for kind in kinds if kind != "null" and not (kind == "integer" and "number" in kinds)]
    return " | ".join(_one(kind, schema, request) for kind in kinds)


def _one(kind: str, schema: Json, request: bool) -> str:
    if kind == "array":
        item = python_type(schema["items"], request=request)
        return f"Sequence[{item}]" if request else f"tuple[{item}, ...]"
    if kind == "object":
        value = schema.get("additionalProperties", True)
        return f"Mapping[str, {'object' if value is True else nullable_type(value, request=request)}]"
    return SCALARS[kind]


def nullable_type(schema: Json, *, request: bool = False) -> str:
    """Return the Python type of a schema, with None if it allows null."""
    null = "null" in schema.get("type", ()) or any(is_null(branch) for branch in schema.get("oneOf", ()))
    return python_type(schema, request=request) + (" | None" if null and "$ref" not in schema else "")


def open_to(literal: str, kind: str, schema: Json) -> str:
    """Put the name of the known values before `str`, where the contract knows some and imgix may add more."""
    return kind.replace("str", f"{literal} | str", 1) if "x-extensible-enum" in schema else kind


def comment(schema: Json) -> str:
    """Return what the contract says of an attribute as the text of a docstring."""
    text = describe(schema)
    return "\n    ".join(textwrap.wrap(text, WIDTH)).replace('"""', "'''") + ("\n    " if len(text) > WIDTH else "")


def describe(schema: Json) -> str:
    """Return what the contract says of an attribute, with its unit, limits, default and known values."""
    parts = [schema.get("description", "")]
    if "x-imgix-unit" in schema:
        parts.append(UNITS[schema["x-imgix-unit"]])
    if "minimum" in schema and "maximum" in schema:
        parts.append(f"From {schema['minimum']} to {schema['maximum']}.")
    if "x-imgix-default" in schema:
        parts.append(f"imgix's default: {json.dumps(schema['x-imgix-default'])}.")
    if "x-extensible-enum" in schema:
        parts.append(f"Known values: {', '.join(schema['x-extensible-enum'])}.")
    return " ".join(part for part in parts if part)
