"""Detect bytes behind a response, which httpcore would take for the response to the next request on the connection."""

from __future__ import annotations

from typing import Any

from .network_streams import received_ahead
from .transport import HTTPResponse


class TrailingData:
    """Closes the connection of a response that is followed by anything.

    Bytes that come while the connection is idle are noticed by httpcore itself, which then does not use it again.

    httpx has no interface for this, so it looks into httpcore and anyio. Where they have changed, nothing is found;
    a test notices.

    Attributes:
        response: The response, as soon as its head was received.
    """

    __slots__ = ("response",)

    def __init__(self) -> None:
        self.response: HTTPResponse | None = None

    def trace(self, event: str) -> None:
        """Check what was received, at the event at which httpcore decides whether to keep the connection."""
        if self.response is None or not event.endswith("response_closed.started"):
            return
        parser = _parser(self.response.stream)
        if parser is not None and (
            parser.trailing_data[0] or received_ahead(self.response.extensions.get("network_stream"))
        ):
            parser.send_failed()  # so that httpcore closes the connection


def _parser(stream: Any) -> Any:  # noqa: ANN401 - of h11, below several layers of httpx and httpcore
    for _ in range(5):
        connection = getattr(stream, "_connection", None)
        if connection is not None:
            return getattr(connection, "_h11_state", None)
        stream = getattr(stream, "_stream", None) or getattr(stream, "_httpcore_stream", None)
    return None
