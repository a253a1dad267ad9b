"""What cassettes say on top, and what they must not hold. Tests and `invoke verify-live` record by it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import yaml

HOME = "http://127.0.0.1:8787"
"""What cassettes call the sandbox, whichever port it had."""
REAL = "the real API"

# What the contract calls a secret, what names storage accounts, and what names people in a live answer.
PRIVATE = re.compile(
    r"secret|token|password|access_key|sas_string|^tag$|^user$|^clientId$|^uploaded_by$", re.IGNORECASE
)
_KEPT_HEADERS = ("content-type", "x-cloud-trace-context", "retry-after")


class Serializer:
    """YAML with the place of recording on top; the safe loader reads it.

    Args:
        place: Against what it is recorded.
    """

    def __init__(self, place: str) -> None:
        self._place = place

    def serialize(self, cassette: dict[str, Any]) -> str:
        """The text of a cassette."""
        head = {"recorded": {"against": self._place, "on": datetime.now(UTC).date().isoformat()}}
        return str(yaml.safe_dump({**head, **cassette}, sort_keys=False, allow_unicode=True, width=110))

    def deserialize(self, text: str) -> Any:  # noqa: ANN401 - any YAML
        """What a cassette holds."""
        return yaml.safe_load(text)


def scrub(node: Any, key: str = "") -> Any:  # noqa: ANN401 - any JSON
    """JSON without what is private."""
    if isinstance(node, dict):
        return {name: scrub(value, name) for name, value in node.items()}
    if isinstance(node, list):
        return [scrub(value, key) for value in node]
    if isinstance(node, str):
        node = at_home(node)
        if key in ("url", "files") and "?" in node:  # a signed URL
            return node.split("?")[0] + "?signature=REDACTED"
    return "REDACTED" if isinstance(node, str) and PRIVATE.search(key) else node


def at_home(text: str) -> str:
    """Text in which the sandbox has no port of its own."""
    return re.sub(r"http://127\.0\.0\.1:\d+", HOME, text)


def scrub_bytes(body: bytes) -> bytes:
    """A body without what is private; one that is no JSON stays as it is."""
    try:
        return json.dumps(scrub(json.loads(body)), ensure_ascii=False, separators=(",", ":")).encode()
    except (TypeError, ValueError):
        return body


def scrub_request(request: Any) -> Any:  # noqa: ANN401 - a request of vcrpy
    """A request without what is private."""
    request.uri = at_home(request.uri)
    if "/_sandbox/uploads/" in request.uri:
        request.uri = request.uri.split("?")[0] + "?signature=REDACTED"
    if b"json" in str(request.headers.get("content-type", "")).encode():
        request.body = scrub_bytes(request.body)
    return request


def scrub_response(response: dict[str, Any]) -> dict[str, Any]:
    """An answer without what is private."""
    response["headers"] = {name: value for name, value in response["headers"].items() if name.lower() in _KEPT_HEADERS}
    response["body"]["string"] = scrub_bytes(response["body"]["string"])
    return response
