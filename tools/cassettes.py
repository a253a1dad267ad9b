"""Write cassettes with their origin and without secrets, for the tests and `invoke verify-live`."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import yaml

HOME = "http://127.0.0.1:8787"
"""The sandbox's URL in cassettes, whichever port it had."""
REAL = "the real API"

# Secrets of the contract, names of storage accounts, and names of people in a live response.
PRIVATE = re.compile(
    r"secret|token|password|access_key|sas_string|^tag$|^user$|^clientId$|^uploaded_by$", re.IGNORECASE
)
_RECORDED_HEADERS = ("content-type", "x-request-id", "x-cloud-trace-context", "retry-after")


class Serializer:
    """YAML that begins with where it was recorded; the safe loader reads it.

    Args:
        place: What it is recorded against.
    """

    def __init__(self, place: str) -> None:
        self._place = place

    def serialize(self, cassette: dict[str, Any]) -> str:
        """Return the text of a cassette."""
        head = {"recorded": {"against": self._place, "on": datetime.now(UTC).date().isoformat()}}
        return str(yaml.safe_dump({**head, **cassette}, sort_keys=False, allow_unicode=True, width=110))

    def deserialize(self, text: str) -> Any:  # noqa: ANN401 - any YAML
        """Return the content of a cassette."""
        return yaml.safe_load(text)


def scrub(node: Any, key: str = "") -> Any:  # noqa: ANN401 - any JSON
    """Return JSON without private values."""
    if isinstance(node, dict):
        return {name: scrub(value, name) for name, value in node.items()}
    if isinstance(node, list):
        return [scrub(value, key) for value in node]
    if isinstance(node, str):
        node = normalize_host(node)
        if key in ("url", "files") and "?" in node:  # a signed URL
            return node.split("?")[0] + "?signature=REDACTED"
    return "REDACTED" if isinstance(node, str) and PRIVATE.search(key) else node


def normalize_host(text: str) -> str:
    """Replace the sandbox's host and port by the ones in cassettes."""
    return re.sub(r"http://127\.0\.0\.1:\d+", HOME, text)


def scrub_bytes(body: bytes) -> bytes:
    """Return a body without private values; one that is not JSON is returned unchanged."""
    try:
        return json.dumps(scrub(json.loads(body)), ensure_ascii=False, separators=(",", ":")).encode()
    except (TypeError, ValueError):
        return body


def scrub_request(request: Any) -> Any:  # noqa: ANN401 - a request of vcrpy
    """Return a request without private values."""
    request.uri = normalize_host(request.uri)
    if "/_sandbox/uploads/" in request.uri:
        request.uri = request.uri.split("?")[0] + "?signature=REDACTED"
    if b"json" in str(request.headers.get("content-type", "")).encode():
        request.body = scrub_bytes(request.body)
    return request


def scrub_response(response: dict[str, Any]) -> dict[str, Any]:
    """Return a response without private values."""
    response["headers"] = {
        name: value for name, value in response["headers"].items() if name.lower() in _RECORDED_HEADERS
    }
    response["body"]["string"] = scrub_bytes(response["body"]["string"])
    return response
