"""What a program sees of its calls: log lines, and spans of OpenTelemetry."""

import logging
import re
import subprocess
import sys

import httpx
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from imgix_management import (
    APIConnectionError,
    ConfigurationError,
    ManagementClient,
    NotFoundError,
)
from imgix_management._core import telemetry
from tests.mock_clients import KEY, either_client, mock_client

ID = "5" * 24
LISTING: dict = {"data": []}


@pytest.fixture(autouse=True)
def as_before():
    """What IMGIX_LOG sets ends with the test."""
    handlers, level = list(telemetry.LOGGER.handlers), telemetry.LOGGER.level
    yield
    telemetry.LOGGER.handlers[:] = handlers
    telemetry.LOGGER.setLevel(level)


@pytest.fixture(params=["sync", "async"])
def both(request, server):
    """Each client, with the async methods."""
    return either_client(server, request.param)


# ---- the log


async def test_one_line_for_a_call(both, server, caplog):
    caplog.set_level(logging.DEBUG, "imgix_management")
    server.respond(LISTING, headers={"x-cloud-trace-context": "abc"})
    await both.sources.list(name="someone@example.test").first()
    (record,) = [record for record in caplog.records if record.name == "imgix_management"]
    assert re.fullmatch(
        r"listSources status=200 duration=0\.\d{3} rate_limit_wait=0\.\d{3} attempts=1 request_id=abc",
        record.getMessage(),
    )
    assert record.levelname == "DEBUG"


async def test_one_line_for_a_call_that_fails(both, server, caplog):
    caplog.set_level(logging.INFO, "imgix_management")
    server.respond({"errors": [{"id": "abc\nd", "detail": "no"}]}, 404)
    server.fail(httpx.ConnectError("refused"))
    for error in (NotFoundError, APIConnectionError):
        with pytest.raises(error):
            await both.sources.get(ID)
    lines = [record.getMessage() for record in caplog.records if record.name == "imgix_management"]
    assert re.fullmatch(
        r"getSource status=404 duration=\S+ rate_limit_wait=\S+ attempts=1 request_id=abc d error=not_found", lines[0]
    )
    assert re.fullmatch(r"getSource duration=\S+ attempts=\d error=connection_failed", lines[1])
    assert {record.levelname for record in caplog.records if record.name == "imgix_management"} == {"INFO"}
    assert len(lines) == 2


@pytest.mark.parametrize(("level", "lines"), [("debug", 2), ("INFO", 1), ("warning", 0), ("", 0)])
def test_imgix_log(server, monkeypatch, capsys, level, lines):
    monkeypatch.setenv("IMGIX_LOG", level)
    server.respond(LISTING)
    server.respond(status=404)
    for _ in range(2):  # the second client must not write everything twice
        client = mock_client(server)
    client.sources.list().first()
    with pytest.raises(NotFoundError):
        client.sources.get(ID)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == lines
    assert all(" imgix_management " in line for line in captured.err.splitlines())


def test_an_unknown_level(monkeypatch):
    monkeypatch.setenv("IMGIX_LOG", "loud")
    with pytest.raises(ConfigurationError) as caught:
        ManagementClient(KEY, language="en+ja")
    assert caught.value.code == "log_level_invalid"
    assert "debug, info, warning" in str(caught.value)
    assert "ログレベル" in str(caught.value)


# ---- spans


@pytest.fixture(scope="session")
def exporter():
    """What keeps the spans of this process; a provider can be set only once."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    return exporter


@pytest.fixture
def spans(exporter):
    exporter.clear()
    return exporter.get_finished_spans


async def test_a_span_for_a_request(both, server, spans):
    server.respond(LISTING)
    await both.sources.list(name="someone@example.test", sort="name", page_size=5).first()
    (span,) = spans()
    assert span.name == "GET /api/v1/sources"
    assert span.kind is SpanKind.CLIENT
    assert span.status.status_code is StatusCode.UNSET
    assert span.instrumentation_scope.name == "imgix_management"
    full = span.attributes["url.full"]
    assert dict(span.attributes) == {
        "http.request.method": "GET",
        "url.full": full,
        "url.template": "/api/v1/sources",
        "server.address": "api.imgix.com",
        "server.port": 443,
        "http.response.status_code": 200,
    }
    assert full.startswith("https://api.imgix.com/api/v1/sources?")
    assert "example.test" not in full
    assert {"sort=name", "page[size]=5", "filter[name]=REDACTED"} == set(full.partition("?")[2].split("&"))
    assert "traceparent" not in server.last.headers


async def test_a_span_for_a_request_that_fails(both, server, spans):
    server.respond(status=404)
    server.fail(httpx.ConnectError("refused"))
    for error in (NotFoundError, APIConnectionError):
        with pytest.raises(error):
            await both.sources.get(ID)
    refused, broken = spans()
    assert refused.name == "GET /api/v1/sources/{source_id}"
    assert (refused.attributes["http.response.status_code"], refused.attributes["error.type"]) == (404, "404")
    assert "http.response.status_code" not in broken.attributes
    assert broken.attributes["error.type"] == "ConnectError"
    assert {span.status.status_code for span in (refused, broken)} == {StatusCode.ERROR}
    assert [event for span in (refused, broken) for event in span.events] == []


async def test_a_span_within_that_of_the_program(both, server, spans):
    server.respond(LISTING)
    with trace.get_tracer("program").start_as_current_span("job"):
        await both.sources.list().first()
    span, job = spans()
    assert span.parent.span_id == job.context.span_id


async def test_a_span_of_a_file_hides_the_signature(both, server, spans, tmp_path):
    far = "https://storage.example/part.csv?X-Goog-Signature=abc&a=b"
    server.respond({"data": {"id": "r", "type": "reports", "attributes": {"files": [far], "completed": True}}})
    server.respond(b"a,b\n")
    report = await both.reports.get("r")
    await both.reports.download(report, tmp_path)
    _, span = spans()
    assert span.name == "GET"
    assert span.attributes["server.address"] == "storage.example"
    assert span.attributes["url.full"] == ("https://storage.example/part.csv?X-Goog-Signature=REDACTED&a=REDACTED")


def test_a_request_sent_again_says_so(spans):
    request = httpx.Request("GET", "http://localhost:8787/api/v1/sources")
    with telemetry.request_span(request, "/api/v1/sources", resend=2) as responses:
        responses(200)
    (span,) = spans()
    assert span.attributes["http.request.resend_count"] == 2
    assert span.attributes["server.port"] == 8787


PROGRAM = """
import sys
if {blocked}:
    sys.modules["opentelemetry"] = None
import imgix_management
assert "opentelemetry.trace" not in sys.modules and "logging" not in sys.modules
import httpx
http = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, json={{"data": []}})))
client = imgix_management.ManagementClient("key", http_client=http)
assert "opentelemetry.trace" not in sys.modules
assert client.sources.list().first() is None
print("opentelemetry.trace" in sys.modules)
"""


@pytest.mark.parametrize("blocked", [True, False])
def test_no_dependency_and_nothing_imported_before_it_is_needed(blocked):
    program = PROGRAM.format(blocked=blocked)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ran.stderr, ran.stdout) == ("", f"{not blocked}\n")
