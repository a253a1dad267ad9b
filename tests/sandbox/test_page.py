"""The page of the sandbox, and the images of its sources."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from imgix_management.testing import Sandbox

PAGE = {"X-Sandbox-Page": "1"}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(seed=True) as sandbox:
        yield sandbox


@pytest.fixture
def http(sandbox: Sandbox) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=sandbox.url) as http:
        yield http


def state(http: httpx.Client) -> dict[str, Any]:
    """The first state that the page receives."""
    with http.stream("GET", "/_sandbox/events") as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        for line in response.iter_lines():
            if line.startswith("data: "):
                document: dict[str, Any] = json.loads(line.removeprefix("data: "))
                return document
    raise AssertionError("no event")


class TestPage:
    @pytest.mark.parametrize("path", ["", "/page.css", "/page.js", "/texts.js"])
    def test_its_files_come_from_here_only(self, http: httpx.Client, path: str) -> None:
        response = http.get(f"/_sandbox{path}")
        assert response.status_code == 200
        assert "default-src 'none'" in response.headers["content-security-policy"]
        assert "http" not in response.text.replace("http-equiv", "")

    def test_it_shows_what_there_is(self, sandbox: Sandbox, http: httpx.Client) -> None:
        with sandbox.client() as client:
            client.purges.create("https://samples.imgix.net/cats/tom.jpg")
        seen = state(http)
        assert {bucket["name"] for bucket in seen["buckets"]} >= {"default", "purge", "upload"}
        assert {bucket["name"]: bucket["used"] for bucket in seen["buckets"]}["purge"] == 1
        assert [source["name"] for source in seen["sources"]] == ["Samples"]
        assert {asset["image"] for asset in seen["assets"]} >= {"/_images/samples/cats/tom.jpg"}
        (request,) = seen["requests"]
        assert (request["operation"], request["status"], request["bucket"]) == ("createPurge", 200, "purge")
        assert json.loads(request["body"])["data"]["attributes"]["url"].endswith("tom.jpg")
        assert seen["purges"][0]["url"] == "https://samples.imgix.net/cats/tom.jpg"
        assert sandbox.requests() == sandbox.requests(operation="createPurge")  # the page's own are not recorded

    def test_it_shows_no_secret(self, sandbox: Sandbox, http: httpx.Client) -> None:
        secrets = {"s3_secret_key": "hush-1", "s3_access_key": "hush-2"}
        deployment = {"type": "s3", "imgix_subdomains": ["shop"], "s3_bucket": "b", **secrets}
        with sandbox.client() as client:
            source = client.sources.create("Shop", deployment)
            client.sources.update(source.id, deployment=deployment)
            client.uploads.sessions.create(source.id, "big.bin")
        text = json.dumps(state(http))
        assert "hush-1" not in text
        assert "signature" not in text
        for key in (sandbox.key, *sandbox.keys.values()):
            assert key not in text

    def test_it_goes_on_until_the_sandbox_stops(self, sandbox: Sandbox, http: httpx.Client) -> None:
        with http.stream("GET", "/_sandbox/events") as response:
            events = (line for line in response.iter_lines() if line.startswith("data: "))
            assert "createPurge" not in next(events)
            with sandbox.client() as client:
                client.purges.create("https://samples.imgix.net/cats/tom.jpg")
            assert "createPurge" in next(events)
            sandbox.stop()
            assert all("data" in line for line in events)


class TestChanging:
    def test_reset_seed_and_faults(self, sandbox: Sandbox, http: httpx.Client) -> None:
        sandbox.add_source("Shop")
        assert http.post("/_sandbox/do/reset", headers=PAGE).status_code == 204
        assert [source["name"] for source in state(http)["sources"]] == ["Samples"]
        assert http.post("/_sandbox/do/seed", headers=PAGE).status_code == 204
        fault = {"fault": "response status=503", "operations": ["listSources"], "times": 1}
        assert http.post("/_sandbox/do/fault", headers=PAGE, json=fault).status_code == 204
        with sandbox.client() as client:
            client.sources.list().first()
        assert [request.status for request in sandbox.requests()] == [503, 200]

    @pytest.mark.parametrize(
        ("action", "content", "status"),
        [("fault", b"{", 400), ("fault", b'{"fault": "explode"}', 400), ("frob", b"", 404)],
    )
    def test_what_makes_no_sense(self, http: httpx.Client, action: str, content: bytes, status: int) -> None:
        assert http.post(f"/_sandbox/do/{action}", headers=PAGE, content=content).status_code == status

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {**PAGE, "Origin": "https://evil.example"},
            {**PAGE, "Sec-Fetch-Site": "cross-site"},
            {**PAGE, "Origin": "null"},
        ],
    )
    def test_other_pages_may_not(self, sandbox: Sandbox, http: httpx.Client, headers: dict[str, str]) -> None:
        sandbox.add_source("Shop")
        assert http.post("/_sandbox/do/reset", headers=headers).status_code == 403
        assert len(state(http)["sources"]) == 2
        assert http.get("/_sandbox", headers={"Host": "evil.example"}).status_code == 421


class TestImages:
    def get(self, http: httpx.Client, path: str) -> tuple[int, str, bytes]:
        response = http.get(f"/_images/{path}")
        return response.status_code, response.headers["x-cache"], response.content

    def test_only_a_purge_empties_the_cache(self, sandbox: Sandbox, http: httpx.Client) -> None:
        source = sandbox.add_source("Shop")
        sandbox.add_asset(source, "cats/ねこ 1.jpg", b"old")
        path = "shop/cats/%E3%81%AD%E3%81%93%201.jpg"
        assert self.get(http, path) == (200, "MISS", b"old")
        assert self.get(http, f"{path}?w=100") == (200, "MISS", b"old")
        sandbox.add_asset(source, "cats/ねこ 1.jpg", b"new")
        assert self.get(http, path) == (200, "HIT", b"old")
        with sandbox.client() as client:
            client.purges.create("https://shop.imgix.net/cats/%E3%81%AD%E3%81%93%201.jpg")
        assert self.get(http, path) == (200, "MISS", b"new")
        assert self.get(http, f"{path}?w=100") == (200, "MISS", b"new")

    def test_unpublished_assets_and_disabled_sources(self, sandbox: Sandbox, http: httpx.Client) -> None:
        source = sandbox.add_source("Shop")
        for name in "ab":
            sandbox.add_asset(source, f"{name}.jpg", name.encode())
        url = "https://shop.imgix.net/a.jpg"
        assert self.get(http, "shop/a.jpg")[:2] == (200, "MISS")
        with sandbox.client() as client:
            client.assets.unpublish(source.id, url)
            assert self.get(http, "shop/a.jpg")[0] == 404
            client.assets.publish(source.id, url)
            assert self.get(http, "shop/a.jpg")[:2] == (200, "HIT")
            client.sources.disable(source.id)
        assert self.get(http, "shop/a.jpg")[:2] == (200, "HIT")
        assert self.get(http, "shop/b.jpg")[0] == 404

    def test_what_is_not_there(self, http: httpx.Client) -> None:
        for path in ("other/a.jpg", "samples/none.jpg", "samples/", "samples"):
            assert self.get(http, path)[0] == 404

    def test_a_file_with_a_script_acts_as_no_page_of_the_sandbox(self, sandbox: Sandbox, http: httpx.Client) -> None:
        source = sandbox.add_source("Shop")
        sandbox.add_asset(source, "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
        headers = http.get("/_images/shop/a.svg").headers
        assert headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert headers["x-content-type-options"] == "nosniff"

    def test_the_cache_is_bounded(self, sandbox: Sandbox, http: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("imgix_sandbox.cache.MAX_BYTES", 10)
        source = sandbox.add_source("Shop")
        for name in "abc":
            sandbox.add_asset(source, f"{name}.bin", b"x" * 4)
            self.get(http, f"shop/{name}.bin")
        sandbox.add_asset(source, "large.bin", b"x" * 11)
        self.get(http, "shop/large.bin")
        caches = [self.get(http, f"shop/{name}.bin")[1] for name in ("large", "c", "b", "a")]
        assert caches == ["MISS", "HIT", "HIT", "MISS"]
