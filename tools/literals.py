"""Derive the names of known values (`_models/_generated/literals.py`) from the contract: enumerations and sort keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.contract import Json, operations

HEADER = '''"""Values that the contract knows so far. Wherever imgix may add more, they stand beside `str`."""

from __future__ import annotations

from typing import Literal

'''
SORT_PATTERN = re.compile(r"\^-\?\(([\w|]+)\)")
"""How the contract writes the keys that a list can be sorted by."""


def render(document: Json) -> str:
    """Render the source of `_models/_generated/literals.py`."""
    lines = []
    for name, (values, description) in sorted(_all(document).items()):
        lines.append(f"{name} = Literal[{', '.join(map(repr, values))}]")
        lines.append(f'"""{description}"""\n')
    return f"{HEADER}__all__ = {sorted(_all(document))!r}\n\n" + "\n".join(lines)


def imports(document: Json, text: str) -> str:
    """Return those of the names that a derived text uses, as `import` takes them."""
    return ", ".join(name for name in sorted(_all(document)) if re.search(rf"\b{name}\b", text))


def literal_name(schema_name: str, wire: str) -> str:
    """Return the name of the values of an attribute: `AssetAttributes`, `media_kind` -> `MediaKind`.

    Names that say too little alone begin with the schema's: `Deployment`, `type` -> `DeploymentType`.
    """
    words = re.split(r"\W|_", wire)
    if len(words) == 1:
        words.insert(0, schema_name.removesuffix("Attributes"))
    return "".join(word[:1].upper() + word[1:] for word in words)


def filter_literal_name(wire: str) -> str:
    """Return the name of the values of a filter: `filter[deployment.type]` -> `DeploymentType`."""
    return literal_name("", wire.removeprefix("filter[").removesuffix("]"))


def sort_name(operation: Json) -> str:
    """Return the name of the sort keys of a list operation: `listSources` -> `SourceSort`."""
    return str(operation["operationId"]).removeprefix("list").removesuffix("s") + "Sort"


def sort_keys(schema: Json) -> list[str]:
    """Return the keys of the parameter `sort`."""
    match = SORT_PATTERN.match(schema["pattern"])
    if match is None:
        raise ValueError(f"no sort keys in the pattern {schema['pattern']!r}")
    return match[1].split("|")


def _all(document: Json) -> dict[str, tuple[list[str], str]]:
    literals: dict[str, tuple[list[str], str]] = {}
    for name, values in _enumerations(document):
        known = literals.get(name, ([], ""))[0]
        if known and set(known) != set(values):
            raise ValueError(f"{name} stands for {known} and for {values}")
        literals.setdefault(name, (values, "Known values."))
    for _, _, operation in operations(document):
        for parameter in operation["parameters"]:
            if parameter["name"] == "sort":
                keys = sort_keys(parameter["schema"])
                values = [sign + key for key in keys for sign in ("", "-")]
                literals[sort_name(operation)] = values, 'Sort keys; a leading "-" sorts in descending order.'
    return literals


def _enumerations(document: Json) -> Iterator[tuple[str, list[str]]]:
    for schema_name, schema in document["components"]["schemas"].items():
        if schema_name == "Deployment" or schema_name.endswith("Attributes"):
            for wire, facts in schema.get("properties", {}).items():
                if "x-extensible-enum" in facts:
                    yield literal_name(schema_name, wire), facts["x-extensible-enum"]
    for _, _, operation in operations(document):
        for parameter in operation["parameters"]:
            if "x-extensible-enum" in parameter["schema"]:
                yield filter_literal_name(parameter["name"]), parameter["schema"]["x-extensible-enum"]
