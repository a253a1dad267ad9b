"""Uploads: `client.uploads`."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from imgix_openapi.api.assets import get_asset
from imgix_openapi.api.uploads import upload_asset
from imgix_openapi.operations import OPERATIONS

from .._core import validation
from .._core.concurrency import shielded, to_thread
from .._core.jsonapi import parse_resource
from .._core.operations import resource_id
from .._core.polling import DEFAULT_WAIT_TIMEOUT, PollInterval, next_poll
from .._core.resource_groups import ResourceGroup
from .._core.validation import OriginPath
from .._files.uploads import AnyFile, Upload, UploadProgress, exceeds, is_expired, open_upload, spool_async
from .._models.resources import Asset
from ..bulk.report import Compare, JobProgress
from ..errors import (
    APIStatusError,
    AssetExistsError,
    ImgixError,
    NotFoundError,
    UploadSessionError,
    WaitTimeoutError,
)
from .bulk import AsyncJob
from .pipeline import AsyncPipeline
from .storage import send_file

if TYPE_CHECKING:
    from .upload_sessions import AsyncUploadSessions

CANCEL_TIMEOUT: Final = 30.0
"""Seconds that cancelling a session may take after the caller was cancelled itself."""

REFUSED_EXISTING: Final = frozenset([400, 409, 412, 422])
"""Statuses that may refuse an upload since a file exists there. Which one imgix uses is not known."""


class AsyncUploads:
    """Uploads: files written into the storage behind a Source.

    Only Sources whose storage imgix may write to take them, not Web Folder and Web Proxy (documented). The largest
    upload in a session is 5 GB, on Cloudflare R2 4.99 GB; Azure Sources have no sessions, so 30 MB (documented).
    """

    sessions: ResourceGroup[AsyncUploadSessions] = ResourceGroup("upload_sessions", "AsyncUploadSessions")

    def __init__(self, api: AsyncPipeline) -> None:
        self._api = api

    async def upload(
        self,
        source_id: str,
        origin_path: OriginPath,
        file: AnyFile,
        *,
        overwrite: bool = False,
        content_type: str | None = None,
        progress: UploadProgress | None = None,
        timeout: float = DEFAULT_WAIT_TIMEOUT,
        poll_interval: PollInterval | None = None,
    ) -> Asset:
        """Upload a file: in one request up to 30 MB, in an upload session above. Permission Asset Edit.

        Buckets: upload (2 a second), or default for a session. The file is streamed, not read into memory. A file
        whose size cannot be determined (an iterator, a pipe) is first written to a temporary file, of 5 GB at most, so
        that it can be sent again.

        Example:
            asset = await client.uploads.upload(source.id, "cats/tom.jpg", "tom.jpg", overwrite=True)

        Args:
            source_id: The id of the Source.
            origin_path: Where the file goes in the origin, with or without a leading slash.
            file: A path, bytes, a binary file object (read from its current position), or an iterator of bytes.
            overwrite: Whether to replace an existing file. Needs the permission Asset Purge, too. Without it, an upload
                to an existing name fails (documented). What a session does with an existing file is not known: without
                `overwrite`, the Asset is looked up first (get-asset).
            content_type: The media type; by default guessed from the name of the file or the origin path.
            progress: Called with the bytes sent so far and the size of the file; from the beginning where the file is
                sent again.
            timeout: With a session, the longest wait for imgix to process the file, in seconds; 0 checks once.
            poll_interval: With a session, seconds between two calls that ask whether imgix has processed the file, or
                a function that returns them for the number of calls made so far; by default from 0.5 up to 15 seconds.

        Returns:
            The Asset.

        Raises:
            InvalidInputError: The file does not exist or is too large, or another argument is not valid.
            AssetExistsError: A file already exists at the path, and `overwrite` was not given.
            UploadSessionError: The session was interrupted; it was cancelled, or the error names it.
            WaitTimeoutError: imgix did not process the file of a session within `timeout`.
            ImgixError: A call failed.
        """
        replace = True if overwrite else None
        direct = self._api.request(upload_asset.request, source_id, origin_path=origin_path, overwrite=replace)
        with self._api.localized():
            path = validation.origin_path(origin_path)
            content_type = validation.media_type(content_type)
            validation.seconds("timeout", timeout)
            next_poll(poll_interval, attempt=1)
            largest = OPERATIONS["openUploadSession"].max_bytes
            seekable = await spool_async(file, path, largest)
            with await to_thread(open_upload, seekable, path, content_type, largest) as upload:
                if exceeds(upload.size, direct.operation.max_bytes):
                    if not overwrite:
                        await self._refuse_existing(source_id, path)
                    return await self._in_session(
                        source_id, path, upload, progress=progress, timeout=timeout, poll_interval=poll_interval
                    )
                try:
                    document = await self._api.call(
                        direct, content=partial(_chunks, upload, progress), content_headers=_headers(upload)
                    )
                except APIStatusError as error:
                    if not overwrite and error.status_code in REFUSED_EXISTING:
                        await self._refuse_existing(source_id, path, error)
                    raise
        return parse_resource(document, Asset, resource_id(direct))

    def upload_folder(
        self,
        source_id: str,
        folder: str | os.PathLike[str],
        *,
        prefix: str = "",
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        compare: Compare = "hash",
        overwrite: bool = False,
        journal: str | os.PathLike[str] | None = None,
        progress: JobProgress | None = None,
        dry_run: bool = False,
    ) -> AsyncJob[Asset]:
        """Upload the files of a folder that are not there yet. Permissions Asset Edit and Asset Browse.

        Buckets: upload (2 a second), or default for files above 30 MB; get-asset, or default for a listing, whichever
        takes fewer requests. Nothing is sent until the job is iterated over or run, and not before all names were read
        and checked. Folders are read recursively. Symbolic links are not followed; links, sockets, pipes and devices
        are skipped, and reported so; `.git` is left out. Names become origin paths in the Unicode form NFC. A file that
        changes while it is sent fails alone (`file_changed`). Nothing is ever deleted: the API cannot do it.

        With the same journal, a finished job starts again: existing files are skipped. After a crash, a file that was
        in flight is looked up: it is done if the Asset has its size and was changed since.

        Example:
            job = client.uploads.upload_folder(source.id, ".", prefix="img/", include=["*.jpg", "*.png"])
            report = await job.run()
            print(report.done, report.skipped_by)

        Args:
            source_id: The id of the Source.
            folder: The folder.
            prefix: What the origin paths begin with, such as `img/`; it is put before the relative path as it is.
            include: Patterns of files in the syntax of .gitignore; none for all files.
            exclude: Patterns of files and folders to leave out; the last one that matches decides.
            compare: When an existing file is left as it is. "size": it has the same size. "hash": it has the same size
                and, where the journal knows it, the hash of what was sent last. "always": never; all are sent.
            overwrite: Whether to replace a file that differs; needs the permission Asset Purge, too. Without it, such
                an item fails with an `AssetExistsError`.
            journal: A file in which the job and the hashes are recorded, see `client.purges.create_many`.
            progress: Called with the `JobReport`.
            dry_run: Whether to compare only, and send nothing.

        Raises:
            InvalidInputError: An argument is not valid. All other errors are raised by the job.
        """
        from ..bulk.folders import matcher, nfc_prefix  # noqa: PLC0415 - most programs have no jobs
        from .bulk_uploads import AsyncUploadWork  # noqa: PLC0415 - it imports this module

        with self._api.localized():
            validation.choice("compare", compare, ("size", "hash", "always"))
            for patterns in (include, exclude):
                matcher(patterns)
            arguments = {
                "source_id": validation.source_id(source_id),
                "folder": str(Path(folder).absolute()),
                "prefix": nfc_prefix(prefix),
                "include": list(include),
                "exclude": list(exclude),
                "compare": compare,
                "overwrite": overwrite,
            }
        work = AsyncUploadWork(arguments, dry_run=dry_run)
        return AsyncJob(self._api, work, journal=journal, progress=progress)

    async def _in_session(
        self,
        source_id: str,
        path: str,
        upload: Upload,
        *,
        progress: UploadProgress | None,
        timeout: float,
        poll_interval: PollInterval | None,
    ) -> Asset:
        session = await self.sessions.create(source_id, path)
        reason = "interrupted"
        try:
            if is_expired(session):
                reason = "expired"
                raise TimeoutError(f"the session expired at {session.date_expires_at}")
            url = str(session.url or "")
            content = partial(_chunks, upload, progress)
            await send_file(self._api, url, content, _headers(upload), "openUploadSession")
            await self.sessions.close(source_id, session.id)
        except BaseException as error:
            failure = self._session_error(source_id, session.id, path, reason)
            try:
                with shielded(CANCEL_TIMEOUT):
                    failure.cancelled = await self._try_to_cancel(source_id, session.id)
            except BaseException as second:
                second.add_note(str(failure))
                raise
            if isinstance(error, Exception):
                raise failure from error
            error.add_note(str(failure))  # an interruption stays one
            raise
        try:
            await self.sessions.wait_until_complete(source_id, session.id, timeout=timeout, poll_interval=poll_interval)
            request = self._api.request(get_asset.request, source_id, origin_path=path)
            document = await self._api.call(request)
        except (UploadSessionError, WaitTimeoutError):
            raise
        except BaseException as error:
            failure = self._session_error(source_id, session.id, path, "unfollowed")
            if isinstance(error, ImgixError):  # it may say that nothing was sent, which is true of its own call only
                raise failure from error
            error.add_note(str(failure))
            raise
        return parse_resource(document, Asset, resource_id(request))

    def _session_error(self, source_id: str, session_id: str, path: str, reason: str) -> UploadSessionError:
        error = UploadSessionError(
            source_id=source_id, session_id=session_id, origin_path=path, reason=reason, cancelled=False
        )
        return self._api.stamp(error)

    async def _refuse_existing(self, source_id: str, path: str, refusal: APIStatusError | None = None) -> None:
        """Raise AssetExistsError if there is an Asset at the path. After a refusal, an error of asking is ignored."""
        request = self._api.request(get_asset.request, source_id, origin_path=path)
        try:
            await self._api.call(request)
        except NotFoundError:
            return
        except ImgixError:
            if refusal is None:
                raise
            return
        status_code, call = None, self._api.describe(request)
        if refusal is not None:
            status_code, call = refusal.status_code, refusal.call or call
        error = AssetExistsError(source_id=source_id, origin_path=path, status_code=status_code)
        raise self._api.stamp(error, call) from refusal

    async def _try_to_cancel(self, source_id: str, session_id: str) -> bool:
        try:
            await self.sessions.cancel(source_id, session_id)
        except ImgixError:
            return False
        return True


def _headers(upload: Upload) -> dict[str, str]:
    return {"Content-Type": upload.content_type, "Content-Length": str(upload.size)}


async def _chunks(upload: Upload, progress: UploadProgress | None) -> AsyncIterator[bytes]:
    """Yield the file from its beginning, even if it was sent before."""
    await to_thread(upload.rewind)
    sent = 0
    while chunk := await to_thread(upload.read):
        yield chunk
        sent += len(chunk)
        if progress is not None:
            progress(sent, upload.size)
