# Derived from facade/imgix_management/_async/uploads.py by `invoke sync`. Do not edit.
"""The verbs of uploads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from imgix_openapi.api.assets import get_asset
from imgix_openapi.api.uploads import (
    cancel_upload_session,
    close_upload_session,
    get_upload_session,
    open_upload_session,
    upload_asset,
)

from .._core import validation
from .._core.concurrency import call_directly
from .._core.jsonapi import parse_resource
from .._files.uploads import AnyFile, Upload, collect, expired, opened, over
from .._models.resources import Asset, UploadSession
from ..errors import (
    APIConnectionError,
    APIStatusError,
    AssetExistsError,
    ImgixError,
    InvalidInputError,
    InvalidResponseError,
    NotFoundError,
    UploadSessionError,
)
from .pipeline import Pipeline
from .polling import wait_for
from .storage import send_file

REFUSED_EXISTING: Final = frozenset([400, 409, 412, 422])
"""Statuses that may refuse an upload since a file exists there. Which one imgix uses is not known."""

Progress = Callable[[int, int], object]
"""Called with the bytes sent so far and the bytes in all."""


class Uploads:
    """Uploads: files written into the storage behind a Source.

    Only Sources whose storage imgix may write to take them, not Web Folder and Web Proxy (documented).
    """

    def __init__(self, caller: Pipeline) -> None:
        self._caller = caller

    def upload(
        self,
        source_id: str,
        origin_path: str,
        file: AnyFile,
        *,
        overwrite: bool = False,
        content_type: str | None = None,
        progress: Progress | None = None,
        timeout: float = 1800.0,
    ) -> Asset:
        """Upload a file: in one request if it has at most 30 MB, else in an upload session. Permission Asset Edit.

        Buckets: upload (2 a second), or default for a session. The file is streamed, not read into memory; what
        cannot tell its size (an iterator, a pipe) is first written to a temporary file, of 5 GB at most, so that it can
        be sent again.

        Example:
            asset = client.uploads.upload(source.id, "cats/tom.jpg", "tom.jpg", overwrite=True)

        Args:
            source_id: The id of the Source.
            origin_path: Where the file goes in the origin, with or without a leading slash.
            file: A path, bytes, a binary file object (read from where it stands), or an iterator of bytes.
            overwrite: Whether to replace a file that is there. Needs the permission Asset Purge, too. What a session
                does with one is not known: without `overwrite`, whether there is one is asked first (get-asset).
            content_type: The media type; guessed from the name of the file or the origin path if not given.
            progress: Called with the bytes sent so far and the bytes in all; from the beginning where the file is
                sent again.
            timeout: With a session, the longest wait for imgix to process the file, in seconds.

        Returns:
            The Asset.

        Raises:
            InvalidInputError: There is no such file, it is too large, or the id or the path cannot be one.
            AssetExistsError: A file already exists at the path, and `overwrite` was not given.
            UploadSessionError: The session did not complete; it was cancelled, or is named in the error.
            WaitTimeoutError: imgix did not process the file of a session in time.
            ImgixError: A call failed.
        """
        source_id = self._caller.checked(validation.source_id, source_id)
        origin_path = self._caller.checked(validation.origin_path, origin_path)
        content_type = self._caller.checked(validation.media_type, content_type)
        direct = upload_asset.request(source_id, origin_path, overwrite=True if overwrite else None)
        largest = open_upload_session.request(source_id, origin_path).operation.max_bytes
        try:
            seekable = collect(file, origin_path, largest)
            with call_directly(opened, seekable, origin_path, content_type, largest) as upload:
                if over(upload.size, direct.operation.max_bytes):
                    if not overwrite:
                        self._refuse_existing(source_id, origin_path)
                    return self._in_session(source_id, origin_path, upload, progress, timeout)
                headers = {"Content-Type": upload.content_type, "Content-Length": str(upload.size)}
                try:
                    answer = self._caller.call(
                        direct, content=lambda: _chunks(upload, progress), content_headers=headers
                    )
                except APIStatusError as error:
                    if not overwrite and error.status_code in REFUSED_EXISTING:
                        self._refuse_existing(source_id, origin_path, error)
                    raise
        except InvalidInputError as error:
            error.language = self._caller.config.language
            raise
        return parse_resource(answer, Asset, f"{source_id}/{origin_path}")

    def open_session(self, source_id: str, origin_path: str) -> UploadSession:
        """Open a session for one large file. Permission Asset Edit; bucket default.

        PUT the bytes to `session.url` without the API key, then close the session. The paths of sessions are in doubt;
        see `session-paths` in openapi/UNCERTAIN.md.

        Raises:
            InvalidInputError: The id or the path cannot be one.
            ImgixError: The call failed.
        """
        source_id = self._caller.checked(validation.source_id, source_id)
        origin_path = self._caller.checked(validation.origin_path, origin_path)
        answer = self._caller.call(open_upload_session.request(source_id, origin_path))
        return parse_resource(answer, UploadSession)

    def session(self, source_id: str, session_id: str) -> UploadSession:
        """Get a session with its status. Permission Asset Browse (inferred); bucket default.

        Raises:
            InvalidInputError: An id cannot be one.
            NotFoundError: There is no such session.
            ImgixError: The call failed.
        """
        source_id, session_id = self._ids(source_id, session_id)
        return parse_resource(
            self._caller.call(get_upload_session.request(source_id, session_id)), UploadSession, session_id
        )

    def close_session(self, source_id: str, session_id: str) -> UploadSession:
        """Say that all bytes of a session were sent. Permission Asset Edit; bucket default.

        Raises:
            InvalidInputError: An id cannot be one.
            ImgixError: The call failed.
        """
        source_id, session_id = self._ids(source_id, session_id)
        return parse_resource(
            self._caller.call(close_upload_session.request(source_id, session_id)), UploadSession, session_id
        )

    def cancel_session(self, source_id: str, session_id: str) -> UploadSession:
        """Give a session up. Permission Asset Edit (inferred); bucket default.

        Raises:
            InvalidInputError: An id cannot be one.
            ImgixError: The call failed.
        """
        source_id, session_id = self._ids(source_id, session_id)
        return parse_resource(
            self._caller.call(cancel_upload_session.request(source_id, session_id)), UploadSession, session_id
        )

    def wait_until_complete(self, source_id: str, session_id: str, *, timeout: float = 1800.0) -> UploadSession:
        """Wait until imgix has processed the file of a closed session, asking less and less often.

        Permission Asset Browse (inferred); bucket default.

        Args:
            source_id: The id of the Source.
            session_id: The id of the session.
            timeout: The longest wait, in seconds.

        Raises:
            UploadSessionError: The session has an end that is not COMPLETE.
            WaitTimeoutError: It took longer than `timeout`.
            ImgixError: A call failed.
        """

        def settled(session: UploadSession) -> bool:
            if over_without_success(session.status):
                raise UploadSessionError(
                    source_id=source_id,
                    session_id=session_id,
                    origin_path=session.origin_path or "",
                    reason="refused",
                    cancelled=str(session.status).upper().startswith("CANCEL"),
                    session_status=session.status,
                    language=self._caller.config.language,
                )
            return session.status == "COMPLETE"

        return wait_for(
            self._caller,
            lambda: self.session(source_id, session_id),
            settled,
            status=lambda session: session.status,
            timeout=timeout,
        )

    def _ids(self, source_id: str, session_id: str) -> tuple[str, str]:
        return (
            self._caller.checked(validation.source_id, source_id),
            self._caller.checked(validation.session_id, session_id),
        )

    def _in_session(
        self, source_id: str, origin_path: str, upload: Upload, progress: Progress | None, timeout: float
    ) -> Asset:
        session = self.open_session(source_id, origin_path)
        reason = "expired" if expired(session) else "interrupted"
        try:
            if reason == "expired":
                raise TimeoutError(f"the session expired at {session.date_expires_at}")
            headers = {"Content-Type": upload.content_type, "Content-Length": str(upload.size)}
            url = str(session.url or "")
            send_file(self._caller, url, lambda: _chunks(upload, progress), headers, "openUploadSession")
            self.close_session(source_id, session.id)
        except BaseException as error:
            failure = UploadSessionError(
                source_id=source_id,
                session_id=session.id,
                origin_path=origin_path,
                reason=reason,
                cancelled=False,
                language=self._caller.config.language,
            )
            try:
                failure.cancelled = self._give_up(source_id, session.id)
            except BaseException as second:
                second.add_note(str(failure))
                raise
            if isinstance(error, Exception):
                raise failure from error
            error.add_note(str(failure))  # an interruption stays one
            raise
        try:
            self.wait_until_complete(source_id, session.id, timeout=timeout)
            answer = self._caller.call(get_asset.request(source_id, origin_path))
        except (APIStatusError, APIConnectionError, InvalidResponseError) as error:
            raise UploadSessionError(
                source_id=source_id,
                session_id=session.id,
                origin_path=origin_path,
                reason="unfollowed",
                cancelled=False,
                language=self._caller.config.language,
            ) from error
        return parse_resource(answer, Asset, f"{source_id}/{origin_path}")

    def _refuse_existing(self, source_id: str, origin_path: str, refusal: APIStatusError | None = None) -> None:
        """Raise AssetExistsError if there is an Asset at the path. After a refusal, an error of asking is ignored."""
        request = get_asset.request(source_id, origin_path)
        try:
            self._caller.call(request)
        except NotFoundError:
            return
        except ImgixError:
            if refusal is None:
                raise
            return
        call = self._caller.describe(request) if refusal is None else refusal.call
        error = AssetExistsError(
            source_id=source_id,
            origin_path=origin_path,
            status_code=None if refusal is None else refusal.status_code,
            call=call,
            language=self._caller.config.language,
        )
        raise error from refusal

    def _give_up(self, source_id: str, session_id: str) -> bool:
        try:
            self.cancel_session(source_id, session_id)
        except ImgixError:
            return False
        return True


def over_without_success(status: str | None) -> bool:
    """Whether a session has come to another end than COMPLETE. Which values there are is not known: inferred."""
    return (status or "").upper().startswith(("CANCEL", "FAIL", "ERROR", "EXPIRE", "ABORT"))


def _chunks(upload: Upload, progress: Progress | None) -> Iterator[bytes]:
    """The file from its beginning, also where it was sent before."""
    call_directly(upload.rewind)
    sent = 0
    while chunk := call_directly(upload.read):
        yield chunk
        sent += len(chunk)
        if progress is not None:
            progress(sent, upload.size)
