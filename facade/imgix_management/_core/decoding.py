"""The body of an answer as it comes, unpacked step by step, so that it never takes more memory than allowed. Pure."""

from __future__ import annotations

import zlib
from typing import Final

_GZIP: Final = zlib.MAX_WBITS | 16
_SHOWN: Final = 4096


class BoundedDecoder:
    """A body that is being received.

    Attributes:
        too_large: Whether it has more bytes than allowed.
        broken: Whether it is packed in a way that was not asked for, or wrongly.
    """

    def __init__(self, encoding: str | None, most: int) -> None:
        """Begin.

        Args:
            encoding: The header Content-Encoding; only gzip was asked for.
            most: Bytes that are allowed, unpacked.
        """
        encoding = (encoding or "identity").strip().lower()
        self._gzip = zlib.decompressobj(_GZIP) if encoding in ("gzip", "x-gzip") else None
        self._pieces: list[bytes] = []
        self._packed = b""
        self._left = most
        self.too_large = False
        self.broken = self._gzip is None and encoding != "identity"

    def take(self, piece: bytes) -> None:
        """Take what came next."""
        if len(self._packed) < _SHOWN:
            self._packed += piece[:_SHOWN]
        if self.broken:
            return
        if self._gzip is not None:
            try:
                piece = self._gzip.decompress(piece, self._left + 1)
            except zlib.error:
                self.broken = True
                return
        self._left -= len(piece)
        self.too_large = self._left < 0
        self._pieces.append(piece)

    @property
    def content(self) -> bytes:
        """What has come, unpacked."""
        return b"".join(self._pieces)

    @property
    def beginning(self) -> bytes:
        """The first bytes: unpacked, or as they came where they cannot be unpacked."""
        return next(filter(None, self._pieces), self._packed)[:_SHOWN]
