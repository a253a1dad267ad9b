import asyncio
import copy
import pickle
import sqlite3
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from imgix_management import (
    ConfigurationError,
    ManagementClient,
    RateLimitError,
    RateLimits,
    RateLimitStoreError,
    RateLimitWaitError,
)
from imgix_management._core.config import Config
from imgix_management._ratelimit import Reservation
from imgix_management._ratelimit.settings import DOCUMENTED_LIMITS, account_id, bucket_limits
from imgix_management._ratelimit.urls import sqlite_path
from imgix_management.errors import ImgixError, InvalidInputError
from imgix_openapi.operations import OPERATIONS, RATE_LIMITS
from imgix_sandbox import Sandbox
from tests.mock_clients import mock_client

CONFIG = Config("ak_secret")
VARIABLES = (
    "IMGIX_RATE_LIMITS", "IMGIX_RATE_LIMITS_FILE", "IMGIX_RATE_LIMIT_STORE", "IMGIX_ACCOUNT", "IMGIX_ON_STORE_FAILURE"
)  # fmt: skip


@pytest.fixture(autouse=True)
def environ(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def counts(rate_limits: RateLimits) -> dict[str, tuple[tuple[int, float], ...]]:
    return {
        bucket: tuple((limit.count, limit.period) for limit in limits) for bucket, limits in rate_limits.limits.items()
    }


def test_the_documented_limits_hold_by_default() -> None:
    documented = {name: ((limit.limit, limit.period),) for name, limit in RATE_LIMITS.items()}
    assert counts(RateLimits()) == documented


def test_limits_come_from_arguments_the_environment_or_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "limits.toml"
    file.write_text('purge = "50/second"\nupload = "5/second + 100/hour"\n', encoding="utf-8")
    line = "purge = 50/s, upload=5/second + 100/hour"
    expected = {
        **counts(RateLimits()),
        "purge": ((50, 1.0),),
        "upload": ((5, 1.0), (100, 3600.0)),
    }
    for rate_limits in (
        RateLimits({"purge": "50/second", "upload": "5/s+100/hour"}),
        RateLimits(line),
        RateLimits.from_file(file),
        RateLimits.from_file(str(file), strict=True),
    ):
        assert counts(rate_limits) == expected
    monkeypatch.setenv("IMGIX_RATE_LIMITS", line)
    assert counts(RateLimits()) == expected
    assert counts(RateLimits({"upload": "3/second"}))["purge"] == ((10, 1.0),)
    monkeypatch.setenv("IMGIX_RATE_LIMITS", "purge=1/hour")
    monkeypatch.setenv("IMGIX_RATE_LIMITS_FILE", str(file))
    assert counts(RateLimits()) == expected


def test_settings_cannot_be_changed_and_can_be_copied() -> None:
    rate_limits = RateLimits({"purge": "50/s"}, store="redis://user:s3cret@host/0", on_store_failure=0.25)
    with pytest.raises(AttributeError):
        rate_limits.strict = True  # type: ignore[misc]
    with pytest.raises(TypeError):
        rate_limits.limits["purge"] = ()  # type: ignore[index]
    assert pickle.loads(pickle.dumps(rate_limits)) == copy.deepcopy(rate_limits) == rate_limits
    assert rate_limits != RateLimits()
    assert "redis://host/0" in repr(rate_limits)
    assert "s3cret" not in repr(rate_limits)


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"IMGIX_RATE_LIMITS": "purge"}, "rate_limit_invalid"),
        ({"IMGIX_RATE_LIMITS": "purge=5/second,purge=6/second"}, "rate_limit_invalid"),
        ({"IMGIX_ON_STORE_FAILURE": "ignore"}, "argument_invalid"),
        ({"IMGIX_RATE_LIMITS": "purge=0/second"}, "rate_limit_invalid"),
        ({"IMGIX_RATE_LIMITS": "purge=-1/second"}, "rate_limit_invalid"),
        ({"IMGIX_RATE_LIMITS": "purges=1/second"}, "rate_limit_bucket_unknown"),
        ({"IMGIX_RATE_LIMITS_FILE": "/nowhere/limits.toml"}, "file_not_found"),
        ({"IMGIX_RATE_LIMIT_STORE": "mysql://here/"}, "rate_limit_store_invalid"),
        ({"IMGIX_ACCOUNT": "my shop"}, "argument_invalid"),
    ],
)
def test_what_the_environment_says_is_checked(
    variables: dict[str, str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as caught:
        RateLimits()
    assert caught.value.code == code
    assert "\n" in str(caught.value)  # in both languages, since none is chosen


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"purge = 50/second", "rate_limits_file_invalid"),
        (b"\xff\xfe", "file_unreadable"),
        (b"purge = 50", "rate_limit_invalid"),
        (b"[purge]\ncount = 5", "rate_limit_invalid"),
        (b'"" = "5/second"', "rate_limit_bucket_unknown"),
    ],
)
def test_a_file_that_holds_something_else(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "limits.toml").write_bytes(content)
    with pytest.raises(ConfigurationError) as caught:
        RateLimits.from_file(tmp_path / "limits.toml")
    assert caught.value.code == code


@pytest.mark.parametrize(
    "store",
    ["", "memory", "memory://x", "sqlite://", "sqlite:///", "sqlite://host/q", "redis://", "redis://:9x/0", "http://h",
     "redis://:s3cret@host:99999/0", "unix://", "redis://host/0?password=s3cret", "redis://host/0?foo=1"],
)  # fmt: skip
def test_a_store_that_cannot_be_is_refused_without_being_shown(store: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        RateLimits(store=store)
    assert caught.value.code == "rate_limit_store_invalid"
    assert "s3cret" not in repr(caught.value) + caught.value.message("ja") + repr(caught.value.values)


def test_the_store_is_that_of_the_argument_then_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert RateLimits().store == "memory://"
    monkeypatch.setenv("IMGIX_RATE_LIMIT_STORE", "")
    assert RateLimits().store == "memory://"
    monkeypatch.setenv("IMGIX_RATE_LIMIT_STORE", "redis://host/0")
    assert RateLimits().store == "redis://host/0"
    assert RateLimits(store="memory://").store == "memory://"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///var/lib/a%20b.sqlite", Path("/var/lib/a b.sqlite")),
        ("sqlite:////var/lib/q", Path("/var/lib/q")),
        ("sqlite:///C:/shop/q", Path("C:/shop/q")),
    ],
)
def test_the_path_of_a_file_is_absolute(url: str, path: Path) -> None:
    assert sqlite_path(url) == path


def test_accounts_differ_by_key_name_and_place_and_hold_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    other, elsewhere = Config("ak_other"), Config("ak_secret", "https://proxy.example")
    alone = {account_id(config, None) for config in (CONFIG, other, elsewhere)}
    assert len(alone) == 3
    named = {account_id(config, "shop") for config in (CONFIG, other, elsewhere)}
    assert len(named) == 2
    assert not alone & named
    assert RateLimits(account="shop").account == "shop"
    monkeypatch.setenv("IMGIX_ACCOUNT", "shop")
    assert RateLimits().account == "shop"
    assert account_id(CONFIG, "ak_secret") != account_id(CONFIG, None)
    assert not any("secret" in account for account in alone | named)


@pytest.mark.parametrize(
    "arguments",
    [
        {"margin": -0.1},
        {"account": ""},
        {"account": "a" * 65},
        {"on_store_failure": "ignore"},
        {"on_store_failure": 0},
        {"on_store_failure": 1.5},
        {"on_store_failure": True},
        {"limits": 5},
        {"limits": ["purge"]},
        {"strict": "no"},
        {"default_per_endpoint": 1},
    ],
)
def test_a_setting_that_is_not_valid_is_refused_in_the_language_of_the_environment(
    arguments: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMGIX_LANGUAGE", "ja")
    with pytest.raises(InvalidInputError) as caught:
        RateLimits(**arguments)
    assert next(iter(arguments)) in caught.value.message("en")
    assert caught.value.language == "ja"
    assert "指定できる" in str(caught.value) or "許可" in str(caught.value) or "使用できる" in str(caught.value)


@pytest.mark.parametrize("arguments", [{"max_wait": -1}, {"max_wait": "1"}, {"rate_limits": {"purge": "1/s"}}])
def test_the_client_refuses_other_settings(arguments: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        ManagementClient("k", language="ja", **arguments)
    assert next(iter(arguments)) in caught.value.message("en")
    assert caught.value.language == "ja"


def test_what_the_environment_says_is_reported_in_the_language_of_the_client(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMGIX_RATE_LIMITS", "purge=often")
    with pytest.raises(ConfigurationError) as caught:
        ManagementClient("k", language="ja")
    assert caught.value.language == "ja"


def test_the_share_of_a_process_without_its_store(monkeypatch: pytest.MonkeyPatch) -> None:
    assert RateLimits().on_store_failure == "raise"
    assert RateLimits(on_store_failure=0.25).on_store_failure == 0.25
    for text, value in (("0.1", 0.1), ("raise", "raise")):
        monkeypatch.setenv("IMGIX_ON_STORE_FAILURE", text)
        assert RateLimits().on_store_failure == value


def test_the_margin_can_be_stated() -> None:
    assert bucket_limits(RateLimits())["purge"].windows == ((10, 1.02),)
    assert bucket_limits(RateLimits(margin=0.1))["purge"].windows == ((10, 1.1),)


def test_limits_that_are_switched_off() -> None:
    client, seen = client_of(LIST, key="k-off", rate_limits=None, max_wait=0)
    for _ in range(20):
        client.sources.list().first()
    assert len(seen) == 20
    assert client.rate_limits.status() == {}
    with client.rate_limits.acquire("purge", max_wait=0):
        pass


def test_switched_off_a_429_still_blocks_its_bucket() -> None:
    refusal = httpx.Response(429, headers={"retry-after": "60"})
    client, seen = client_of(refusal, key="k-off", rate_limits=None, max_wait=1)
    with pytest.raises(RateLimitError):
        client.sources.list().first()
    with pytest.raises(RateLimitWaitError):
        client.sources.list().first()
    assert len(seen) == 1
    other, _ = client_of(LIST, key="k-off", rate_limits=None, max_wait=0)
    assert other.sources.list().first() is None  # nothing is shared


def client_of(response: httpx.Response, **arguments: Any) -> tuple[ManagementClient, list[httpx.Request]]:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return response

    return mock_client(handle, **{"rate_limits": RateLimits(), **arguments}), seen


LIST = httpx.Response(200, json={"data": []})


def test_a_call_that_would_wait_too_long_is_not_sent() -> None:
    client, seen = client_of(
        LIST, key="k-wait", rate_limits=RateLimits({"default": "1/hour"}), max_wait=10, language="ja"
    )
    client.sources.list().first()
    with pytest.raises(RateLimitWaitError) as caught:
        client.sources.list().first()
    error = caught.value
    assert (error.bucket, error.operation, error.max_wait) == ("default", "listSources", 10)
    assert 3590 < error.wait < 3602
    assert "リクエストは送信していません" in str(error)
    assert len(seen) == 1


def test_options_hold_for_the_calls_of_one_copy_only() -> None:
    client, seen = client_of(LIST, key="k-options", rate_limits=RateLimits({"default": "1/second"}))
    quick = client.with_options(max_wait=0, timeout=5)
    client.sources.list().first()
    with pytest.raises(RateLimitWaitError):
        quick.sources.list().first()
    client.sources.list().first()
    assert [request.extensions["timeout"]["read"] for request in seen] == [60.0, 60.0]
    quick.close()
    patient = quick.with_options(max_wait=None)
    patient.sources.list().first()
    assert seen[-1].extensions["timeout"]["read"] == 5
    with pytest.raises(ImgixError):
        client.with_options(timeout=-1)
    with pytest.raises(TypeError):
        client.with_options(retry=1)  # type: ignore[call-arg]


def test_keys_of_one_named_account_share_its_limits() -> None:
    shared = RateLimits({"default": "1/hour"}, account="shared")
    client, _ = client_of(LIST, key="k-one", rate_limits=shared, max_wait=0)
    other, _ = client_of(LIST, key="k-two", rate_limits=shared, max_wait=0)
    alone, _ = client_of(LIST, key="k-two", rate_limits=RateLimits({"default": "1/hour"}), max_wait=0)
    client.sources.list().first()
    with pytest.raises(RateLimitWaitError):
        other.sources.list().first()
    alone.sources.list().first()


def test_sync_and_async_clients_share_a_file(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/q"
    arguments: dict[str, Any] = {"rate_limits": RateLimits({"default": "1/hour"}, store=store), "max_wait": 0}
    client, _ = client_of(LIST, key="k-file", **arguments)
    client.sources.list().first()
    client.close()

    async def other() -> None:
        async with mock_client(lambda _: LIST, "async", key="k-file", **arguments) as client:
            assert (await client.rate_limits.status())["default"].free == 0
            with pytest.raises(RateLimitWaitError):
                await client.sources.list().first()

    asyncio.run(other())
    assert b"k-file" not in (tmp_path / "q").read_bytes()


PER_ENDPOINT = {"default-limit-scope": "endpoint"}


@pytest.mark.parametrize(
    ("variants", "per_endpoint", "refused"), [({}, False, 0), (PER_ENDPOINT, False, 0), (PER_ENDPOINT, True, 0)]
)
def test_either_reading_of_the_default_limit_can_be_kept(
    variants: dict[str, str], per_endpoint: bool, refused: int
) -> None:
    with Sandbox(variants=variants) as sandbox:
        arguments: dict[str, Any] = {
            "base_url": sandbox.url,
            "rate_limits": RateLimits(default_per_endpoint=per_endpoint),
        }
        with ManagementClient(sandbox.key, max_wait=0, **arguments) as client:
            sent = 0
            for method in (client.sources.list, client.reports.list):
                for _ in range(4):
                    try:
                        method().first()
                        sent += 1
                    except RateLimitWaitError:
                        break
        assert sent == (8 if per_endpoint else 4)
        assert [request.status for request in sandbox.requests].count(429) == refused


def test_the_status_has_the_default_limit_of_each_endpoint() -> None:
    client, _ = client_of(LIST, key="k-endpoints", rate_limits=RateLimits(default_per_endpoint=True))
    status = client.rate_limits.status()
    default = {f"default:{id_}" for id_, each in OPERATIONS.items() if each.rate_limit.bucket == "default"}
    assert set(status) == (set(DOCUMENTED_LIMITS) - {"default"}) | default


def test_a_request_is_dated_by_its_response_if_so_asked() -> None:
    client, _ = client_of(LIST, key="k-strict", rate_limits=RateLimits({"default": "1/hour"}, strict=True), max_wait=0)
    client.sources.list().first()
    assert client.rate_limits.status()["default"].used == 1


def test_other_programs_can_take_slots() -> None:
    client, _ = client_of(LIST, key="k-other")
    with client.rate_limits.acquire("purge"):
        pass
    with pytest.raises(InvalidInputError, match="purges"), client.rate_limits.acquire("purges"):
        pass
    assert client.rate_limits.status()["purge"].granted == 1


class FailingStore:
    """A store that fails once it has granted a request."""

    def __getattr__(self, name: str) -> Any:
        def method(*args: Any) -> Any:
            if name == "reserve":
                return Reservation(args[0], 0.0, 0.0, "in flight")
            if name in ("confirm", "clock"):
                return 0.0
            if name == "release":
                return None
            raise RateLimitStoreError(store="redis://down", reason="unavailable")

        return method


@pytest.mark.parametrize("status", [200, 429])
def test_a_response_is_not_lost_when_the_store_is(status: int, caplog: pytest.LogCaptureFixture) -> None:
    client, seen = client_of(
        httpx.Response(status, json={"data": []}), key="k-down", rate_limits=RateLimits(strict=True)
    )
    client.rate_limits._store = FailingStore()
    if status == 200:
        assert client.sources.list().first() is None
    else:
        with pytest.raises(RateLimitError):
            client.sources.list().first()
    assert len(seen) == 1
    assert "redis://down" in caplog.text


async def test_a_cancelled_call_ends_as_a_cancelled_call(tmp_path: Path) -> None:
    sent = asyncio.Event()

    async def never(_: httpx.Request) -> httpx.Response:
        sent.set()
        await asyncio.sleep(60)
        raise AssertionError

    limits = RateLimits(store=f"sqlite:///{tmp_path}/q", strict=True)
    async with mock_client(never, "async", key="k", rate_limits=limits) as client:
        call = asyncio.create_task(client.sources.get("id"))
        await sent.wait()
        locked = sqlite3.connect(tmp_path / "q", isolation_level=None)
        locked.execute("BEGIN IMMEDIATE")
        call.cancel()
        begun = time.monotonic()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert time.monotonic() - begun < 1
        locked.execute("ROLLBACK")
        locked.close()
