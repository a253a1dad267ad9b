"""Each fault as a client meets it, and as the sandbox remembers it."""

import gzip
import json
import logging
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from imgix_sandbox import Sandbox
from imgix_sandbox.records import RequestRecord
from tests.sandbox.helpers import JSON_API, Api, Clock, s3

Start = Callable[..., tuple[Sandbox, Api]]


def body() -> dict[str, Any]:
    return {"data": {"type": "sources", "attributes": {"name": "Shop", "deployment": s3()}}}


def ordering(fault: str) -> dict[str, str]:
    return {"X-Sandbox-Fault": fault}


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A fault that was ordered is no failure of the server: nothing is logged."""
    yield
    assert [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING] == []


def create(api: Api, fault: str) -> httpx.Response:
    return api.call("POST", "/sources", json=body(), headers=ordering(fault))


def ended(sandbox: Sandbox) -> RequestRecord:
    """The latest request, once the sandbox is done with it."""
    until = time.monotonic() + 5
    while (record := sandbox.requests[-1]).ended is None:
        assert time.monotonic() < until
        time.sleep(0.005)
    return record


def raw(sandbox: Sandbox, api: Api, fault: str) -> tuple[bytes, bool]:
    """Create a source; return what arrives, and whether a reset ended it."""
    content = json.dumps(body()).encode()
    head = (
        f"POST /api/v1/sources HTTP/1.1\r\nHost: {sandbox.url.removeprefix('http://')}\r\n"
        f"Authorization: Bearer {api.key}\r\nX-Sandbox-Fault: {fault}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    received = b""
    url = httpx.URL(sandbox.url)
    with closing(socket.create_connection((url.host, url.port or 80), timeout=5)) as connection:
        connection.sendall(head.encode() + content)
        try:
            while data := connection.recv(65536):
                received += data
        except ConnectionResetError:
            return received, True
    return received, False


class TestRecords:
    def test_a_request_without_a_fault_is_processed(self, sandbox: Sandbox, api: Api) -> None:
        api.create()
        assert (sandbox.requests[-1].fault, sandbox.requests[-1].processed) == (None, True)

    @pytest.mark.parametrize(
        ("status", "method", "path"),
        [(404, "GET", "/sources/x"), (404, "GET", "/nothing"), (405, "PUT", "/sources"), (400, "POST", "/purge")],
    )
    def test_what_is_refused_did_not_act(self, sandbox: Sandbox, api: Api, status: int, method: str, path: str) -> None:
        api.error(status, method, path)
        assert not sandbox.requests[-1].processed

    def test_what_is_refused_did_not_act_with_a_fault_either(self, sandbox: Sandbox, api: Api) -> None:
        with pytest.raises(httpx.RemoteProtocolError):
            api.call("GET", "/sources/x", headers=ordering("cut"))
        assert (sandbox.requests[-1].fault, sandbox.requests[-1].processed) == ("cut end=close", False)


class TestResets:
    @pytest.mark.parametrize(
        ("at", "received"),
        [
            ("before", rb""),
            ("after", rb""),
            ("head", rb"HTTP/1\.1 201 Created\r\nContent-Type: "),
            ("body", rb"HTTP/1\.1 201 .*\r\n\r\n\{.*[^}]"),
        ],
    )
    def test_a_reset(self, sandbox: Sandbox, api: Api, at: str, received: bytes) -> None:
        before = len(sandbox.state.sources)
        processed = at != "before"
        data, was_reset = raw(sandbox, api, f"reset at={at}")
        assert was_reset
        assert re.fullmatch(received, data, re.DOTALL)
        record = ended(sandbox)
        assert (record.fault, record.processed) == (f"reset at={at}", processed)
        assert record.status == (201 if at == "body" else None)
        assert len(sandbox.state.sources) == before + processed

    @pytest.mark.parametrize("at", ["before", "after", "head", "body"])
    def test_an_http_client_sees_an_error(self, api: Api, at: str) -> None:
        with pytest.raises(httpx.TransportError):  # which one is a matter of how far the client's writing got
            create(api, f"reset at={at}")

    def test_the_next_request_gets_a_response(self, api: Api) -> None:
        with pytest.raises(httpx.TransportError):
            create(api, "reset")
        api.ok("GET", "/sources")


class TestOtherResponses:
    @pytest.mark.parametrize(
        ("fault", "status", "retry_after"),
        [
            ("response status=429", 429, None),
            ("response status=429 retry_after=2", 429, "2"),
            ("response", 503, None),
            ("response status=503 retry_after=0", 503, "0"),
            ("response status=500", 500, None),
            ("response status=520", 520, None),
            ("response status=599", 599, None),
        ],
    )
    def test_an_error_document_and_nothing_done(
        self, sandbox: Sandbox, api: Api, fault: str, status: int, retry_after: str | None
    ) -> None:
        before = len(sandbox.state.sources)
        response = create(api, fault)
        assert response.status_code == status
        assert response.headers.get("retry-after") == retry_after
        assert response.headers["content-type"] == JSON_API
        error = response.json()["errors"][0]
        assert error["status"] == str(status)
        assert error["title"]
        assert (sandbox.requests[-1].status, sandbox.requests[-1].processed) == (status, False)
        assert len(sandbox.state.sources) == before

    def test_retry_after_as_a_date(self, start: Start, clock: Clock) -> None:
        clock.advance(0.25)
        _, api = start()
        response = create(api, "response status=429 retry_after=5 date=true")
        wait = parsedate_to_datetime(response.headers["retry-after"]).timestamp() - clock.now
        assert wait == 5.75  # a date has no fractions, and must not be too early

    def test_the_work_may_have_been_done(self, sandbox: Sandbox, api: Api) -> None:
        before = len(sandbox.state.sources)
        assert create(api, "response status=500 process=true").status_code == 500
        assert (sandbox.requests[-1].status, sandbox.requests[-1].processed) == (500, True)
        assert len(sandbox.state.sources) == before + 1

    @pytest.mark.parametrize("status", [200, 502])
    def test_a_page(self, api: Api, status: int) -> None:
        response = create(api, f"response status={status} body=html")
        assert (response.status_code, response.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert response.text.startswith("<!DOCTYPE html>")

    def test_an_empty_body(self, api: Api) -> None:
        response = create(api, "response status=200 body=empty process=true")
        assert (response.status_code, response.content) == (200, b"")
        assert "content-type" not in response.headers

    def test_missing_and_extra_members(self, api: Api) -> None:
        assert create(api, "response body=missing").json() == {"errors": [{}]}
        usual, extra = (create(api, f"response body={kind}").json() for kind in ("error", "extra"))
        assert usual.keys() < extra.keys()
        assert usual["errors"][0].keys() < extra["errors"][0].keys()


class TestTheRateLimit:
    @pytest.mark.parametrize(
        "fault", ["response", "response process=true", "reset", "reset at=after", "cut", "latency seconds=0"]
    )
    def test_counts_a_faulty_request(self, start: Start, fault: str) -> None:
        _, api = start(rate_scale=0.25)  # one a second
        with suppress(httpx.TransportError):
            api.call("GET", "/sources", headers=ordering(fault))
        api.error(429, "GET", "/sources")

    @pytest.mark.parametrize("key", ["", "analytics"])
    def test_but_only_of_who_may_call(self, start: Start, key: str) -> None:
        sandbox, api = start(rate_scale=0.25)
        assert create(Api(api.http, sandbox.keys.get(key, "wrong")), "response").status_code == 503
        api.ok("GET", "/sources")

    def test_does_not_count_429(self, start: Start) -> None:
        _, api = start(rate_scale=0.25)
        assert api.call("GET", "/sources", headers=ordering("response status=429")).status_code == 429
        api.ok("GET", "/sources")


class TestTime:
    @pytest.mark.parametrize("fault", ["latency seconds=0.1", "stall seconds=0.1", "stall at=within seconds=0.1"])
    def test_a_late_response_is_complete(self, sandbox: Sandbox, api: Api, fault: str) -> None:
        before = time.monotonic()
        assert create(api, fault).is_success
        assert time.monotonic() - before >= 0.1
        assert sandbox.requests[-1].processed

    @pytest.mark.parametrize(
        ("fault", "processed"), [("latency", 0), ("stall at=before", 0), ("stall at=after", 1), ("stall at=within", 1)]
    )
    def test_when_the_work_is_done(self, sandbox: Sandbox, api: Api, fault: str, processed: int) -> None:
        before = len(sandbox.state.sources)
        with pytest.raises(httpx.ReadTimeout):
            api.call("POST", "/sources", json=body(), headers=ordering(f"{fault} seconds=0.3"), timeout=0.1)
        assert (len(sandbox.state.sources) - before, sandbox.requests[-1].processed) == (processed, processed)
        record = ended(sandbox)  # it is done in the end, whether or not the client waits
        assert (len(sandbox.state.sources) - before, record.processed) == (1, True)
        assert (record.status is None) == (fault != "stall at=within")

    def test_slow_bytes(self, api: Api) -> None:
        before = time.monotonic()
        response = api.call("GET", "/sources/x", headers=ordering("slow bytes=100 seconds=0.02"))
        assert response.status_code == 404
        pieces = len(response.content) // 100
        assert pieces > 2
        assert time.monotonic() - before >= pieces * 0.02
        assert response.json()["errors"]

    @pytest.mark.parametrize("fault", ["latency", "stall", "stall at=within", "slow"])
    def test_a_sandbox_that_stops_waits_for_no_fault(self, start: Start, fault: str) -> None:
        sandbox, api = start()
        with pytest.raises(httpx.ReadTimeout):
            api.call("POST", "/sources", json=body(), headers=ordering(f"{fault} seconds=60"), timeout=0.05)
        before = time.monotonic()
        sandbox.stop()
        assert time.monotonic() - before < 1
        assert sandbox.requests[-1].processed == (fault != "latency")


class TestBodies:
    def test_a_connection_that_is_closed_too_early(self, sandbox: Sandbox, api: Api) -> None:
        data, was_reset = raw(sandbox, api, "cut end=close")
        head, _, content = data.partition(b"\r\n\r\n")
        (length,) = re.findall(rb"content-length: (\d+)", head.lower())
        assert not was_reset
        assert len(content) == int(length) // 2
        assert sandbox.requests[-1].processed

    def test_a_body_that_ends_too_early_without_a_sign(self, api: Api) -> None:
        response = create(api, "cut end=clean")
        assert response.status_code in {200, 201}
        with pytest.raises(json.JSONDecodeError):
            response.json()

    def test_a_wrong_content_type(self, api: Api) -> None:
        assert create(api, "relabel").headers["content-type"] == "text/html"
        response = create(api, "relabel type='application/json; charset=x'")
        assert response.headers["content-type"] == "application/json; charset=x"
        assert response.json()["data"]

    def test_a_wrong_charset(self, api: Api) -> None:
        response = create(api, "recode actual=utf-16 declared=utf-8")
        assert response.headers["content-type"] == f"{JSON_API}; charset=utf-8"
        with pytest.raises(UnicodeDecodeError):
            response.content.decode("utf-8")
        assert json.loads(response.content.decode("utf-16"))["data"]

    def test_a_gzip_bomb(self, sandbox: Sandbox, api: Api) -> None:
        with api.http.stream(
            "GET",
            "/api/v1/sources",
            headers={"Authorization": f"Bearer {api.key}", **ordering("decompression_bomb bytes=3000000")},
        ) as response:
            assert response.headers["content-encoding"] == "gzip"
            packed = b"".join(response.iter_raw())
        assert len(packed) < 10_000
        decompressed = gzip.decompress(packed)
        assert len(decompressed) - len(decompressed.rstrip(b" ")) == 3_000_000
        assert json.loads(decompressed)["meta"]
        assert sandbox.requests[-1].processed

    def test_an_endless_body_has_an_end_that_is_stated(self, api: Api) -> None:
        response = create(api, "endless bytes=1500000")
        assert len(response.content) - len(response.content.rstrip(b" ")) == 1_500_000
        assert "content-length" not in response.headers

    def test_an_endless_body_ends_when_the_client_goes(self, sandbox: Sandbox, api: Api) -> None:
        headers = {"Authorization": f"Bearer {api.key}", **ordering("endless bytes=1073741824")}
        with api.http.stream("GET", "/api/v1/sources", headers=headers) as response:
            assert next(response.iter_raw())
        assert ended(sandbox).processed


class TestOrders:
    def test_a_header_that_cannot_be_understood(self, sandbox: Sandbox, api: Api) -> None:
        response = create(api, "reset at=never")
        assert response.status_code == 400
        detail = response.json()["errors"][0]["detail"]
        assert "X-Sandbox-Fault" in detail
        assert "before | after | head | body" in detail
        assert (sandbox.requests[-1].fault, sandbox.requests[-1].processed) == (None, False)

    def test_rules_by_operation(self, start: Start) -> None:
        sandbox, api = start(faults={"rules": [{"fault": "response", "operations": ["createSource"], "times": 2}]})
        statuses = [api.call("POST", "/sources", json=body()).status_code for _ in range(3)]
        api.ok("GET", "/sources")
        assert statuses[:2] == [503, 503]
        assert statuses[2] < 300
        assert [(r.operation, r.processed) for r in sandbox.requests] == [
            ("createSource", False),
            ("createSource", False),
            ("createSource", True),
            ("listSources", True),
        ]

    def test_the_header_goes_before_the_rules(self, start: Start) -> None:
        sandbox, api = start(faults={"rules": [{"fault": "response"}]})
        assert create(api, "latency seconds=0").is_success
        assert sandbox.requests[-1].fault == "latency seconds=0"

    def test_the_signed_url_of_a_session(self, start: Start) -> None:
        rule = {"fault": "reset at=before", "operations": ["signedUpload"], "times": 1}
        later = {"fault": "reset at=after", "operations": ["signedUpload"], "every": 2}
        sandbox, api = start(faults={"rules": [rule, later]})
        source_id = api.create()["id"]
        opened = api.ok("POST", f"/sources/{source_id}/upload-sessions/create/a.png")
        url = opened["data"]["attributes"]["url"]
        for processed in (False, True):
            with pytest.raises(httpx.TransportError):
                api.http.put(url, content=b"bytes")
            assert sandbox.requests[-1].processed == processed
        assert [bool(r.fault) for r in sandbox.requests] == [False, False, True, True]

    def test_the_files_of_reports(self, start: Start) -> None:
        sandbox, api = start(faults={"rules": [{"fault": "cut", "operations": ["reportFile"], "times": 1}]})
        url = api.ok("GET", "/reports")["data"][0]["attributes"]["files"][0]
        with pytest.raises(httpx.RemoteProtocolError):
            api.http.get(url)
        assert api.http.get(url).text.startswith("date,")
        assert [record.processed for record in sandbox.requests] == [True, True, True]

    def test_a_seed_plays_the_same_faults_again(self, start: Start) -> None:
        rules = [{"fault": "response status=500", "probability": 0.3}, {"fault": "cut end=clean", "probability": 0.3}]
        played = []
        for seed in (7, 7, 8):
            sandbox, api = start(faults={"seed": seed, "rules": rules})
            for _ in range(40):
                api.call("GET", "/sources")
            played.append([record.fault for record in sandbox.requests])
        first, again, other = played
        assert first == again != other
        assert len(set(first)) == 3

    def test_another_host_gets_no_fault(self, sandbox: Sandbox, api: Api) -> None:
        assert api.call("GET", "/sources", headers={"Host": "a.example", **ordering("reset")}).status_code == 421
        assert sandbox.requests[-1].fault is None
