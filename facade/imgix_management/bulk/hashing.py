"""A file that is hashed while it is sent, and noticed to change."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO, Final

from ..errors import InvalidInputError
from .known import Sent

CHUNK: Final = 1024 * 1024


class HashedFile:
    """A file opened for an upload: what is read is hashed. Only what an upload needs."""

    def __init__(self, path: Path) -> None:
        """Open a file.

        Raises:
            InvalidInputError: It does not exist (`file_not_found`) or cannot be read (`file_unreadable`).
        """
        self.name: str = str(path)
        try:
            self._file: BinaryIO = path.open("rb")
        except FileNotFoundError as error:
            raise InvalidInputError("file_not_found", path=self.name) from error
        except OSError as error:
            raise InvalidInputError("file_unreadable", path=self.name) from error
        self._hash = hashlib.sha256()
        self._before = os.fstat(self._file.fileno())

    @property
    def size(self) -> int:
        """Its size in bytes when it was opened."""
        return self._before.st_size

    @property
    def mtime_ns(self) -> int:
        """When it had been changed last, in nanoseconds, when it was opened."""
        return self._before.st_mtime_ns

    def read(self, size: int = -1) -> bytes:
        """Read and hash some bytes."""
        chunk = self._file.read(size)
        self._hash.update(chunk)
        return chunk

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Seek to a position; at the beginning, the hash is reset."""
        position = self._file.seek(offset, whence)
        if position == 0:
            self._hash = hashlib.sha256()
        return position

    def tell(self) -> int:
        """Return the position."""
        return self._file.tell()

    def hash_all(self) -> bytes:
        """Read the entire file, return its hash, and seek to its beginning."""
        self.seek(0)
        while self.read(CHUNK):
            pass
        digest = self._hash.digest()
        self.seek(0)
        return digest

    def as_sent(self) -> Sent:
        """Return as what the file was sent.

        Raises:
            InvalidInputError: It changed meanwhile (`file_changed`).
        """
        after = os.fstat(self._file.fileno())
        try:
            named = os.stat(self.name)
        except OSError:
            named = None
        same = [(each.st_size, each.st_mtime_ns, each.st_ino) for each in (self._before, after, named) if each]
        if len(set(same)) > 1 or named is None:
            raise InvalidInputError("file_changed", path=self.name)
        return Sent(self._before.st_size, self._before.st_mtime_ns, self._hash.digest())

    def close(self) -> None:
        """Close the file."""
        self._file.close()
