"""Read the contract, `openapi/imgix-management.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import yaml

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "openapi" / "imgix-management.yaml"
METHODS = ("get", "post", "patch", "put", "delete")

Json = dict[str, Any]


def load(path: Path = DOCUMENT) -> Json:
    """Return the contract as a plain dictionary."""
    return parse(path.read_text(encoding="utf-8"))


def parse(text: str) -> Json:
    """Parse the text of a contract into a plain dictionary."""
    return cast(Json, yaml.load(text, Loader=yaml.CSafeLoader))  # ten times as fast as `safe_load`, and as safe


def operations(document: Json) -> list[tuple[str, str, Json]]:
    """Return all operations as (method, path, operation), with the parameters of the path."""
    rows = []
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                operation = dict(item[method])
                parameters = [*item.get("parameters", []), *operation.get("parameters", [])]
                operation["parameters"] = [resolve(document, parameter) for parameter in parameters]
                rows.append((method, path, operation))
    return rows


def resolve(document: Json, node: Json) -> Json:
    """Follow the `$ref` of a node, if it has one."""
    while "$ref" in node:
        target: Any = document
        for key in node["$ref"].removeprefix("#/").split("/"):
            target = target[key]
        node = target
    return node


def roles(operation: Json) -> list[str]:
    """Return the permissions that an operation needs; all of them."""
    listed: list[str] = operation["security"][0]["apiKey"]
    return listed


def for_generator(node: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a copy with the description of each parameter in its schema, where the generator looks for it."""
    if isinstance(node, list):
        return [for_generator(value) for value in node]
    if not isinstance(node, dict):
        return node
    copy = {key: for_generator(value) for key, value in node.items()}
    if "in" in copy and "schema" in copy:
        copy["schema"] = {**copy["schema"], "description": copy["description"]}
    return copy
