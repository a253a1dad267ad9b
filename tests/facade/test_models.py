"""Resources: the content of a response, as immutable Python objects."""

import copy
import json
import pickle
from datetime import UTC, datetime

import pytest

from imgix_management import (
    Asset,
    Deployment,
    FieldNotRequestedError,
    Publication,
    Purge,
    Report,
    Resource,
    Source,
    UploadSession,
)
from imgix_management._core.jsonapi import parse_document, parse_resource
from imgix_management._models.base import FrozenDict, ResponseInfo
from imgix_management.errors.headers import Headers
from tests.mock_clients import mock_client

ID = "65a1b2c3d4e5f60718293a4b"
CLASSES = [Source, Asset, Publication, UploadSession, Purge, Report]
INFO = ResponseInfo(200, Headers({"content-type": "application/vnd.api+json"}), None, 0.1, 0.0)
DEPLOYMENT = {
    "type": "s3",
    "imgix_subdomains": ["shop"],
    "default_params": {"auto": "format"},
    "robots.txt": "allow-all",
    "annotation": None,
}
SAMPLE = {
    "name": "Shop",
    "enabled": True,
    "date_deployed": 1_700_000_000,
    "secure_url_token": None,
    "deployment": DEPLOYMENT,
    "tags": {"cat": 0.9},
    "colors": {"dominant_colors": {"8ca091": 0.5}},
    "files": ["https://storage.example/a.csv"],
    "brand_new": [{"a": [1, 2]}, "b"],
}


def refuse():
    raise AssertionError("this response is JSON:API")


def build(cls, attributes, *, fieldset=None, **members):
    """Build a resource from a response."""
    body = {"data": {"id": ID, "type": "things", "attributes": attributes, **members}, "meta": {"server": {"v": [1]}}}
    asked = None if fieldset is None else frozenset(fieldset)
    return parse_resource(parse_document(json.dumps(body).encode(), INFO, refuse=refuse, fieldset=asked), cls)


@pytest.fixture
def source(client, server):
    server.respond({"data": {"id": ID, "type": "sources", "attributes": SAMPLE}})
    return client.sources.get(ID)


def test_attributes_read_by_name_and_by_key(source):
    assert (source.id, source.type, source.name, source.enabled) == (ID, "sources", "Shop", True)
    assert source["name"] == "Shop"
    assert "name" in source
    assert "deployment_status" not in source
    assert list(source) == list(source.keys()) == list(SAMPLE)
    assert source.deployment.imgix_subdomains == ("shop",)
    assert source.deployment["imgix_subdomains"] == ("shop",)


def test_attributes_that_the_contract_does_not_know_are_reached_like_the_others(source):
    assert source.brand_new == ({"a": (1, 2)}, "b")
    assert source["brand_new"] == source.brand_new
    assert build(Source, {"deployment": {"later": {"x": 1}}}).deployment.later == {"x": 1}


def test_a_name_that_is_no_identifier(source):
    assert source.deployment.robots_txt == "allow-all"
    assert source.deployment["robots.txt"] == "allow-all"
    assert build(Source, {"deployment": {}}).deployment.robots_txt is None


@pytest.mark.parametrize("cls", CLASSES)
def test_what_the_response_leaves_out_is_none_if_the_contract_knows_it(cls):
    empty = build(cls, {})
    assert cls._known
    for name, wire in cls._known.items():
        assert getattr(empty, name) is None
        assert wire not in empty
        with pytest.raises(KeyError):
            empty[wire]
    assert not hasattr(empty, "no_such_attribute")
    with pytest.raises(AttributeError, match=f"'{cls.__name__}' object has no attribute 'no_such_attribute'"):
        empty.no_such_attribute  # noqa: B018


def test_a_null_is_none_and_is_there(source):
    assert source.secure_url_token is None
    assert "secure_url_token" in source
    assert source.deployment.annotation is None


SPARSE_NAMES = ["enabled", "date_deployed", "date_deployed_at", "deployment", "secure_url_token"]


@pytest.mark.parametrize("name", SPARSE_NAMES)
def test_a_field_that_was_not_asked_for_is_distinguished(client, server, name):
    server.respond({"data": {"id": ID, "type": "sources", "attributes": {"name": None}}})
    source = client.sources.get(ID, fields=["name", "deployment_status"])
    assert source.name is None  # a null
    assert source.deployment_status is None  # asked for, yet not there
    with pytest.raises(FieldNotRequestedError) as caught:
        getattr(source, name)
    assert isinstance(caught.value, AttributeError)
    assert (caught.value.resource, caught.value.field) == ("Source", name.removesuffix("_at"))
    assert not hasattr(source, name)
    assert getattr(source, name, "fallback") == "fallback"
    with pytest.raises(AttributeError) as caught_other:
        source.no_such_attribute  # noqa: B018
    assert not isinstance(caught_other.value, FieldNotRequestedError)


def test_a_field_that_was_not_asked_for_but_came_can_be_read(client, server):
    server.respond({"data": [{"id": ID, "type": "sources", "attributes": {"name": "Shop", "enabled": False}}]})
    source = client.sources.list(fields="name").first()
    assert source.enabled is False


def test_the_error_for_a_field_speaks_the_language_of_the_client(server):
    with mock_client(server, language="ja") as client:
        server.respond({"data": {"id": ID, "type": "sources", "attributes": {"deployment": {}}}})
        source = client.sources.get(ID, fields="name,deployment.type")
        for read in (lambda: source.enabled, lambda: source.deployment.annotation):
            with pytest.raises(FieldNotRequestedError) as caught:
                read()
            assert str(caught.value) == caught.value.message("ja")


def test_fields_within_a_field():
    attributes = {"deployment": {"default_params": {"auto": "format"}}}
    part = build(Source, attributes, fieldset=["deployment.default_params", "deployment.robots.txt"])
    assert part.deployment.default_params == {"auto": "format"}
    assert part.deployment.robots_txt is None
    with pytest.raises(FieldNotRequestedError) as caught:
        part.deployment.annotation  # noqa: B018
    assert (caught.value.resource, caught.value.field) == ("Deployment", "annotation")
    assert build(Source, {}, fieldset=["deployment.default_params"]).deployment is None
    assert build(Source, attributes, fieldset=["deployment"]).deployment.annotation is None
    with pytest.raises(FieldNotRequestedError):
        build(Source, attributes, fieldset=["name"]).deployment.annotation  # noqa: B018


@pytest.mark.parametrize(
    "name", ["name", "enabled", "deployment", "date_deployed_at", "brand_new", "later", "id", "type", "to_dict", "meta"]
)
def test_a_resource_cannot_be_changed(source, name):
    before = source.to_dict()
    with pytest.raises(AttributeError, match="immutable"):
        setattr(source, name, "x")
    with pytest.raises(AttributeError, match="immutable"):
        delattr(source, name)
    with pytest.raises(TypeError):
        source[name] = "x"
    assert source.to_dict() == before
    assert source.id == ID


def test_what_it_holds_cannot_be_changed(source):
    assert isinstance(source.deployment, Deployment)
    with pytest.raises(AttributeError, match="immutable"):
        source.deployment.annotation = "x"
    with pytest.raises(AttributeError, match="immutable"):
        del source.deployment.imgix_subdomains
    for value in (
        source.deployment.default_params,
        source.deployment["default_params"],
        source["deployment"],
        source.brand_new[0],
        source["brand_new"][0],
        build(Source, {"deployment": {"later": {"x": 1}}}).deployment.later,
        source.tags,
        build(Asset, SAMPLE).colors.dominant_colors,
        build(Source, {}, relationships={"account": {"data": {}}}).relationships,
        build(Source, {}, relationships={"account": {"data": {}}}).relationships["account"],
        build(Source, {}).meta,
        build(Source, {}).meta["server"],
    ):
        assert type(value) is FrozenDict
    for value in (source.deployment.imgix_subdomains, source.brand_new, source.brand_new[0]["a"], source.files):
        assert type(value) is tuple
    assert source.deployment.default_params == {"auto": "format"}


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.__setitem__("a", 2),
        lambda d: d.__delitem__("a"),
        lambda d: d.clear(),
        lambda d: d.pop("a"),
        lambda d: d.pop("b", None),
        lambda d: d.popitem(),
        lambda d: d.setdefault("a", 2),
        lambda d: d.setdefault("b", 2),
        lambda d: d.update(a=2),
        lambda d: d.update({}),
        lambda d: d.__ior__({"b": 2}),
    ],
)
def test_a_frozen_dictionary_refuses_every_change(change):
    frozen = FrozenDict(a=1)
    with pytest.raises(TypeError, match="immutable"):
        change(frozen)
    assert frozen == {"a": 1}


def test_the_or_operator_makes_another_dictionary():
    params = build(Source, SAMPLE).deployment.default_params
    alias = params
    with pytest.raises(TypeError, match="immutable"):
        alias |= {"b": 2}
    assert params | {"b": 2} == {"auto": "format", "b": 2}
    assert params == {"auto": "format"}
    assert json.dumps(params) == '{"auto": "format"}'


def test_equality_and_hash():
    one_source, other = build(Source, SAMPLE), build(Source, SAMPLE)
    assert one_source == other
    assert hash(one_source) == hash(other)
    assert one_source.deployment == other.deployment
    assert hash(one_source.deployment) == hash(other.deployment)
    assert len({one_source, other}) == 1
    assert one_source != build(Source, {**SAMPLE, "name": "Other"})
    assert one_source != build(Source, SAMPLE, id="f" * 24)
    assert one_source != build(Source, SAMPLE, type="others")
    assert one_source != build(Asset, SAMPLE)
    assert one_source != SAMPLE
    assert one_source.deployment != build(Source, {"deployment": {"type": "s3"}}).deployment


def test_reading_changes_nothing():
    read, unread = build(Source, SAMPLE), build(Source, SAMPLE)
    for name in Source._known:
        getattr(read, name)
    for name in Deployment._known:
        getattr(read.deployment, name)
    repr(read)
    assert read == unread
    assert read.to_dict() == unread.to_dict() == {**SAMPLE, "id": ID, "type": "things"}


def test_secrets_are_not_shown():
    secrets = {
        "secure_url_token": "hush-token",
        "deployment": {"s3_secret_key": "hush-s3", "password": "hush-password", "default_params": {"auto": "format"}},
        "replicas": [{"deployment": {"gcs_secret_key": "hush-gcs", "azure_sas_string": "hush-azure"}}],
        "name": "Shop",
    }
    source = build(Source, secrets)
    for shown in (repr(source), str(source), f"{source}", repr(source.deployment), repr(source.masked())):
        assert "hush" not in shown
    assert "Shop" in repr(source)
    assert "'auto': 'format'" in repr(source.deployment)
    assert source.masked()["replicas"] == [{"deployment": {"gcs_secret_key": "***", "azure_sas_string": "***"}}]
    assert source.masked()["id"] == ID
    assert source.secure_url_token == "hush-token"
    assert source.to_dict()["replicas"] == secrets["replicas"]
    assert build(Source, {"secure_url_token": None}).masked()["secure_url_token"] is None

    session = build(UploadSession, {"url": "https://storage.example/?signature=hush", "status": "PENDING"})
    assert "hush" not in repr(session)
    assert "PENDING" in repr(session)
    assert session.url.endswith("hush")


def test_a_page_shows_no_secrets(client, server):
    server.respond({"data": [{"id": ID, "type": "sources", "attributes": {"secure_url_token": "hush"}}]})
    page = next(iter(client.sources.list().pages()))
    assert ID in repr(page)
    assert "hush" not in repr(page)


@pytest.mark.parametrize("cls", CLASSES)
@pytest.mark.parametrize(
    "attributes", [{}, SAMPLE, {"__reduce_ex__": "x", "__deepcopy__": "x", "_create": 1, "_create_resource": 1}]
)
def test_pickle_and_copy(cls, attributes):
    resource = build(cls, attributes, fieldset=["name", "deployment"], relationships={"account": {"data": None}})
    copies = [pickle.loads(pickle.dumps(resource, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
    for twin in [*copies, copy.copy(resource), copy.deepcopy(resource)]:
        assert twin == resource
        assert type(twin) is cls
        assert (twin.id, twin.type) == (resource.id, resource.type)
        assert twin.to_dict() == resource.to_dict()
        assert twin.meta == resource.meta == {"server": {"v": (1,)}}
        assert twin.relationships == resource.relationships
        assert twin.response_info == resource.response_info
        with pytest.raises(AttributeError, match="immutable"):
            twin.name = "x"
        missing = next((name for name in cls._known if name not in SAMPLE and not name.endswith("_at")), None)
        if missing is not None:
            with pytest.raises(FieldNotRequestedError):
                getattr(twin, missing)


def test_pickle_and_copy_of_what_a_resource_holds():
    source = build(Source, SAMPLE)
    for value in (source.deployment, source.deployment.default_params, source.brand_new, build(Asset, SAMPLE).colors):
        for twin in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
            assert twin == value
            assert type(twin) is type(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1_700_000_000, datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)),
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (-86_400, datetime(1969, 12, 31, tzinfo=UTC)),
        (0.5, datetime(1970, 1, 1, microsecond=500_000, tzinfo=UTC)),
        (True, None),
        (None, None),
        ("1700000000", None),
        ("2023-11-14", None),
        ([], None),
        ({}, None),
        (10**11 * 86_400, None),
        (-(10**17), None),
        (10**40, None),
        (1e300, None),
    ],
)
def test_unix_times_are_datetimes_too(value, expected):
    source = build(Source, {"date_deployed": value})
    assert source.date_deployed_at == expected
    if expected is not None:
        assert source.date_deployed_at.tzinfo is UTC
        assert source.date_deployed == value


def test_values_that_the_contract_does_not_expect_come_through():
    source = build(Source, {"deployment": {"type": "tape", "tape_drive": 3}, "deployment_status": "rewinding"})
    assert (source.deployment.type, source.deployment.tape_drive) == ("tape", 3)
    assert source.deployment_status == "rewinding"
    assert build(Source, {"deployment": "none"}).deployment == "none"
    assert build(Source, {"deployment": ["a"]}).deployment == ("a",)
    assert build(Asset, {"tags": ["cat"], "colors": None, "uploaded_by": {"id": "u"}}).to_dict()["tags"] == ["cat"]
    assert build(Asset, {"tags": ["cat"]}).tags == ("cat",)
    assert build(Asset, {"uploaded_by": "a@example.com"}).uploaded_by == "a@example.com"
    assert build(Asset, {"uploaded_by": {"id": "u"}}).uploaded_by == {"id": "u"}


HOSTILE = [
    *("__class__", "__dict__", "__slots__", "__getattr__", "__reduce_ex__", "__deepcopy__", "__eq__", "__hash__"),
    *("to_dict", "masked", "keys", "id", "type", "meta", "jsonapi", "relationships", "response_info", "duplicate"),
    *(
        "_context",
        "_object",
        "_known",
        "_wire_names",
        "_secret",
        "_create",
        "_create_resource",
        "_sealed",
        "",
        "not an identifier",
    ),
]


@pytest.mark.parametrize("value", ["x", 7, None, {"a": []}])
@pytest.mark.parametrize("cls", CLASSES)
def test_attribute_names_of_a_response_do_no_harm(cls, value):
    attributes = {**dict.fromkeys(HOSTILE, value), **dict.fromkeys(cls._secret, "hush")}
    resource = build(cls, attributes)
    assert type(resource) is cls
    assert resource.__class__ is cls
    assert (resource.id, resource.type) == (ID, "things")
    assert list(resource.keys()) == list(attributes)
    assert resource.to_dict() == {**attributes, "id": ID, "type": "things"}
    assert set(resource.masked()) == {*attributes, "id", "type"}
    assert "hush" not in repr(resource)
    assert resource.relationships == {}
    assert resource.meta["server"] == {"v": (1,)}
    assert resource.response_info is INFO
    assert not hasattr(resource, "no_such_attribute")
    for name in cls._known:
        getattr(resource, name)
    for name in HOSTILE:
        assert json.loads(json.dumps(resource[name])) == value
    assert pickle.loads(pickle.dumps(resource)) == copy.deepcopy(resource) == resource
    assert isinstance(hash(resource), int)
    nested = build(Source, {"deployment": attributes}).deployment
    assert nested.to_dict() == attributes
    assert {**nested} == {name: nested[name] for name in attributes}
    assert nested.masked().keys() == attributes.keys()
    assert pickle.loads(pickle.dumps(nested)) == copy.deepcopy(nested) == nested
    if cls is Purge:
        assert resource.duplicate is False


def test_a_deployment_unpacks_into_a_dictionary(source):
    assert {**source.deployment} == {
        "type": "s3",
        "imgix_subdomains": ("shop",),
        "default_params": {"auto": "format"},
        "robots.txt": "allow-all",
        "annotation": None,
    }
    assert json.loads(json.dumps({**source})) == SAMPLE
    assert "id" not in {**source}


def test_to_dict_gives_plain_types_of_ones_own():
    source = build(Source, SAMPLE)
    plain = source.to_dict()
    assert plain == {**SAMPLE, "id": ID, "type": "things"}
    assert type(plain["deployment"]) is dict
    assert type(plain["brand_new"]) is list
    plain["deployment"]["imgix_subdomains"].append("x")
    plain["brand_new"].clear()
    assert source.to_dict() == {**SAMPLE, "id": ID, "type": "things"}


@pytest.mark.parametrize("members", [{}, {"relationships": None}, {"relationships": []}, {"relationships": "x"}])
def test_relationships_are_a_mapping_always(members):
    assert build(Source, {}, **members).relationships == {}


def test_the_common_class_of_all_resources():
    assert all(issubclass(cls, Resource) for cls in CLASSES)
    assert set(Resource.__subclasses__()) == set(CLASSES)
