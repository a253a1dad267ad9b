import json
import re
import shlex
import signal
import socket
from pathlib import Path

import pytest

from imgix_cli.sandbox import FAULT_PROBLEMS
from imgix_management import ManagementClient, PermissionDeniedError, RateLimits
from imgix_sandbox import Sandbox
from imgix_sandbox.faults import FaultError
from tests.cli.helpers import Imgix, start, until


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_a_signal_comes(number: signal.Signals) -> None:
    process = start("sandbox", "--port", "0", "--language", "en+ja")
    with process:
        lines = until(process, "Ctrl-C を").splitlines()
        exports = [shlex.split(line) for line in lines if line.startswith("export ")]
        assert [len(words) for words in exports] == [2, 2]  # each on a line of its own
        settings = dict(word.split("=", 1) for _, word in exports)
        with ManagementClient(settings["IMGIX_API_KEY"], base_url=settings["IMGIX_BASE_URL"]) as client:
            assert list(client.sources.list()) == []
        (analytics,) = [line.split()[-1] for line in lines if line.startswith("Analytics / アナリティクス")]
        with (
            ManagementClient(analytics, base_url=settings["IMGIX_BASE_URL"]) as client,
            pytest.raises(PermissionDeniedError),
        ):
            client.sources.list().first()
        process.send_signal(number)
        rest, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (0, "")
    assert rest == "The sandbox has stopped.\nサンドボックスを停止しました。\n"
    port = int(settings["IMGIX_BASE_URL"].rpartition(":")[2])
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))


def test_a_seed(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "a.jpg").write_bytes(b"x")
    for seed, name, count in ([], "Samples", 6), ([str(tmp_path / "shop")], "shop", 1):
        with start("sandbox", "--json", "--port", "0", "--seed", *seed, "--allow-host", "imgix") as process:
            assert process.stdout is not None
            document = json.loads(process.stdout.readline())
            with ManagementClient(document["key"], base_url=document["url"]) as client:
                (source,) = client.sources.list()
                assert (source.name, client.assets.list(source.id).count()) == (name, count)
            process.terminate()


def test_as_json_with_options(tmp_path: Path) -> None:
    process = start("sandbox", "--json", "--port", "0", "--key", "k", "--state", str(tmp_path), "--rate-scale", "3")
    with process:
        assert process.stdout is not None
        document = json.loads(process.stdout.readline())
        assert document["key"] == "k"
        assert "analytics" in document["keys"]
        limits = RateLimits({"default": "12/second"})
        with ManagementClient("k", base_url=document["url"], rate_limits=limits) as client:
            for _ in range(6):  # more than 4 a second
                client.sources.list().first()
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=10)
    assert (process.returncode, rest) == (0, "")
    assert list(tmp_path.iterdir())


def test_a_port_in_use(imgix: Imgix) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = imgix("sandbox", "--port", port)
    assert (result.code, result.out) == (2, "")
    assert re.fullmatch(rf"Error: Port {port} is in use\. .*--port.*\n", result.err)


def test_a_state_that_is_no_directory(imgix: Imgix, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = imgix("sandbox", "--port", 0, "--state", tmp_path / "file")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Error: The sandbox cannot start: ")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_directory_with_other_things_in_it_is_refused_and_left_alone(
    imgix: Imgix, tmp_path: Path, language: str
) -> None:
    (tmp_path / "blobs").mkdir()
    precious = tmp_path / "blobs" / "precious.jpg"
    precious.write_bytes(b"mine")
    code, _, errors = imgix("sandbox", "--port", "0", "--state", str(tmp_path), "--language", language)
    assert code == 2
    assert {"en": "cannot be used for the state", "ja": "状態の保存に使用できません"}[language] in errors
    assert precious.read_bytes() == b"mine"


def test_a_directory_that_another_sandbox_uses_is_refused(imgix: Imgix, tmp_path: Path) -> None:
    with Sandbox(state=tmp_path):
        code, _, errors = imgix("sandbox", "--port", "0", "--state", str(tmp_path))
    assert (code, "Another sandbox is using" in errors) == (2, True)


def test_faults_and_host(tmp_path: Path) -> None:
    faults = tmp_path / "faults.toml"
    faults.write_text('[[rules]]\nfault = "response status=403"\noperations = ["listSources"]\ntimes = 1\n')
    process = start("sandbox", "--json", "--port", "0", "--host", "localhost", "--faults", str(faults))
    with process:
        assert process.stdout is not None
        document = json.loads(process.stdout.readline())
        assert document["url"].startswith("http://localhost:")
        with ManagementClient(document["key"], base_url=document["url"]) as client:
            with pytest.raises(PermissionDeniedError):
                client.sources.list().first()
            assert client.sources.list().first() is None
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "localhost" in errors


def test_faults_that_cannot_be_used_are_reported_in_both_languages(imgix: Imgix, tmp_path: Path) -> None:
    path = tmp_path / "faults.json"
    path.write_text('{"rules": [{"fault": "reset at=later"}]}')
    result = imgix("sandbox", "--port", 0, "--faults", path, "--language", "en+ja")
    assert (result.code, result.out) == (2, "")
    place, allowed = f"{path}: rules[0].fault: 'at=later'", "at=before | after | head | body"
    assert result.err == (
        f"Error: {place} is not valid; allowed: {allowed}\nエラー: {place} は使用できません。使用できる値: {allowed}\n"
    )
    result = imgix("sandbox", "--port", 0, "--faults", tmp_path / "none.json", "--language", "ja")
    assert result.code == 2
    assert "none.json を読み込めません" in result.err


def test_each_problem_with_faults_has_its_text() -> None:
    assert FAULT_PROBLEMS == FaultError.TEXTS
