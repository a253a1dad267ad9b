"""Errors of single operations, and of what surrounds them: rate limits, waiting, lists, files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from .._i18n import LocalizedText, gettext_noop
from .base import ImgixError, reason
from .status import is_transient


@dataclass(kw_only=True, eq=False, repr=False)
class RateLimitWaitError(ImgixError):
    """The rate limit would keep the request waiting for longer than `max_wait`. Nothing was sent.

    Attributes:
        bucket: The rate-limit bucket.
        wait: How long the wait would take, in seconds.
        max_wait: The longest wait that was allowed, in seconds.
    """

    bucket: str
    wait: float
    max_wait: float

    code = "rate_limit_wait_too_long"
    retryable = True
    _what: ClassVar[str] = gettext_noop(
        "The rate limit {bucket} has no room for {wait} s, longer than max_wait allows ({max_wait} s)."
    )
    _advice: ClassVar[str] = gettext_noop("Nothing was sent. Retry after that time, or allow a longer max_wait.")


@dataclass(kw_only=True, eq=False, repr=False)
class RateLimitStoreError(ImgixError):
    """The rate-limit store is unavailable. Nothing was sent.

    Attributes:
        store: The file, or the URL without secrets.
        reason: What the underlying library reported, without secrets.
    """

    store: str
    reason: str

    code = "rate_limit_store_failed"
    retryable = True
    _what: ClassVar[str] = gettext_noop("The rate-limit store {store} is unavailable: {reason}.")
    _advice: ClassVar[str] = gettext_noop(
        "Fix it, choose another with RateLimits(store=...) or IMGIX_RATE_LIMIT_STORE, such as memory://, "
        "or continue without it with RateLimits(on_store_failure=0.1) or IMGIX_ON_STORE_FAILURE=0.1."
    )

    def __post_init__(self) -> None:
        self.reason = reason(self.reason)


@dataclass(kw_only=True, eq=False, repr=False)
class DeploymentError(ImgixError):
    """A source that waiting will not deploy.

    Attributes:
        source_id: The source.
        deployment_status: Its `deployment_status`, such as `disabled` or `deleted`.
    """

    source_id: str
    deployment_status: str

    code = "not_deployable"
    _what: ClassVar[str] = gettext_noop(
        "Source {source_id} will not be deployed: its deployment_status is {deployment_status}."
    )
    _advice: ClassVar[str] = gettext_noop("Check the source in the imgix dashboard.")
    _advice_by_status: ClassVar[dict[str, str]] = {
        "disabled": gettext_noop("Enable the source first, then wait again."),
        "deleted": gettext_noop("Use another source, or create a new one."),
    }

    def _sentences(self) -> Iterator[str]:
        yield self._what
        yield self._advice_by_status.get(self.deployment_status, self._advice)


@dataclass(kw_only=True, eq=False, repr=False)
class WaitTimeoutError(ImgixError):
    """A resource did not reach the expected state in the time allowed.

    Attributes:
        resource: What was waited for: an id, or a name in both languages.
        timeout: The time allowed, in seconds.
        last_status: The last status seen, or None if none was.
    """

    resource: str | LocalizedText
    timeout: float
    last_status: str | None = None

    code = "wait_timed_out"
    retryable = True
    _what: ClassVar[str] = gettext_noop("Waiting for {resource} timed out after {timeout} s.")
    _advice: ClassVar[str] = gettext_noop("It may still complete: wait again, longer if necessary.")

    def _sentences(self) -> Iterator[str]:
        yield self._what
        if self.last_status is not None:
            yield gettext_noop("The last status seen was {last_status}.")
        yield self._advice


@dataclass(kw_only=True, eq=False, repr=False)
class FieldNotRequestedError(ImgixError, AttributeError):
    """An attribute that the response does not hold, since a sparse fieldset did not request it.

    Attributes:
        resource: The kind of resource, such as `Source`.
        field: The attribute.
    """

    resource: str
    field: str

    code = "field_not_requested"
    _what: ClassVar[str] = gettext_noop("This {resource} was requested without its attribute {field}.")
    _advice: ClassVar[str] = gettext_noop("Add it to fields=..., or omit fields to get all attributes.")


@dataclass(kw_only=True, eq=False, repr=False)
class IncompleteResponseError(ImgixError):
    """A valid response that lacks an attribute which the next step of the call needs. Nothing was changed.

    Attributes:
        attribute: The attribute, such as `custom_fields`.
    """

    attribute: str

    code = "incomplete_response"
    _what: ClassVar[str] = gettext_noop(
        "The response does not include the current {attribute}, so they cannot be merged. Nothing was changed."
    )
    _advice: ClassVar[str] = gettext_noop("To replace all of them, use assets.update({attribute}=...).")


@dataclass(kw_only=True, eq=False, repr=False)
class PaginationError(ImgixError):
    """A list that cannot be read to its end: the server repeats pages, or does not say where the next one is.

    Attributes:
        position: The page number or cursor that the server names as the next; None if it reports more, but not where.
        unchanged_pages: The number of last pages that brought nothing new, if that is the reason; else 0.
    """

    position: int | str | None
    unchanged_pages: int = 0

    code = "pagination_loop"
    _what: ClassVar[str] = gettext_noop("The list does not end: the server names page {position} again as the next.")
    _unchanged: ClassVar[str] = gettext_noop(
        "The list does not end: the last {unchanged_pages} pages held nothing new."
    )
    _lost: ClassVar[str] = gettext_noop("The list is incomplete: the server reports another page, but not where it is.")
    _advice: ClassVar[str] = gettext_noop(
        "What was read so far may be incomplete. List again; if the error persists, ask imgix support."
    )

    def _sentences(self) -> Iterator[str]:
        if self.unchanged_pages:
            yield self._unchanged
        else:
            yield self._lost if self.position is None else self._what
        yield self._advice


@dataclass(kw_only=True, eq=False, repr=False)
class JournalError(ImgixError):
    """The journal of a job cannot be read or written. The job stops; what was done is not lost.

    Attributes:
        path: The file.
        reason: What SQLite or the system reported, such as a full disk.
    """

    path: str
    reason: str

    code = "journal_failed"
    retryable = True
    _what: ClassVar[str] = gettext_noop("The journal {path!r} cannot be used: {reason}.")
    _advice: ClassVar[str] = gettext_noop(
        "Check the disk and its free space, then run the job again with this journal: what was done is not repeated."
    )

    def __post_init__(self) -> None:
        self.reason = reason(self.reason)


@dataclass(kw_only=True, eq=False, repr=False)
class ItemInterruptedError(ImgixError):
    """An item of a job that was interrupted while its call was in flight. imgix cannot tell whether it was processed.

    Attributes:
        key: The item.
    """

    key: str

    code = "item_interrupted"
    _what: ClassVar[str] = gettext_noop(
        "The call for {key} was interrupted, and a look at the API does not show whether it was processed."
    )
    _advice: ClassVar[str] = gettext_noop(
        "Check the item in the imgix dashboard; then, if needed, run the items of unknown outcome again."
    )


@dataclass(kw_only=True, eq=False, repr=False)
class AssetExistsError(ImgixError):
    """An upload to a path where a file already exists, without `overwrite`. The existing file was kept.

    If imgix refused the upload, its refusal is `__cause__`. The path of a large file is checked before anything is
    sent, since it is not known what an upload session does with an existing file.

    Attributes:
        source_id: The Source.
        origin_path: Where the file was to go.
        status_code: The HTTP status of the refusal, or None if the path was checked first.
    """

    source_id: str
    origin_path: str
    status_code: int | None = None

    code = "asset_exists"
    _what: ClassVar[str] = gettext_noop("A file already exists at {origin_path!r}.")
    _advice: ClassVar[str] = gettext_noop("Pass overwrite=True to replace it.")


@dataclass(kw_only=True, eq=False, repr=False)
class TransferError(ImgixError):
    """The storage that imgix named for a file did not accept it, or did not deliver the complete file.

    Attributes:
        host: The host of the storage.
        status_code: Its HTTP status, or None if the transfer broke later.
        retry_after: The seconds to wait as the storage named them, or None.
    """

    host: str
    status_code: int | None = None
    retry_after: float | None = None

    code = "transfer_failed"
    _refused: ClassVar[str] = gettext_noop("The storage at {host} refused to transfer the file ({status_code}).")
    _what: ClassVar[str] = gettext_noop("The file from {host} is incomplete.")
    _advice: ClassVar[str] = gettext_noop("The signed URL may have expired: get a new one from imgix and retry.")

    def __post_init__(self) -> None:
        self.retryable: bool = self.status_code is None or is_transient(self.status_code)

    def _sentences(self) -> Iterator[str]:
        yield self._what if self.status_code is None else self._refused
        yield self._advice


@dataclass(kw_only=True, eq=False, repr=False)
class UnsafeURLError(ImgixError):
    """A response holds a URL that is not https: nothing was sent to it or fetched from it.

    Attributes:
        host: The host of the URL, or an empty string if it has none.
    """

    host: str

    code = "unsafe_url"
    _what: ClassVar[str] = gettext_noop("The response names a URL at {host!r} that is not https; it was not used.")
    _advice: ClassVar[str] = gettext_noop("Check the base URL and any proxy in between, then ask imgix support.")


@dataclass(kw_only=True, eq=False, repr=False)
class UploadSessionError(ImgixError):
    """An upload session that was opened but did not complete. The cause is `__cause__`.

    Attributes:
        source_id: The Source.
        session_id: The session.
        origin_path: Where the file was to go.
        reason: `interrupted`, `expired` (before the bytes were sent), `unfollowed` (the bytes were sent, but not
            whether imgix has processed them is known) or `refused` (the session ended in another status than
            COMPLETE).
        cancelled: Whether the session was cancelled. If not, it still exists, unless it was refused.
        session_status: The last status of the session, or None.
    """

    source_id: str
    session_id: str
    origin_path: str
    reason: str
    cancelled: bool
    session_status: str | None = None

    code = "upload_session_failed"
    retryable = True
    _by_reason: ClassVar[dict[str, str]] = {
        "interrupted": gettext_noop("The upload session {session_id} for {origin_path!r} was interrupted."),
        "expired": gettext_noop(
            "The upload session {session_id} for {origin_path!r} expired before the file was sent."
        ),
        "unfollowed": gettext_noop(
            "The file was sent in the upload session {session_id} for {origin_path!r}, "
            "but it could not be checked whether imgix has processed it."
        ),
        "refused": gettext_noop(
            "The upload session {session_id} for {origin_path!r} ended with the status {session_status}."
        ),
    }
    _again: ClassVar[str] = gettext_noop("Upload the file again.")
    _cancelled: ClassVar[str] = gettext_noop("It was cancelled: upload the file again.")
    _open: ClassVar[str] = gettext_noop(
        "It could not be cancelled: check it with uploads.sessions.get(), then cancel or close it, or let it expire."
    )

    def _sentences(self) -> Iterator[str]:
        yield self._by_reason[self.reason]
        if self.reason == "refused":
            yield self._again
        else:
            yield self._cancelled if self.cancelled else self._open
