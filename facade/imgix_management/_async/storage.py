"""Transfer files to and from the storage that imgix names: signed URLs, where the API key must never go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO, Final

from .._core import network_streams, telemetry
from .._core.concurrency import to_thread
from .._core.trailing import TrailingData
from .._core.transport import (
    AsyncHTTP,
    HTTPRequest,
    HTTPResponse,
    TransportError,
    connection_error,
    host_of,
    path_of,
    response_info,
    storage_request,
)
from .._files.downloads import DownloadProgress
from ..errors import Call, TransferError
from ..errors.status import retry_after
from .pipeline import AsyncPipeline
from .retry_state import AsyncRetryState
from .sender import Content

HTTP_SUCCESS: Final = range(200, 300)
HTTP_OK: Final = 200
"""Of a file that is downloaded, no other success is the complete file: 206 is a part, 204 nothing."""


async def send_file(api: AsyncPipeline, url: str, content: Content, headers: Mapping[str, str], operation: str) -> None:
    """PUT the bytes of a file to a signed URL. No API key, no rate limit, no redirect.

    It is sent again only where the storage cannot have taken it.

    Raises:
        UnsafeURLError: The URL is not https.
        TransferError: The storage did not take the file.
        APIConnectionError: The connection failed.
    """

    async def attempt(state: AsyncRetryState) -> None:
        timeouts = state.timeouts()
        request = storage_request("PUT", url, api.config, timeouts=timeouts, headers=headers, content=content())
        with api.connections.use() as http:
            response = await _send(http, state, request, timeouts)
            try:
                state.info = response_info(response, api.config, attempts=state.sent)
                if response.status_code not in HTTP_SUCCESS:
                    raise _transfer_error(url, response)
            finally:
                await response.aclose()

    await api.transfer(Call(operation, "PUT", path_of(url)), host_of(url), attempt, repeatable=False)


async def fetch_file(
    api: AsyncPipeline, url: str, file: BinaryIO, operation: str, progress: DownloadProgress | None
) -> None:
    """GET a file and write it as it arrives. No API key, no rate limit, no redirect.

    A transfer that breaks starts again from the beginning, and so does `progress`.

    Raises:
        UnsafeURLError: The URL is not https.
        TransferError: The storage did not return the file, or not all of it.
        APIConnectionError: The connection failed.
    """

    async def attempt(state: AsyncRetryState) -> None:
        timeouts = state.timeouts()
        headers = {"Accept-Encoding": "identity"}
        request = storage_request("GET", url, api.config, timeouts=timeouts, headers=headers)
        file.seek(0)
        file.truncate()
        with api.connections.use() as http:
            response = await _send(http, state, request, timeouts)
            try:
                state.info = response_info(response, api.config, attempts=state.sent)
                await _receive(response, url, file, progress)
            except TransportError as error:
                raise connection_error(error, host_of(url), state.in_force(timeouts)) from error
            finally:
                await response.aclose()

    await api.transfer(Call(operation, "GET", path_of(url)), host_of(url), attempt, repeatable=True)


async def _send(
    http: AsyncHTTP, state: AsyncRetryState, request: HTTPRequest, timeouts: Mapping[str, float | None]
) -> HTTPResponse:
    state.info = None
    state.sent += 1
    trailing = TrailingData()

    async def trace(event: str, info: object) -> None:
        if event.endswith(network_streams.OPENED):
            network_streams.prepare(info)
        trailing.trace(event)

    request.extensions["trace"] = trace
    try:
        with telemetry.request_span(request, resend=state.sent - 1) as record_status:
            response = await http.send(request, auth=None, follow_redirects=False, stream=True)
            trailing.response = response
            record_status(response.status_code)
    except TransportError as error:
        raise connection_error(error, request.url.netloc.decode(), state.in_force(timeouts)) from error
    return response


async def _receive(response: HTTPResponse, url: str, file: BinaryIO, progress: DownloadProgress | None) -> None:
    if response.status_code != HTTP_OK:
        raise _transfer_error(url, response)
    # It was requested uncompressed: whether a compressed file is complete could not be checked, nor how large it gets.
    if response.headers.get("content-encoding", "identity") != "identity":
        raise TransferError(host=host_of(url))
    length = response.headers.get("content-length", "")
    size, received = int(length) if length.isdecimal() else None, 0
    async for chunk in response.aiter_bytes():
        await to_thread(file.write, chunk)
        received += len(chunk)
        if progress is not None:
            progress(received, size)
    if size is not None and received != size:
        raise TransferError(host=host_of(url))


def _transfer_error(url: str, response: HTTPResponse) -> TransferError:
    return TransferError(host=host_of(url), status_code=response.status_code, retry_after=retry_after(response.headers))
