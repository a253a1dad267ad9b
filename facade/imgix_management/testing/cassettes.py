"""A configuration of pytest-recording that keeps secrets out of cassettes."""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import urlsplit

from .._core.jsonapi import SECRETS

REDACTED: Final = "REDACTED"
_PRIVATE: Final = SECRETS | {"tag", "user", "clientId"}
"""Names of members that are secret, or say whose key it is."""


def vcr_config() -> dict[str, Any]:
    """Return the settings for pytest-recording's fixture `vcr_config`: no key, token or signed URL is recorded.

    Example:
        @pytest.fixture(scope="module")
        def vcr_config():
            return testing.vcr_config()

    Queries are cut off URLs in bodies, and off URLs of storage, in requests and in responses, so that an upload session
    still replays. Other values, such as the name of a Source, are recorded: read a cassette before you commit it.
    """
    return {
        "filter_headers": [("authorization", f"Bearer {REDACTED}"), "cookie", "user-agent"],
        "before_record_request": _scrub_request,
        "before_record_response": _scrub_response,
        "decode_compressed_response": True,
    }


def _scrub_request(request: Any) -> Any:  # noqa: ANN401 - of vcrpy, which has no types
    if not urlsplit(request.uri).path.startswith("/api/"):  # storage: its URL is a credential
        request.uri = request.uri.partition("?")[0]
    if isinstance(request.body, bytes):
        request.body = _scrub_bytes(request.body)
    return request


def _scrub_response(response: dict[str, Any]) -> dict[str, Any]:
    response["headers"] = {
        name: values for name, values in response["headers"].items() if name.lower() not in {"set-cookie", "location"}
    }
    response["body"]["string"] = _scrub_bytes(response["body"]["string"])
    for name in response["headers"]:
        if name.lower() == "content-length":
            response["headers"][name] = [str(len(response["body"]["string"]))]
    return response


def _scrub_bytes(body: bytes) -> bytes:
    """Return a JSON body without secrets; any other body as it is."""
    try:
        document = json.loads(body)
    except ValueError:
        return body
    return json.dumps(_scrub(document), ensure_ascii=False, separators=(",", ":")).encode()


def _scrub(node: Any, name: str = "") -> Any:  # noqa: ANN401 - any JSON
    if isinstance(node, dict):
        return {key: _scrub(value, key) for key, value in node.items()}
    if isinstance(node, list):
        return [_scrub(value, name) for value in node]
    if isinstance(node, str):
        if node.startswith(("https://", "http://")):  # its query may be a signature
            return node.partition("?")[0]
        if name in _PRIVATE:
            return REDACTED
    return node
