"""Assets: list, get, update, add from the origin, refresh."""

from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool

from imgix_contract.errors import ApiError
from imgix_sandbox import images, queries
from imgix_sandbox.context import Call, Context, Reply, handles
from imgix_sandbox.state import Asset, Queued

_NOT_ANALYZED: dict[str, Any] = {
    "analyzed_content_warnings": False,
    "analyzed_faces": False,
    "analyzed_tags": False,
    "face_count": None,
    "warning_adult": None,
    "warning_medical": None,
    "warning_racy": None,
    "warning_spoof": None,
    "warning_violence": None,
}
"""The sandbox analyses no images."""

_EDITABLE: dict[str, Any] = {
    "categories": None,
    "custom_fields": None,
    "description": None,
    "name": None,
    "tags": None,
}

_NO_FILE: dict[str, Any] = {
    "color_model": None,
    "color_profile": None,
    "colors": None,
    "content_type": None,
    "dpi_height": None,
    "dpi_width": None,
    "file_size": None,
    "has_frames": None,
    "media_height": None,
    "media_kind": None,
    "media_width": None,
}
"""Attributes of an asset in an origin that the sandbox cannot read."""


def register(
    context: Context,
    source_id: str,
    origin_path: str,
    file: dict[str, Any],
    *,
    now: float,
    blob: str | None,
    uploaded: bool,
) -> Asset:
    """Store a file as an asset; editable attributes of the asset it replaces stay (not known).

    Args:
        context: The sandbox.
        source_id: The id of its source.
        origin_path: Its path, without a leading slash.
        file: The attributes read from its bytes.
        now: UNIX seconds.
        blob: The name of its bytes, if the sandbox has them.
        uploaded: Whether it was uploaded through the API.
    """
    before = context.state.assets.get(f"{source_id}/{origin_path}")
    attributes = {
        **_NOT_ANALYZED,
        **_EDITABLE,
        "date_created": int(now),
        "uploaded_by": None,
        **(before.attributes if before else {}),
        **file,
        "uploaded_by_api": uploaded,
        "date_modified": int(now),
    }
    asset = Asset(source_id, origin_path, attributes, blob)
    context.state.put_asset(asset)
    return asset


def register_due(context: Context, now: float) -> None:
    """Register the queued files that are due."""
    due = [(key, queued) for key, queued in context.state.queued.items() if queued.due <= now]
    for key, queued in due:
        if key not in context.state.assets:
            register(context, queued.source_id, queued.origin_path, _NO_FILE, now=queued.due, blob=None, uploaded=False)
        context.state.remove_queued(key)


def _attributes(asset: Asset) -> dict[str, Any]:
    return {**asset.attributes, "origin_path": f"/{asset.origin_path}", "source_id": asset.source_id}


def resource(asset: Asset, fieldset: str | None = None) -> dict[str, Any]:
    """Return an asset as a resource object."""
    attributes = queries.sparse(dict(sorted(_attributes(asset).items())), fieldset)
    return {"attributes": attributes, "id": asset.id, "type": "assets"}


@handles("listAssets")
async def list_assets(call: Call) -> Reply:
    """List the assets of a source, in order of creation unless sorted; imgix's own order is not known."""
    source = call.context.source(call.path["source_id"])
    matching = [
        asset
        for asset in call.context.state.assets.values()
        if asset.source_id == source.id and queries.matches(_attributes(asset), call.query, queries.ASSET_FILTERS)
    ]
    page, meta = queries.page_by_cursor(queries.sort(matching, call.query.get("sort"), _attributes), call.query)
    return Reply([resource(asset, call.query.get("fields[assets]")) for asset in page], meta)


@handles("getAsset")
async def get_asset(call: Call) -> Reply:
    """Return an asset."""
    asset = call.context.asset(call.path["source_id"], call.path["origin_path"])
    return Reply(resource(asset, call.query.get("fields[assets]")))


@handles("updateAsset")
async def update_asset(call: Call) -> Reply:
    """Update the editable attributes; `custom_fields` is replaced entirely (seen in imgix's code)."""
    asset = call.context.asset(call.path["source_id"], call.path["origin_path"])
    if call.body["data"]["id"] != asset.id:
        raise ApiError(HTTPStatus.BAD_REQUEST, "data.id: this is not the id of the asset in the path.")
    asset.attributes = {**asset.attributes, **call.attributes, "date_modified": int(call.now)}
    call.context.state.put_asset(asset)
    return Reply(resource(asset))


@handles("addAsset")
async def add_asset(call: Call) -> Reply:
    """Queue a file of the origin. The sandbox reads no origin, so the asset has no attributes of the file.

    What happens if the origin has no such file is not known.
    """
    source = call.context.source(call.path["source_id"])
    queued = Queued(source.id, call.path["origin_path"], call.now + call.context.delay)
    key = f"{queued.source_id}/{queued.origin_path}"
    if key in call.context.state.assets or key in call.context.state.queued:
        raise ApiError(HTTPStatus.CONFLICT)
    call.context.state.put_queued(queued)
    return Reply(None)


@handles("refreshAsset")
async def refresh_asset(call: Call) -> Reply:
    """Read the metadata of an asset's bytes again."""
    place = call.path["source_id"], call.path["origin_path"]
    call.context.deployments.refuse_without_secret(call.context.source(place[0]))
    asset = call.context.asset(*place)
    if asset.blob is not None:
        blob, declared = asset.blob, asset.attributes["content_type"]
        path = call.context.state.store.blob(blob)
        metadata = await run_in_threadpool(images.attributes, path, asset.origin_path, declared)
        asset = call.context.asset(*place)
        if asset.blob == blob:  # no upload has replaced it meanwhile
            asset.attributes = {**asset.attributes, **metadata}
    asset.attributes = {**asset.attributes, "date_modified": int(call.now)}
    call.context.state.put_asset(asset)
    return Reply(resource(asset))
