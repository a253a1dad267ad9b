"""Keywords of list verbs, and how they go over the wire."""

import re
from typing import get_type_hints

import httpx
import pytest

from imgix_management import AssetListParams, ReportListParams, SourceListParams
from tools.contract import Json, load, operations

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


@pytest.mark.parametrize(("kind", "wire", "schema"), parameters())
def test_every_parameter_of_the_contract_has_a_keyword(client, server, kind, wire, schema):
    values = {
        "integer": (7, "7"),
        "boolean": (True, "true"),
        "string": ("a b", "a b"),
        "object": ({"KEY": "a b"}, "a b"),
    }
    value, on_the_wire = values[schema["type"]]
    assert sent(client, server, kind, **{keyword(wire): value}) == {wire: on_the_wire}


@pytest.mark.parametrize("kind", QUERIES)
def test_the_typed_keywords_are_those_of_the_contract(kind):
    expected = {keyword(wire) for found, wire, _ in parameters() if found == kind}
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
@pytest.mark.parametrize("unknown", ["nme", "filter_name", "page_number", "resource_type"])
def test_an_unknown_keyword_is_named_along_with_the_known_ones(client, server, kind, unknown):
    with pytest.raises(TypeError) as caught:
        lists(client, kind, **{unknown: "x"})
    text = str(caught.value)
    assert repr(unknown) in text
    for known in QUERIES[kind].__annotations__:
        assert known in text
    assert server.requests == []


def test_an_unknown_keyword_counts_even_if_it_is_none(client):
    with pytest.raises(TypeError, match="'nme'"):
        client.sources.list(nme=None)
