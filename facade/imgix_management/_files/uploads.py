"""Files to upload: opened, measured, and their media type guessed."""

from __future__ import annotations

import mimetypes
import os
import select
import tempfile
import time
from collections.abc import AsyncIterable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final, Self, cast

from .._core.concurrency import to_thread
from .._core.operations import upload_limits
from .._core.validation import readable_file
from .._models.resources import UploadSession
from ..errors import InvalidInputError
from ..errors.headers import http_date

File = str | os.PathLike[str] | bytes | BinaryIO
"""A file whose size can be determined: a path, bytes, or a seekable binary file object."""

AnyFile = File | Iterable[bytes] | AsyncIterable[bytes]
"""What can be uploaded: a path, bytes, a binary file object, or an iterator of bytes, sync or async."""

UploadProgress = Callable[[int, int], object]
"""Called with the bytes sent so far and the size of the file in bytes."""

CHUNK: Final = 256 * 1024
"""Bytes read at a time."""

IN_MEMORY: Final = 1024 * 1024
"""Bytes of an iterator or a pipe that stay in memory before they go to a temporary file."""

# Unknown to Python 3.11 and 3.12.
_MORE_TYPES: Final = {".webp": "image/webp", ".avif": "image/avif", ".heic": "image/heic", ".jxl": "image/jxl"}


class Spool(tempfile.SpooledTemporaryFile[bytes]):
    """A temporary file for what has no known size. The upload owns and closes it."""

    def __init__(self) -> None:
        super().__init__(max_size=IN_MEMORY)


@dataclass(slots=True)
class Upload:
    """A file that is being uploaded.

    Attributes:
        file: The bytes, from its current position.
        name: What messages call it.
        size: Its size in bytes.
        content_type: Its media type.
        owned: Whether the upload closes it.
        start: The position from which it is sent.
    """

    file: BinaryIO
    name: str
    size: int
    content_type: str
    owned: bool
    start: int = 0
    _left: int = field(init=False)

    def __post_init__(self) -> None:
        self._left = self.size

    def rewind(self) -> None:
        """Go back to the beginning.

        Raises:
            InvalidInputError: It was closed meanwhile (`file_unreadable`).
        """
        try:
            self.file.seek(self.start)
        except (OSError, ValueError) as error:
            raise InvalidInputError("file_unreadable", path=self.name) from error
        self._left = self.size

    def read(self) -> bytes:
        """Read the next chunk; no bytes at the end.

        Raises:
            InvalidInputError: It cannot be read (`file_unreadable`), or has fewer or more bytes than its size
                (`file_changed`). The last chunk is not returned then, so that the upload cannot succeed.
        """
        try:
            chunk = self.file.read(min(CHUNK, self._left))
            self._left -= len(chunk)
            more = bool(chunk) and not self._left and self.file.read(1)
        except (OSError, ValueError, TypeError) as error:  # TypeError: a read() that returned None
            raise InvalidInputError("file_unreadable", path=self.name) from error
        if more or (not chunk and self._left):
            raise InvalidInputError("file_changed", path=self.name)
        return chunk

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Close the file if the upload owns it."""
        if self.owned:
            self.file.close()


def open_upload(file: File, origin_path: str, content_type: str | None, max_bytes: int | None) -> Upload:
    """Open a file to upload.

    Args:
        file: The file.
        origin_path: Where it goes; the media type is guessed from it where the file has no name.
        content_type: The media type; None to guess it.
        max_bytes: How many bytes it may hold; None for any number.

    Raises:
        InvalidInputError: `file_not_found`, `file_unreadable`, `file_not_binary` or `file_too_large`.
    """
    upload = _open(file, origin_path, max_bytes)
    try:
        if max_bytes is not None and upload.size > max_bytes:
            raise InvalidInputError(
                "file_too_large", path=upload.name, size=upload.size, limit=max_bytes, limits=upload_limits()
            )
        upload.content_type = content_type or guess_type(upload.name) or guess_type(origin_path) or upload.content_type
    except BaseException:
        upload.__exit__()
        raise
    return upload


def exceeds(size: int, max_bytes: int | None) -> bool:
    """Return whether a size is above a limit; None is no limit."""
    return max_bytes is not None and size > max_bytes


async def spool_async(file: AnyFile, origin_path: str, max_bytes: int | None) -> File:
    """Return a file of known size: write an iterator, sync or async, to a temporary file.

    Args:
        file: The file.
        origin_path: Where it goes; the error names it.
        max_bytes: How many bytes it may hold; None for any number.

    Raises:
        InvalidInputError: `file_too_large` or `file_empty`.
    """
    if not isinstance(file, AsyncIterable):
        return await to_thread(spool, file, origin_path, max_bytes)
    temporary = Spool()
    try:
        async for chunk in file:
            await to_thread(_append, temporary, chunk, origin_path, max_bytes)
        _rewind(temporary, origin_path)
    except BaseException:
        temporary.close()
        raise
    return cast("BinaryIO", temporary)


def spool(file: AnyFile, origin_path: str, max_bytes: int | None) -> File:
    """Return a file of known size: write an iterator or a pipe to a temporary file.

    See `spool_async`.
    """
    if isinstance(file, str | os.PathLike | bytes | bytearray | memoryview) or _seekable(file):
        return cast("File", file)
    temporary = Spool()
    try:
        for chunk in _pieces(file):
            _append(temporary, chunk, origin_path, max_bytes)
        _rewind(temporary, origin_path)
    except BaseException:
        temporary.close()
        raise
    return cast("BinaryIO", temporary)


def _rewind(temporary: Spool, origin_path: str) -> None:
    """Go to the beginning of a temporary file.

    Raises:
        InvalidInputError: It is empty: most likely, the iterator was used before (`file_empty`).
    """
    if not temporary.tell():
        raise InvalidInputError("file_empty", path=origin_path)
    temporary.seek(0)


def _append(temporary: Spool, chunk: bytes, origin_path: str, max_bytes: int | None) -> None:
    if not isinstance(chunk, bytes | bytearray | memoryview):  # a pipe that was opened as text, for example
        raise InvalidInputError("file_not_binary", path=origin_path)
    size = temporary.tell() + len(chunk)
    if exceeds(size, max_bytes):
        raise InvalidInputError("file_too_large", path=origin_path, size=size, limit=max_bytes, limits=upload_limits())
    temporary.write(chunk)


def _seekable(file: Any) -> bool:  # noqa: ANN401 - any argument
    try:
        return hasattr(file, "seek") and (not hasattr(file, "seekable") or file.seekable())
    except ValueError as error:  # a closed file
        raise InvalidInputError("file_unreadable", path=str(getattr(file, "name", ""))) from error


def _pieces(file: Any) -> Iterator[bytes]:  # noqa: ANN401
    if hasattr(file, "read"):
        return _read_all(file)
    try:
        return iter(file)
    except TypeError as error:
        raise InvalidInputError("file_unreadable", path=type(file).__name__) from error


def _read_all(file: Any) -> Iterator[bytes]:  # noqa: ANN401
    """Read a file to its end, which is where `read()` returns no bytes; None means that there are none yet."""
    while (chunk := file.read(CHUNK)) is None or chunk:
        if chunk is None:
            _wait_readable(file)
        else:
            yield chunk


def _wait_readable(file: Any) -> None:  # noqa: ANN401
    try:
        select.select([file], [], [], 1.0)
    except (OSError, TypeError, ValueError):  # nothing that the system can wait for
        time.sleep(0.01)


def is_expired(session: UploadSession) -> bool:
    """Return whether a session has expired, by the server's clock if the response has a Date header."""
    date = http_date(session.response_info.headers.get("date"))
    ends = session.date_expires
    return isinstance(ends, int | float) and ends <= (time.time() if date is None else date.timestamp())


def guess_type(name: str) -> str | None:
    """Guess a media type from a file name; None if its suffix is unknown."""
    suffix = Path(name).suffix.lower()
    return _MORE_TYPES.get(suffix) or mimetypes.guess_type(f"file{suffix}")[0]


def _spool_file(file: BinaryIO, name: str, max_bytes: int | None) -> tuple[BinaryIO, int]:
    temporary = Spool()
    try:
        with file:
            for chunk in _read_all(file):
                _append(temporary, chunk, name, max_bytes)
    except BaseException as error:
        temporary.close()
        if isinstance(error, OSError):
            raise InvalidInputError("file_unreadable", path=name) from error
        raise
    size = temporary.tell()
    temporary.seek(0)
    return cast("BinaryIO", temporary), size


def _open(file: File, origin_path: str, max_bytes: int | None) -> Upload:
    if isinstance(file, bytes | bytearray | memoryview):
        return Upload(BytesIO(file), origin_path, memoryview(file).nbytes, "application/octet-stream", True)
    if isinstance(file, str | os.PathLike):
        path = readable_file(Path(file))
        try:
            handle: BinaryIO = path.open("rb")
        except OSError as error:
            raise InvalidInputError("file_unreadable", path=str(path)) from error
        size = os.fstat(handle.fileno()).st_size
        if not size:  # as procfs and some other file systems say of files that are not empty
            handle, size = _spool_file(handle, str(path), max_bytes)
        return Upload(handle, str(path), size, "application/octet-stream", True)
    name = getattr(file, "name", None)
    name = name if isinstance(name, str) else origin_path
    try:
        start = file.tell()
        size = max(0, file.seek(0, os.SEEK_END) - start)
        file.seek(start)
        readable = file.read(0) == b""  # a file opened as text gives ""
    except (AttributeError, OSError, ValueError) as error:
        raise InvalidInputError("file_unreadable", path=name) from error
    if not readable:
        raise InvalidInputError("file_not_binary", path=name)
    if not size and start:  # it stands at its end, after an upload that failed, for example
        raise InvalidInputError("file_empty", path=name)
    return Upload(file, name, size, "application/octet-stream", isinstance(file, Spool), start)
