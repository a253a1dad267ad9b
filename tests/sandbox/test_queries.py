from typing import Any

import pytest

from imgix_sandbox import queries

ASSET: dict[str, Any] = {
    "categories": ["pets", "indoor"],
    "colors": {"dominant_colors": {"8ca091": 0.4}},
    "custom_fields": {"shelf": "B2", "count": 3, "sold": True, "note": None},
    "description": "A sleepy Cat",
    "face_count": 2,
    "has_frames": False,
    "media_kind": "IMAGE",
    "name": None,
    "origin_path": "/cats/tom.jpg",
    "tags": {"cat": 0.9, "hidden": 0},
}
BARE = dict.fromkeys(ASSET) | {"origin_path": "/x"}


@pytest.mark.parametrize(
    ("query", "met"),
    [
        ({"filter[categories]": "pets"}, True),
        ({"filter[categories]": "pets,indoor"}, True),
        ({"filter[categories]": "pets,outdoor"}, False),
        ({"filter[colors]": "8CA091"}, True),
        ({"filter[colors]": "000000"}, False),
        ({"filter[custom:KEY]": {"filter[custom:shelf]": ""}}, True),
        ({"filter[custom:KEY]": {"filter[custom:note]": ""}}, False),
        ({"filter[custom:KEY]": {"filter[custom:shelf]": "B2", "filter[custom:count]": "3"}}, True),
        ({"filter[custom:KEY]": {"filter[custom:shelf]": "B"}}, False),
        ({"filter[custom:KEY]": {"filter[custom:shelf]": "B2", "filter[custom:other]": ""}}, False),
        ({"filter[custom:KEY]": {"filter[custom:sold]": "true"}}, True),
        ({"filter[face_count]": "2"}, True),
        ({"filter[face_count]": "1"}, False),
        ({"filter[face_count]": "1:2"}, True),
        ({"filter[face_count]": "3:9"}, False),
        ({"filter[face_count]": "2:"}, True),
        ({"filter[face_count]": "3:"}, False),
        ({"filter[face_count]": ":2"}, True),
        ({"filter[face_count]": ":1"}, False),
        ({"filter[has_frames]": False}, True),
        ({"filter[has_frames]": True}, False),
        ({"filter[keyword]": "SLEEPY"}, True),
        ({"filter[keyword]": "tom"}, True),
        ({"filter[keyword]": "indoor"}, True),
        ({"filter[keyword]": "hidden"}, False),
        ({"filter[media_kind]": "Image"}, True),
        ({"filter[media_kind]": "VECTOR"}, False),
        ({"filter[origin_path]": "cats/tom"}, True),
        ({"filter[tags]": "cat"}, True),
        ({"filter[tags]": "hidden"}, False),
        ({"filter[or:categories]": "zzz", "filter[or:keywords]": "tom"}, True),
        ({"filter[or:categories]": "zzz", "filter[or:origin_path]": "zzz"}, False),
        ({"filter[or:keywords]": "tom", "filter[tags]": "dog"}, False),
        ({"page[limit]": 3, "sort": "file_size"}, True),
    ],
)
def test_asset_filters(query: dict[str, Any], met: bool) -> None:
    assert queries.matches(ASSET, query, queries.ASSET_FILTERS) is met


def test_an_asset_of_nulls_meets_no_filter_and_breaks_none() -> None:
    samples: dict[str, Any] = {
        "categories": "a",
        "colors": "000000",
        "custom:KEY": {"filter[custom:k]": ""},
        "face_count": ":9",
        "has_frames": False,
        "keyword": "zz",
        "keywords": "zz",
        "media_kind": "IMAGE",
        "origin_path": "zz",
        "tags": "a",
    }
    for name, expected in samples.items():
        assert queries.ASSET_FILTERS[name](BARE, expected) is False


def test_sorting_is_stable_and_null_comes_first() -> None:
    items: list[dict[str, Any]] = [{"n": 2, "m": 1}, {"n": None, "m": 2}, {"n": 1, "m": 3}, {"n": 2, "m": 4}]

    def order(keys: str | None) -> list[int]:
        return [item["m"] for item in queries.sort(items, keys, lambda item: item)]

    assert order(None) == [1, 2, 3, 4]
    assert order("n") == [2, 3, 1, 4]
    assert order("-n") == [1, 4, 3, 2]
    assert order("-n,-m") == [4, 1, 3, 2]


@pytest.mark.parametrize(
    ("fieldset", "expected"),
    [
        (None, {"a": 1, "b": {"c": 2, "d": {"e": 3}, "f.g": 4}}),
        ("a", {"a": 1}),
        ("b.d.e,b.c", {"b": {"d": {"e": 3}, "c": 2}}),
        ("b.f.g", {"b": {"f.g": 4}}),
        ("b.c,b", {"b": {"c": 2, "d": {"e": 3}, "f.g": 4}}),
        ("b,b.c", {"b": {"c": 2, "d": {"e": 3}, "f.g": 4}}),
        ("a.x,z", {}),
    ],
)
def test_sparse_fieldsets(fieldset: str | None, expected: dict[str, Any]) -> None:
    attributes = {"a": 1, "b": {"c": 2, "d": {"e": 3}, "f.g": 4}}
    assert queries.sparse(attributes, fieldset) == expected
    assert attributes == {"a": 1, "b": {"c": 2, "d": {"e": 3}, "f.g": 4}}


def test_an_empty_list_has_no_pages() -> None:
    items: list[str] = []
    page, meta = queries.page_by_number(items, {"page[number]": 0, "page[size]": 20})
    assert list(page) == []
    assert meta["pagination"]["totalPages"] == 0
    assert meta["pagination"]["nextPage"] is None
