import json
from pathlib import Path

import pytest

from imgix_openapi.operations import RATE_LIMITS
from imgix_sandbox import Sandbox
from tests.cli.helpers import Imgix


def test_one_command_counts_what_another_sent(imgix: Imgix, sandbox: Sandbox) -> None:
    for _ in range(2):
        assert imgix("sources", "list").code == 0
    document = json.loads(imgix("limits", "--json").out)
    assert document["buckets"]["default"] == {
        "limits": [{"count": 4, "period": 1.0}],
        "used": 2,
        "free": 2,
        "retry_after": 0,
    }
    assert list(document["buckets"]) == list(RATE_LIMITS)
    assert document["store"].startswith("sqlite:///")


@pytest.mark.parametrize(("language", "words"), [("en", ["Free now", "60 per hour"]), ("ja", ["残り", "時間毎"])])
def test_a_table_in_each_language(
    imgix: Imgix, sandbox: Sandbox, tmp_path: Path, language: str, words: list[str]
) -> None:
    done = imgix("limits", "--language", language)
    assert done.code == 0
    assert all(word in done.out for word in [*words, "create-source", f"{tmp_path}/state"])
    assert not sandbox.requests


def test_the_store_of_the_environment(
    imgix: Imgix, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMGIX_RATE_LIMIT_STORE", f"sqlite:///{tmp_path}/elsewhere")
    assert f"{tmp_path}/elsewhere" in imgix("limits").out
    monkeypatch.setenv("IMGIX_RATE_LIMIT_STORE", f"sqlite:///{tmp_path}")
    done = imgix("sources", "list", "--language", "ja")
    assert done.code != 0
    assert "レート制限のストア" in done.err
    assert not sandbox.requests


def test_the_password_of_a_store_is_not_shown(imgix: Imgix, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMGIX_RATE_LIMIT_STORE", "redis://user:s3cret@127.0.0.1:9/0")
    done = imgix("limits")
    assert done.code != 0
    assert "redis://127.0.0.1:9/0" in done.err
    assert "s3cret" not in done.out + done.err


def test_a_damaged_store_is_reported_and_left_as_it_is(imgix: Imgix, sandbox: Sandbox, tmp_path: Path) -> None:
    imgix("limits")
    (file,) = (tmp_path / "state").rglob("rate-limits.sqlite")
    file.write_bytes(file.read_bytes()[:4096] + bytes(8192))
    damaged = file.read_bytes()
    done = imgix("limits", "--language", "ja")
    assert done.code != 0
    assert "malformed" in done.err
    assert file.read_bytes() == damaged


def test_an_unknown_variant_of_the_sandbox(imgix: Imgix) -> None:
    done = imgix("sandbox", "--variant", "limit-owner=nobody")
    assert done.code != 0
    assert "limit-owner=key" in done.err
