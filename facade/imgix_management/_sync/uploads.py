# Derived from facade/imgix_management/_async/uploads.py by `invoke generate`. Do not edit.
"""The verb of uploads."""

from __future__ import annotations

from collections.abc import Iterator, Callable

from imgix_openapi.api.uploads import upload_asset

from .. import checks
from ..errors import InvalidInputError
from ..files import File, Upload, opened
from ..jsonapi import one
from ..resources import Asset
from ..threads import directly
from .caller import Caller


class Uploads:
    """Uploads: files written into the storage behind a Source.

    Only Sources whose storage imgix may write to take them, not Web Folder and Web Proxy (documented).
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def upload(
        self,
        source_id: str,
        origin_path: str,
        file: File,
        *,
        overwrite: bool = False,
        content_type: str | None = None,
        progress: Callable[[int, int], object] | None = None,
    ) -> Asset:
        """Upload a file of at most 30 MB in one request. Permission Asset Edit; bucket upload (2 a second).

        The file is streamed, not read into memory.

        Args:
            source_id: The id of the Source.
            origin_path: Where the file goes in the origin, with or without a leading slash.
            file: A path, bytes, or a seekable binary file object, which is read from where it stands.
            overwrite: Whether to replace a file that is there. Needs the permission Asset Purge, too.
            content_type: The media type; guessed from the name of the file or the origin path if not given.
            progress: Called with the bytes sent so far and the bytes in all.

        Returns:
            The Asset.

        Raises:
            InvalidInputError: There is no such file, it is too large, or the id or the path cannot be one.
            ImgixError: The call failed.
        """
        source_id = self._caller.checked(checks.source_id, source_id)
        origin_path = self._caller.checked(checks.origin_path, origin_path)
        request = upload_asset.request(source_id, origin_path, overwrite=True if overwrite else None)
        try:
            upload = directly(opened, file, origin_path, content_type, request.operation.max_bytes)
        except InvalidInputError as error:
            error.language = self._caller.config.language
            raise
        with upload:
            content_headers = {"Content-Type": upload.content_type, "Content-Length": str(upload.size)}
            content = _chunks(upload, progress)
            answer = self._caller.call(request, content=content, content_headers=content_headers)
        return one(answer, Asset, f"{source_id}/{origin_path}")


def _chunks(upload: Upload, progress: Callable[[int, int], object] | None) -> Iterator[bytes]:
    sent = 0
    while chunk := directly(upload.read):
        yield chunk
        sent += len(chunk)
        if progress is not None:
            progress(sent, upload.size)
