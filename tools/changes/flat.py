"""Resolve every `$ref` of the contract, so that each operation is compared on its own."""

from __future__ import annotations

from typing import Any, NamedTuple

from tools.contract import METHODS, Json, resolve, roles

SCHEMA = "x-schema"
"""Holds the name of a schema of `components` that was inlined."""
STATUS = "x-success"
"""Holds the success status of an operation, whose response is compared under `2XX`."""
ANY_SUCCESS = "2XX"


class Place(NamedTuple):
    """The place of a change in the contract."""

    operations: tuple[str, ...]
    """The operations concerned; none for the entire contract."""
    kind: str
    """`request`, `response`, `error`, `parameter` or `operation`."""
    name: str
    """The parameter, or the status of a complete response."""
    field: str
    """The field of a body, such as `data[].attributes.name`."""
    owner: str
    """The schema that has the field, such as `SourceAttributes`."""


def flatten(document: Json) -> Json:
    """Return the document without references, with `allOf` merged, and the success of each operation under `2XX`.

    Which of the statuses 200 to 299 it is makes no difference to the client, and is often not known. Permissions, the
    roles of an operation, are in an extension, as those of a parameter are.
    """
    flat: Json = {key: value for key, value in document.items() if key not in ("components", "paths")}
    flat["paths"] = _inline(document, document["paths"])
    flat["components"] = {"securitySchemes": document["components"]["securitySchemes"]}
    for item in flat["paths"].values():
        for operation in (item[method] for method in METHODS if method in item):
            if "security" in operation:  # the contract of an earlier revision has no roles
                operation["x-imgix-permission"] = roles(operation)
                del operation["security"]
            successes = [status for status in operation["responses"] if status.startswith("2")]
            if len(successes) == 1:
                operation[STATUS] = successes[0]
                operation["responses"][ANY_SUCCESS] = operation["responses"].pop(successes[0])
    return flat


def _inline(document: Json, node: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(node, list):
        return [_inline(document, item) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        inlined = _inline(document, resolve(document, node))
        name = node["$ref"].removeprefix("#/components/schemas/")
        return inlined if name == node["$ref"] else {**inlined, SCHEMA: name}
    # A discriminator only repeats what the `const` of each form says, and refers to `components`.
    inlined = {key: _inline(document, value) for key, value in node.items() if key not in ("allOf", "discriminator")}
    branches = [branch for branch in inlined.get("oneOf", ()) if branch.get("type") != "null"]
    if len(branches) == 1 < len(inlined["oneOf"]) and "type" in branches[0]:
        # A schema or null is that schema, null included; else a changed text would count as another form.
        types = branches[0]["type"]
        del inlined["oneOf"]
        inlined = {**branches[0], **inlined, "type": [*(types if isinstance(types, list) else [types]), "null"]}
    for part in node.get("allOf", ()):
        group = _inline(document, part)
        inlined["properties"] = {**group.get("properties", {}), **inlined.get("properties", {})}
        inlined["required"] = [*group.get("required", ()), *inlined.get("required", ())]
    return inlined


def steps(pointer: str) -> list[str]:
    """Return the keys of a JSON pointer such as `#/paths/~1api/get`."""
    return [key.replace("~1", "/").replace("~0", "~") for key in pointer.removeprefix("#").split("/")[1:]]


def at(document: Json, keys: list[str]) -> Any:  # noqa: ANN401 - any JSON
    """Return the value at a place, or None."""
    node: Any = document
    for key in keys:
        if isinstance(node, dict):
            node = node.get(key)
        elif isinstance(node, list) and key.isdigit() and int(key) < len(node):
            node = node[int(key)]
        else:
            return None
    return node


def place(keys: list[str], documents: tuple[Json, ...]) -> Place:
    """Describe a place; names are looked up in the first of the flat documents that has it."""
    if keys[:1] != ["paths"] or len(keys) == 1:
        return Place((), "operation", "", "", "")
    document = next((flat for flat in documents if at(flat, keys) is not None), documents[0])
    item = at(document, keys[:2]) or {}
    own = len(keys) > 2 and keys[2] in METHODS  # noqa: PLR2004 - paths, path, method
    methods = [keys[2]] if own else [method for method in METHODS if method in item]
    concerned = tuple(item[method]["operationId"] for method in methods if method in item)
    rest = keys[3:] if own else keys[2:]
    field, owner = _field(document, keys)
    match rest:
        case ["parameters", _, *_]:
            parameter = at(document, keys[: keys.index("parameters") + 2]) or {}
            return Place(concerned, "parameter", f"{parameter.get('in')} {parameter.get('name')}", "", "")
        case ["requestBody", *_]:
            return Place(concerned, "request", "", field, owner)
        case ["responses", status, *_]:
            kind = "response" if status.startswith("2") else "error"
            return Place(concerned, kind, "" if field else status, field, owner)
    return Place(concerned, "operation", "", "", "")


def _field(document: Json, keys: list[str]) -> tuple[str, str]:
    """Return the dotted name of a field in a body, and the schema that has it."""
    if "schema" not in keys:
        return "", ""
    field, owner, position = "", "", keys.index("schema") + 1
    while position < len(keys):
        key = keys[position]
        if key == "properties" and position + 1 < len(keys):
            owner = (at(document, keys[:position]) or {}).get(SCHEMA, owner)
            field += f".{keys[position + 1]}"
            position += 1
        elif key == "items":
            field += "[]"
        elif key == "additionalProperties":
            field += ".*"
        position += 1
    return field.removeprefix("."), owner
