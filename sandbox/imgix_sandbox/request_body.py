"""JSON bodies of requests."""

from http import HTTPStatus

import orjson
from starlette.requests import Request

from imgix_contract.contract import JSON_TYPES, MEDIA_TYPE
from imgix_contract.errors import ApiError
from imgix_contract.schemas import Json

_MAX_BYTES = 1024 * 1024


async def read(request: Request) -> Json:
    """Read a JSON body; None if there is none.

    Raises:
        ApiError: 400 for a wrong content type, for more than 1 MiB, and for invalid JSON. The statuses that imgix
            returns are not known.
        ClientDisconnect: The client disconnected.
    """
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > _MAX_BYTES:
            raise ApiError(HTTPStatus.BAD_REQUEST, f"The body is too large: at most {_MAX_BYTES} bytes.")
    if not data:
        return None
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in JSON_TYPES:
        raise ApiError(HTTPStatus.BAD_REQUEST, f"The Content-Type must be {MEDIA_TYPE}.")
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise ApiError(
            HTTPStatus.BAD_REQUEST, f"The body is not JSON: line {error.lineno}, column {error.colno}."
        ) from None
