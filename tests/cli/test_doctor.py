"""`imgix doctor`."""

import json
import re

import pytest

from imgix_cli.doctor import MAX_SKEW

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch):
    monkeypatch.setenv("IMGIX_RATE_LIMITS", "default=1000/second")


def checks(result):
    document = json.loads(result.out)
    for check in document["checks"]:
        assert check["message_en"]
        assert check["message_ja"]
    assert document["wrong"] == sum(check["state"] == "wrong" for check in document["checks"])
    return {check["check"]: check for check in document["checks"]}


def states(result):
    return {name: check["state"] for name, check in checks(result).items()}


def test_all_is_well(imgix, sandbox, source):
    result = imgix("doctor", "--json")
    assert result.code == 0
    assert states(result) == {
        "version": "ok",
        "language": "ok",
        "rate_limit_store": "ok",
        "connection": "ok",
        "api_key": "ok",
        "permission:sources": "ok",
        "permission:asset-browse": "ok",
        "permission:asset-edit": "unknown",
        "permission:asset-purge": "unknown",
        "permission:analytics": "ok",
        "permission:account-admin": "unknown",
        "clock": "ok",
    }
    message = " ".join(check["message_en"] for check in checks(result).values())
    assert sandbox.url in message
    assert "rate-limits.sqlite works; a round trip takes" in message
    assert {request.method for request in list(sandbox.requests)[-3:]} == {"GET"}


def test_it_says_the_same_in_both_languages(imgix, sandbox):
    english, japanese, both = (imgix("doctor", "--language", language).out for language in ("en", "ja", "en+ja"))
    assert "No problems found." in english
    assert not JAPANESE.search(english)
    assert "異常はありません。" in japanese
    assert "アセット閲覧: 調べるソースがないため" in japanese
    assert "Sources: the key has it" in both
    assert "ソース: 権限あり" in both
    for result in (english, japanese, both):
        assert sandbox.key not in result


def test_a_permission_that_is_missing_is_no_fault(imgix, sandbox, monkeypatch):
    monkeypatch.setenv("IMGIX_API_KEY", sandbox.keys["sources"])
    result = imgix("doctor", "--json")
    assert result.code == 0
    results = states(result)
    assert [name for name, state in results.items() if state == "missing"] == [
        "permission:analytics",
        "permission:account-admin",
    ]


def test_a_source_can_be_named(imgix, sandbox, source, monkeypatch):
    monkeypatch.setenv("IMGIX_API_KEY", sandbox.keys["asset-browse"])
    assert states(imgix("doctor", "--json"))["permission:asset-browse"] == "unknown"
    assert states(imgix("doctor", "--json", "--source", source.id))["permission:asset-browse"] == "ok"


@pytest.mark.parametrize(
    ("setting", "wrong", "code"),
    [
        ("IMGIX_API_KEY=", "settings", 3),
        ("IMGIX_API_KEY=unknown", "api_key", 3),
        ("IMGIX_BASE_URL=http://127.0.0.1:1", "connection", 6),
        ("IMGIX_BASE_URL=ftp://api.example", "settings", 2),
        ("IMGIX_RATE_LIMIT_STORE=sqlite:////proc/none/limits.sqlite", "rate_limit_store", 1),
        ("IMGIX_RATE_LIMIT_STORE=what://is.this", "settings", 2),
        ("IMGIX_LOG=loud", "settings", 2),
    ],
)
@pytest.mark.usefixtures("sandbox")
def test_what_is_wrong_is_reported_with_the_way_to_fix_it(imgix, monkeypatch, setting, wrong, code):
    monkeypatch.setenv(*setting.split("=", 1))
    result = imgix("doctor", "--json")
    assert result.code == code
    results = checks(result)
    assert results[wrong]["state"] == "wrong"
    assert JAPANESE.search(results[wrong]["message_ja"])
    assert "No problems found" not in imgix("doctor").out


@pytest.mark.parametrize(("seconds", "message"), [(3600, "ahead of"), (-3600, "behind")])
def test_a_clock_that_is_wrong(imgix, sandbox, monkeypatch, seconds, message):
    now = sandbox_time(sandbox)
    assert abs(seconds) > MAX_SKEW
    monkeypatch.setattr("imgix_management._sync.permissions.time.time", lambda: now + seconds)
    result = imgix("doctor", "--json")
    assert result.code == 1
    assert message in checks(result)["clock"]["message_en"]
    assert states(result)["clock"] == "wrong"


def sandbox_time(sandbox):
    from email.utils import parsedate_to_datetime

    import httpx

    date = httpx.get(sandbox.url, trust_env=False).headers["date"]
    return parsedate_to_datetime(date).timestamp()


def test_a_store_that_cannot_be_used_does_not_reveal_the_key(imgix, sandbox, monkeypatch, tmp_path):
    monkeypatch.setenv("IMGIX_RATE_LIMIT_STORE", f"sqlite://{tmp_path}")
    result = imgix("doctor", "--json")
    assert result.code == 1
    assert states(result) == {"version": "ok", "language": "ok", "rate_limit_store": "wrong"}
    assert not sandbox.requests
