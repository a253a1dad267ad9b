"""Derives the typed inputs of verbs (`imgix_management/_models/_generated/params.py`) from the contract's requests."""

from __future__ import annotations

import re

from tools.contract import Json, operations, resolve
from tools.schemas import comment, nullable_type, python_name

HEADER = '''"""What the verbs take, as the contract has it: deployments, changes of attributes, queries of lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, Required, TypedDict, Unpack

from ..deployments import DeploymentInput
from .attributes import Deployment

'''


def render(document: Json) -> str:
    """The source of `_models/_generated/params.py`."""
    schemas = document["components"]["schemas"]
    settings = schemas["DeploymentSettings"]
    blocks = [_typed_dict("DeploymentSettings", settings["properties"], settings["description"])]
    for branch in schemas["SourceCreateAttributes"]["properties"]["deployment"]["oneOf"]:
        blocks.append(_deployment(document, branch["$ref"].rsplit("/", 1)[1]))
    blocks.append(
        _changes("SourceUpdateParams", schemas["SourceUpdateAttributes"], "Attributes of a Source to change.")
    )
    blocks.append(_changes("AssetUpdateParams", schemas["AssetUpdateAttributes"], "Attributes of an Asset to change."))
    for _, _, operation in operations(document):
        if "x-imgix-pagination" in operation:
            blocks.append(_query(operation))
    return HEADER + "\n\n".join(blocks) + "\n"


def _typed_dict(
    name: str, properties: Json, description: str, *, base: str = "TypedDict", required: object = ()
) -> str:
    lines = [f"class {name}({base}, total=False):", f'    """{description}"""']
    for wire, facts in properties.items():
        kind = nullable_type(facts, request=True)
        if "x-imgix-record" in facts:  # what was read can be sent back
            kind += f" | {facts['x-imgix-record']}"
        kind = f"Required[{kind}]" if isinstance(required, list) and wire in required else kind
        lines += ["", f"    {python_name(wire)}: {kind}", f'    """{comment(facts)}"""']
    return "\n".join(lines) + "\n"


def _deployment(document: Json, name: str) -> str:
    schemas = document["components"]["schemas"]
    schema = schemas[name]
    settings, *groups = [resolve(document, part) for part in schema["allOf"]]
    own = {wire: facts for group in groups for wire, facts in group["properties"].items()}
    required = [wire for wire in schema["required"] if wire != "type"]
    every = {**settings["properties"], **own}
    secrets = [wire for wire, facts in every.items() if facts.get("writeOnly")]
    wires = {python_name(wire): wire for wire in every if python_name(wire) != wire}
    # A TypedDict cannot make an inherited key required, so those come along with the fields of the type itself.
    fields = {wire: every[wire] for wire in every if wire in own or wire in required}
    rest = {wire: facts for wire, facts in every.items() if wire not in fields}
    return "\n".join(
        [
            _typed_dict(f"{name}Fields", {**fields, **rest}, f"The fields of {name}.", required=required),
            "",
            f"class {name}(DeploymentInput):",
            f'    """{schema["description"]}',
            "",
            f"    Required: {', '.join(required)}.",
            '    """',
            "",
            "    __slots__ = ()",
            f"    type: ClassVar[str] = {schema['properties']['type']['const']!r}",
            f"    _required = {tuple(required)!r}",
            f"    _secret = frozenset({secrets!r})",
            f"    _wire: ClassVar[Mapping[str, str]] = {wires!r}",
            "",
            "    if TYPE_CHECKING:",
            "",
            f"        def __init__(self, **fields: Unpack[{name}Fields]) -> None: ...",
            "",
        ]
    )


def _changes(name: str, schema: Json, description: str) -> str:
    properties = dict(schema["properties"])
    if "deployment" in properties:
        properties["deployment"] = {
            "x-imgix-record": "Deployment",
            "type": "object",
            "description": "The whole deployment; what is left out may be lost. Secrets are kept (seen in code).",
        }
    return _typed_dict(name, properties, description)


def _query(operation: Json) -> str:
    name = operation["operationId"].removeprefix("list").removesuffix("s") + "ListParams"
    lines = [f"class {name}(TypedDict, total=False):", f'    """Which {operation["tags"][0]} to list, and how."""']
    for parameter in operation["parameters"]:
        if parameter["in"] != "query":
            continue
        keyword, kind = query_keyword(parameter)
        if keyword:
            lines += ["", f"    {keyword}: {kind}", f'    """{comment({**parameter, **parameter["schema"]})}"""']
    return "\n".join(lines) + "\n"


_KEYWORDS = {
    "page[number]": (None, ""),  # the position of a page has a keyword of its own
    "page[cursor]": (None, ""),
    "page[size]": ("page_size", "int"),
    "page[limit]": ("page_size", "int"),
    "sort": ("sort", "str | Sequence[str]"),
    "filter[categories]": ("categories", "str | Sequence[str]"),
    "filter[or:categories]": ("or_categories", "str | Sequence[str]"),
    "filter[custom:KEY]": ("custom", "Mapping[str, str | None]"),
    "filter[face_count]": ("face_count", "int | str | tuple[int | None, int | None]"),
}
"""Parameters whose keyword takes more than goes over the wire; see `imgix_management/_core/query.py`."""


def query_keyword(parameter: Json) -> tuple[str | None, str]:
    """The keyword of a list verb for a query parameter, and its type."""
    wire = parameter["name"]
    if wire in _KEYWORDS:
        return _KEYWORDS[wire]
    if wire.startswith("fields["):
        return "fields", "str | Sequence[str]"
    keyword = re.sub(r"\W+", "_", wire.removeprefix("filter[").removesuffix("]"))
    return keyword, nullable_type(parameter["schema"], request=True)
