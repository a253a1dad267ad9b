"""Uploads in one request, and upload sessions."""

import secrets
from http import HTTPStatus
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from imgix_contract.errors import ApiError
from imgix_openapi.operations import UPLOAD_LIMITS
from imgix_sandbox import images, signing
from imgix_sandbox.context import Call, Context, Reply, handles
from imgix_sandbox.handlers import assets
from imgix_sandbox.state import Session, Source

_LIFETIME = 8 * 3600
"""Seconds until a session expires (documented)."""

_WITH_SESSIONS = {limit.type for limit in UPLOAD_LIMITS if limit.session_max_bytes is not None}


async def receive(request: Request, path: Path, max_bytes: int | None, too_large: int = HTTPStatus.BAD_REQUEST) -> None:
    """Stream the body of a request to a file; remove an unfinished file.

    Raises:
        ApiError: 400, or `too_large`, if the body is too large. The status that imgix returns is not known.
        ClientDisconnect: The client disconnected.
    """
    declared = request.headers.get("content-length", "")
    if max_bytes is not None and declared.isdecimal() and int(declared) > max_bytes:
        raise _too_large(max_bytes, too_large)
    written = 0
    try:
        with path.open("wb") as file:
            async for chunk in request.stream():
                written += len(chunk)
                if max_bytes is not None and written > max_bytes:
                    raise _too_large(max_bytes, too_large)
                file.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _too_large(max_bytes: int, status: int) -> ApiError:
    return ApiError(status, f"The file is too large: at most {max_bytes} bytes. Use an upload session.")


def _writable(call: Call) -> Source:
    source = call.context.source(call.path["source_id"])
    if not source.deployment["allows_upload"]:
        raise ApiError(
            HTTPStatus.BAD_REQUEST,
            f"Sources of the type {source.deployment['type']} do not take uploads: imgix cannot write to the origin.",
        )
    call.context.deployments.refuse_without_secret(source)
    return source


def _refuse_existing(call: Call, asset_id: str) -> None:
    # That it fails is documented; the status that imgix returns is not known.
    if asset_id in call.context.state.assets and not call.query["overwrite"]:
        raise ApiError(
            int(call.context.variants["upload-exists"]),
            "There is already a file at this path; overwrite=true replaces it.",
        )


@handles("uploadAsset")
async def upload_asset(call: Call) -> Reply:
    """Store a file and register it as an asset. Empty files are refused (not known)."""
    source, origin_path = _writable(call), call.path["origin_path"]
    _refuse_existing(call, f"{source.id}/{origin_path}")
    store = call.context.state.store
    path = store.begin_blob()
    await receive(call.request, path, call.max_bytes, int(call.context.variants["too-large-status"]))
    try:
        if not path.stat().st_size:
            raise ApiError(HTTPStatus.BAD_REQUEST, "The body is empty.")
        declared = call.request.headers.get("content-type")
        metadata = await run_in_threadpool(images.attributes, path, origin_path, declared)
        _refuse_existing(call, f"{source.id}/{origin_path}")  # another upload may have been faster
        blob = store.finish_blob(path)
    finally:
        path.unlink(missing_ok=True)
    asset = assets.register(call.context, source.id, origin_path, metadata, now=call.now, blob=blob, uploaded=True)
    return Reply(assets.resource(asset))


def _resource(session: Session, **more: str) -> dict[str, object]:
    attributes: dict[str, object] = {
        "date_created": session.date_created,
        "date_expires": session.date_expires,
        "date_modified": session.date_modified,
        "id": session.id,
        "origin_path": f"/{session.origin_path}",
        "source_id": session.source_id,
        "status": session.status,
        **more,
    }
    # The value of `type` is not known.
    return {"attributes": attributes, "id": session.id, "type": "upload-sessions"}


def _session(call: Call) -> Session:
    session = call.context.state.sessions.get(call.path["session_id"])
    if session is None or session.source_id != call.path["source_id"]:
        raise ApiError(HTTPStatus.NOT_FOUND)
    return session


@handles("openUploadSession")
async def open_session(call: Call) -> Reply:
    """Open a session with a signed URL on the sandbox itself. An existing file is replaced (not known)."""
    source = _writable(call)
    if source.deployment["type"] not in _WITH_SESSIONS:
        kind = source.deployment["type"]
        raise ApiError(HTTPStatus.BAD_REQUEST, f"Sources of the type {kind} do not take upload sessions.")
    if call.path["origin_path"] in call.context.state.sessions:  # with the bare path, which also closes sessions
        call.path = {**call.path, "session_id": call.path["origin_path"]}
        return await close_session(call)
    now = int(call.now)
    session = Session(
        id=secrets.token_hex(16),
        source_id=source.id,
        origin_path=call.path["origin_path"],
        status="PENDING",
        date_created=now,
        date_modified=now,
        date_expires=now + _LIFETIME,
    )
    call.context.state.put_session(session)
    url = call.base_url + signing.upload_path(call.context.signing_key, session.id, session.date_expires)
    return Reply(_resource(session, url=url))


@handles("getUploadSession")
async def get_session(call: Call) -> Reply:
    """Return a session."""
    return Reply(_resource(_session(call)))


@handles("closeUploadSession")
async def close_session(call: Call) -> Reply:
    """Close a session whose file was uploaded; a closed session stays closed (not known, as are the errors)."""
    session = _session(call)
    if session.status == "CANCELLED":
        raise ApiError(HTTPStatus.BAD_REQUEST, "The upload session was cancelled.")
    if session.status == "PENDING":
        if session.blob is None:
            raise ApiError(HTTPStatus.BAD_REQUEST, "Nothing was uploaded in this upload session.")
        session.status, session.date_modified = "CLOSED", int(call.now)
        session.complete_at = call.now + call.context.delay
        call.context.state.put_session(session)
    return Reply(_resource(session))


@handles("cancelUploadSession")
async def cancel_session(call: Call) -> Reply:
    """Cancel a session. The status afterwards is not known, nor whether a closed session can be cancelled: 400 here."""
    session = _session(call)
    if session.status in {"CLOSED", "COMPLETE"}:
        raise ApiError(HTTPStatus.BAD_REQUEST, "The upload session is closed.")
    session.status, session.date_modified = "CANCELLED", int(call.now)
    blob, session.blob = session.blob, None
    call.context.state.put_session(session)
    call.context.state.store.remove_blob(blob)
    return Reply(_resource(session))


async def store_bytes(context: Context, request: Request, session: Session) -> None:
    """Store the file that was sent to a session's signed URL.

    Raises:
        ClientDisconnect: The client disconnected; nothing is stored.
        ApiError: 400 if the session was closed or cancelled meanwhile.
    """
    store = context.state.store
    path = store.begin_blob()
    await receive(request, path, None)
    declared = request.headers.get("content-type")
    try:
        metadata = await run_in_threadpool(images.attributes, path, session.origin_path, declared)
        if session.status != "PENDING":
            raise ApiError(HTTPStatus.BAD_REQUEST, "The upload session is not open.")
        blob = store.finish_blob(path)
    finally:
        path.unlink(missing_ok=True)
    before = session.blob
    session.attributes, session.blob = metadata, blob
    context.state.put_session(session)
    store.remove_blob(before)


def complete_due(context: Context, now: float) -> None:
    """Register the files of closed sessions that are due."""
    for session in context.state.sessions.values():
        if session.status == "CLOSED" and session.complete_at is not None and session.complete_at <= now:
            assets.register(
                context,
                session.source_id,
                session.origin_path,
                session.attributes or {},
                now=session.complete_at,
                blob=session.blob,
                uploaded=True,
            )
            session.status, session.date_modified = "COMPLETE", int(session.complete_at)
            session.attributes = session.blob = session.complete_at = None
            context.state.put_session(session)
