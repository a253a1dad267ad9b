"""Decode the body of a response incrementally, within a memory limit. No I/O."""

from __future__ import annotations

import zlib
from typing import Final

_GZIP: Final = zlib.MAX_WBITS | 16
_BEGINNING: Final = 4096


class BoundedDecoder:
    """Decodes a body that is being received.

    Attributes:
        too_large: Whether the decoded body exceeds the limit.
        broken: Whether the content encoding is not gzip, or the gzip stream is corrupt.
    """

    def __init__(self, encoding: str | None, max_size: int) -> None:
        """Start to decode a body.

        Args:
            encoding: The header Content-Encoding; only gzip was requested.
            max_size: The largest size of the decoded body, in bytes.
        """
        encoding = (encoding or "identity").strip().lower()
        self._gzip = zlib.decompressobj(_GZIP) if encoding in ("gzip", "x-gzip") else None
        self._chunks: list[bytes] = []
        self._encoded = b""
        self._remaining = max_size
        self.too_large = False
        self.broken = self._gzip is None and encoding != "identity"

    def feed(self, chunk: bytes) -> None:
        """Decode the next chunk of the body as it came over the wire."""
        if len(self._encoded) < _BEGINNING:
            self._encoded += chunk[:_BEGINNING]
        if self.broken:
            return
        if self._gzip is not None:
            try:
                chunk = self._gzip.decompress(chunk, self._remaining + 1)
            except zlib.error:
                self.broken = True
                return
        self._remaining -= len(chunk)
        self.too_large = self._remaining < 0
        self._chunks.append(chunk)

    @property
    def content(self) -> bytes:
        """The decoded body so far."""
        return b"".join(self._chunks)

    @property
    def beginning(self) -> bytes:
        """The first bytes, decoded where that is possible."""
        return next(filter(None, self._chunks), self._encoded)[:_BEGINNING]
