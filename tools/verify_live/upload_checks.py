"""Check uploads and upload sessions, in the Source for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from imgix_openapi.operations import OPERATIONS
from tools.contract import load, operations
from tools.verify_live.client import LiveClient, jpeg
from tools.verify_live.verdicts import Edit, Response, Verdict, check, confirmed, refuted, still_open

_MB: Final = 1_000_000
_NO_PATH: Final = (404, 405)


_ODD: Final = "a b+c%25?風.jpg"


@check("path-encoding", lambda client: [client.upload(_ODD)], effect="writes", action="uploads small files of its own")
def path_encoding(uploaded: Response) -> Verdict:
    """Check whether unusual characters are preserved."""
    path = uploaded.attributes["origin_path"]
    if path.endswith(f"/{_ODD}"):
        return confirmed(f"it reads {path}")
    return refuted(f"it reads {path}", then="Change the encoding of origin_path in OriginPath and the templates.")


@check(
    "upload-exists",
    lambda client: [client.upload("twice.jpg"), client.upload("twice.jpg")],
    effect="writes",
    expected=(400, 409, 422),
)
def upload_exists(first: Response, second: Response) -> Verdict:
    """Find out how a second upload of a file is refused."""
    if not first.ok:
        return still_open(f"the first upload returned {first.summary}")
    if second.ok:
        return refuted("the file was replaced or renamed", then="Say in uploadAsset what happens without overwrite.")
    if str(second.status) in _statuses("uploadAsset"):
        return confirmed(f"it is refused: {second.summary}")
    return refuted(f"it is refused: {second.summary}", then=f"List the status {second.status} in uploadAsset.")


@check(
    "upload-media-type",
    lambda client: [client.upload("bytes.jpg", content_type="application/octet-stream")],
    effect="writes",
)
def upload_media_type(uploaded: Response) -> Verdict:
    """Check whether imgix detects the type from the bytes."""
    kind = uploaded.attributes["content_type"]
    if kind == "image/jpeg":
        return confirmed("imgix looks at the bytes, or at the name; any Content-Type will do")
    return refuted(f"it became {kind}", then="Say in uploadAsset that Content-Type is kept.")


def _large(client: LiveClient) -> Sequence[Any]:
    first = client.upload("31-mb.jpg", size=31 * _MB)
    return [first, *([client.upload("40-mb.jpg", size=40 * _MB)] if first.ok else [])]


@check("upload-limit", _large, effect="writes", expected=(400, 413), action="uploads up to 131 million bytes")
def upload_limit(first: Response, second: Response | None = None) -> Verdict:
    """Find out how large an upload may be."""
    if not first.ok:
        return confirmed(f"31 million bytes are refused: {first.summary}")
    limit = 50 * _MB if second is not None and second.ok else 30 * 1024 * 1024
    edit = Edit("uploadAsset/x-imgix-max-bytes", limit)
    return refuted(f"31 million bytes are accepted; the limit is {limit} bytes, if it is one of those known", edit)


@check(
    "too-large-status", lambda client: [client.upload("60-mb.jpg", size=60 * _MB)], effect="writes", expected=(400, 413)
)
def too_large_status(response: Response) -> Verdict:
    """Find out how a file that is too large is refused."""
    if response.ok:
        return still_open("60 million bytes are not too many")
    if str(response.status) in _statuses("uploadAsset"):
        return confirmed(f"{response.summary}, which the contract has")
    return refuted(response.summary, then=f"List the status {response.status} in uploadAsset.")


def _statuses(operation: str) -> set[str]:
    (definition,) = [each for _, _, each in operations(load()) if each["operationId"] == operation]
    return set(definition["responses"])


# ---------------------------------------------------------------------------------------------------- upload sessions
def _session_id(response: Response) -> str:
    return str(response.data["id"])


def _call_variants(client: LiveClient, operation: str, **arguments: Any) -> tuple[list[Response], Response]:  # noqa: ANN401
    """Call an operation by the chosen path, and by its variants if there is no such path."""
    responses = [client.call(operation, variants={"session-paths": "mixed"}, **arguments)]
    variants = OPERATIONS[operation].variants
    if variants and _elsewhere(responses[0], arguments.get("origin_path")):
        responses += [
            client.call(operation, variants={"session-paths": variant}, **arguments) for variant in variants.paths
        ]
    return responses, responses[-1]


def _elsewhere(response: Response, origin_path: str | None) -> bool:
    """Return whether the path is a different one: not found, or its word was taken as the name of a folder."""
    if origin_path is None or not response.ok:
        return response.missing()
    return str(response.attributes["origin_path"]).removeprefix("/") != origin_path


def _sessions(client: LiveClient) -> list[Response]:
    """Open a session, get it, send a file and close it."""
    path = f"{client.folder}/session.jpg"
    responses, opened = _call_variants(client, "openUploadSession", source_id=client.source_id, origin_path=path)
    if not opened.ok:
        return responses
    place: dict[str, Any] = {"source_id": client.source_id, "session_id": _session_id(opened)}
    responses += _call_variants(client, "getUploadSession", **place)[0]
    client.send(opened.attributes["url"], jpeg())
    responses += _call_variants(client, "closeUploadSession", **place)[0]
    return responses


@check(
    "session-paths",
    lambda client: [client.cached("sessions", lambda: _sessions(client))],
    effect="writes",
    action="opens upload sessions; sends a small file to one and closes it, and cancels the other",
)
def session_paths(responses: list[Response]) -> Verdict:
    """Find out which path each step has."""
    variants, edits, paths = {}, [], []
    for name in ("openUploadSession", "getUploadSession", "closeUploadSession"):
        calls = [response for response in responses if response.operation == name]
        if not calls or calls[-1].unusable((400,)):
            return still_open(f"no path of {name} worked: {', '.join(each.summary for each in calls) or 'not tried'}")
        variants[name] = calls[-1].variant
    others = [(OPERATIONS[operation], variant) for operation, variant in variants.items() if variant != "mixed"]
    if not others:
        return confirmed("create/ and status/ have the word, closing does without")
    for operation, variant in others:
        path = operation.variants.paths[variant] if operation.variants else operation.path
        paths.append(f"{operation.method} {path}")
        if variant == "words":
            edits.append(Edit(operation.id, path))
    note = "the paths that work: " + ", ".join(paths)
    then = "" if edits else "Merge these operations: they have the same path then, which OpenAPI does not allow."
    return refuted(note, *edits, then=then)


def _opened(client: LiveClient) -> Response:
    responses = client.cached("sessions", lambda: _sessions(client))
    return [response for response in responses if response.operation == "openUploadSession"][-1]


@check("session-resource", lambda client: [_opened(client)], effect="writes")
def session_resource(opened: Response) -> Verdict:
    """Find out what a session is called."""
    return confirmed(f"the type is {opened.data['type']!r}", then="Name it in UploadSessionResource.")


def _cancel(client: LiveClient) -> Sequence[Any]:
    variant = _opened(client).variant
    place: dict[str, Any] = {"source_id": client.source_id}
    opened = client.call(
        "openUploadSession", variants={"session-paths": variant}, origin_path=f"{client.folder}/cancelled.jpg", **place
    )
    if not opened.ok:
        return [opened, opened]
    place["session_id"] = _session_id(opened)
    return [client.call("cancelUploadSession", **place), _call_variants(client, "getUploadSession", **place)[1]]


@check("session-cancelled", _cancel, effect="writes", expected=_NO_PATH)
def session_cancelled(cancelled: Response, after: Response) -> Verdict:
    """Find out what happens to a cancelled session."""
    if not cancelled.ok:
        return still_open(f"cancelling returned {cancelled.summary}")
    status = after.attributes["status"] if after.ok else after.summary
    note = f"{cancelled.status}; the status afterwards is {status}"
    if cancelled.data:
        return confirmed(note, then="Name the status in UploadSessionAttributes.")
    return refuted(f"{note}; no session came", then="Let cancelUploadSession succeed without a body.")


def _look_with_browse_only(client: LiveClient) -> Sequence[Any]:
    opened = _opened(client)
    variants = {"session-paths": "bare" if opened.variant == "bare" else "mixed"}
    place: dict[str, Any] = {"source_id": client.source_id, "session_id": _session_id(opened)}
    return [client.call("getUploadSession", key="KEY_WITH_ASSET_BROWSE_ONLY", variants=variants, **place)]


@check("session-permissions", _look_with_browse_only, effect="writes", expected=(403,))
def session_permissions(response: Response) -> Verdict:
    """Check whether Asset Browse is enough for the status."""
    if response.ok:
        return confirmed("Asset Browse is enough for the status; the cancellation was not tried")
    edit = Edit("getUploadSession/security/0/apiKey", "[asset-edit]")
    return refuted(f"it is refused: {response.summary}", edit)
