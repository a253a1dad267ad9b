"""Derive the keywords of the factories in `imgix_management.testing` (`_models/_generated/fields.py`)."""

from __future__ import annotations

from tools import literals
from tools.attributes import attribute_type
from tools.contract import Json
from tools.schemas import comment, python_name

HEADER = '''"""The attributes of each resource as keywords: what the factories in `imgix_management.testing` take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from .literals import {literals}

'''


def render(document: Json) -> str:
    """The source of `_models/_generated/fields.py`."""
    schemas = document["components"]["schemas"]
    names = [name for name in schemas if name.endswith("Attributes") and not ("Create" in name or "Update" in name)]
    text = "\n\n".join(_typed_dict(name, schemas[name]) for name in names) + "\n"
    return HEADER.replace("{literals}", literals.imports(document, text)) + text


def _typed_dict(name: str, schema: Json) -> str:
    resource = name.removesuffix("Attributes")
    lines = [f"class {resource}Fields(TypedDict, total=False):", f'    """Attributes of {resource}."""']
    for wire, facts in schema["properties"].items():
        if wire == "id":  # every resource has one already
            continue
        nested = any("$ref" in branch for branch in facts.get("oneOf", ()))
        kind = "Mapping[str, object] | None" if nested else attribute_type(name, wire, facts)
        lines += ["", f"    {python_name(wire)}: {kind}", f'    """{comment(facts)}"""']
    return "\n".join(lines) + "\n"
