"""Publishing and unpublishing assets."""

import uuid
from http import HTTPStatus

from imgix_contract.errors import ApiError
from imgix_sandbox.context import Call, Reply, handles
from imgix_sandbox.handlers.purges import host_of
from imgix_sandbox.state import Publication


def _publication(call: Call, id_name: str) -> Reply:
    """Record a publication. Whether imgix shows it in the asset is not known."""
    source = call.context.source(call.path.get("source_id", call.attributes["source_id"]))
    if call.attributes["source_id"] != source.id:
        raise ApiError(HTTPStatus.BAD_REQUEST, "data.attributes.source_id: this is not the id in the path.")
    if host_of(call.attributes["url"]) not in source.hosts():
        raise ApiError(HTTPStatus.BAD_REQUEST, "data.attributes.url: the domain does not belong to the source.")
    publication = Publication(str(uuid.uuid4()), call.body["data"]["type"], call.attributes["url"], source.id, call.now)
    call.context.state.put_publication(publication)
    return Reply({"attributes": {id_name: publication.id}, "id": publication.id, "type": publication.type})


@handles("publishAsset")
async def publish_asset(call: Call) -> Reply:
    """Publish an asset."""
    return _publication(call, "publish_id")


@handles("unpublishAsset")
async def unpublish_asset(call: Call) -> Reply:
    """Unpublish an asset."""
    return _publication(call, "unpublish_id")
