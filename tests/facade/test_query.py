"""Keywords of list methods, and how they are sent."""

import inspect
import re
from typing import Literal, get_args, get_origin, get_type_hints

import httpx
import pytest

from imgix_management import (
    AssetListParams,
    AsyncManagementClient,
    ManagementClient,
    ReportListParams,
    SourceListParams,
)
from imgix_management._core.query import _CONVERTERS
from tools import signatures
from tools.contract import Json, load, operations
from tools.params import method_keywords

ID = "65a1b2c3d4e5f60718293a4b"
KINDS = {"listSources": "sources", "listAssets": "assets", "listReports": "reports"}
QUERIES = {"sources": SourceListParams, "assets": AssetListParams, "reports": ReportListParams}
OPERATIONS = {operation["operationId"]: operation for _, _, operation in operations(load())}
POSITIONS = {"page[number]", "page[cursor]"}


def keyword(wire: str) -> str:
    """The keyword of a query parameter: `filter[deployment.type]` -> `deployment_type`."""
    if wire.startswith("fields["):
        return "fields"
    if wire in ("page[size]", "page[limit]"):
        return "page_size"
    return re.sub(r"[.:]", "_", wire.removeprefix("filter[").removesuffix("]")).removesuffix("_KEY")


def parameters() -> list[tuple[str, str, Json]]:
    """All query parameters of the contract's lists, but for the position of the page: (kind, name, schema)."""
    return [
        (KINDS[id_], parameter["name"], parameter["schema"])
        for id_, operation in OPERATIONS.items()
        if "x-imgix-pagination" in operation
        for parameter in operation["parameters"]
        if parameter["in"] == "query" and parameter["name"] not in POSITIONS
    ]


def lists(client, kind, **query):
    return getattr(client, kind).list(*([ID] if kind == "assets" else []), **query)


def sent(client, server, kind, **query) -> dict[str, str]:
    server.default = lambda _: httpx.Response(200, content=b'{"data": []}')
    list(lists(client, kind, **query))
    pairs = server.last.url.params.multi_items()
    assert len(pairs) == len(dict(pairs))
    return dict(pairs)


def test_every_list_of_the_contract_is_looked_at():
    assert {id_ for id_, operation in OPERATIONS.items() if "x-imgix-pagination" in operation} == KINDS.keys()
    assert {kind for kind, _, _ in parameters()} == QUERIES.keys()


def test_no_keyword_that_is_gone_is_converted():
    assert _CONVERTERS.keys() <= {keyword(wire) for _, wire, _ in parameters()}


@pytest.mark.parametrize(("kind", "wire", "schema"), parameters())
def test_every_parameter_of_the_contract_has_a_keyword(client, server, kind, wire, schema):
    values = {
        "integer": (7, "7"),
        "boolean": (True, "true"),
        "string": ("a b", "a b"),
        "object": ({"KEY": "a b"}, "a b"),
    }
    value, on_the_wire = values[schema["type"] if isinstance(schema["type"], str) else schema["type"][0]]
    assert sent(client, server, kind, **{keyword(wire): value}) == {wire: on_the_wire}


@pytest.mark.parametrize("kind", QUERIES)
def test_the_typed_keywords_are_those_of_the_contract(kind):
    expected = {keyword(wire) for operation, wire, _ in parameters() if operation == kind}
    assert get_type_hints(QUERIES[kind]).keys() == expected
    assert QUERIES[kind].__required_keys__ == frozenset()


def test_all_keywords_at_once(client, server):
    names = {wire for kind, wire, _ in parameters() if kind == "sources"}
    query = {keyword(wire): True if wire == "filter[enabled]" else "1" for wire in names}
    assert sent(client, server, "sources", **query).keys() == names


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"colors": "#8ca091"}, {"filter[colors]": "8ca091"}),
        ({"colors": "8ca091"}, {"filter[colors]": "8ca091"}),
        ({"face_count": 0}, {"filter[face_count]": "0"}),
        ({"face_count": 2}, {"filter[face_count]": "2"}),
        ({"face_count": "2:4"}, {"filter[face_count]": "2:4"}),
        ({"face_count": (2, 4)}, {"filter[face_count]": "2:4"}),
        ({"face_count": (0, None)}, {"filter[face_count]": "0:"}),
        ({"face_count": (None, 4)}, {"filter[face_count]": ":4"}),
        ({"face_count": [2, 4]}, {"filter[face_count]": "2:4"}),
        ({"custom": {"shelf": None}}, {"filter[custom:shelf]": ""}),
        ({"custom": {"shelf": "B2"}}, {"filter[custom:shelf]": "B2"}),
        ({"custom": {"shelf": "", "棚": "い"}}, {"filter[custom:shelf]": "", "filter[custom:棚]": "い"}),
        ({"custom": {}}, {}),
        ({"categories": ["pets", "cats"]}, {"filter[categories]": "pets,cats"}),
        ({"categories": ("pets",)}, {"filter[categories]": "pets"}),
        ({"categories": "pets,cats"}, {"filter[categories]": "pets,cats"}),
        ({"or_categories": ["pets", "cats"]}, {"filter[or:categories]": "pets,cats"}),
        ({"or_keywords": "a", "or_origin_path": "b"}, {"filter[or:keywords]": "a", "filter[or:origin_path]": "b"}),
        ({"has_frames": False}, {"filter[has_frames]": "false"}),
        ({"sort": ["-date_created", "file_size"]}, {"sort": "-date_created,file_size"}),
        ({"fields": ["name", "tags"]}, {"fields[assets]": "name,tags"}),
        ({"fields": (field for field in ("name", "tags"))}, {"fields[assets]": "name,tags"}),
        ({"keyword": "a&b=c#d é 猫"}, {"filter[keyword]": "a&b=c#d é 猫"}),
        ({"keyword": None, "fields": None, "page_size": None, "custom": None}, {}),
        ({"keyword": ""}, {"filter[keyword]": ""}),
        ({"media_kind": "HOLOGRAM"}, {"filter[media_kind]": "HOLOGRAM"}),
        ({"page_size": 100}, {"page[limit]": "100"}),
    ],
)
def test_what_keywords_of_assets_take(client, server, query, expected):
    assert sent(client, server, "assets", **query) == expected


def test_fields_of_one_resource(client, server):
    server.default = lambda _: httpx.Response(200, content=b'{"data": null}')
    client.sources.get(ID, fields=["name", "deployment.type"])
    assert dict(server.last.url.params) == {"fields[sources]": "name,deployment.type"}
    client.assets.get(ID, "a.png", fields="name")
    assert dict(server.last.url.params) == {"fields[assets]": "name"}
    client.reports.get("r", fields=("files",))
    assert dict(server.last.url.params) == {"fields[reports]": "files"}
    client.sources.get(ID)
    assert dict(server.last.url.params) == {}


@pytest.mark.parametrize("kind", QUERIES)
@pytest.mark.parametrize("unknown", ["nme", "filter_name", "page_number", "resource_type", "start"])
@pytest.mark.parametrize("value", ["x", None])
def test_an_unknown_keyword_is_refused(client, server, kind, unknown, value):
    with pytest.raises(TypeError, match=unknown):
        lists(client, kind, **{unknown: value})
    assert server.requests == []


METHODS = {
    "listSources": ("sources", "list"),
    "listAssets": ("assets", "list"),
    "listReports": ("reports", "list"),
    "updateSource": ("sources", "update"),
    "updateAsset": ("assets", "update"),
}


BY_HAND = ("cursor", "period", "extra_attributes", "allow_secret_loss")


@pytest.mark.parametrize("cls", [ManagementClient, AsyncManagementClient])
@pytest.mark.parametrize("operation_id", METHODS)
def test_the_signature_has_each_keyword_and_the_docstring_a_line_for_it(cls, operation_id):
    group, name = METHODS[operation_id]
    method = getattr(getattr(cls, group), name)
    signature = inspect.signature(method)
    keywords = method_keywords(load(), operation_id)
    assert keywords
    expected = [keyword.name for keyword in keywords]
    every = signature.parameters.values()
    derived = [p for p in every if p.kind is p.KEYWORD_ONLY and p.name not in BY_HAND]
    assert [parameter.name for parameter in derived] == expected
    assert not any(p.kind is p.VAR_KEYWORD for p in every)
    hints = get_type_hints(method)
    documented = re.findall(r"^ {4}(\w+): ", inspect.getdoc(method).partition("Args:")[2], re.MULTILINE)
    for parameter in derived:
        default = "None" if name == "list" else "NOT_GIVEN"
        assert repr(parameter.default) == default
        assert type(parameter.default) in get_args(hints[parameter.name])
    assert {*expected} <= {*documented}


@pytest.mark.parametrize("module", ["sources", "assets", "reports"])
def test_the_keywords_are_up_to_date_with_the_contract(module):
    text = (signatures.FOLDER / f"{module}.py").read_text("utf-8")
    assert "by `invoke generate`" in text
    assert signatures.render(text, load()) == text, "run `invoke generate`"


def test_a_new_parameter_of_the_contract_becomes_a_keyword_and_an_old_one_goes():
    document = load()
    listed = document["paths"]["/api/v1/sources"]["get"]["parameters"]
    listed[:] = [parameter for parameter in listed if parameter.get("name") != "filter[enabled]"]
    schema = {"type": "string", "x-extensible-enum": ["red", "blue"]}
    listed.append({"name": "filter[paint]", "in": "query", "description": "The paint.", "schema": schema})
    changes = document["components"]["schemas"]["SourceUpdateAttributes"]["properties"]
    changes["weight"] = {"type": ["number", "null"], "description": "How heavy it is."}
    text = signatures.render((signatures.FOLDER / "sources.py").read_text("utf-8"), document)
    listing, rest = text.split("    async def get(", 1)
    update = rest.split("    async def update(")[1].split("    async def enable(")[0]
    assert "        paint: Paint | str | None = None,\n        # End of keywords" in listing
    assert "            paint: The paint. Known values: red, blue.\n\n        Raises:" in listing
    assert "            paint=paint,\n            # End of keywords" in listing
    assert "enabled=" not in listing
    assert "enabled:" not in listing
    assert "        weight: float | NotGiven | None = NOT_GIVEN,\n" in update
    assert "            weight: How heavy it is.\n" in update
    assert "            weight=weight,\n" in update
    assert "            source_id: The id of the Source.\n" in update


def test_known_values_stand_beside_any_text():
    def values(hint):
        return {value for part in get_args(hint) if get_origin(part) is Literal for value in get_args(part)}

    hints = get_type_hints(AsyncManagementClient.assets.list)
    kinds = next(schema for _, wire, schema in parameters() if wire == "filter[media_kind]")["x-extensible-enum"]
    assert values(hints["media_kind"]) == set(kinds)
    assert str in get_args(hints["media_kind"])
    keys = {"date_created", "date_modified", "file_size"}
    assert values(hints["sort"]) == keys | {f"-{key}" for key in keys}
    assert str in get_args(hints["sort"])
