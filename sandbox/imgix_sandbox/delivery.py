"""Serve the images of sources as imgix does, with a cache that only a purge empties.

A source that is at shop.imgix.net is served at /_images/shop/; one with the domain img.shop.example at
/_images/img.shop.example/. Images are not rendered: parameters make other cache entries of the same file.
"""

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from imgix_sandbox.context import Context
from imgix_sandbox.state import Source, State

IMAGES = "/_images"

# A file may be a page with a script: it must not act as one of the sandbox's own.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",  # or a browser would not ask again after a purge
}


def image_path(source: Source, origin_path: str) -> str:
    """Return the path at which the sandbox serves an asset, not percent-encoded."""
    host = min(source.hosts(), key=lambda name: (not name.endswith(".imgix.net"), name), default="")
    return f"{IMAGES}/{host.removesuffix('.imgix.net')}/{origin_path}"


def purge(context: Context, url: str) -> None:
    """Remove what the cache has of a URL, on all domains of its source: they share a cache here, as a choice."""
    parts = urlsplit(url)
    source = context.state.source_of_host(parts.hostname or "")
    if source is not None:
        context.cache.purge(f"{source.id}{parts.path}")


async def serve_image(context: Context, request: Request) -> Response:
    """Respond to a request for an image."""
    host, _, path = request.path_params["path"].partition("/")
    source = context.state.source_of_host(host if "." in host else f"{host}.imgix.net")
    if source is None:
        return _refused("No source has this domain.")
    url_path = request.scope["raw_path"].decode("latin-1").removeprefix(f"{IMAGES}/").partition("/")[2]
    if _is_unpublished(context.state, source, f"/{url_path}"):
        return _refused("The asset is unpublished.")
    key, query = f"{source.id}/{url_path}", request.url.query
    entry = context.cache.get(key, query)
    if entry is not None:
        return Response(entry[0], headers={**_HEADERS, "X-Cache": "HIT"}, media_type=entry[1])
    asset = context.state.assets.get(f"{source.id}/{path}")
    # A disabled source serves only what is cached (documented).
    if asset is None or asset.blob is None or not source.enabled:
        return _refused("There is no such image, or its source is disabled.")
    content = context.state.store.blob(asset.blob).read_bytes()
    media_type = str(asset.attributes.get("content_type") or "application/octet-stream")
    context.cache.put(key, query, content, media_type)
    return Response(content, headers={**_HEADERS, "X-Cache": "MISS"}, media_type=media_type)


def _is_unpublished(state: State, source: Source, path: str) -> bool:
    for publication in reversed(list(state.publications.values())):
        parts = urlsplit(publication.url)
        if publication.source_id == source.id and parts.path == path:
            return publication.type == "unpublishes"
    return False


def _refused(text: str) -> Response:
    return PlainTextResponse(f"{text}\n", HTTPStatus.NOT_FOUND, headers={**_HEADERS, "X-Cache": "MISS"})
