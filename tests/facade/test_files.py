"""Uploads: what can be sent, how it is read, and what is closed afterwards."""

import io
import os
import tempfile
import tracemalloc
from array import array
from pathlib import Path

import httpx
import pytest

from imgix_management import (
    APIConnectionError,
    AsyncManagementClient,
    ImgixError,
    InvalidInputError,
    ManagementClient,
)
from imgix_management._files.uploads import CHUNK, guess_type, open_upload
from imgix_openapi.operations import UPLOAD_ASSET
from tests.mock_clients import KEY

ID = "65a1b2c3d4e5f60718293a4b"
MEBIBYTE = 1024 * 1024


class Zeros(io.RawIOBase):
    """A file of any size that takes no memory, and notes how it is read."""

    def __init__(self, size: int, *, real: int | None = None, at: int = 0) -> None:
        self.size, self.position = size, at
        self.real = size if real is None else real
        self.asked: list[int] = []

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self.position

    def seek(self, offset, whence=os.SEEK_SET):
        self.position = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self.position, os.SEEK_END: self.size}[whence]
        return self.position

    def read(self, size=-1):
        if size:
            self.asked.append(size)
        left = max(0, self.real - self.position)
        size_read = left if size < 0 else min(size, left)
        self.position += size_read
        return bytes(size_read)


class Sink(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Takes a body chunk by chunk and keeps its beginning only."""

    def __init__(self, fail_after=None):
        self.headers = httpx.Headers()
        self.begin, self.size, self.largest = b"", 0, 0
        self.fail_after = fail_after

    def take(self, chunk):
        self.begin = (self.begin + chunk)[:100]
        self.size += len(chunk)
        self.largest = max(self.largest, len(chunk))
        if self.fail_after is not None and self.size >= self.fail_after:
            raise httpx.WriteError("broken pipe")

    def handle_request(self, request):
        self.headers = request.headers
        for chunk in request.stream:
            self.take(chunk)
        return httpx.Response(200)

    async def handle_async_request(self, request):
        self.headers = request.headers
        async for chunk in request.stream:
            self.take(chunk)
        return httpx.Response(200)


async def upload(kind, sink, file, origin_path="a.bin", **options):
    """Upload through the sync or the async client."""
    if kind == "sync":
        with (
            httpx.Client(transport=sink) as http,
            ManagementClient(KEY, rate_limits=None, http_client=http, language="ja") as client,
        ):
            return client.uploads.upload(ID, origin_path, file, **options)
    async with (
        httpx.AsyncClient(transport=sink) as http,
        AsyncManagementClient(KEY, rate_limits=None, http_client=http, language="ja") as client,
    ):
        return await client.uploads.upload(ID, origin_path, file, **options)


both = pytest.mark.parametrize("kind", ["sync", "async"])


def at(file, position):
    file.seek(position)
    return file


class PathLike(os.PathLike):
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


FILES = {
    "path as text": str,
    "path": lambda path: path,
    "path-like": lambda path: PathLike(str(path)),
    "bytes": lambda path: path.read_bytes(),
    "bytearray": lambda path: bytearray(path.read_bytes()),
    "memoryview": lambda path: memoryview(path.read_bytes()),
    "memory": lambda path: io.BytesIO(path.read_bytes()),
    "spooled": lambda path: spooled(path.read_bytes()),
}


def spooled(content):
    file = tempfile.SpooledTemporaryFile()  # noqa: SIM115
    file.write(content)
    file.seek(0)
    return file


@both
@pytest.mark.parametrize("form", FILES)
async def test_every_form_of_file(tmp_path, kind, form):
    path = tmp_path / "tom.png"
    path.write_bytes(b"0123456789")
    sink = Sink()
    file = FILES[form](path)
    asset = await upload(kind, sink, file, "/cats/tom.png")
    if hasattr(file, "close"):
        file.close()
    assert (sink.begin, sink.size) == (b"0123456789", 10)
    assert sink.headers["content-length"] == "10"
    assert sink.headers["content-type"] == "image/png"
    assert "transfer-encoding" not in sink.headers
    assert asset.id == f"{ID}/cats/tom.png"


@both
async def test_a_view_of_wider_items(kind):
    sink = Sink()
    await upload(kind, sink, memoryview(array("I", [1, 2, 3])))
    assert sink.size == 12
    assert sink.headers["content-length"] == "12"


@both
@pytest.mark.parametrize(("position", "expected"), [(0, b"0123456789"), (4, b"456789")])
async def test_a_file_object_is_read_from_where_it_stands(tmp_path, kind, position, expected):
    path = tmp_path / "tom.jpg"
    path.write_bytes(b"0123456789")
    sink = Sink()
    with path.open("rb") as file:
        await upload(kind, sink, at(file, position))
        assert not file.closed
        assert file.tell() == max(10, position)
    assert (sink.begin, sink.headers["content-length"]) == (expected, str(len(expected)))
    assert sink.headers["content-type"] == "image/jpeg"


@both
@pytest.mark.parametrize("position", [10, 25])
async def test_a_file_object_that_was_read_is_not_sent_empty(tmp_path, kind, position):
    path = tmp_path / "tom.jpg"
    path.write_bytes(b"0123456789")
    sink = Sink()
    with path.open("rb") as file:
        with pytest.raises(InvalidInputError) as caught:
            await upload(kind, sink, at(file, position))
    assert caught.value.code == "file_empty"


@both
async def test_an_iterator_that_was_read_is_not_sent_empty(kind):
    pieces = iter([b"a"])
    next(pieces)
    with pytest.raises(InvalidInputError) as caught:
        await upload(kind, Sink(), pieces)
    assert caught.value.code == "file_empty"


@both
async def test_an_empty_file(kind):
    sink, calls = Sink(), []
    await upload(kind, sink, b"", progress=lambda *numbers: calls.append(numbers))
    assert (sink.size, sink.headers["content-length"]) == (0, "0")
    assert calls == []


@pytest.mark.parametrize(
    ("name", "origin_path", "expected"),
    [
        ("tom.jpg", "a.png", "image/jpeg"),
        ("tom.JPEG", "a", "image/jpeg"),
        ("tom", "a.png", "image/png"),
        ("tom.unknown-type", "a.gif", "image/gif"),
        ("tom", "a", "application/octet-stream"),
        ("tom.webp", "a", "image/webp"),
        ("tom.avif", "a", "image/avif"),
        ("tom.heic", "a", "image/heic"),
        ("tom.jxl", "a", "image/jxl"),
        ("tom.svg", "a", "image/svg+xml"),
        ("tom.pdf", "a", "application/pdf"),
        (".png", "a", "application/octet-stream"),
    ],
)
def test_the_media_type_is_guessed(tmp_path, name, origin_path, expected):
    path = tmp_path / name
    path.write_bytes(b"x")
    with open_upload(path, origin_path, None, None) as opened:
        assert opened.content_type == expected
    with path.open("rb") as file, open_upload(file, origin_path, None, None) as opened:
        assert opened.content_type == expected
    with open_upload(path, origin_path, "image/x-own", None) as opened:
        assert opened.content_type == "image/x-own"


def test_the_media_type_of_what_has_no_name():
    assert open_upload(b"x", "cats/tom.webp", None, None).content_type == "image/webp"
    assert open_upload(io.BytesIO(b"x"), "cats/tom.gif", None, None).content_type == "image/gif"
    with tempfile.TemporaryFile() as file:  # its name is a number
        assert open_upload(file, "cats/tom.gif", None, None).content_type == "image/gif"
    assert guess_type("") is None


@both
async def test_a_media_type_of_ones_own_is_sent(kind):
    sink = Sink()
    await upload(kind, sink, b"x", "tom.png", content_type="image/x-own")
    assert sink.headers["content-type"] == "image/x-own"


@both
async def test_files_that_cannot_be_read(tmp_path, kind):
    (tmp_path / "text.txt").write_text("x")
    closed = io.BytesIO(b"x")
    closed.close()
    with (tmp_path / "text.txt").open() as text, (tmp_path / "write").open("wb") as write_only:
        for file, code in [
            (tmp_path / "none", "file_not_found"),
            (str(tmp_path / "none" / "none"), "file_not_found"),
            (tmp_path, "file_unreadable"),
            (str(tmp_path / ("x" * 5000)), "file_unreadable"),
            ("", "file_unreadable"),
            (text, "file_not_binary"),
            (io.StringIO("x"), "file_not_binary"),
            (write_only, "file_unreadable"),
            (closed, "file_unreadable"),
            (None, "file_unreadable"),
            (7, "file_unreadable"),
        ]:
            sink = Sink()
            with pytest.raises(InvalidInputError) as caught:
                await upload(kind, sink, file)
            assert caught.value.code == code, file
            assert str(caught.value) == caught.value.message("ja")
            assert not sink.headers  # nothing was sent


def test_a_file_that_may_not_be_opened(tmp_path, monkeypatch):
    path = tmp_path / "tom.png"
    path.write_bytes(b"x")

    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InvalidInputError) as caught:
        open_upload(path, "a", None, None)
    assert caught.value.code == "file_unreadable"
    assert str(path) in str(caught.value)
    assert isinstance(caught.value.__cause__, PermissionError)


@both
async def test_as_much_as_one_request_takes(kind):
    limit = UPLOAD_ASSET.max_bytes
    assert limit is not None
    for file in (Zeros(limit), Zeros(limit + 10, at=10)):
        sink = Sink()
        await upload(kind, sink, file)
        assert sink.size == limit


def handles(path):
    """The open file descriptors of this process that lead to a path."""
    opened = []
    for entry in os.scandir("/proc/self/fd"):
        try:
            opened.append(os.readlink(entry.path))
        except OSError:  # the one of scandir itself
            continue
    return opened.count(str(path))


@both
@pytest.mark.parametrize("outcome", ["well", "broken"])
@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="needs /proc")
async def test_a_file_opened_here_is_closed_and_a_foreign_one_is_not(tmp_path, kind, outcome):
    path = (tmp_path / "tom.png").resolve()
    with path.open("wb") as file:
        file.truncate(MEBIBYTE)
    fail_after = 1000 if outcome == "broken" else None
    with path.open("rb") as foreign:
        for file in (path, foreign):
            sink = Sink(fail_after)
            if outcome == "well":
                await upload(kind, sink, file)
            else:
                with pytest.raises(APIConnectionError):
                    await upload(kind, sink, file)
            assert handles(path) == 1
        assert not foreign.closed
    assert handles(path) == 0


@both
async def test_a_file_that_shrinks_while_it_is_read(kind):
    sink = Sink()
    with pytest.raises(InvalidInputError) as caught:
        await upload(kind, sink, Zeros(MEBIBYTE, real=MEBIBYTE - 10))
    assert caught.value.code == "file_changed"
    assert str(caught.value) == caught.value.message("ja")


@both
async def test_a_file_that_grows_while_it_is_read(kind):
    sink = Sink()
    with pytest.raises(InvalidInputError) as caught:
        await upload(kind, sink, Zeros(MEBIBYTE + 7, real=2 * MEBIBYTE))
    assert caught.value.code == "file_changed"


class Failing(Zeros):
    def __init__(self, size, error):
        super().__init__(size)
        self.error = error

    def read(self, size=-1):
        if size and self.position:
            raise self.error
        return super().read(size)


@both
@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), ValueError("I/O operation on closed file")])
async def test_a_file_that_fails_while_it_is_read(kind, error):
    with pytest.raises(InvalidInputError) as caught:
        await upload(kind, Sink(), Failing(MEBIBYTE, error))
    assert caught.value.code == "file_unreadable"
    assert caught.value.__cause__ is error
    assert str(caught.value) == caught.value.message("ja")


@both
async def test_progress(kind):
    calls, size = [], 2 * CHUNK + 5
    await upload(kind, Sink(), Zeros(size), progress=lambda sent, total: calls.append((sent, total)))
    assert calls == [(CHUNK, size), (2 * CHUNK, size), (size, size)]


@both
async def test_progress_counts_what_was_sent_only(kind):
    calls = []
    with pytest.raises(ImgixError):
        await upload(
            kind, Sink(fail_after=CHUNK + 1), Zeros(3 * CHUNK), progress=lambda *numbers: calls.append(numbers)
        )
    assert calls == [(CHUNK, 3 * CHUNK)]


@both
async def test_an_error_of_ones_own_in_progress_comes_through_and_closes_the_file(tmp_path, kind):
    path = (tmp_path / "tom.png").resolve()
    path.write_bytes(bytes(1000))

    def stop(sent, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await upload(kind, Sink(), path, progress=stop)


@both
async def test_a_large_file_is_streamed(tmp_path, kind):
    size = 20 * MEBIBYTE
    path = tmp_path / "large.bin"
    with path.open("wb") as file:
        file.truncate(size)
    zeros = Zeros(size)
    for file in (zeros, path):
        sink = Sink()
        tracemalloc.start()
        try:
            await upload(kind, sink, file)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert sink.size == size
        assert sink.largest <= CHUNK
        assert peak < 3 * MEBIBYTE
    assert max(zeros.asked) <= CHUNK
    assert len(zeros.asked) >= size // CHUNK
