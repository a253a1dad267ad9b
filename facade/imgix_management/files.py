"""Files to upload: opened, measured, and their media type guessed."""

from __future__ import annotations

import mimetypes
import os
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, Self

import attrs

from .checks import readable_file
from .errors import InvalidInputError

File = str | os.PathLike[str] | bytes | BinaryIO
"""What can be uploaded: a path, bytes, or a seekable binary file object."""

CHUNK: Final = 256 * 1024
"""Bytes read at a time."""

# Python 3.11 and 3.12 do not know these.
_MORE_TYPES: Final = {".webp": "image/webp", ".avif": "image/avif", ".heic": "image/heic", ".jxl": "image/jxl"}


@attrs.define
class Upload:
    """A file that is being uploaded.

    Attributes:
        file: The bytes, from where it stands.
        name: What messages call it.
        size: How many bytes it holds.
        content_type: Its media type.
    """

    file: BinaryIO
    name: str
    size: int
    content_type: str
    _owned: bool
    _left: int = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._left = self.size

    def read(self) -> bytes:
        """The next chunk; no bytes at the end.

        Raises:
            InvalidInputError: It cannot be read, or has become shorter while it was (`file_unreadable`).
        """
        try:
            chunk = self.file.read(min(CHUNK, self._left))
        except OSError as error:
            raise InvalidInputError("file_unreadable", path=self.name) from error
        if not chunk and self._left:
            raise InvalidInputError("file_unreadable", path=self.name)
        self._left -= len(chunk)
        return chunk

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Close the file if it was opened here."""
        if self._owned:
            self.file.close()


def opened(file: File, origin_path: str, content_type: str | None, max_bytes: int | None) -> Upload:
    """Open a file to upload.

    Args:
        file: The file.
        origin_path: Where it goes; the media type is guessed from it where the file has no name.
        content_type: The media type, if it is known.
        max_bytes: How many bytes it may hold; None for any number.

    Raises:
        InvalidInputError: `file_not_found`, `file_unreadable` or `file_too_large`.
    """
    upload = _open(file, origin_path)
    try:
        if max_bytes is not None and upload.size > max_bytes:
            raise InvalidInputError("file_too_large", path=upload.name, size=upload.size, limit=max_bytes)
        upload.content_type = content_type or guess_type(upload.name) or guess_type(origin_path) or upload.content_type
    except BaseException:
        upload.__exit__()
        raise
    return upload


def guess_type(name: str) -> str | None:
    """The media type that a file name stands for, or None."""
    suffix = Path(name).suffix.lower()
    return _MORE_TYPES.get(suffix) or mimetypes.guess_type(f"file{suffix}")[0]


def _open(file: File, origin_path: str) -> Upload:
    if isinstance(file, bytes | bytearray | memoryview):
        return Upload(BytesIO(file), origin_path, len(file), "application/octet-stream", True)
    if isinstance(file, str | os.PathLike):
        path = readable_file(Path(file))
        try:
            handle = path.open("rb")
        except OSError as error:
            raise InvalidInputError("file_unreadable", path=str(path)) from error
        return Upload(handle, str(path), os.fstat(handle.fileno()).st_size, "application/octet-stream", True)
    name = str(getattr(file, "name", origin_path))
    try:
        start = file.tell()
        size = file.seek(0, os.SEEK_END) - start
        file.seek(start)
    except (AttributeError, OSError, ValueError) as error:
        raise InvalidInputError("file_unreadable", path=name) from error
    return Upload(file, name, size, "application/octet-stream", False)
