"""`imgix login`, `logout` and `profiles`, and the keys that they store."""

import io
import os
import stat
import sys
from pathlib import Path

import pytest

from imgix_management import ManagementClient, S3Deployment
from imgix_management.errors import ConfigurationError
from imgix_sandbox import Sandbox
from tests.cli.helpers import Imgix

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes of files")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "imgix-management"


@pytest.fixture
def stored(imgix: Imgix, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The sandbox, whose key stands in the profile `default` and no longer in the environment."""
    monkeypatch.delenv("IMGIX_API_KEY")
    monkeypatch.delenv("IMGIX_BASE_URL")
    monkeypatch.setattr(sys, "stdin", io.StringIO(sandbox.key + "\n"))
    result = imgix("login", "--base-url", sandbox.url, "--account", "shop")
    assert (result.code, result.out) == (0, "")
    assert sandbox.key not in result.err
    return sandbox


def test_a_stored_key_is_used(imgix: Imgix, stored: Sandbox, home: Path) -> None:
    file = home / "profiles.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert imgix("sources", "list", "--json") == (0, "[]\n", "")
    result = imgix("profiles")
    assert stored.key not in result.out + result.err
    assert result.out.splitlines()[1].split() == ["default", "*", stored.url, "shop", "-"]


def test_the_library_takes_a_profile(stored: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    with ManagementClient(profile="default") as client:
        assert list(client.sources.list()) == []
        assert "account='shop'" in repr(client)
        assert stored.key not in repr(client)
    with pytest.raises(ConfigurationError) as missing:
        ManagementClient()  # a library does not guess
    assert missing.value.code == "api_key_missing"
    monkeypatch.setenv("IMGIX_PROFILE", "default")
    with ManagementClient() as client:
        assert list(client.sources.list()) == []


def test_the_environment_comes_first_and_a_choice_that_contradicts_it_is_refused(
    imgix: Imgix, stored: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMGIX_API_KEY", "wrong")
    monkeypatch.setenv("IMGIX_BASE_URL", stored.url)
    assert imgix("sources", "list").code == 3  # the wrong key was sent
    before = len(stored.requests)
    result = imgix("sources", "list", "--profile", "default")
    assert result.code == 3
    assert "both give an API key" in result.err
    assert len(stored.requests) == before


def test_the_key_of_the_environment_goes_to_no_url_of_a_profile(
    stored: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMGIX_API_KEY", "key")
    monkeypatch.setenv("IMGIX_PROFILE", "default")
    with ManagementClient() as client:
        assert stored.url not in repr(client)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_that_others_can_read_is_refused(imgix: Imgix, stored: Sandbox, home: Path, mode: int) -> None:
    (home / "profiles.toml").chmod(mode)
    before = len(stored.requests)
    for language, words in [("en", "Other users can read"), ("ja", "ほかのユーザーが読み取れます")]:
        result = imgix("sources", "list", "--language", language)
        assert result.code == 3
        assert words in result.err
        assert "chmod 600" in result.err
        assert stored.key not in result.err
    assert len(stored.requests) == before


@pytest.mark.parametrize(
    "text", ["[default]\napi_key = 3", "[default", "default = 1", "[default]\nbase_url = 'x'", "\xff"]
)
def test_a_damaged_file_is_reported_without_its_content(imgix: Imgix, home: Path, text: str) -> None:
    home.mkdir(parents=True)
    (home / "profiles.toml").write_text(text, "latin-1")
    (home / "profiles.toml").chmod(0o600)
    result = imgix("sources", "list", "--profile", "default")
    assert result.code == 2
    assert "does not contain valid profiles" in result.err


def test_several_profiles_and_logging_out(imgix: Imgix, stored: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(stored.keys["analytics"]))
    options = ("--base-url", stored.url, "--default-language", "ja")
    assert imgix("login", "--profile", "reports", *options).code == 0
    assert imgix("sources", "list", "--profile", "reports").err.startswith("エラー: ")
    assert imgix("profiles", "-q").out == "default\nreports\n"
    assert imgix("logout", "--profile", "reports").code == 0
    assert imgix("logout", "--profile", "reports").code == 3
    assert imgix("profiles", "-q").out == "default\n"
    assert imgix("sources", "list").code == 0


def test_a_key_that_imgix_refuses_is_not_stored(
    imgix: Imgix, sandbox: Sandbox, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("wrong\n"))
    assert imgix("login", "--base-url", sandbox.url).code == 3
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert imgix("login", "--base-url", sandbox.url).code == 3
    assert not (home / "profiles.toml").exists()
    assert imgix("login", "--profile", "a b").code == 2


def test_an_unknown_profile(imgix: Imgix, stored: Sandbox) -> None:
    result = imgix("sources", "list", "--profile", "shop", "--language", "ja")
    assert result.code == 3
    assert "プロファイル 'shop' は" in result.err
    assert "default" in result.err


def test_a_profile_needs_no_home(imgix: Imgix, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", "/nonexistent")
    assert imgix("--help").code == 0
    assert imgix("sources", "list").code == 3


def test_the_deployment_is_read_from_standard_input(
    imgix: Imgix, stored: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = 'type = "s3"\nimgix_subdomains = ["shop"]\ns3_access_key = "a"\ns3_secret_key = "b"\ns3_bucket = "c"\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    result = imgix("sources", "create", "Shop", "--deployment", "-", "--json")
    assert result.code == 0
    assert S3Deployment.__name__  # what the file stands for
    assert os.path.basename(result.out.split('"s3_bucket": "')[1][:1]) == "c"
