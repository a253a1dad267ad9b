"""Reports: by period, and their files on disk."""

import contextlib
import errno
import gzip
import os
import socket
import threading
from datetime import UTC, date, datetime, timedelta, timezone

import httpx
import pytest

from imgix_management import (
    APIConnectionError,
    AsyncManagementClient,
    ImgixError,
    InvalidInputError,
    ManagementClient,
    TransferError,
    UnsafeURLError,
)
from imgix_management._files import downloads as on_disk
from imgix_sandbox import Sandbox
from tests.as_async import AsAsync
from tests.mock_clients import KEY

HOME = "https://storage.example"


class Imgix:
    """Reports, and their files on another host."""

    def __init__(self):
        self.reports = []
        self.files = {}
        self.requests = []

    def add(self, *contents, **attributes):
        number = len(self.reports)
        urls = []
        for part, content in enumerate(contents):
            url = f"{HOME}/{number}/{part}.csv?signature=s3cret"
            self.files[url] = content
            urls.append(url)
        arguments = {"report_key": f"key_{number}", "completed": True, "files": urls, **attributes}
        self.reports.append({"id": f"id-{number}", "type": "reports", "attributes": arguments})

    def __call__(self, request):
        self.requests.append(request)
        if request.url.host == "api.imgix.com":
            return httpx.Response(200, json={"data": self.reports})
        response = self.files[str(request.url)]
        if isinstance(response, Exception):
            raise response
        return response if isinstance(response, httpx.Response) else httpx.Response(200, content=response)

    @property
    def fetched(self):
        return [request.url.path for request in self.requests if request.url.host != "api.imgix.com"]


@pytest.fixture
def imgix():
    return Imgix()


@contextlib.asynccontextmanager
async def connected(kind, http, **settings):
    arguments = {"rate_limits": None, "max_retries": 0, "base_url": "https://api.imgix.com", **settings}
    if kind == "sync":
        with http, ManagementClient(KEY, http_client=http, **arguments) as client:
            yield AsAsync(client)
    else:
        async with http, AsyncManagementClient(KEY, http_client=http, **arguments) as client:
            yield client


def http_client(kind, imgix, **settings):
    cls = httpx.Client if kind == "sync" else httpx.AsyncClient
    return cls(transport=httpx.MockTransport(imgix), follow_redirects=True, **settings)


@pytest.fixture(params=["sync", "async"])
def kind(request):
    return request.param


@pytest.fixture
async def client(kind, imgix):
    async with connected(kind, http_client(kind, imgix)) as client:
        yield client


async def first(client):
    return await client.reports.list().first()


def there(folder):
    """The files in a folder and their content; half a file would be seen here."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# By period


def month(year, number):
    start = datetime(year, number, 1, tzinfo=UTC)
    following = (start + timedelta(days=31)).replace(day=1)
    return {"period_start": int(start.timestamp()), "period_end": int(following.timestamp()) - 1}


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2026-10", ["id-1"]),
        ("2026", ["id-0", "id-1"]),
        ("October 2026", ["id-1"]),
        ("2026-10-01", ["id-1"]),
        ("2026-09-30", ["id-0"]),
        (date(2026, 9, 30), ["id-0"]),
        (datetime(2026, 9, 30, 23, 59, 59), ["id-0"]),
        (datetime(2026, 10, 1), ["id-1"]),
        (datetime(2026, 10, 1, 8, tzinfo=timezone(timedelta(hours=9))), ["id-0"]),
        ("2026-10-01T08:00+09:00", ["id-0"]),
        ("2027-01", ["id-2"]),
        ("1970-01-01", []),
        ("1999", []),
    ],
)
async def test_list_by_period(client, imgix, period, expected):
    imgix.add(**month(2026, 9))
    imgix.add(**month(2026, 10))
    imgix.add(**month(2027, 1))
    imgix.add()  # without a period
    imgix.add(period_start="soon", period_end=None)
    reports = client.reports.list(period=period)
    assert [report.id async for report in reports] == expected
    assert await reports.count() == len(expected)
    assert [report.id for report in (await reports).data] == expected


@pytest.mark.parametrize("bad", ["", "soon", "2026-13", "2026-02-30", "10:00", "Monday", 2026])
async def test_what_is_no_period_is_refused_before_a_request(kind, imgix, bad):
    async with connected(kind, http_client(kind, imgix), language="ja") as client:
        with pytest.raises(InvalidInputError) as caught:
            client.reports.list(period=bad)
    assert caught.value.code == "period_invalid"
    assert "is not a period" in caught.value.message("en")
    assert "期間として解釈できません" in str(caught.value)
    assert imgix.requests == []


# Download


async def test_all_parts_are_streamed_to_disk(client, imgix, tmp_path):
    imgix.add(b"a,b\n1,2\n", "a,b\n三,四\n".encode(), b"")
    target = tmp_path / "new" / "folder"
    paths = await client.reports.download(await first(client), target)
    assert paths == [target / f"key_0-id-0.part{number}.csv" for number in range(3)]
    assert [path.read_bytes() for path in paths] == [b"a,b\n1,2\n", "a,b\n三,四\n".encode(), b""]
    assert len(there(target)) == 3


async def test_from_the_sandbox(kind, tmp_path):
    with Sandbox(key=KEY, rate_scale=1e6) as sandbox:
        http = httpx.Client() if kind == "sync" else httpx.AsyncClient()
        async with connected(kind, http, base_url=sandbox.url) as client:
            report = await client.reports.list(report_type="cdn_logs", completed=True).first()
            paths = await client.reports.download(report, str(tmp_path))
            (joined,) = await client.reports.download(report, tmp_path / "joined", join=True)
        # The sandbox refuses an Authorization header there.
        assert [request.status for request in sandbox.requests] == [200] * 5
    lines = [path.read_bytes().splitlines(keepends=True) for path in paths]
    assert joined.read_bytes() == b"".join(lines[0] + lines[1][1:])


async def test_a_file_has_its_name_only_when_it_is_complete(client, imgix, tmp_path):
    seen = []

    def pieces():
        yield b"a\n"
        seen.extend(there(tmp_path))
        yield b"b\n"

    imgix.add(httpx.Response(200, stream=Both(pieces)))
    (path,) = await client.reports.download(await first(client), tmp_path)
    assert path.read_bytes() == b"a\nb\n"
    (scratch,) = seen
    assert scratch.startswith(".key_0-id-0.part0.csv.")
    assert list(there(tmp_path)) == ["key_0-id-0.part0.csv"]


class Both(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body for both clients that comes in pieces."""

    def __init__(self, pieces):
        self._pieces = pieces

    def __iter__(self):
        yield from self._pieces()

    async def __aiter__(self):
        for piece in self._pieces():
            yield piece


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        ([b"h\n1\n", b"h\n2\n"], b"h\n1\n2\n"),
        ([b"h\n1\n", b"2\n"], b"h\n1\n2\n"),
        ([b"h\n1", b"h\n2"], b"h\n1\n2"),
        ([b"h\r\n1\r\n", b"h\r\n2\r\n"], b"h\r\n1\r\n2\r\n"),
        ([b"h\n1\n", b"", b"h\n2\n"], b"h\n1\n2\n"),
        ([b"", b"h\n1\n", b"h\n2\n"], b"h\n1\n2\n"),
        ([b"h\n1\n", b"h", b"h\n2\n"], b"h\n1\n2\n"),
        ([b"h\n", b"h\n"], b"h\n"),
        ([b"h\n1\n"], b"h\n1\n"),
        ([b""], b""),
        ([b"h\n1\n", b"h\n" + b"x" * 1_000_000 + b"\n"], b"h\n1\n" + b"x" * 1_000_000 + b"\n"),
    ],
)
async def test_joined_under_one_header(client, imgix, tmp_path, parts, joined):
    imgix.add(*parts)
    assert await client.reports.download(await first(client), tmp_path, join=True) == [tmp_path / "key_0-id-0.csv"]
    assert there(tmp_path) == {"key_0-id-0.csv": joined}


@pytest.mark.parametrize("join", [False, True])
async def test_what_is_complete_is_not_fetched_again(client, imgix, tmp_path, join):
    imgix.add(b"h\n1\n", b"h\n2\n")
    report = await first(client)
    paths = await client.reports.download(report, tmp_path, join=join)
    before = there(tmp_path)
    assert await client.reports.download(report, tmp_path, join=join) == paths
    assert len(imgix.fetched) == 2
    assert there(tmp_path) == before


async def test_only_the_missing_part_is_fetched(client, imgix, tmp_path):
    imgix.add(b"h\n1\n", TransferError)
    imgix.files[f"{HOME}/0/1.csv?signature=s3cret"] = httpx.Response(503)
    report = await first(client)
    with pytest.raises(TransferError) as caught:
        await client.reports.download(report, tmp_path, join=True)
    assert caught.value.retryable
    imgix.files[f"{HOME}/0/1.csv?signature=s3cret"] = b"h\n2\n"
    await client.reports.download(report, tmp_path, join=True)
    assert imgix.fetched == ["/0/0.csv", "/0/1.csv", "/0/1.csv"]
    assert there(tmp_path) == {"key_0-id-0.csv": b"h\n1\n2\n"}


@pytest.mark.parametrize("join", [False, True])
async def test_a_report_that_still_grows_is_fetched_again(client, imgix, tmp_path, join):
    imgix.add(b"h\n1\n", completed=False)
    report = await first(client)
    (path,) = await client.reports.download(report, tmp_path, join=join)
    imgix.files[f"{HOME}/0/0.csv?signature=s3cret"] = b"h\n1\n2\n"
    assert await client.reports.download(report, tmp_path, join=join) == [path]
    assert there(tmp_path) == {path.name: b"h\n1\n2\n"}


def short(pieces=(b"h\n", b"1\n")):
    return httpx.Response(200, stream=Both(lambda: pieces), headers={"content-length": "100"})


def breaking():
    yield b"h\n"
    raise httpx.ReadError("reset")


@pytest.mark.parametrize(
    "case",
    [
        (lambda: httpx.Response(403, content=b"<Error/>"), TransferError),
        (lambda: httpx.Response(404), TransferError),
        (lambda: httpx.Response(302, headers={"location": f"{HOME}/elsewhere"}), TransferError),
        (short, TransferError),
        (lambda: httpx.Response(200, stream=Both(breaking)), APIConnectionError),
        (lambda: httpx.ConnectError("refused"), APIConnectionError),
        (lambda: httpx.ReadTimeout(""), APIConnectionError),
        (
            lambda: httpx.Response(200, stream=Both(lambda: [b"no gzip"]), headers={"content-encoding": "gzip"}),
            TransferError,
        ),
    ],
)
@pytest.mark.parametrize("join", [False, True])
async def test_no_half_file_is_left(client, imgix, tmp_path, case, join):
    response, cls = case
    imgix.add(b"h\n1\n", response())
    with pytest.raises(cls) as caught:
        await client.reports.download(await first(client), tmp_path, join=join)
    assert there(tmp_path) == {"key_0-id-0.part0.csv": b"h\n1\n"}
    for language in ("en", "ja"):
        assert "storage.example" in caught.value.message(language)
        assert "s3cret" not in caught.value.message(language)
    assert f"{HOME}/elsewhere" not in imgix.fetched


@pytest.mark.parametrize("half", [b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nh\n", b"HTTP/1.1 200 OK\r\n"])
async def test_a_server_that_goes_away(kind, imgix, tmp_path, half):
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def respond_half():
            connection, _ = listening.accept()
            with connection:
                connection.recv(10_000)
                connection.sendall(half)

        thread = threading.Thread(target=respond_half)
        thread.start()
        home = f"http://127.0.0.1:{listening.getsockname()[1]}"
        imgix.add(files=[f"{home}/part.csv"])
        imgix.reports[0]["attributes"]["files"] = [f"{home}/part.csv"]

        def api(request):
            return httpx.Response(200, json={"data": imgix.reports})

        transport = httpx.HTTPTransport() if kind == "sync" else httpx.AsyncHTTPTransport()
        http = http_client(kind, api, mounts={home: transport})
        async with connected(kind, http, base_url="http://127.0.0.1:9") as client:
            with pytest.raises(APIConnectionError):
                await client.reports.download(await first(client), tmp_path)
        thread.join()
    assert there(tmp_path) == {}


@pytest.mark.parametrize("url", ["http://storage.example/a", "http://127.0.0.1/a", "file:///etc/passwd", "", None, 7])
async def test_nothing_is_fetched_from_a_url_that_is_not_https(client, imgix, tmp_path, url):
    imgix.add(files=[url])
    with pytest.raises(UnsafeURLError):
        await client.reports.download(await first(client), tmp_path)
    assert (imgix.fetched, there(tmp_path)) == ([], {})


@pytest.mark.parametrize(
    "response",
    [
        # truncated, which a compressed file does not show; and a success that is not the complete file
        lambda: httpx.Response(
            200, stream=Both(lambda: [gzip.compress(b"h\n" * 999)[:20]]), headers={"content-encoding": "gzip"}
        ),
        lambda: httpx.Response(206, content=b"h\n", headers={"content-range": "bytes 0-1/100"}),
        lambda: httpx.Response(204),
    ],
)
async def test_what_may_not_be_the_complete_file_is_not_kept(client, imgix, tmp_path, response):
    imgix.add(response())
    with pytest.raises(TransferError):
        await client.reports.download(await first(client), tmp_path)
    assert there(tmp_path) == {}


@pytest.mark.parametrize("join", [False, True])
async def test_an_unfinished_report_is_never_taken_for_the_final_one(client, imgix, tmp_path, join):
    imgix.add(b"h\n1\n", completed=False)
    (early,) = await client.reports.download(await first(client), tmp_path, join=join)
    imgix.reports[0]["attributes"]["completed"] = True
    imgix.files[f"{HOME}/0/0.csv?signature=s3cret"] = b"h\n1\n2\n"
    (final,) = await client.reports.download(await first(client), tmp_path, join=join)
    assert (early.name != final.name, ".incomplete" in early.name) == (True, True)
    assert final.read_bytes() == b"h\n1\n2\n"


async def test_a_report_of_the_same_key_has_files_of_its_own(client, imgix, tmp_path):
    for content in (b"h\na\n", b"h\nb\n"):
        imgix.add(content, report_key="same")
    reports = [report async for report in client.reports.list()]
    paths = [(await client.reports.download(report, tmp_path))[0] for report in reports]
    assert [path.read_bytes() for path in paths] == [b"h\na\n", b"h\nb\n"]


async def test_a_report_without_files_leaves_none(client, imgix, tmp_path):
    imgix.add()
    for files in ([], 5, None, {"a": 1}):
        imgix.reports[0]["attributes"]["files"] = files
        assert await client.reports.download(await first(client), tmp_path, join=True) == []
    assert there(tmp_path) == {}


async def test_a_report_whose_files_are_one_string_has_one_file(client, imgix, tmp_path):
    imgix.add(b"h\na\n")
    imgix.reports[0]["attributes"]["files"] = imgix.reports[0]["attributes"]["files"][0]
    (path,) = await client.reports.download(await first(client), tmp_path)
    assert path.read_bytes() == b"h\na\n"
    other = tmp_path / "other"
    other.touch()
    assert path.stat().st_mode == other.stat().st_mode


async def test_the_key_does_not_go_to_the_storage(kind, imgix, tmp_path):
    imgix.add(b"h\n")
    http = http_client(
        kind,
        imgix,
        headers={"Authorization": f"Bearer {KEY}", "X-Key": KEY},
        cookies={"key": KEY},
        params={"key": KEY},
        auth=("user", KEY),
    )
    async with connected(kind, http) as client:
        await client.reports.download(await first(client), tmp_path)
    request = imgix.requests[-1]
    assert request.url == f"{HOME}/0/0.csv?signature=s3cret"
    assert set(request.headers) == {"host", "user-agent", "accept-encoding"}
    assert KEY not in str(request.headers.raw)


@pytest.mark.parametrize(
    "key",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        ".",
        "",
        None,
        "a/b",
        "a\0b",
        "レポート",
        "C:\\x",
        "x" * 1000,
        "a b",
        "-rf",
        7,
    ],
)
@pytest.mark.parametrize("join", [False, True])
async def test_a_hostile_name_stays_in_the_folder(client, imgix, tmp_path, key, join):
    folder = tmp_path / "reports"
    imgix.add(b"h\n", report_key=key)
    if key is None:
        del imgix.reports[0]["attributes"]["report_key"]
    paths = await client.reports.download(await first(client), folder, join=join)
    assert [path.parent for path in paths] == [folder]
    assert [path.name for path in paths] == list(there(folder))
    assert list(tmp_path.iterdir()) == [folder]


async def test_names_that_look_alike_are_different_files(client, imgix, tmp_path):
    for key in ("a/b", "a_b", "a b", "カタログ", "レポート"):
        imgix.add(key.encode(), report_key=key)
    written = set()
    async for report in client.reports.list():
        written.update(await client.reports.download(report, tmp_path))
    assert {path.read_text("utf-8") for path in written} == {"a/b", "a_b", "a b", "カタログ", "レポート"}


async def test_a_folder_that_is_a_file(client, imgix, tmp_path):
    imgix.add(b"h\n")
    (tmp_path / "file").write_bytes(b"mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(InvalidInputError) as caught:
            await client.reports.download(await first(client), folder)
        assert caught.value.code == "folder_unwritable"
    assert there(tmp_path) == {"file": b"mine"}
    assert imgix.fetched == []


@pytest.mark.parametrize("join", [False, True])
async def test_a_folder_where_the_file_should_be(client, imgix, tmp_path, join):
    imgix.add(b"h\n")
    (tmp_path / ("key_0-id-0.csv" if join else "key_0-id-0.part0.csv")).mkdir()
    with pytest.raises(InvalidInputError) as caught:
        await client.reports.download(await first(client), tmp_path, join=join)
    assert caught.value.code == "folder_unwritable"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


async def test_a_full_disk(kind, imgix, tmp_path, monkeypatch):
    imgix.add(b"h\n")

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(on_disk.os, "replace", full)
    async with connected(kind, http_client(kind, imgix), language="en+ja") as client:
        with pytest.raises(InvalidInputError) as caught:
            await client.reports.download(await first(client), tmp_path)
    assert caught.value.code == "folder_unwritable"
    assert "書き込めません" in str(caught.value)
    assert there(tmp_path) == {}


@pytest.mark.parametrize(("headers", "size"), [({"content-length": "6"}, 6), ({}, None)])
async def test_progress(client, imgix, tmp_path, headers, size):
    imgix.add(httpx.Response(200, stream=Both(lambda: [b"h\n", b"1\n2\n"]), headers=headers))
    progress = []
    await client.reports.download(await first(client), tmp_path, progress=lambda *numbers: progress.append(numbers))
    assert progress == [(2, size), (6, size)]


async def test_progress_that_fails_leaves_nothing(client, imgix, tmp_path):
    imgix.add(b"h\n")

    def failing(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await client.reports.download(await first(client), tmp_path, progress=failing)
    assert there(tmp_path) == {}


async def test_a_report_without_files(client, imgix, tmp_path):
    imgix.add(files=None)
    assert await client.reports.download(await first(client), tmp_path) == []
    assert there(tmp_path) == {}


async def test_files_that_were_not_asked_for(kind, imgix, tmp_path):
    imgix.add()
    del imgix.reports[0]["attributes"]["files"]
    async with connected(kind, http_client(kind, imgix)) as client:
        report = await client.reports.list(fields="report_key,completed").first()
        with pytest.raises(ImgixError, match="without its attribute files"):
            await client.reports.download(report, tmp_path)
