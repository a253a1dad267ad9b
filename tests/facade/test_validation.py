"""Arguments that cannot be sent are refused, those that can are let through."""

import os
import threading
from pathlib import PurePosixPath, PureWindowsPath

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imgix_management import InvalidInputError, ManagementClient
from imgix_management._core import validation
from tests.mock_clients import KEY, mock_client

ID = "65a1b2c3d4e5f60718293a4b"


def refused(check, value, code):
    with pytest.raises(InvalidInputError) as caught:
        check(value)
    assert caught.value.code == code
    for language in ("en", "ja"):
        assert caught.value.message(language)


@pytest.mark.parametrize("value", [ID, "a", "A-b_c.d", "...", "a..b", "été", "a b", "a?b#c%2F"])
@pytest.mark.parametrize("check", [validation.source_id, validation.report_id])
def test_ids_that_can_be_sent(check, value):
    assert check(value) == value


@pytest.mark.parametrize(
    "value",
    [
        "",
        ".",
        "..",
        "a/b",
        "/",
        "/a",
        "a/",
        "a\nb",
        "a\rb",
        "a\tb",
        "a\x00",
        "a\x1f",
        "a\x7f",
        "\ud800",
        None,
        7,
        b"a",
        [],
    ],
)
@pytest.mark.parametrize(
    ("check", "code"), [(validation.source_id, "source_id_invalid"), (validation.report_id, "report_id_invalid")]
)
def test_ids_that_cannot(check, code, value):
    refused(check, value, code)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("cats/tom.jpg", "cats/tom.jpg"),
        ("/cats/tom.jpg", "cats/tom.jpg"),
        ("tom", "tom"),
        (".hidden/...", ".hidden/..."),
        ("猫/トム 1.jpg", "猫/トム 1.jpg"),
        ("a?b/c#d/e%2Ff", "a?b/c#d/e%2Ff"),
        ("a\\b", "a\\b"),
        (PurePosixPath("cats/tom.jpg"), "cats/tom.jpg"),
        (PurePosixPath("/cats/tom.jpg"), "cats/tom.jpg"),
        (PurePosixPath("a\\b"), "a\\b"),
        (PureWindowsPath("cats\\tom.jpg"), "cats/tom.jpg"),
        (PureWindowsPath("\\cats\\tom.jpg"), "cats/tom.jpg"),
    ],
)
def test_origin_paths_that_can_be_sent(value, expected):
    assert validation.origin_path(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        *("", "/", "//", "//a", "a//b", "a/", "/a/", ".", "..", "./a", "../a", "a/./b", "a/../b", "a/..", "/.."),
        *("a\x00b", "a\nb", "a\x7fb", "a\udcffb", None, 7, b"a", ["a"]),
        *(PurePosixPath(), PurePosixPath("/"), PurePosixPath("a/../b"), PureWindowsPath("C:/cats/tom.jpg")),
    ],
)
def test_origin_paths_that_cannot(value):
    refused(validation.origin_path, value, "origin_path_invalid")


@given(st.text())
def test_what_an_origin_path_becomes_is_the_path_of_the_asset_and_no_other(text):
    try:
        path = validation.origin_path(text)
    except InvalidInputError:
        return
    asked = []

    def respond(request):
        asked.append(request.url)
        return httpx.Response(200, content=b'{"data": null}')

    with mock_client(respond) as client:
        asset = client.assets.get(ID, text)
    assert asset.id == f"{ID}/{path}"
    assert asked[0].path == f"/api/v1/sources/{ID}/assets/{path}"
    assert asked[0].host == "api.imgix.com"
    assert (asked[0].query, asked[0].fragment) == (b"", "")
    assert asked[0].raw_path.count(b"/") == 6 + path.count("/")


@pytest.mark.parametrize(
    "value",
    [
        "https://shop.imgix.net/cats/tom.jpg",
        "http://shop.imgix.net",
        "https://img.shop.example:8443/a?b=c#d",
        "HTTPS://SHOP.imgix.net/A",
        "https://[::1]/a",
        "https://猫.example/トム.jpg",
    ],
)
def test_urls_that_can_be_purged(value):
    assert validation.absolute_url(value) == value


@pytest.mark.parametrize(
    "value",
    [
        *(
            "",
            "cats/tom.jpg",
            "/cats/tom.jpg",
            "shop.imgix.net/a",
            "//shop.imgix.net/a",
            "https://",
            "https:///a",
            "http:a",
        ),
        *("ftp://shop.imgix.net/a", "javascript:alert(1)", "https://[::1/a", "https://:80/a", "https://@/a"),
        *(" https://shop.imgix.net/a", "https://shop.imgix.net/a ", "https://shop.imgix.net/a\nb"),
        *("https://\tshop.imgix.net", "https://shop.imgix.net/\x00", "https://a/\udcff"),
        *(None, 7, b"https://shop.imgix.net/a", ["https://shop.imgix.net/a"]),
    ],
)
def test_urls_that_cannot(value):
    refused(validation.absolute_url, value, "url_invalid")


@pytest.mark.parametrize("value", [None, 1, 0.001, 60.0, 86_400, threading.TIMEOUT_MAX])
def test_timeouts(value):
    assert validation.timeout(value) == value


@pytest.mark.parametrize(
    "value",
    [0, 0.0, -1, float("nan"), float("inf"), -float("inf"), 1e10, 10**400, True, False, "60", b"1", [1], object()],
)
def test_what_is_no_timeout(value):
    refused(validation.timeout, value, "timeout_invalid")
    with pytest.raises(InvalidInputError) as caught:
        ManagementClient(KEY, timeout=value, language="ja")
    assert caught.value.language == "ja"


def test_a_file_that_can_be_read(tmp_path):
    path = tmp_path / "トム.jpg"
    path.write_bytes(b"x")
    assert validation.readable_file(path) == path
    link = tmp_path / "link"
    link.symlink_to(path)
    assert validation.readable_file(link) == link


def test_files_that_cannot(tmp_path):
    refused(validation.readable_file, tmp_path / "none", "file_not_found")
    refused(validation.readable_file, tmp_path / "none" / "none", "file_not_found")
    refused(validation.readable_file, tmp_path / "a\x00b", "file_not_found")
    refused(validation.readable_file, tmp_path, "file_unreadable")
    refused(validation.readable_file, tmp_path / ("x" * 5000), "file_unreadable")
    (tmp_path / "file").write_bytes(b"")
    refused(validation.readable_file, tmp_path / "file" / "inner", "file_not_found")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        refused(validation.readable_file, tmp_path / "pipe", "file_unreadable")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    refused(validation.readable_file, tmp_path / "circle", "file_not_found")


def test_a_long_value_is_shown_short():
    with pytest.raises(InvalidInputError) as caught:
        validation.source_id("/" * 1_000_000)
    assert len(str(caught.value)) < 600
