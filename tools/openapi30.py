"""Derive the copy of the contract in OpenAPI 3.0, for generators that refuse 3.1."""

from __future__ import annotations

from typing import Any

import yaml

from tools.contract import Json, roles

_NEW_IN_31 = {"propertyNames", "dependentRequired"}
"""Keywords without a counterpart in 3.0."""


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def render(contract: Json) -> str:
    """Return the text of the copy."""
    return str(yaml.dump(document(contract), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120))


def document(contract: Json) -> Json:
    """Return the copy."""
    copy: Json = _converted(contract, "")
    copy["openapi"] = "3.0.3"
    del copy["info"]["summary"], copy["info"]["license"]["identifier"]
    return copy


def _converted(node: Any, key: str) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(node, list):
        return [_converted(item, "") for item in node]
    if not isinstance(node, dict) or key == "example" or key.startswith("x-"):
        return node
    copy = {name: _converted(value, name) for name, value in node.items() if name not in _NEW_IN_31}
    if "operationId" in node:
        # Only OAuth 2.0 and OpenID Connect have roles in 3.0.
        copy.update({"security": [{"apiKey": []}], "x-imgix-permission": roles(node)})
        # Several generators do not know ranges of statuses, and would take `default` for the success.
        copy["responses"] = {
            str(node["x-imgix-status"]) if status == "2XX" else status: response
            for status, response in copy["responses"].items()
        }
    return copy if key == "properties" else _schema(copy)


def _schema(node: Json) -> Json:
    """Return a node without the constructs of schemas that are new in 3.1; other nodes have none of them."""
    types = node.get("type")
    if isinstance(types, list):
        null = {"nullable": True} if "null" in types else {}
        first, *others = (kind for kind in types if kind != "null")
        if others:
            del node["type"]
            node["anyOf"] = [{"type": kind, **null} for kind in (first, *others)]
        else:
            node.update({"type": first, **null})
    if "const" in node:
        node["enum"] = [node.pop("const")]
    if {"type": "null"} in node.get("oneOf", ()):
        branches = [branch for branch in node.pop("oneOf") if branch != {"type": "null"}]
        node.update({"nullable": True, "allOf" if len(branches) == 1 else "oneOf": branches})
    return node
