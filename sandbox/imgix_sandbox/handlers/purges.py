"""Purges."""

import uuid
from http import HTTPStatus
from itertools import takewhile
from urllib.parse import urlsplit

from imgix_contract.errors import ApiError
from imgix_sandbox import delivery
from imgix_sandbox.context import Call, Reply, handles
from imgix_sandbox.state import Purge

_DUPLICATE_WITHIN = 10.0
"""Seconds; imgix advises to wait as long between identical purges (documented)."""


@handles("createPurge")
async def create_purge(call: Call) -> Reply:
    """Purge a URL. A repeated, identical purge within ten seconds is carried out too, but returns 409.

    imgix documents that this *may* happen; here it always does. Whether a URL on none of the account's
    domains is rejected, and with which status, is not known.
    """
    state = call.context.state
    url, source_id = call.attributes["url"], call.attributes.get("source_id")
    if source_id is not None and source_id not in state.sources:
        raise ApiError(HTTPStatus.BAD_REQUEST, "data.attributes.source_id: there is no such source.")
    if state.source_of_host(host_of(url)) is None:
        raise ApiError(HTTPStatus.BAD_REQUEST, "data.attributes.url: the domain belongs to none of your sources.")
    purge = Purge(
        id=str(uuid.uuid4()),
        url=url.partition("#")[0].partition("?")[0],  # the query makes no difference (documented)
        sub_image=call.attributes.get("sub_image", False),
        source_id=source_id,
        time=call.now,
        duplicate=False,
    )
    recent = takewhile(lambda earlier: call.now - earlier.time < _DUPLICATE_WITHIN, reversed(state.purges.values()))
    purge.duplicate = any(_same(purge, earlier) for earlier in recent)
    state.put_purge(purge)
    delivery.purge(call.context, purge.url)
    if purge.duplicate and call.context.variants["purge-conflict"] == "409":
        raise ApiError(HTTPStatus.CONFLICT, "Duplicate purge request pending")
    return Reply({"attributes": {"purge_id": purge.id}, "id": purge.id, "type": "purges"})


def host_of(url: str) -> str:
    """Return the host name in a URL; empty if it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _same(purge: Purge, earlier: Purge) -> bool:
    return (purge.url, purge.sub_image, purge.source_id) == (earlier.url, earlier.sub_image, earlier.source_id)
