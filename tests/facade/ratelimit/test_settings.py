import asyncio
import sqlite3
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from imgix_management import (
    AsyncManagementClient,
    ConfigurationError,
    ManagementClient,
    RateLimitError,
    RateLimitStoreError,
    RateLimitWaitError,
)
from imgix_management._core.config import Config
from imgix_management._ratelimit import Reservation
from imgix_management._ratelimit.settings import DOCUMENTED_LIMITS, QuotaSettings, resolve
from imgix_management._ratelimit.urls import sqlite_path
from imgix_management.errors import ImgixError, InvalidInputError
from imgix_openapi.operations import OPERATIONS, RATE_LIMITS
from imgix_sandbox import Sandbox

CONFIG = Config("ak_secret")


def settings(environ: dict[str, str] | None = None, **given: Any) -> QuotaSettings:
    return resolve(CONFIG, environ=environ or {}, **given)


def counts(settings: QuotaSettings) -> dict[str, tuple[tuple[int, float], ...]]:
    return {
        bucket: tuple((limit.count, limit.period) for limit in budget.limits)
        for bucket, budget in settings.budgets.items()
    }


def test_the_documented_limits_hold_by_default() -> None:
    assert counts(settings()) == {name: ((limit.limit, limit.period),) for name, limit in RATE_LIMITS.items()}


def test_limits_come_from_arguments_the_environment_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "quotas.toml"
    file.write_text('purge = "50/second"\nupload = "5/second + 100/hour"\n', encoding="utf-8")
    line = "purge = 50/second, upload=5/second + 100/hour"
    expected = {
        **counts(settings()),
        "purge": ((50, 1.0),),
        "upload": ((5, 1.0), (100, 3600.0)),
    }
    for found in (
        settings(quotas={"purge": "50/second", "upload": "5/second+100/hour"}),
        settings(quotas=file),
        settings(quotas=str(file)),
        settings({"IMGIX_RATE_LIMITS": line}),
        settings({"IMGIX_RATE_LIMITS_FILE": str(file), "IMGIX_RATE_LIMITS": "purge=1/hour"}),
    ):
        assert counts(found) == expected
    assert counts(settings({"IMGIX_RATE_LIMITS": line}, quotas={"upload": "3/second"}))["purge"] == ((10, 1.0),)


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({"IMGIX_RATE_LIMITS": "purge"}, "rate_limit_invalid"),
        ({"IMGIX_RATE_LIMITS": "purge=5/second,purge=6/second"}, "rate_limit_invalid"),
        ({"IMGIX_ON_STORE_FAILURE": "ignore"}, "argument_invalid"),
        ({"IMGIX_RATE_LIMITS": "purge=0/second"}, "rate_limit_invalid"),
        ({"IMGIX_RATE_LIMITS": "purge=-1/second"}, "rate_limit_invalid"),
        ({"IMGIX_RATE_LIMITS": "purges=1/second"}, "rate_limit_bucket_unknown"),
        ({"IMGIX_RATE_LIMITS_FILE": "/nowhere/quotas.toml"}, "file_not_found"),
        ({"IMGIX_RATE_LIMIT_STORE": "mysql://here/"}, "rate_limit_store_invalid"),
        ({"IMGIX_ACCOUNT": "my shop"}, "argument_invalid"),
    ],
)
def test_what_the_environment_says_is_checked(environ: dict[str, str], code: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        settings(environ)
    assert caught.value.code == code


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
    (tmp_path / "quotas.toml").write_bytes(content)
    with pytest.raises(ConfigurationError) as caught:
        settings(quotas=tmp_path / "quotas.toml")
    assert caught.value.code == code


@pytest.mark.parametrize(
    "store",
    ["", "memory", "memory://x", "sqlite://", "sqlite:///", "sqlite://host/q", "redis://", "redis://:9x/0", "http://h",
     "redis://:s3cret@host:99999/0", "unix://", "redis://host/0?password=s3cret", "redis://host/0?foo=1"],
)  # fmt: skip
def test_a_store_that_cannot_be_is_refused_without_being_shown(store: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        settings(quota_store=store)
    assert caught.value.code == "rate_limit_store_invalid"
    assert "s3cret" not in repr(caught.value) + caught.value.message("ja") + repr(caught.value.values)


def test_the_store_is_that_of_the_argument_then_of_the_environment() -> None:
    environ = {"IMGIX_RATE_LIMIT_STORE": "redis://:s3cret@host/0"}
    assert settings().store == "memory://"
    assert settings({"IMGIX_RATE_LIMIT_STORE": ""}).store == "memory://"
    assert settings(environ).store == "redis://:s3cret@host/0"
    assert settings(environ, quota_store="memory://").store == "memory://"
    assert "s3cret" not in repr(settings(environ))


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


def test_accounts_are_told_apart_by_key_name_and_place_and_hold_no_key() -> None:
    other, elsewhere = Config("ak_other"), Config("ak_secret", "https://proxy.example")
    alone = {resolve(config, environ={}).account for config in (CONFIG, other, elsewhere)}
    assert len(alone) == 3
    named = {resolve(config, account="shop", environ={}).account for config in (CONFIG, other, elsewhere)}
    assert len(named) == 2
    assert not alone & named
    assert settings({"IMGIX_ACCOUNT": "shop"}).account == settings(account="shop").account
    assert settings(account="ak_secret").account != settings().account
    assert not any("secret" in account for account in alone | named)


@pytest.mark.parametrize(
    "given",
    [
        {"max_wait": -1},
        {"max_wait": float("nan")},
        {"max_wait": float("inf")},
        {"max_wait": True},
        {"max_wait": "1"},
        {"quota_margin": -0.1},
        {"account": ""},
        {"account": "a" * 65},
        {"on_store_failure": "ignore"},
        {"on_store_failure": "local:0"},
        {"on_store_failure": "local:1.5"},
        {"on_store_failure": 1},
        {"quotas": 5},
        {"quotas": ["purge"]},
        {"strict_quotas": "no"},
        {"default_per_endpoint": 1},
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_both_languages(given: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        ManagementClient("k", language="ja", **given)
    assert next(iter(given)) in caught.value.message("en")
    assert "指定できる" in str(caught.value) or "許可" in str(caught.value) or "使用できる" in str(caught.value)


def test_the_share_of_a_process_without_its_store() -> None:
    assert settings().local_share is None
    assert settings(on_store_failure="local").local_share == 0.1
    assert settings(on_store_failure="local:0.25").local_share == 0.25
    assert settings(on_store_failure="local:1").local_share == 1.0


def test_the_margin_can_be_stated() -> None:
    assert settings().budgets["purge"].windows == ((10, 1.02),)
    assert settings(quota_margin=0.1).budgets["purge"].windows == ((10, 1.1),)


def client_of(answer: httpx.Response, **given: Any) -> tuple[ManagementClient, list[httpx.Request]]:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return answer

    http = httpx.Client(transport=httpx.MockTransport(handle))
    given = {"max_retries": 0, **given}
    return ManagementClient(base_url="https://api.imgix.com", http_client=http, **given), seen


LIST = httpx.Response(200, json={"data": []})


def test_a_call_that_would_wait_too_long_is_not_sent() -> None:
    client, seen = client_of(LIST, api_key="k-wait", quotas={"default": "1/hour"}, max_wait=10, language="ja")
    client.sources.list().first()
    with pytest.raises(RateLimitWaitError) as caught:
        client.sources.list().first()
    error = caught.value
    assert (error.bucket, error.operation, error.max_wait) == ("default", "listSources", 10)
    assert 3590 < error.wait < 3602
    assert "リクエストは送信していません" in str(error)
    assert len(seen) == 1


def test_options_hold_for_the_calls_of_one_copy_only() -> None:
    client, seen = client_of(LIST, api_key="k-options", quotas={"default": "1/second"})
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
    one, _ = client_of(LIST, api_key="k-one", account="shared", quotas={"default": "1/hour"}, max_wait=0)
    other, _ = client_of(LIST, api_key="k-two", account="shared", quotas={"default": "1/hour"}, max_wait=0)
    alone, _ = client_of(LIST, api_key="k-two", quotas={"default": "1/hour"}, max_wait=0)
    one.sources.list().first()
    with pytest.raises(RateLimitWaitError):
        other.sources.list().first()
    alone.sources.list().first()


def test_sync_and_async_clients_share_a_file(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/q"
    given: dict[str, Any] = {"quota_store": store, "quotas": {"default": "1/hour"}, "max_wait": 0}
    one, _ = client_of(LIST, api_key="k-file", **given)
    one.sources.list().first()
    one.close()

    async def other() -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: LIST))
        client = AsyncManagementClient("k-file", base_url="https://api.imgix.com", http_client=http, **given)
        async with http, client:
            assert (await client.quotas.status())["default"].free == 0
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
        given: dict[str, Any] = {"base_url": sandbox.url, "default_per_endpoint": per_endpoint}
        with ManagementClient(sandbox.key, max_wait=0, **given) as client:
            sent = 0
            for verb in (client.sources.list, client.reports.list):
                for _ in range(4):
                    try:
                        verb().first()
                        sent += 1
                    except RateLimitWaitError:
                        break
        assert sent == (8 if per_endpoint else 4)
        assert [request.status for request in sandbox.requests].count(429) == refused


def test_the_default_limit_of_each_endpoint_is_told() -> None:
    client, _ = client_of(LIST, api_key="k-endpoints", default_per_endpoint=True)
    told = client.quotas.status()
    default = {f"default:{id_}" for id_, each in OPERATIONS.items() if each.rate_limit.bucket == "default"}
    assert set(told) == (set(DOCUMENTED_LIMITS) - {"default"}) | default


def test_a_request_is_dated_by_its_answer_if_so_asked() -> None:
    client, _ = client_of(LIST, api_key="k-strict", quotas={"default": "1/hour"}, strict_quotas=True, max_wait=0)
    client.sources.list().first()
    assert client.quotas.status()["default"].used == 1


def test_other_programs_can_take_slots() -> None:
    client, _ = client_of(LIST, api_key="k-other")
    with client.quotas.acquire("purge"):
        pass
    with pytest.raises(InvalidInputError, match="purges"), client.quotas.acquire("purges"):
        pass
    assert client.quotas.status()["purge"].granted == 1


class Gone:
    """A store that goes away once it has let a request go."""

    def __getattr__(self, name: str) -> Any:
        def method(*args: Any) -> Any:
            if name == "reserve":
                return Reservation(args[0], 0.0, 0.0, "in flight")
            if name in ("confirm", "in_time"):
                return 0.0
            if name == "release":
                return None
            raise RateLimitStoreError(store="redis://gone", reason="gone")

        return method


@pytest.mark.parametrize("status", [200, 429])
def test_an_answer_is_not_lost_when_the_store_is(status: int, caplog: pytest.LogCaptureFixture) -> None:
    client, seen = client_of(httpx.Response(status, json={"data": []}), api_key="k-gone", strict_quotas=True)
    client.quotas._store = Gone()
    if status == 200:
        assert client.sources.list().first() is None
    else:
        with pytest.raises(RateLimitError):
            client.sources.list().first()
    assert len(seen) == 1
    assert "redis://gone" in caplog.text


async def test_a_cancelled_call_ends_as_a_cancelled_call(tmp_path: Path) -> None:
    sent = asyncio.Event()

    async def never(_: httpx.Request) -> httpx.Response:
        sent.set()
        await asyncio.sleep(60)
        raise AssertionError

    http = httpx.AsyncClient(transport=httpx.MockTransport(never))
    store = f"sqlite:///{tmp_path}/q"
    async with http, AsyncManagementClient("k", http_client=http, strict_quotas=True, quota_store=store) as client:
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
