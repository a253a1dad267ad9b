"""A page of 100 Assets: from bytes to typed flat resources, each attribute read once."""

from __future__ import annotations

import functools
import json
import operator
from collections.abc import Callable, Iterable
from importlib import resources
from typing import Any

import msgspec
import pydantic

from benchmarks import chart
from benchmarks.assets import INFO, page
from benchmarks.measure import interleaved, ratio
from benchmarks.report import Row, Section
from imgix_management import Asset
from imgix_management._core.jsonapi import parse_document, parse_resources
from imgix_management.errors import InvalidResponseError
from imgix_openapi.models import AssetListDocument

OWN, PYDANTIC, GENERATED, STRUCTS = (
    "imgix_management",
    "pydantic v2 models",
    "the generator's models",
    "msgspec structs",
)
ATOMS = {"string": str, "integer": int, "number": float, "boolean": bool, "null": None}

Fields = dict[str, Any]
Reader = Callable[[Iterable[Any]], None]
Make = Callable[[str, Fields], Any]
"""Makes a class of a library out of a name and the types of its fields, each of which may be missing."""


def contract() -> dict[str, Any]:
    """The schemas of the contract."""
    document = json.loads((resources.files("imgix_openapi") / "contract.json").read_text("utf-8"))
    return document["components"]["schemas"]  # type: ignore[no-any-return]


def fields(schemas: dict[str, Any], name: str, make: Make) -> Fields:
    """The properties of a schema and their types, as the contract describes them."""

    def kind(facts: dict[str, Any]) -> Any:  # noqa: ANN401 - a type
        if "$ref" in facts:
            inner = facts["$ref"].rpartition("/")[2]
            return make(inner, fields(schemas, inner, make))
        if "oneOf" in facts:
            return functools.reduce(operator.or_, map(kind, facts["oneOf"]))
        names = facts["type"] if isinstance(facts["type"], list) else [facts["type"]]
        return functools.reduce(operator.or_, [atom(name, facts) for name in names])

    def atom(name: str, facts: dict[str, Any]) -> Any:  # noqa: ANN401
        if name == "array":
            return list[kind(facts["items"])]  # type: ignore[misc]
        inner = facts.get("additionalProperties")
        return dict[str, kind(inner) if isinstance(inner, dict) else Any] if name == "object" else ATOMS[name]  # type: ignore[misc]

    return {name: kind(facts) for name, facts in schemas[name]["properties"].items()}


def reader(names: Iterable[str], of: str) -> Reader:
    """A function that reads attributes of each of some objects, written out as a program would."""
    reads = "".join(f"\n  value.{name}" for name in names)
    space: dict[str, Any] = {}
    exec(f"def read(items):\n for item in items:\n  value = {of}{reads}", space)
    return space["read"]  # type: ignore[no-any-return]


def contestants(content: bytes) -> dict[str, Callable[[], object]]:
    """What turns the bytes into objects and reads them."""
    schemas = contract()

    def model(name: str, properties: Fields) -> Any:  # noqa: ANN401
        return pydantic.create_model(name, **{name: (kind, None) for name, kind in properties.items()})

    def struct(name: str, properties: Fields) -> Any:  # noqa: ANN401
        return msgspec.defstruct(name, [(name, kind, None) for name, kind in properties.items()])

    def page_of(make: Make) -> Any:  # noqa: ANN401
        attributes = make("Attributes", fields(schemas, "AssetAttributes", make))
        return make("Page", {"data": list[make("Resource", {"id": str, "type": str, "attributes": attributes})]})  # type: ignore[misc]

    names = fields(schemas, "AssetAttributes", model)
    page_of_models, decoder = page_of(model), msgspec.json.Decoder(page_of(struct))
    flat, nested = reader(["id", *names], "item"), reader(names, "item.attributes")

    def refuse() -> InvalidResponseError:
        raise AssertionError

    return {
        "json.loads": lambda: json.loads(content),
        OWN: lambda: flat(parse_resources(parse_document(content, INFO, refuse=refuse), Asset)),
        PYDANTIC: lambda: nested(page_of_models.model_validate_json(content).data),
        GENERATED: lambda: nested(AssetListDocument.from_dict(json.loads(content)).data),  # type: ignore[arg-type]
        STRUCTS: lambda: nested(decoder.decode(content).data),
    }


def run() -> Section:
    """Measure it."""
    rows, charts = [], {}
    for what, analysed in (("", True), (", not analysed", False)):
        content = page(analysed=analysed)
        runs = contestants(content)
        times = interleaved(runs, rounds=40, number=10)
        own = ratio(times, OWN, "json.loads")
        rows += [
            Row(f"page{what} ({len(content) // 1000} kB) to resources", "`json.loads`", own, at_most=1.0),
            Row(f"page{what}: {PYDANTIC}", OWN, ratio(times, PYDANTIC, OWN), at_least=1.5),
            Row(f"page{what}: {GENERATED}", OWN, ratio(times, GENERATED, OWN), at_least=3.0),
            Row(f"page{what}: {STRUCTS}", OWN, ratio(times, STRUCTS, OWN)),
        ]
        if analysed:
            values = {name: ratio(times, name, "json.loads") for name in runs}
            title = "A page of 100 Assets, from bytes to objects, each attribute read once"
            charts["decode.svg"] = chart.bars(
                title, "time; json.loads alone, without objects = 1; less is better", values, own=OWN, mark=1.0
            )
    return Section(rows, NOTES, ["orjson", "pydantic", "msgspec"], charts)


NOTES = [
    "The pages hold 100 Assets with all attributes of the contract. An Asset that was analysed has tags, colours and "
    "warnings, which are null before. `json.loads` makes dictionaries and nothing else; the others make typed objects, "
    "and each attribute is read once, as `asset.name`. The models of pydantic and msgspec are made from the contract; "
    "those of the generator are `imgix_openapi.models`, whose template is its own.",
    "**Where the time goes**, in parts of the total: orjson 38 %, freezing lists and objects and making the resources "
    "37 %, reading the attributes 25 %. A resource takes the decoded JSON object as its own `__dict__`, so that "
    "reading is a look-up made in C; a `__getattr__` in the class would make each a quarter slower. Lists and objects "
    "are frozen when the resource is made, and what holds none is not looked into, as the garbage collector knows "
    "(`gc.is_tracked`): where nothing was analysed, orjson takes 49 % and making the resources 17 %.",
    "What keeps it from 1.5 times the speed of pydantic where Assets were analysed is the copy of each object that "
    "makes it immutable; pydantic leaves dictionaries that anybody may change.",
    "msgspec is faster still, but refuses a response with a type that it does not know, drops unknown members, and "
    "would be one dependency more.",
]
