# Derived from facade/imgix_management/_async/upload_sessions.py by `invoke sync`. Do not edit.
"""Upload sessions: `client.uploads.sessions`."""

from __future__ import annotations

from typing import Final

from imgix_openapi.api.uploads import (
    cancel_upload_session,
    close_upload_session,
    get_upload_session,
    open_upload_session,
)

from .._core.jsonapi import parse_resource
from .._core.polling import DEFAULT_WAIT_TIMEOUT, PollInterval
from .._core.validation import OriginPath
from .._models.resources import UploadSession
from ..errors import UploadSessionError
from .pipeline import Pipeline
from .polling import wait_for

FAILURES: Final = ("CANCEL", "FAIL", "ERROR", "EXPIRE", "ABORT")
"""How a status begins that is final and not COMPLETE. Which values there are is not known: inferred."""


class UploadSessions:
    """Upload sessions: one for each large file. `client.uploads.upload` uses them automatically.

    A session is created, its `url` takes the bytes, and it is closed; imgix then processes the file, and the session
    is complete. The paths of sessions are in doubt; see `session-paths` in openapi/UNCERTAIN.md.

    Example:
        session = client.uploads.sessions.create(source.id, "films/cats.mp4")
        print(session.url)  # takes the bytes of the file, by PUT and without the API key
        client.uploads.sessions.cancel(source.id, session.id)
    """

    def __init__(self, api: Pipeline) -> None:
        self._api = api

    def create(self, source_id: str, origin_path: OriginPath) -> UploadSession:
        """Open a session for one file. Permission Asset Edit; bucket default.

        The session and its `url` are valid for 8 hours. The file may have 5 GB, on Cloudflare R2 4.99 GB; Azure Sources
        have no sessions (documented).

        Args:
            source_id: The id of the Source.
            origin_path: Where the file goes in the origin, with or without a leading slash.

        Returns:
            The session. PUT the bytes to its `url`, without the API key, then close it.

        Raises:
            InvalidInputError: `source_id` or `origin_path` is not valid.
            ImgixError: The call failed.
        """
        request = self._api.request(open_upload_session.request, source_id, origin_path=origin_path)
        return parse_resource(self._api.call(request), UploadSession)

    def get(self, source_id: str, session_id: str) -> UploadSession:
        """Get a session with its status. Permission Asset Browse (inferred); bucket default.

        Args:
            source_id: The id of the Source.
            session_id: The id of the session.

        Raises:
            InvalidInputError: `source_id` or `session_id` is not a valid id.
            NotFoundError: There is no such session.
            ImgixError: The call failed.
        """
        request = self._api.request(get_upload_session.request, source_id, session_id)
        return parse_resource(self._api.call(request), UploadSession, session_id)

    def close(self, source_id: str, session_id: str) -> UploadSession:
        """Close a session after its last byte, so that imgix processes the file. Permission Asset Edit; bucket default.

        A closed session is not yet complete: see `wait_until_complete`.

        Args:
            source_id: The id of the Source.
            session_id: The id of the session.

        Raises:
            InvalidInputError: `source_id` or `session_id` is not a valid id.
            ImgixError: The call failed.
        """
        request = self._api.request(close_upload_session.request, source_id, session_id)
        return parse_resource(self._api.call(request), UploadSession, session_id)

    def cancel(self, source_id: str, session_id: str) -> UploadSession:
        """Cancel a session. Permission Asset Edit (inferred); bucket default.

        Args:
            source_id: The id of the Source.
            session_id: The id of the session.

        Raises:
            InvalidInputError: `source_id` or `session_id` is not a valid id.
            ImgixError: The call failed.
        """
        request = self._api.request(cancel_upload_session.request, source_id, session_id)
        return parse_resource(self._api.call(request), UploadSession, session_id)

    def wait_until_complete(
        self,
        source_id: str,
        session_id: str,
        *,
        timeout: float = DEFAULT_WAIT_TIMEOUT,
        poll_interval: PollInterval | None = None,
    ) -> UploadSession:
        """Wait until imgix has processed the file of a closed session.

        Permission Asset Browse (inferred); each poll takes one request of the bucket default.

        Args:
            source_id: The id of the Source.
            session_id: The id of the session.
            timeout: The longest wait, in seconds; 0 checks once.
            poll_interval: Seconds between two calls, or a function that returns them for the number of calls made so
                far; by default from 0.5 up to 15 seconds.

        Returns:
            The session, complete.

        Raises:
            InvalidInputError: `source_id`, `session_id`, `timeout` or `poll_interval` is not valid.
            UploadSessionError: The session ended, but not as COMPLETE.
            WaitTimeoutError: The session was not complete after `timeout`.
            ImgixError: A call failed.
        """

        def is_complete(session: UploadSession) -> bool:
            status = str(session.status or "").upper()
            if status.startswith(FAILURES):
                error = UploadSessionError(
                    source_id=source_id,
                    session_id=session_id,
                    origin_path=session.origin_path or "",
                    reason="refused",
                    cancelled=status.startswith("CANCEL"),
                    session_status=session.status,
                )
                raise self._api.stamp(error)
            return session.status == "COMPLETE"

        return wait_for(
            self._api,
            lambda api: UploadSessions(api).get(source_id, session_id),
            is_complete,
            status=lambda session: session.status,
            resource=session_id,
            timeout=timeout,
            interval=poll_interval,
        )
