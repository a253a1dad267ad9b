"""Host names that the sandbox accepts."""

import httpx
import pytest

from imgix_sandbox import Sandbox
from imgix_sandbox.host_check import HostCheck
from tests.sandbox.helpers import JSON_API, Api

LOOPBACK = ["127.0.0.1:8787", "localhost:8787", "LOCALHOST:8787", "[::1]:8787", "127.0.0.2:8787"]
OTHER_NAMES = [
    "",
    "localhost",
    "localhost:1",
    "localhost:",
    "localhost:x",
    "localhost.example:8787",
    "127.0.0.1.example:8787",
    "evil@localhost:8787",
    "localhost:8787/",
    "localhost:8787,evil.example",
    "[::1:8787",
    "evil.example:8787",
    "::1:8787",
]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "192.0.2.7", "build.example"])
def test_loopback_is_always_allowed_and_other_names_never(host: str) -> None:
    host_check = HostCheck(host, 8787)
    assert [header for header in LOOPBACK if not host_check.allows(header)] == []
    assert [header for header in OTHER_NAMES if host_check.allows(header)] == []


@pytest.mark.parametrize(
    ("host", "header", "allowed"),
    [
        ("127.0.0.1", "192.0.2.7:8787", False),
        ("0.0.0.0", "192.0.2.7:8787", True),
        ("::", "[2001:db8::1]:8787", True),
        ("192.0.2.7", "192.0.2.7:8787", True),
        ("192.0.2.7", "192.0.2.7", False),
        ("Build.Example", "build.example:8787", True),
        ("192.0.2.7", "build.example:8787", False),
    ],
)
def test_beyond_loopback(host: str, header: str, allowed: bool) -> None:
    assert HostCheck(host, 8787).allows(header) == allowed


def test_the_port_of_http_may_be_left_out() -> None:
    assert HostCheck("127.0.0.1", 80).allows("localhost")


def test_a_refusal_is_an_error_document(sandbox: Sandbox, api: Api) -> None:
    response = api.call("GET", "/sources", headers={"Host": f"evil.example:{httpx.URL(sandbox.url).port}"})
    assert response.status_code == 421
    assert response.headers["content-type"] == JSON_API
    assert response.json()["errors"][0]["title"] == "Misdirected Request"
    assert (sandbox.requests[-1].status, sandbox.requests[-1].processed) == (421, False)


def test_all_addresses_only_if_they_are_asked_for() -> None:
    with pytest.raises(ValueError, match="host"):
        Sandbox(host="")
    with Sandbox(host="0.0.0.0") as sandbox:
        port = httpx.URL(sandbox.url).port
        response = httpx.get(f"http://127.0.0.1:{port}/nothing", trust_env=False)
        assert response.status_code == 404


def test_names_that_are_allowed_as_well() -> None:
    check = HostCheck("0.0.0.0", 8787, ["Imgix"])
    assert check.allows("imgix:8787")
    assert not check.allows("imgix:8788")
    assert not check.allows("imgix.example:8787")


def test_health_and_allowed_hosts_over_http() -> None:
    with Sandbox(allow_hosts=["imgix"]) as sandbox:
        port = sandbox.url.rpartition(":")[2]
        for host, status in [(f"imgix:{port}", 200), (f"127.0.0.1:{port}", 200), (f"evil.example:{port}", 421)]:
            assert httpx.get(f"{sandbox.url}/_health", headers={"Host": host}).status_code == status
        assert httpx.post(f"{sandbox.url}/_health").status_code == 405
