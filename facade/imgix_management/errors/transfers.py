"""Files on the way from or to other hosts: storage behind signed URLs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from .._i18n import Language, gettext, gettext_noop
from .base import ImgixError, sanitize
from .status import is_transient


class TransferError(ImgixError):
    """The storage that imgix named for a file did not take it, or did not give it whole.

    Attributes:
        host: The host of the storage.
        status: Its HTTP status, or None if the transfer broke off later.
    """

    code = "transfer_failed"
    _refused: ClassVar[str] = gettext_noop("The storage at {host} answered {status} instead of transferring the file.")
    _broken: ClassVar[str] = gettext_noop("The file from {host} did not arrive whole.")
    _next: ClassVar[str] = gettext_noop("The signed URL may have expired: ask imgix for a new one and try again.")

    def __init__(
        self,
        *,
        host: str,
        status: int | None = None,
        retry_after: float | None = None,
        operation: str | None = None,
        language: Language | None = None,
    ) -> None:
        super().__init__(operation=operation, language=language)
        self.host = host
        self.status = status
        self.retry_after = retry_after
        self.retryable = status is None or is_transient(status)

    def _sentences(self, language: Language) -> Iterator[str]:
        if self.status is None:
            yield gettext(self._broken, language, host=self.host)
        else:
            yield gettext(self._refused, language, host=self.host, status=self.status)
        yield gettext(self._next, language)


class UnsafeURLError(ImgixError):
    """An answer holds a URL that nothing is sent to or fetched from: it is not https.

    Attributes:
        host: The host of the URL, or an empty string if it has none.
    """

    code = "unsafe_url"
    _what: ClassVar[str] = gettext_noop("The answer names a URL at {host!r} that is not https; it was not used.")
    _next: ClassVar[str] = gettext_noop("Check the base URL and any proxy in between, then ask imgix support.")

    def __init__(self, *, host: str, operation: str | None = None, language: Language | None = None) -> None:
        super().__init__(operation=operation, language=language)
        self.host = host

    def _sentences(self, language: Language) -> Iterator[str]:
        yield gettext(self._what, language, host=sanitize(self.host, 100))
        yield gettext(self._next, language)


class UploadSessionError(ImgixError):
    """An upload session that was opened but not brought to its end. The cause is `__cause__`.

    Attributes:
        source_id: The Source.
        session_id: The session.
        origin_path: Where the file was to go.
        reason: `interrupted`, `expired` (before the bytes were sent) or `refused` (the session has another end than
            COMPLETE).
        session_status: The last status of the session, or None.
        cancelled: Whether the session was cancelled. If not, it is still there, unless it was refused.
    """

    code = "upload_session_failed"
    retryable = True
    _whats: ClassVar[dict[str, str]] = {
        "interrupted": gettext_noop("The upload session {session_id} for {origin_path!r} was interrupted."),
        "expired": gettext_noop(
            "The upload session {session_id} for {origin_path!r} expired before the file was sent."
        ),
        "unfollowed": gettext_noop(
            "The file was sent in the upload session {session_id} for {origin_path!r}, "
            "but whether imgix has processed it could not be asked."
        ),
        "refused": gettext_noop("The upload session {session_id} for {origin_path!r} ended with the status {status}."),
    }
    _again: ClassVar[str] = gettext_noop("Upload the file again.")
    _cancelled: ClassVar[str] = gettext_noop("It was cancelled: upload the file again.")
    _open: ClassVar[str] = gettext_noop(
        "It could not be cancelled: look at it with uploads.session(), then cancel or close it, or let it expire."
    )

    def __init__(
        self,
        *,
        source_id: str,
        session_id: str,
        origin_path: str,
        reason: str,
        cancelled: bool,
        session_status: str | None = None,
        language: Language | None = None,
    ) -> None:
        super().__init__(operation="openUploadSession", language=language)
        self.source_id = source_id
        self.session_id = session_id
        self.origin_path = origin_path
        self.reason = reason
        self.session_status = session_status
        self.cancelled = cancelled

    def _sentences(self, language: Language) -> Iterator[str]:
        yield gettext(
            self._whats[self.reason],
            language,
            session_id=self.session_id,
            origin_path=self.origin_path,
            status=self.session_status,
        )
        if self.reason == "refused":
            yield gettext(self._again, language)
        else:
            yield gettext(self._cancelled if self.cancelled else self._open, language)
