"""What a server sends is bounded: the bodies of errors, compressed files, responses of the storage."""

import gzip
import tracemalloc

import httpx
import pytest

from imgix_management import BadRequestError, ManagementClient, NotFoundError, TransferError, testing
from tests.mock_clients import KEY

ID = "5f2a1b3c4d5e6f7a8b9c0d1e"
JSON_API = {"content-type": "application/vnd.api+json"}


def client_of(response):
    return ManagementClient(
        KEY,
        http_client=httpx.Client(transport=httpx.MockTransport(lambda _: response)),
        rate_limits=None,
        max_retries=0,
    )


class Chunks(httpx.SyncByteStream):
    """A body that counts how much of it was read."""

    def __init__(self, chunk, count):
        self.chunk, self.count, self.read = chunk, count, 0

    def __iter__(self):
        for _ in range(self.count):
            self.read += 1
            yield self.chunk


def test_an_error_of_millions_of_objects_is_not_parsed():
    body = Chunks(gzip.compress(b"[" + b"{}," * 10_000_000 + b"{}]"), 1)
    client = client_of(httpx.Response(400, headers={**JSON_API, "content-encoding": "gzip"}, stream=body))
    tracemalloc.start()
    with pytest.raises(BadRequestError) as caught:
        client.sources.get(ID)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000
    assert not caught.value.outcome_unknown


def test_an_endless_error_is_read_to_64_kb():
    body = Chunks(b"x" * 1024, 1_000_000)
    with pytest.raises(NotFoundError):
        client_of(httpx.Response(404, stream=body)).sources.get(ID)
    assert body.read <= 65


def test_an_error_of_the_usual_size_is_complete():
    document = {"errors": [{"status": "404", "title": "No", "detail": "d" * 30_000}]}
    with pytest.raises(NotFoundError) as caught:
        client_of(httpx.Response(404, headers=JSON_API, json=document)).sources.get(ID)
    assert "ddd" in str(caught.value)


def test_a_compressed_report_is_refused_before_it_is_read(tmp_path):
    bomb = Chunks(gzip.compress(b" " * 10_000_000), 1000)
    client = client_of(httpx.Response(200, headers={"content-encoding": "gzip"}, stream=bomb))
    report = testing.report(files=["https://storage.example/report.csv"], completed=True)
    with pytest.raises(TransferError):
        client.reports.download(report, tmp_path)
    assert bomb.read <= 1
    assert list(tmp_path.iterdir()) == []
