"""Values of a program, or of a response, that try to be more than a value."""

import re
import socket
import threading
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import httpx
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from imgix_management import AsyncManagementClient, InvalidInputError, ManagementClient
from imgix_management._core import operations
from imgix_openapi.operations import OPERATIONS
from tests.as_async import AsAsync
from tests.mock_clients import KEY, mock_client
from tools.cassettes import Serializer

ID = "5" * 24
SMUGGLED = "a\r\nX-Evil: 1\r\n\r\nGET /evil HTTP/1.1"
NASTY = [
    *("..", ".", "", "a/../b", "../..", "/", "//evil.example", "a//b", "https://evil.example/a"),
    *("%2e%2e", "%2e%2e/%2e%2e", "%2F", "a%2f..%2fb", "%00", "%0d%0aX-Evil: 1", "..%c0%af"),
    *("a\rb", "a\nb", "a\x00b", "\x7f", SMUGGLED, "a\u2028b", "a\x85b"),
    *("\uff0e\uff0e", "\u2024\u2024", "a\u2215b", "a\uff0fb", "a\u29f8b", "\u0430dmin", "e\u0301", "\u00e9", "\u202ea"),
    *("a?b=c", "a#b", "a;b", "a\\b", "..\\..", "a@b", "a:b", " a ", "\ud800"),
]

BODY = b'{"data":{"id":"a","type":"b","attributes":{}}}'
RESPONSE = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)


class RawServer:
    """Responds once to every connection, and keeps what it received as it is."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with closing(connection):
                connection.settimeout(5)
                data = b""
                while b"\r\n\r\n" not in data and (chunk := connection.recv(65536)):
                    data += chunk
                self.received.append(data)
                connection.sendall(RESPONSE)

    def stop(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)


@pytest.fixture(scope="module")
def raw():
    server = RawServer()
    yield server
    server.stop()


@pytest.fixture(params=["sync", "async"])
def client(request, raw):
    client = {"sync": ManagementClient, "async": AsyncManagementClient}[request.param](
        KEY, base_url=raw.url, rate_limits=None
    )
    return AsAsync(client) if request.param == "sync" else client


def calls(client, value):
    """A call for each place where a value becomes part of a request: its operation, what stands in its path."""
    path = value.removeprefix("/")
    return [
        ("getSource", (value,), lambda: client.sources.get(value)),
        ("getReport", (value,), lambda: client.reports.get(value)),
        ("getAsset", (ID, path), lambda: client.assets.get(ID, value)),
        ("getAsset", (value, "a"), lambda: client.assets.get(value, "a")),
        ("uploadAsset", (ID, path), lambda: client.uploads.upload(ID, value, b"a")),
        ("getUploadSession", (ID, value), lambda: client.uploads.sessions.get(ID, value)),
        ("getSource", (value,), lambda: client.operation("getSource", source_id=value)),
        ("getAsset", (ID, path), lambda: client.operation("getAsset", source_id=ID, origin_path=value)),
        ("listSources", (), lambda: client.sources.list(name=value).first()),
        ("listAssets", (ID,), lambda: client.assets.list(ID, custom={value: value}, keyword=value).first()),
    ]


async def test_what_goes_over_the_wire(client, raw):
    for value, (operation, values, call) in [(nasty, each) for nasty in NASTY for each in calls(client, nasty)]:
        before = len(raw.received)
        try:
            await call()
        except InvalidInputError:
            assert len(raw.received) == before
            continue
        (sent,) = raw.received[before:]
        head, _, rest = sent.partition(b"\r\n\r\n")
        line, *headers = head.decode("ascii").split("\r\n")
        _method, target, version = line.split(" ")
        assert version == "HTTP/1.1"
        assert rest in (b"", b"a", b"1\r\na\r\n0\r\n\r\n")
        assert not [header for header in headers if header.lower().startswith("x-evil")]
        path, _, query = target.partition("?")
        # Once decoded it is what was given: nothing is dropped, doubled, or taken for a separator.
        expected = re.sub(r"{\w+}", "{}", OPERATIONS[operation].path).format(*values)
        assert unquote(path) == expected
        assert path.count("/") == expected.count("/")
        assert not {".", "..", "%2e", "%2e%2e"} & set(path.lower().split("/"))
        if operation == "listSources":
            assert dict(parse_qsl(query, keep_blank_values=True)) == {"filter[name]": value}


def test_what_leads_elsewhere_is_refused(raw):
    with ManagementClient(KEY, base_url=raw.url, rate_limits=None) as client:
        for value in ("..", ".", "", "a/../b", "/..", "a\x00b", SMUGGLED, "\ud800"):
            for operation, _, call in calls(client, value):
                if not operation.startswith("list"):
                    with pytest.raises(InvalidInputError):
                        call()


def test_every_path_parameter_is_checked(client):
    names = {name for operation in OPERATIONS.values() for name in re.findall(r"{(\w+)}", operation.path)}
    assert names == set(operations.VALIDATORS)


BAD_TYPES = [
    "a\r\nX-Evil: 1",
    "image/png\n",
    "image/png\r\n\r\n",
    "\x00/a",
    "a/b\x00",
    "image",
    "",
    "a/é",
    " a/b",
    "a b/c",
    7,
]


async def test_media_types_that_are_none(client, raw):
    before = len(raw.received)
    for bad in [{"content_type": media_type} for media_type in BAD_TYPES]:
        with pytest.raises(InvalidInputError):
            await client.operation("uploadAsset", source_id=ID, origin_path="a", content=b"a", **bad)
        with pytest.raises(InvalidInputError) as caught:
            await client.uploads.upload(ID, "a", b"a", **bad)
        assert caught.value.code == "argument_invalid"
    assert len(raw.received) == before


@pytest.mark.parametrize(
    "media_type", ["image/png", "image/svg+xml", "text/csv; charset=utf-8", 'a/b;c="d e"', "x-a/b.c-d"]
)
async def test_media_types_that_are_some(client, raw, media_type):
    await client.uploads.upload(ID, "a", b"a", content_type=media_type)
    assert f"Content-Type: {media_type}\r\n".encode() in raw.received[-1]


@given(text=st.text(max_size=40))
@example(text="../../etc/passwd")
@example(text="C:\\evil")
@example(text="a\x00b")
@example(text="x" * 5000)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_files_of_a_report_stay_in_their_folder(tmp_path_factory, text):
    """Whatever its id, its key and its URLs say."""
    folder = tmp_path_factory.mktemp("reports")
    far = f"https://storage.example/..%2f../{text.encode(errors='ignore').hex()}/../../evil.csv"
    report = {"id": text, "type": "reports", "attributes": {"report_key": text, "files": [far, far], "completed": True}}

    def respond(request):
        if request.url.host == "api.imgix.com":
            return httpx.Response(200, json={"data": report})
        headers = {"content-disposition": 'attachment; filename="../../evil.csv"'}
        return httpx.Response(200, content=b"a\n", headers=headers)

    with mock_client(respond) as client:
        paths = client.reports.download(client.reports.get("r"), folder / "in")
    assert sorted(path.resolve() for path in paths) == sorted((folder / "in").resolve().iterdir())
    assert [path.name for path in folder.iterdir()] == ["in"]
    assert all(path.suffix == ".csv" and path.name.isascii() and "\\" not in path.name for path in paths)


def test_a_cassette_makes_no_objects(tmp_path):
    client = tmp_path / "made"
    for text in (
        f"!!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ['{client}']]",
        "!!python/name:os.system",
        "!!python/object/new:str []",
    ):
        with pytest.raises(yaml.YAMLError):
            Serializer("here").deserialize(f"interactions: [{text}]")
    assert not client.exists()
    assert not [path for path in Path("cassettes").rglob("*.yaml") if "!!python" in path.read_text("utf-8")]


@settings(deadline=None)
@given(st.text())
def test_any_text_makes_a_request_or_an_input_error(text):
    asked = []

    def respond(request):
        asked.append(request.url)
        return httpx.Response(200, json={"data": {"id": "a", "type": "b", "attributes": {}}})

    with mock_client(respond) as client:
        try:
            client.sources.get(text)
        except InvalidInputError:
            return
    (url,) = asked
    assert url.host == "api.imgix.com"
    assert unquote(url.raw_path.decode("ascii")) == f"/api/v1/sources/{text}"
    assert url.raw_path.count(b"/") == 4
    assert url.query == b""
    assert b"?" not in url.raw_path
