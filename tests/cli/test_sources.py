import json
import re
import socket
import sys

import pytest

from imgix_cli.exit_codes import exit_code
from imgix_management import ManagementClient, Source, WebFolderDeployment
from imgix_management.errors import APITimeoutError, DeploymentError, WaitTimeoutError
from imgix_sandbox import Sandbox
from tests.cli.helpers import Imgix, on_terminal


def web_folder(subdomain: str) -> WebFolderDeployment:
    return WebFolderDeployment(imgix_subdomains=[subdomain], webfolder_base_url="https://example.com/")


class TestList:
    def test_as_a_table(self, imgix: Imgix, sandbox: Sandbox, source: Source) -> None:
        result = imgix("sources", "list")
        assert (result.code, result.err) == (0, "")
        (row,) = [line for line in result.out.splitlines() if source.id in line]
        # On one line, however long, where no terminal sets a width.
        assert row.split() == [source.id, "N" * 150, "s3", "deployed", "shop"]
        assert "Subdomains" in result.out
        assert "サブドメイン" in imgix("sources", "list", "--language", "ja").out

    def test_as_json(self, imgix: Imgix, sandbox: Sandbox, source: Source) -> None:
        for args in (["--json", "sources", "list"], ["sources", "--json", "list"], ["sources", "list", "--json"]):
            result = imgix(*args)
            (item,) = [item for item in json.loads(result.out) if item["id"] == source.id]
            assert item["type"] == "sources"
            assert item["deployment"]["s3_bucket"] == "c"
            assert item["secure_url_token"] == "***"
            assert source.secure_url_token
            assert source.secure_url_token not in result.out

    def test_the_limit(self, imgix: Imgix, sandbox: Sandbox, client: ManagementClient) -> None:
        for number in range(21):
            client.sources.create(f"no. {number}", web_folder(f"number-{number}"))
        before = len(sandbox.requests)
        assert len(json.loads(imgix("--json", "sources", "list", "--limit", 2).out)) == 2
        assert len(sandbox.requests) == before + 1
        assert len(json.loads(imgix("--json", "sources", "list", "--limit", 30).out)) == 21

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
    def test_on_a_terminal(self, sandbox: Sandbox, source: Source) -> None:
        settings = {"IMGIX_BASE_URL": sandbox.url, "IMGIX_API_KEY": sandbox.key}
        written = on_terminal("sources", "list", **settings)
        assert "\x1b[1m" in written
        assert max(map(len, re.sub(r"\x1b\[\d*m", "", written).splitlines())) <= 80
        assert "\x1b" not in on_terminal("sources", "list", NO_COLOR="1", **settings)

    def test_none(self, imgix: Imgix, sandbox: Sandbox) -> None:
        assert imgix("sources", "list") == (0, "", "There are none.\n")
        assert imgix("sources", "list", "--json").out == "[]\n"


class TestGet:
    def test_as_a_table(self, imgix: Imgix, sandbox: Sandbox, source: Source) -> None:
        result = imgix("sources", "get", source.id)
        rows = dict(re.split(r"\s{2,}", line.strip()) for line in result.out.splitlines())
        assert rows["id"] == source.id
        assert rows["deployment.imgix_subdomains"] == "shop"
        assert rows["deployment.image_error"] == "-"
        assert rows["enabled"] == "true"
        assert rows["secure_url_token"] == "***"
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", rows["date_deployed"])

    def test_as_json(self, imgix: Imgix, sandbox: Sandbox, source: Source) -> None:
        item = json.loads(imgix("sources", "get", source.id, "--json").out)
        assert list(item)[:2] == ["id", "type"]
        assert item["name"] == "N" * 150
        assert item["secure_url_token"] == "***"

    def test_nothing_in_a_name_steers_the_terminal(
        self, imgix: Imgix, sandbox: Sandbox, client: ManagementClient, source: Source
    ) -> None:
        client.sources.update(source.id, name="[red]\x1b[31m\nred")
        for args in (["sources", "list"], ["sources", "get", source.id], ["sources", "get", source.id, "--json"]):
            out = imgix(*args).out
            assert "[red]" in out
            assert "\x1b" not in out


class TestExitCodes:
    def test_no_key(self, imgix: Imgix) -> None:
        assert imgix("sources", "list").code == 3

    def test_a_key_that_cannot_be_one(self, imgix: Imgix, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("IMGIX_API_KEY", "hunter2 hunter2")
        result = imgix("sources", "list")
        assert result.code == 3
        assert "hunter2" not in result.err

    def test_a_key_that_is_refused(self, imgix: Imgix, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("IMGIX_API_KEY", "wrong")
        assert imgix("sources", "list").code == 3

    def test_a_permission_that_lacks(self, imgix: Imgix, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("IMGIX_API_KEY", sandbox.keys["analytics"])
        result = imgix("sources", "list", "--language", "ja")
        assert result.code == 3
        assert "必要な権限: ソース" in result.err

    def test_not_found(self, imgix: Imgix, sandbox: Sandbox) -> None:
        result = imgix("sources", "get", "0" * 24)
        assert (result.code, result.out) == (4, "")
        assert result.err.startswith(f"Error: getSource {'0' * 24}: Not found (404).")

    @pytest.mark.parametrize("source_id", ["a/b", "..", "a\nb"])
    def test_an_id_that_cannot_be_one(self, imgix: Imgix, sandbox: Sandbox, source_id: str) -> None:
        before = len(sandbox.requests)
        assert imgix("sources", "get", source_id).code == 2
        assert len(sandbox.requests) == before

    @pytest.mark.parametrize("url", ["http://example.com", "ftp://example.com", "nonsense"])
    def test_a_base_url_that_cannot_be_one(self, imgix: Imgix, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
        monkeypatch.setenv("IMGIX_API_KEY", "k")
        monkeypatch.setenv("IMGIX_BASE_URL", url)
        result = imgix("sources", "list")
        assert result.code == 2
        assert "IMGIX_BASE_URL" in result.err

    def test_too_many_requests(self, imgix: Imgix, monkeypatch: pytest.MonkeyPatch) -> None:
        with Sandbox(faults={"rules": [{"fault": "response status=429 retry_after=3600"}]}) as strict:
            monkeypatch.setenv("IMGIX_BASE_URL", strict.url)
            monkeypatch.setenv("IMGIX_API_KEY", strict.key)
            result = imgix("sources", "list")
        assert result.code == 5
        assert "default" in result.err

    def test_no_connection(self, imgix: Imgix, monkeypatch: pytest.MonkeyPatch) -> None:
        with socket.socket() as bound:
            bound.bind(("127.0.0.1", 0))  # nobody listens
            monkeypatch.setenv("IMGIX_BASE_URL", f"http://127.0.0.1:{bound.getsockname()[1]}")
            monkeypatch.setenv("IMGIX_API_KEY", "k")
            result = imgix("sources", "list")
        assert result.code == 6
        assert "Traceback" not in result.err

    def test_waiting(self) -> None:
        assert exit_code(WaitTimeoutError(resource="x", timeout=1)) == 6
        assert exit_code(APITimeoutError(host="x")) == 6
        assert exit_code(DeploymentError(source_id="x", deployment_status="deleted")) == 1
