"""Derive the typed attributes of resources (`_models/_generated/attributes.py`) from the responses in the contract."""

from __future__ import annotations

from tools import literals
from tools.contract import Json, resolve
from tools.schemas import comment, is_null, open_to, python_name, python_type

HEADER = '''"""The attributes of each type of resource, as the contract describes them.

The types say what is known: an attribute that nobody has seen null is typed without None, though a null from the
server comes through. "Unix seconds" attributes have a twin that ends in `_at`, an aware datetime in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ..base import AliasedField, DateTimeField, FrozenField, Model, NestedField
from .literals import {literals}

'''


def render(document: Json) -> str:
    """The source of `_models/_generated/attributes.py`."""
    schemas = document["components"]["schemas"]
    requested = [name for name in schemas if name.endswith("Attributes") and not ("Create" in name or "Update" in name)]
    nested = {inner for name in requested for inner in _nested(schemas[name])}
    records = [_record(document, name) for name in [*sorted(nested), *requested]]
    text = "\n\n".join(records) + "\n"
    return HEADER.replace("{literals}", literals.imports(document, text)) + text


def _nested(schema: Json) -> list[str]:
    """The names of the schemas that attributes of this one hold."""
    branches = [branch for facts in schema["properties"].values() for branch in facts.get("oneOf", ())]
    return [branch["$ref"].rsplit("/", 1)[1] for branch in branches if "$ref" in branch]


def _secrets(document: Json, name: str) -> list[str]:
    """The secrets among the attributes of a record, and within them."""
    schema = document["components"]["schemas"][name]
    secrets = [wire for wire, facts in schema["properties"].items() if facts.get("format") == "password"]
    if name == "Deployment":  # never in a response, but if one were, it would have to be masked, too
        secrets += [wire for wire, facts in _sent_deployment(document).items() if facts.get("writeOnly")]
    return secrets + [secret for inner in _nested(schema) for secret in _secrets(document, inner)]


def _sent_deployment(document: Json) -> Json:
    """All fields that a deployment may be sent with."""
    changes = document["components"]["schemas"]["SourceUpdateAttributes"]["properties"]["deployment"]["oneOf"]
    updates = [resolve(document, branch) for branch in changes]
    groups = [*updates, *(resolve(document, part) for update in updates for part in update["allOf"])]
    return {wire: facts for group in groups for wire, facts in group["properties"].items()}


def _record(document: Json, name: str) -> str:
    schema = document["components"]["schemas"][name]
    description = schema.get("description", f"The {name} of a response.")
    lines = [f"class {name}(Model):", f'    """{description}"""', "", "    __slots__ = ()"]
    if secrets := _secrets(document, name):
        lines.append(f"    _secret: ClassVar[frozenset[str]] = frozenset({secrets!r})")
    if name == "Deployment":
        sent = _sent_deployment(document)
        read_only = [wire for wire in schema["properties"] if wire not in sent]
        lines.append(f"    _read_only: ClassVar[frozenset[str]] = frozenset({read_only!r})")
    for wire, facts in schema["properties"].items():
        if wire == "id":  # every resource has one already
            continue
        lines += ["", f"    {_field(name, wire, facts)}", f'    """{comment(facts)}"""']
        if facts.get("x-imgix-unit") == "unix-seconds":
            lines += ["", f"    {wire}_at: DateTimeField = DateTimeField({wire!r})"]
            lines += [f'    """`{wire}` as a datetime in UTC."""']
    return "\n".join(lines) + "\n"


def _field(schema_name: str, wire: str, facts: Json) -> str:
    name = python_name(wire)
    kind = attribute_type(schema_name, wire, facts)
    branches = [branch for branch in facts.get("oneOf", ()) if not is_null(branch)]
    if len(branches) == 1 and "$ref" in branches[0]:
        record = branches[0]["$ref"].rsplit("/", 1)[1]
        return f"{name}: NestedField[{kind}] = NestedField({wire!r}, {record})"
    if "[" in kind:
        return f"{name}: FrozenField[{kind}] = FrozenField({wire!r})"
    if name != wire:
        return f"{name}: AliasedField[{kind}] = AliasedField({wire!r})"
    return f"{name}: {kind}"


def attribute_type(schema_name: str, wire: str, facts: Json) -> str:
    """Return the type of an attribute, without None if nobody has seen it null."""
    kind = open_to(literals.literal_name(schema_name, wire), python_type(facts), facts)
    return kind if facts.get("x-imgix-never-null") else f"{kind} | None"
