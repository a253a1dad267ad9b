# Derived from facade/imgix_management/_async/storage.py by `invoke generate`. Do not edit.
"""Files to and from the storage that imgix names: signed URLs, where the API key must never go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO

from .._core import telemetry
from .._core.concurrency import call_directly
from .._core.transport import HTTPResponse, TransportError, connection_error, host_of, storage_request
from ..errors import TransferError
from ..errors.status import retry_after
from .pipeline import Pipeline, Content

HTTP_OK = range(200, 300)
HTTP_WHOLE = 200
"""Of a file that is fetched, any other success is not the whole file: 206 is a part, 204 nothing."""


def send_file(caller: Pipeline, url: str, content: Content, headers: Mapping[str, str], operation: str) -> None:
    """PUT the bytes of a file to a signed URL. No API key, no rate limit, no redirect.

    It is sent again only where the storage cannot have taken it.

    Raises:
        UnsafeURLError: The URL is not https.
        TransferError: The storage did not take the file.
        APIConnectionError: The connection failed.
    """
    attempts = caller.attempts(caller.transfer_options, repeatable=False)

    def attempt() -> None:
        timeouts = attempts.timeouts()
        request = storage_request(
            "PUT", url, caller.config, timeouts=timeouts, operation=operation, headers=headers, content=content()
        )
        attempts.sent += 1
        try:
            with telemetry.request_span(request, resend=attempts.sent - 1) as answered:
                answer = caller.http.send(request, auth=None, follow_redirects=False)
                answered(answer.status_code)
        except TransportError as error:
            raise connection_error(error, caller.config, timeouts, host_of(url)) from error
        if answer.status_code not in HTTP_OK:
            raise _refused(url, answer)

    caller.transfer(attempts, attempt, operation)


def fetch_file(
    caller: Pipeline,
    url: str,
    file: BinaryIO,
    operation: str,
    progress: Callable[[int, int | None], object] | None,
) -> None:
    """GET a file and write it as it comes. No API key, no rate limit, no redirect.

    Where the transfer breaks off, it begins again, and so does `progress`.

    Raises:
        UnsafeURLError: The URL is not https.
        TransferError: The storage did not give the file, or not whole.
        APIConnectionError: The connection failed.
    """
    attempts = caller.attempts(caller.transfer_options, repeatable=True)

    def attempt() -> None:
        timeouts = attempts.timeouts()
        request = storage_request(
            "GET",
            url,
            caller.config,
            timeouts=timeouts,
            operation=operation,
            headers={"Accept-Encoding": "identity"},
        )
        file.seek(0)
        file.truncate()
        attempts.sent += 1
        try:
            with telemetry.request_span(request, resend=attempts.sent - 1) as answered:
                answer = caller.http.send(request, auth=None, follow_redirects=False, stream=True)
                answered(answer.status_code)
            try:
                _receive(answer, url, file, progress)
            finally:
                answer.close()
        except TransportError as error:
            raise connection_error(error, caller.config, timeouts, host_of(url)) from error

    caller.transfer(attempts, attempt, operation)


def _receive(
    answer: HTTPResponse, url: str, file: BinaryIO, progress: Callable[[int, int | None], object] | None
) -> None:
    if answer.status_code != HTTP_WHOLE:
        raise _refused(url, answer)
    # It was asked not to pack the file: of a packed one, nobody here could tell whether it is whole.
    plain = answer.headers.get("content-encoding", "identity") == "identity"
    length = answer.headers.get("content-length", "")
    size, done = int(length) if length.isdecimal() else None, 0
    for chunk in answer.iter_bytes():
        call_directly(file.write, chunk)
        done += len(chunk)
        if progress is not None:
            progress(done, size)
    if not plain or (size is not None and done != size):
        raise TransferError(host=host_of(url))


def _refused(url: str, answer: HTTPResponse) -> TransferError:
    return TransferError(host=host_of(url), status=answer.status_code, retry_after=retry_after(answer.headers))
