"""Uploads, from what a program gives to the bytes in the storage."""

import asyncio
import contextlib
import gc
import hashlib
import io
import os
import socket
import threading
import time
import tracemalloc
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path

import anyio
import httpx
import pytest

from imgix_management import (
    APIConnectionError,
    APIStatusError,
    AssetExistsError,
    AsyncManagementClient,
    AzureDeployment,
    BadRequestError,
    ImgixError,
    InvalidInputError,
    ManagementClient,
    RateLimitWaitError,
    S3Deployment,
    TransferError,
    UnsafeURLError,
    UploadSessionError,
    WaitTimeoutError,
)
from imgix_management._files.uploads import CHUNK
from imgix_openapi.api.uploads import upload_asset
from imgix_sandbox import Sandbox
from tests.as_async import AsAsync
from tests.mock_clients import KEY, mock_client

ID = "65a1b2c3d4e5f60718293a4b"
SESSION_ID = "session-1"
SIGNED = "https://storage.example/bucket/a.bin?signature=s3cret"
LARGE = 31_000_000
BYTES = os.urandom(700_000)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(key=KEY, rate_scale=1e6, deploy_seconds=0) as running:
        yield running
    assert running.problems == []


@pytest.fixture(scope="module")
def source_id(sandbox):
    with ManagementClient(KEY, base_url=sandbox.url, rate_limits=None) as client:
        deployment = S3Deployment(imgix_subdomains=["up"], s3_access_key="a", s3_secret_key="b", s3_bucket="c")
        return client.sources.create("Uploads", deployment).id


@pytest.fixture(params=["sync", "async"])
def kind(request):
    return request.param


@contextlib.asynccontextmanager
async def connected(kind, base_url="https://api.imgix.com", http=None, **settings):
    """The client, sync or async, with the methods of the async one."""
    arguments = {"base_url": base_url, "rate_limits": None, **settings}
    if kind == "sync":
        http = httpx.Client(transport=http, follow_redirects=True) if isinstance(http, httpx.BaseTransport) else http
        with contextlib.ExitStack() as stack:
            if http is not None:
                stack.enter_context(http)
            yield AsAsync(stack.enter_context(ManagementClient(KEY, http_client=http, **arguments)))
    else:
        http = (
            httpx.AsyncClient(transport=http, follow_redirects=True)
            if isinstance(http, httpx.AsyncBaseTransport)
            else http
        )
        async with contextlib.AsyncExitStack() as stack:
            if http is not None:
                await stack.enter_async_context(http)
            yield await stack.enter_async_context(AsyncManagementClient(KEY, http_client=http, **arguments))


@pytest.fixture
async def client(kind, sandbox):
    async with connected(kind, sandbox.url) as client:
        yield client


@pytest.fixture
def sessions_only(monkeypatch):
    """Files above 1000 bytes go through a session, so that tests need no large ones."""
    monkeypatch.setattr(upload_asset, "UPLOAD_ASSET", upload_asset.UPLOAD_ASSET._replace(max_bytes=1000))


@pytest.fixture(params=["direct", "session"])
def way(request):
    if request.param == "session":
        request.getfixturevalue("sessions_only")
    return request.param


class Imgix(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """imgix and its storage in one transport, which takes bodies as they come and keeps only their size."""

    def __init__(self, *, storage=200, cancel=200, session=None, date=None, breaks=None):
        self.requests = []
        self.sizes = []
        self.storing = asyncio.Event()
        self.hangs = False
        self._storage = storage
        self._cancel = cancel
        self._session = {"status": "PENDING", "url": SIGNED, "origin_path": "/a.bin", **(session or {})}
        self._headers = {} if date is None else {"date": formatdate(date, usegmt=True)}
        self._breaks = breaks

    def methods(self):
        return [f"{r.method} {r.url.path.removeprefix(f'/api/v1/sources/{ID}/')}" for r in self.requests]

    @property
    def put(self):
        (request,) = [request for request in self.requests if request.method == "PUT"]
        return request

    def handle_request(self, request):
        return self._respond(request, sum(map(len, request.stream)))

    async def handle_async_request(self, request):
        size = 0
        async for chunk in request.stream:
            size += len(chunk)
            if self.hangs and request.method == "PUT":
                self.requests.append(request)
                self.storing.set()
                await asyncio.Event().wait()
        return self._respond(request, size)

    def _respond(self, request, size):
        if request.url.path.endswith("/assets/a.bin") and CLOSE not in self.methods():
            return httpx.Response(404, json={"errors": []}, request=request)  # there is no such file yet
        self.requests.append(request)
        self.sizes.append(size)
        if request.method == "PUT":
            if self._breaks is not None:
                raise self._breaks
            return httpx.Response(self._storage, request=request)
        if request.method == "DELETE" and self._cancel != HTTPStatus.OK:
            return httpx.Response(self._cancel, json={"errors": [{"status": "500"}]}, request=request)
        status = self._session["status"]
        if "/status/" in request.url.path and status == "PENDING":
            status = "COMPLETE"
        attributes = {**self._session, "status": status} if "session" in request.url.path else {"file_size": LARGE}
        document = {"data": {"id": SESSION_ID, "type": "x", "attributes": attributes}}
        return httpx.Response(200, json=document, headers=self._headers, request=request)


OPEN = "POST upload-sessions/create/a.bin"
PUT = "PUT /bucket/a.bin"
CLOSE = f"POST upload-sessions/{SESSION_ID}"
STATUS = f"GET upload-sessions/status/{SESSION_ID}"
CANCEL = f"DELETE upload-sessions/cancel/{SESSION_ID}"


def pieces():
    for start in range(0, len(BYTES), 99_999):
        yield BYTES[start : start + 99_999]


def a_path(folder):
    path = folder / "film.bin"
    path.write_bytes(BYTES)
    return str(path)


def a_pathlib_path(folder):
    path = folder / "film.bin"
    path.write_bytes(BYTES)
    return path


def a_file_at_an_offset(folder):
    file = io.BytesIO(b"before" + BYTES)
    file.seek(6)
    return file


def a_pipe(folder):
    reading, writing = os.pipe()

    def fill():
        with open(writing, "wb") as file:
            file.write(BYTES)

    threading.Thread(target=fill, daemon=True).start()
    return open(reading, "rb")


def a_pipe_that_is_never_waited_for(folder):
    """Its read() returns None when there is nothing yet."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)

    def fill():
        with open(writing, "wb") as file:
            for start in range(0, len(BYTES), 300_000):
                time.sleep(0.05)
                file.write(BYTES[start : start + 300_000])
                file.flush()

    threading.Thread(target=fill, daemon=True).start()
    return open(reading, "rb", buffering=0)


class NoneAtFirst(io.RawIOBase):
    """As a pipe, of which the system knows nothing."""

    def __init__(self):
        super().__init__()
        self.calls = 0
        self.content = io.BytesIO(BYTES)

    def readable(self):
        return True

    def read(self, size=-1):
        self.calls += 1
        return None if self.calls % 2 else self.content.read(size)


def a_stream_without_data_at_first(folder):
    return NoneAtFirst()


def bytes_themselves(folder):
    return BYTES


def an_iterator(folder):
    return pieces()


def a_list(folder):
    return list(pieces())


def many_small_pieces(folder):
    return iter([BYTES[:1]] * 3 + [b""] + [BYTES[1:]])


@pytest.mark.parametrize(
    "make",
    [
        a_path,
        a_pathlib_path,
        bytes_themselves,
        a_file_at_an_offset,
        a_pipe,
        a_pipe_that_is_never_waited_for,
        a_stream_without_data_at_first,
        an_iterator,
        a_list,
        many_small_pieces,
    ],
)
@pytest.mark.usefixtures("way")
async def test_every_kind_of_file_arrives_byte_for_byte(client, sandbox, source_id, tmp_path, make):
    file = make(tmp_path)
    path = f"{tmp_path.name}.bin"
    asset = await client.uploads.upload(source_id, path, file)
    expected = BYTES[:1] * 2 + BYTES if make is many_small_pieces else BYTES
    assert (asset.origin_path, asset.file_size) == (f"/{path}", len(expected))
    assert stored(sandbox, source_id, path) == expected
    if hasattr(file, "closed"):
        assert not file.closed
        file.close()


@pytest.mark.skipif(not os.path.exists("/proc/version"), reason="only Linux has procfs")
async def test_a_file_whose_size_the_system_does_not_know_is_sent_completely(client, sandbox, source_id, tmp_path):
    content, name = Path("/proc/version").read_bytes(), f"{tmp_path.name}.txt"
    assert os.stat("/proc/version").st_size == 0 < len(content)
    asset = await client.uploads.upload(source_id, name, "/proc/version")
    assert asset.file_size == len(content)
    assert stored(sandbox, source_id, name) == content


@pytest.mark.parametrize("change", [+1, -1])
@pytest.mark.usefixtures("way")
async def test_a_file_of_another_size_than_it_had_is_never_stored(client, sandbox, source_id, tmp_path, change):
    path = tmp_path / "log.bin"
    path.write_bytes(BYTES)

    class Changing(io.FileIO):
        def read(self, size=-1):
            if size:
                os.truncate(path, len(BYTES) + change)
            return super().read(size)

    name = f"{tmp_path.name}-log.bin"
    with Changing(path) as file, pytest.raises((InvalidInputError, UploadSessionError)) as caught:
        await client.uploads.upload(source_id, name, file)
    error = caught.value.__cause__ if isinstance(caught.value, UploadSessionError) else caught.value
    assert error.code == "file_changed"
    assert f"{source_id}/{name}" not in sandbox.state.assets


async def test_a_pipe_of_text_is_refused(client, source_id):
    reading, writing = os.pipe()
    os.write(writing, b"text")
    os.close(writing)
    with open(reading, encoding="utf-8") as file, pytest.raises(InvalidInputError) as caught:
        await client.uploads.upload(source_id, "text.txt", file)
    assert caught.value.code == "file_not_binary"


def stored(sandbox, source_id, path):
    asset = sandbox.state.assets[f"{source_id}/{path}"]
    return sandbox.state.store.blob(asset.blob).read_bytes()


@pytest.mark.parametrize("size", [1, 2_000_000])
async def test_an_async_iterator_arrives_byte_for_byte(sandbox, source_id, size):
    async def content():
        for start in range(0, size, 100_000):
            await asyncio.sleep(0)
            yield (BYTES * 3)[start : min(start + 100_000, size)]

    async with connected("async", sandbox.url) as client:
        asset = await client.uploads.upload(source_id, f"async-{size}.bin", content())
    assert asset.file_size == size
    assert stored(sandbox, source_id, f"async-{size}.bin") == (BYTES * 3)[:size]


@pytest.mark.parametrize(
    "case",
    [
        ("cat.jpg", "x", None, "image/jpeg"),
        ("cat.WEBP", "x", None, "image/webp"),
        ("cat.avif", "x.jpg", None, "image/avif"),
        ("cat", "x.png", None, "image/png"),
        ("cat", "x", None, "application/octet-stream"),
        ("cat.jpg", "x.png", "image/heic", "image/heic"),
        (None, "x.gif", None, "image/gif"),
        (None, "x", None, "application/octet-stream"),
    ],
)
async def test_the_media_type_is_given_or_guessed(kind, tmp_path, case):
    name, origin_path, arguments, sent = case
    file = b"x"
    if name is not None:
        file = tmp_path / name
        file.write_bytes(b"x")
    imgix = Imgix()
    async with connected(kind, http=imgix) as client:
        await client.uploads.upload(ID, origin_path, file, content_type=arguments)
    (request,) = imgix.requests
    assert request.headers["content-type"] == sent
    assert (request.headers["content-length"], imgix.sizes) == ("1", [1])
    assert "transfer-encoding" not in request.headers


@pytest.mark.parametrize("limit", [1000, 30_000_000])
async def test_progress(kind, monkeypatch, limit):
    monkeypatch.setattr(upload_asset, "UPLOAD_ASSET", upload_asset.UPLOAD_ASSET._replace(max_bytes=limit))
    reports = []
    async with connected(kind, http=Imgix()) as client:
        await client.uploads.upload(ID, "a.bin", BYTES, progress=lambda *numbers: reports.append(numbers))
    size = len(BYTES)
    assert reports == [(CHUNK, size), (2 * CHUNK, size), (size, size)]


async def test_31_mb_go_through_a_session_by_themselves(client, sandbox, source_id, kind, tmp_path):
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(LARGE)
    sandbox.requests.clear()
    asset = await client.uploads.upload(source_id, f"{kind}/large.bin", path)
    assert (asset.origin_path, asset.file_size) == (f"/{kind}/large.bin", LARGE)
    digest = hashlib.sha256(stored(sandbox, source_id, f"{kind}/large.bin")).digest()
    assert digest == hashlib.sha256(bytes(LARGE)).digest()
    # The storage of the sandbox refuses a request that brings an Authorization header.
    assert [(r.operation, r.status) for r in sandbox.requests] == [
        ("getAsset", 404),
        ("openUploadSession", 200),
        (None, 200),
        ("closeUploadSession", 200),
        ("getUploadSession", 200),
        ("getAsset", 200),
    ]


async def test_exactly_30_mb_go_in_one_request(kind):
    imgix = Imgix()
    async with connected(kind, http=imgix) as client:
        await client.uploads.upload(ID, "a.bin", bytes(upload_asset.UPLOAD_ASSET.max_bytes))
    assert imgix.methods() == ["POST upload/a.bin"]


async def test_memory_stays_flat(kind):
    def generated():
        for _ in range(LARGE // 100_000):
            yield bytes(100_000)

    imgix = Imgix()
    async with connected(kind, http=imgix) as client:
        tracemalloc.start()
        try:
            await client.uploads.upload(ID, "a.bin", generated())
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert imgix.methods() == [OPEN, PUT, CLOSE, STATUS, "GET assets/a.bin"]
    assert imgix.sizes[1] == LARGE
    assert peak < 5_000_000


async def test_the_key_never_goes_to_the_storage(kind, sessions_only):
    imgix = Imgix()
    mine = (httpx.Client if kind == "sync" else httpx.AsyncClient)(
        transport=imgix,
        headers={"Authorization": f"Bearer {KEY}", "X-Api-Key": KEY},
        cookies={"session": KEY},
        params={"key": KEY},
        auth=("user", KEY),
    )
    async with connected(kind, http=mine) as client:
        await client.uploads.upload(ID, "a.bin", BYTES, content_type="video/mp4")
    assert imgix.put.url == SIGNED
    assert set(imgix.put.headers) == {"host", "user-agent", "content-type", "content-length"}
    assert KEY not in str(imgix.put.headers.raw)
    assert imgix.put.headers["content-type"] == "video/mp4"
    for request in imgix.requests:
        if request is not imgix.put:
            assert request.headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    "url",
    ["http://storage.example/a", "http://127.0.0.1/a", "ftp://x/a", "file:///etc/passwd", "", None, 7, "https://"],
)
async def test_nothing_is_sent_to_a_url_that_is_not_https(kind, sessions_only, url):
    imgix = Imgix(session={"url": url})
    async with connected(kind, http=imgix) as client:
        with pytest.raises(UploadSessionError) as caught:
            await client.uploads.upload(ID, "a.bin", BYTES)
    assert isinstance(caught.value.__cause__, UnsafeURLError)
    assert imgix.methods() == [OPEN, CANCEL]


async def test_a_redirect_of_the_storage_is_not_followed(kind, sessions_only):
    imgix = Imgix(storage=307)
    async with connected(kind, http=imgix) as client:
        with pytest.raises(UploadSessionError) as caught:
            await client.uploads.upload(ID, "a.bin", BYTES)
    assert (type(caught.value.__cause__), caught.value.__cause__.status_code) == (TransferError, 307)


async def test_an_expired_session_is_not_sent_to(kind, sessions_only):
    imgix = Imgix(session={"date_expires": 4_000_000_000}, date=4_000_000_001)
    async with connected(kind, http=imgix) as client:
        with pytest.raises(UploadSessionError) as caught:
            await client.uploads.upload(ID, "a.bin", BYTES)
    assert imgix.methods() == [OPEN, CANCEL]
    assert (caught.value.reason, caught.value.cancelled) == ("expired", True)
    assert "expired before the file was sent" in str(caught.value)


async def test_expiry_goes_by_the_clock_of_the_server(kind, sessions_only):
    imgix = Imgix(session={"date_expires": 1001}, date=1000)  # long ago by the clock of this machine
    async with connected(kind, http=imgix) as client:
        await client.uploads.upload(ID, "a.bin", BYTES)
    assert PUT in imgix.methods()
    imgix = Imgix(session={"date_expires": 1001})
    async with connected(kind, http=imgix) as client:
        with pytest.raises(UploadSessionError):
            await client.uploads.upload(ID, "a.bin", BYTES)


def shrinking(tmp_path):
    path = tmp_path / "shrinking.bin"
    path.write_bytes(BYTES)
    return path, lambda sent, size: os.truncate(path, 0)


def failing(sent, size):
    raise ZeroDivisionError


@pytest.mark.parametrize(
    "case",
    [
        ({"storage": 403}, TransferError),
        ({"storage": 500}, TransferError),
        ({"breaks": httpx.WriteError("broken pipe")}, APIConnectionError),
        ({"breaks": httpx.ReadTimeout("")}, APIConnectionError),
        ("shrinks", InvalidInputError),
        ("progress", ZeroDivisionError),
    ],
)
@pytest.mark.parametrize("cancel", [200, 500])
async def test_a_session_that_breaks_off_is_cancelled_and_named(kind, sessions_only, tmp_path, case, cancel):
    settings, cause = case
    file, progress = BYTES, None
    if settings == "shrinks":
        file, progress = shrinking(tmp_path)
    elif settings == "progress":
        progress = failing
    imgix = Imgix(cancel=cancel, **(settings if isinstance(settings, dict) else {}))
    async with connected(kind, http=imgix) as client:
        with pytest.raises(UploadSessionError) as caught:
            await client.uploads.upload(ID, "a.bin", file, progress=progress)
    assert imgix.methods()[0] == OPEN
    assert imgix.methods()[-1] == CANCEL
    assert CLOSE not in imgix.methods()
    error = caught.value
    assert isinstance(error.__cause__, cause)
    assert (error.source_id, error.session_id, error.origin_path) == (ID, SESSION_ID, "a.bin")
    assert (error.reason, error.cancelled, error.code) == ("interrupted", cancel == 200, "upload_session_failed")
    for language in ("en", "ja"):
        assert SESSION_ID in error.message(language)
        assert "s3cret" not in error.message(language)
    assert ("could not be cancelled" in error.message("en")) == (cancel != 200)
    assert ("キャンセルできませんでした" in error.message("ja")) == (cancel != 200)


async def test_a_connection_that_breaks_in_the_middle(kind, sessions_only):
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def take_a_little():
            connection, _ = listening.accept()
            with connection:
                connection.recv(1000)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

        thread = threading.Thread(target=take_a_little)
        thread.start()
        home = f"http://127.0.0.1:{listening.getsockname()[1]}"
        imgix = Imgix(session={"url": f"{home}/bucket"})
        cls, transport = (
            (httpx.Client, httpx.HTTPTransport) if kind == "sync" else (httpx.AsyncClient, httpx.AsyncHTTPTransport)
        )
        mine = cls(transport=imgix, mounts={home: transport()})
        async with connected(kind, "http://127.0.0.1:9", mine) as client:
            with pytest.raises(UploadSessionError) as caught:
                await client.uploads.upload(ID, "a.bin", BYTES * 20)
        thread.join()
    assert isinstance(caught.value.__cause__, APIConnectionError)
    assert imgix.methods() == [OPEN, CANCEL]


async def test_a_cancelled_task_cancels_its_session(sessions_only):
    imgix = Imgix()
    imgix.hangs = True
    async with connected("async", http=imgix) as client:
        task = asyncio.create_task(client.uploads.upload(ID, "a.bin", BYTES))
        await imgix.storing.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError) as caught:
            await task
    assert imgix.methods() == [OPEN, PUT, CANCEL]
    assert SESSION_ID in caught.value.__notes__[0]
    assert "It was cancelled" in caught.value.__notes__[0]


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, SystemExit])
def test_an_interruption_cancels_the_session_and_stays_one(sessions_only, interruption):
    def interrupt(sent, size):
        raise interruption

    imgix = Imgix(cancel=500)
    with mock_client(imgix, language="ja") as client:
        with pytest.raises(interruption) as caught:
            client.uploads.upload(ID, "a.bin", BYTES, progress=interrupt)
    assert imgix.methods() == [OPEN, CANCEL]
    assert SESSION_ID in caught.value.__notes__[0]
    assert "キャンセルできませんでした" in caught.value.__notes__[0]


async def test_waiting_in_vain_names_the_session_and_leaves_it(kind, sessions_only):
    imgix = Imgix(session={"status": "CLOSED"})
    async with connected(kind, http=imgix) as client:
        with pytest.raises(WaitTimeoutError) as caught:
            await client.uploads.upload(ID, "a.bin", BYTES, timeout=0)
    assert imgix.methods() == [OPEN, PUT, CLOSE, STATUS]
    assert SESSION_ID in str(caught.value)
    assert caught.value.last_status == "CLOSED"


@pytest.mark.parametrize(("status", "cancelled"), [("FAILED", False), ("CANCELLED", True)])
async def test_a_session_that_imgix_refuses(kind, sessions_only, status, cancelled):
    imgix = Imgix(session={"status": status})
    async with connected(kind, http=imgix) as client:
        with pytest.raises(UploadSessionError) as caught:
            await client.uploads.upload(ID, "a.bin", BYTES)
    assert (caught.value.reason, caught.value.session_status, caught.value.cancelled) == ("refused", status, cancelled)
    assert str(caught.value).endswith(f"ended with the status {status}. Upload the file again.")


@pytest.mark.parametrize("amount", [10, 2_000_000])
async def test_an_iterator_that_fails(kind, amount):
    def broken():
        yield bytes(amount)
        raise TypeError("mine")

    async def broken_async():
        for chunk in broken():
            yield chunk

    imgix = Imgix()
    async with connected(kind, http=imgix) as client:
        with pytest.raises(TypeError, match="mine"):
            await client.uploads.upload(ID, "a.bin", broken())
        if kind == "async":
            with pytest.raises(TypeError, match="mine"):
                await client.uploads.upload(ID, "a.bin", broken_async())
    assert imgix.requests == []


async def test_progress_that_fails_in_a_direct_upload(kind):
    async with connected(kind, http=Imgix()) as client:
        with pytest.raises(ZeroDivisionError):
            await client.uploads.upload(ID, "a.bin", BYTES, progress=failing)


async def test_a_file_that_shrinks_in_a_direct_upload(kind, tmp_path):
    file, progress = shrinking(tmp_path)
    async with connected(kind, http=Imgix(), language="ja") as client:
        with pytest.raises(InvalidInputError) as caught:
            await client.uploads.upload(ID, "a.bin", file, progress=progress)
    assert caught.value.code == "file_changed"
    assert str(caught.value) == caught.value.message("ja")


class Unreadable(io.RawIOBase):
    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, *_where):
        raise OSError("broken")


@pytest.mark.parametrize("file", [Unreadable(), 7, None, "/"], ids=["broken", "int", "none", "folder"])
async def test_what_cannot_be_read(kind, file):
    imgix = Imgix()
    async with connected(kind, http=imgix) as client:
        with pytest.raises(InvalidInputError) as caught:
            await client.uploads.upload(ID, "a.bin", file)
    assert caught.value.code == "file_unreadable"
    assert imgix.requests == []


async def test_a_spooled_file_and_a_file_of_ones_own(kind, tmp_path):
    path = tmp_path / "own.bin"
    path.write_bytes(BYTES)
    refused = Imgix()
    refused._respond = lambda request, size: httpx.Response(403, json={"errors": []}, request=request)
    async with connected(kind, http=refused) as client:
        for file in (pieces(), iter([BYTES] * 3), path):  # in memory, on disk, opened here
            with pytest.raises(ImgixError):
                await client.uploads.upload(ID, "a.bin", file)
        with path.open("rb") as mine:
            with pytest.raises(ImgixError):
                await client.uploads.upload(ID, "a.bin", mine)
            assert not mine.closed
    gc.collect()  # an open file would warn, and a warning is an error


async def test_a_session_replaces_a_file_only_when_it_is_asked_to(client, source_id, kind, sessions_only):
    await client.uploads.upload(source_id, f"{kind}/over.bin", bytes(2000))
    with pytest.raises(AssetExistsError) as caught:
        await client.uploads.upload(source_id, f"{kind}/over.bin", bytes(3000))
    assert (caught.value.code, caught.value.status_code, caught.value.__cause__) == ("asset_exists", None, None)
    assert (await client.assets.get(source_id, f"{kind}/over.bin")).file_size == 2000
    await client.uploads.upload(source_id, f"{kind}/over.bin", bytes(3000), overwrite=True)
    assert (await client.assets.get(source_id, f"{kind}/over.bin")).file_size == 3000


async def test_imgix_refuses_to_replace_a_small_file_with_the_same_error(client, source_id, kind):
    await client.uploads.upload(source_id, f"{kind}/small.bin", bytes(2000))
    with pytest.raises(AssetExistsError) as caught:
        await client.uploads.upload(source_id, f"{kind}/small.bin", bytes(3000))
    error = caught.value
    assert (error.code, error.status_code, error.source_id) == ("asset_exists", 400, source_id)
    assert isinstance(error.__cause__, BadRequestError)
    assert str(error) == (
        f"uploadAsset {kind}/small.bin: A file already exists at '{kind}/small.bin'. Pass overwrite=True to replace it."
    )
    assert (await client.assets.get(source_id, f"{kind}/small.bin")).file_size == 2000
    await client.uploads.upload(source_id, f"{kind}/small.bin", bytes(3000), overwrite=True)


async def test_a_source_on_azure_takes_no_session_and_the_error_says_so(client, kind, sessions_only):
    deployment = AzureDeployment(
        imgix_subdomains=[f"azure-{kind}"], azure_account="a", azure_bucket="b", azure_sas_string="s"
    )
    azure = await client.sources.create("Azure", deployment)
    with pytest.raises(BadRequestError) as caught:
        await client.uploads.upload(azure.id, "large.bin", bytes(2000), overwrite=True)
    assert "azure 30 MB without upload sessions" in caught.value.message("en")


LIMITS = {
    "en": "s3 5 GB, gcs 5 GB, azure 30 MB without upload sessions, s3_compatible 5 GB, Cloudflare R2 4.99 GB",
    "ja": "azure 30 MB（アップロードセッションは利用不可）",
}


@pytest.mark.parametrize("status", [400, 413, 422])
async def test_a_refused_upload_names_the_largest_size_of_each_deployment_type(kind, way, status):
    class Refusing(Imgix):
        def _respond(self, request, size):
            refusal = {"errors": [{"detail": "too large"}]}
            return httpx.Response(status if request.method == "POST" else 404, json=refusal, request=request)

    async with connected(kind, http=Refusing(), max_retries=0) as client:
        with pytest.raises(APIStatusError) as caught:
            await client.uploads.upload(ID, "a.bin", BYTES, overwrite=True)
        assert caught.value.status_code == status
        assert caught.value.operation == ("openUploadSession" if way == "session" else "uploadAsset")
        for language, limits in LIMITS.items():
            assert limits in caught.value.message(language)
        with pytest.raises(APIStatusError) as caught:
            await client.purges.create("https://shop.imgix.net/a.png")
        assert "Cloudflare R2" not in caught.value.message("en")


@pytest.mark.parametrize("status_of_asset", [404, 500])
async def test_another_refusal_of_an_upload_stays_what_it_is(kind, status_of_asset):
    class Refusing(Imgix):
        def _respond(self, request, size):
            return httpx.Response(400 if request.method == "POST" else status_of_asset, request=request)

    async with connected(kind, http=Refusing(), max_retries=0) as client:
        with pytest.raises(BadRequestError):
            await client.uploads.upload(ID, "a.bin", b"x")


async def test_what_became_of_a_session_that_cannot_be_asked(kind, sessions_only):
    class Failing(Imgix):
        def _respond(self, request, size):
            if "/status/" in request.url.path:
                return httpx.Response(502, content=b"<html>", request=request)
            return super()._respond(request, size)

    async with connected(kind, http=Failing()) as client:
        with pytest.raises(UploadSessionError) as caught:
            await client.uploads.upload(ID, "a.bin", BYTES)
    assert (caught.value.reason, caught.value.session_id) == ("unfollowed", SESSION_ID)
    assert SESSION_ID in caught.value.message("ja")


@pytest.mark.usefixtures("sessions_only")
async def test_a_cancel_scope_of_anyio_leaves_no_session_open(sandbox, source_id):
    name = "scope.bin"

    async def content():
        yield BYTES

    def progress(_sent, _size):
        scope.cancel()

    async with connected("async", sandbox.url) as client:
        with anyio.CancelScope() as scope:
            await client.uploads.upload(source_id, name, content(), progress=progress)
    assert scope.cancelled_caught
    assert [session.status for session in sandbox.state.sessions.values() if session.origin_path.endswith(name)] == [
        "CANCELLED"
    ]


@pytest.mark.usefixtures("sessions_only")
async def test_an_error_after_the_file_was_sent_says_so(client, sandbox, source_id, monkeypatch):
    error = RateLimitWaitError(bucket="default", wait=5.0, max_wait=1.0)

    async def refuse(*_arguments, **_options):
        raise error

    def refuse_directly(*_arguments, **_options):
        raise error

    monkeypatch.setattr("imgix_management._async.upload_sessions.AsyncUploadSessions.wait_until_complete", refuse)
    monkeypatch.setattr("imgix_management._sync.upload_sessions.UploadSessions.wait_until_complete", refuse_directly)
    with pytest.raises(UploadSessionError) as caught:
        await client.uploads.upload(source_id, "limited.bin", BYTES, overwrite=True)
    assert (caught.value.reason, caught.value.cancelled, caught.value.__cause__) == ("unfollowed", False, error)
    assert "was sent" in str(caught.value)


@pytest.mark.parametrize("date", ["Thu, 99999999999999999999 Jan 2026 00:00:00 GMT", "-", "Thu, 01 Jan 0000 00:00:00"])
@pytest.mark.usefixtures("sessions_only")
@pytest.mark.parametrize("kind", ["sync", "async"])
async def test_a_session_whose_date_header_is_nonsense(kind, date):
    imgix = Imgix()
    imgix._headers = {"date": date}
    async with connected(kind, http=imgix) as client:
        asset = await client.uploads.upload(ID, "a.bin", BYTES, overwrite=True)
    assert asset.file_size == LARGE
