"""Derive what methods take (`_models/_generated/params.py`, and their keywords) from the contract's requests."""

from __future__ import annotations

import re
from typing import NamedTuple

from tools import literals
from tools.contract import Json, operations, resolve
from tools.schemas import comment, describe, nullable_type, open_to, python_name


class Keyword(NamedTuple):
    """A keyword of a method."""

    name: str
    kind: str
    """Its type, without what stands for "not given"."""
    description: str


HEADER = '''"""What methods take, as the contract has it: deployments, changes of attributes, keywords of lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, Required, TypedDict, Unpack

from ..deployments import DeploymentInput
from .attributes import Deployment
from .literals import {literals}

'''


def render(document: Json) -> str:
    """The source of `_models/_generated/params.py`."""
    schemas = document["components"]["schemas"]
    settings = schemas["DeploymentSettings"]
    blocks = [_typed_dict("DeploymentSettings", settings["properties"], settings["description"])]
    for branch in schemas["SourceCreateAttributes"]["properties"]["deployment"]["oneOf"]:
        blocks.append(_deployment(document, branch["$ref"].rsplit("/", 1)[1]))
    for _, _, operation in operations(document):
        if keywords := method_keywords(document, operation["operationId"]):
            blocks.append(_params(operation, keywords))
    text = "\n\n".join(blocks) + "\n"
    public = sorted(re.findall(r"^class (\w+)", text, re.MULTILINE))
    return f"{HEADER}__all__ = {public!r}\n\n".replace("{literals}", literals.imports(document, text)) + text


def method_keywords(document: Json, operation_id: str) -> list[Keyword]:
    """Return the keywords of the method that lists, or updates, resources; none for another operation."""
    if operation_id.startswith("update"):
        return _update_keywords(document["components"]["schemas"][f"{operation_id[6:]}UpdateAttributes"])
    (operation,) = [o for _, _, o in operations(document) if o["operationId"] == operation_id]
    if "x-imgix-pagination" not in operation:
        return []
    keywords = [_list_keyword(operation, parameter) for parameter in operation["parameters"]]
    return [keyword for keyword in keywords if keyword is not None]


def params_name(operation_id: str) -> str:
    """Return the name of the typed dictionary of an operation: `listSources` -> `SourceListParams`."""
    method, resource = re.findall("^[a-z]+|[A-Z].*", operation_id)
    return f"{resource.removesuffix('s')}{method.title()}Params"


def _params(operation: Json, keywords: list[Keyword]) -> str:
    what = "Keywords of" if "x-imgix-pagination" in operation else "Attributes to change with"
    method = "list" if "x-imgix-pagination" in operation else "update"
    name = params_name(operation["operationId"])
    lines = [f"class {name}(TypedDict, total=False):", f'    """{what} `client.{operation["tags"][0]}.{method}()`."""']
    for keyword in keywords:
        text = comment({"description": keyword.description})
        lines += ["", f"    {keyword.name}: {keyword.kind}", f'    """{text}"""']
    return "\n".join(lines) + "\n"


def _typed_dict(
    name: str, properties: Json, description: str, *, base: str = "TypedDict", required: object = ()
) -> str:
    lines = [f"class {name}({base}, total=False):", f'    """{description}"""']
    for wire, facts in properties.items():
        kind = open_to(literals.literal_name("Deployment", wire), nullable_type(facts, request=True), facts)
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
    wire_names = {python_name(wire): wire for wire in every if python_name(wire) != wire}
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
            f"    _required: ClassVar[tuple[str, ...]] = {tuple(required)!r}",
            f"    _secret: ClassVar[frozenset[str]] = frozenset({secrets!r})",
            f"    _wire: ClassVar[Mapping[str, str]] = {wire_names!r}",
            "",
            "    if TYPE_CHECKING:",
            "",
            f"        def __init__(self, **fields: Unpack[{name}Fields]) -> None: ...",
            "",
        ]
    )


def _update_keywords(schema: Json) -> list[Keyword]:
    keywords = []
    for wire, facts in schema["properties"].items():
        kind = nullable_type(facts, request=True)
        if wire == "deployment":
            kind = "Mapping[str, object] | Deployment"  # what was read can be sent back
        keywords.append(Keyword(python_name(wire), kind, describe(facts)))
    return keywords


def _list_keyword(operation: Json, parameter: Json) -> Keyword | None:
    wire, schema = parameter["name"], parameter["schema"]
    if parameter["in"] != "query" or wire in _POSITIONS:
        return None
    if wire == "sort":
        sort, keys = literals.sort_name(operation), literals.sort_keys(schema)
        kind = f"{sort} | str | Sequence[{sort} | str]"
        return Keyword("sort", kind, f'{", ".join(keys)}, or several of these; with a leading "-" in descending order.')
    if wire in _PAGE_SIZES:
        return Keyword("page_size", "int", describe({**parameter, **schema}))
    if wire.startswith("fields["):
        return Keyword("fields", "str | Sequence[str]", _in_python(parameter["description"]))
    keyword = re.sub(r"\W+", "_", wire.removeprefix("filter[").removesuffix("]"))
    kind = open_to(literals.filter_literal_name(wire), nullable_type(schema, request=True), schema)
    description = _in_python(describe({**parameter, **schema}))
    return _SPECIAL.get(wire, Keyword(keyword, kind, description))


def _in_python(description: str) -> str:
    """Return a description of a parameter as one of a keyword."""
    return description.replace('"or:"', '"or_"').replace("a comma-separated list of attributes", "one name or several")


_POSITIONS = {"page[number]", "page[cursor]"}
"""The methods have a keyword `cursor` of their own for them."""

_PAGE_SIZES = {"page[size]", "page[limit]"}

_SPECIAL = {
    "filter[categories]": Keyword(
        "categories", "str | Sequence[str]", "One category or several; an Asset must have all of them."
    ),
    "filter[or:categories]": Keyword(
        "or_categories", "str | Sequence[str]", 'Categories; combined with the other "or_" filters by OR.'
    ),
    "filter[custom:KEY]": Keyword(
        "custom", "Mapping[str, str | None]", "Custom fields and the value that each must have; None for any value."
    ),
    "filter[face_count]": Keyword(
        "face_count",
        "int | str | tuple[int | None, int | None]",
        "The number of faces, or a range: (1, 3), (1, None) for at least one, (None, 3) for at most three.",
    ),
    "filter[colors]": Keyword("colors", "str", 'A dominant colour as six hexadecimal digits, with or without "#".'),
}
"""Parameters whose keyword takes more than goes over the wire; see `imgix_management/_core/query.py`."""
