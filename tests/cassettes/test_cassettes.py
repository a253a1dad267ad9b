"""Every cassette says where it was recorded, and none holds a secret."""

import re

import pytest
import yaml

from tests.mock_clients import KEY
from tools.cassettes import scrub

from .conftest import CASSETTES

PATHS = sorted(CASSETTES.rglob("*.yaml"))
SECRETS = {
    "an API key": re.compile(r"\bak_\w{8}"),
    "the key of the sandbox": re.compile(re.escape(KEY)),
    "a bearer token": re.compile(r"(?i)bearer (?!REDACTED)\S"),
    "a cookie": re.compile(r"(?i)\b(set-)?cookie:"),
    "a signed URL": re.compile(r"(?i)[?&](x-goog-|x-amz-)?(signature|credential|sig|token)=(?!REDACTED)"),
    "a secret member": re.compile(r'(?i)"[a-z0-9_]*(secret|token|password|sas_string)[a-z0-9_]*":\s*"(?!REDACTED)[^"]'),
    "an e-mail address": re.compile(r"[\w.]+@[\w-]+\.[a-z]{2,}"),
}


def ids(path):
    return str(path.relative_to(CASSETTES))


def test_there_are_cassettes_for_every_resource():
    assert {path.parent.name for path in PATHS} >= {"sources", "assets", "purges", "reports", "errors", "captured"}


@pytest.mark.parametrize("path", PATHS, ids=ids)
def test_it_says_where_it_was_recorded(path):
    text = path.read_text("utf-8")
    assert text.startswith("recorded:")
    head = yaml.safe_load(text)["recorded"]
    assert re.search("not the real API|the real API|not recorded here", head["against"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", head["on"])


@pytest.mark.parametrize("path", PATHS, ids=ids)
def test_it_holds_no_secret(path):
    text = path.read_text("utf-8")
    for what, pattern in SECRETS.items():
        match = pattern.search(text)
        assert not match, f"{what}: {match and match[0][:12]}..."


def test_the_search_for_secrets_finds_them():
    planted = [
        "ak_0123456789",
        KEY,
        "authorization: [Bearer abc]",
        "cookie: a=b",
        "https://x/y?X-Goog-Signature=abc",
        '"s3_secret_key": "abc"',
        "someone@example.test",
    ]
    for text, pattern in zip(planted, SECRETS.values(), strict=True):
        assert pattern.search(text), text


def test_secrets_are_scrubbed_before_they_are_written():
    response = {
        "data": {
            "attributes": {"secure_url_token": "abc", "url": "https://x/y?sig=abc", "deployment": {"password": "p"}}
        },
        "meta": {"authentication": {"tag": "someone@example.test"}},
    }
    assert "abc" not in str(scrub(response))
    assert "example.test" not in str(scrub(response))
    assert scrub(response)["data"]["attributes"]["deployment"]["password"] == "REDACTED"
