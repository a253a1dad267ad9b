# Derived from facade/imgix_management/_async/transfers.py by `invoke generate`. Do not edit.
"""Files to and from the storage that imgix names: signed URLs, where the API key must never go."""

from __future__ import annotations

from collections.abc import Iterable, Callable, Mapping
from typing import BinaryIO

from ..errors import TransferError
from ..threads import directly
from ..transport import TransportError, connection_error, host_of, storage_request
from .caller import Caller

HTTP_OK = range(200, 300)
HTTP_WHOLE = 200
"""Of a file that is fetched, any other success is not the whole file: 206 is a part, 204 nothing."""


def send_file(caller: Caller, url: str, content: Iterable[bytes], headers: Mapping[str, str], operation: str) -> None:
    """PUT the bytes of a file to a signed URL. No API key, no rate limit, no redirect.

    Raises:
        UnsafeURLError: The URL is not https.
        TransferError: The storage did not take the file.
        APIConnectionError: The connection failed.
    """
    request = storage_request(
        "PUT", url, caller.config, timeout=caller.options.timeout, operation=operation, headers=headers, content=content
    )
    try:
        answer = caller.http.send(request, auth=None, follow_redirects=False)
    except TransportError as error:
        raise connection_error(error, caller.config, caller.options.timeout, operation, host_of(url)) from error
    if answer.status_code not in HTTP_OK:
        raise TransferError(
            host=host_of(url), status=answer.status_code, operation=operation, language=caller.config.language
        )


def fetch_file(
    caller: Caller,
    url: str,
    file: BinaryIO,
    operation: str,
    progress: Callable[[int, int | None], object] | None,
) -> None:
    """GET a file and write it as it comes. No API key, no rate limit, no redirect.

    Raises:
        UnsafeURLError: The URL is not https.
        TransferError: The storage did not give the file, or not whole.
        APIConnectionError: The connection failed.
    """
    request = storage_request(
        "GET",
        url,
        caller.config,
        timeout=caller.options.timeout,
        operation=operation,
        headers={"Accept-Encoding": "identity"},
    )
    try:
        answer = caller.http.send(request, auth=None, follow_redirects=False, stream=True)
        try:
            if answer.status_code != HTTP_WHOLE:
                raise TransferError(
                    host=host_of(url), status=answer.status_code, operation=operation, language=caller.config.language
                )
            # It was asked not to pack the file: of a packed one, nobody here could tell whether it is whole.
            plain = answer.headers.get("content-encoding", "identity") == "identity"
            length = answer.headers.get("content-length", "")
            size, done = int(length) if length.isdecimal() else None, 0
            for chunk in answer.iter_bytes():
                directly(file.write, chunk)
                done += len(chunk)
                if progress is not None:
                    progress(done, size)
        finally:
            answer.close()
    except TransportError as error:
        raise connection_error(error, caller.config, caller.options.timeout, operation, host_of(url)) from error
    if not plain or (size is not None and done != size):
        raise TransferError(host=host_of(url), operation=operation, language=caller.config.language)
