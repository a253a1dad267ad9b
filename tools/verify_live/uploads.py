"""Questions that uploads and upload sessions settle, in the Source that was named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from imgix_openapi.operations import OPERATIONS
from tools.contract import load, operations
from tools.verify_live.client import Probe, jpeg
from tools.verify_live.verdicts import Answer, Edit, Verdict, confirmed, refuted, settles, still_open

_MB: Final = 1_000_000
_NO_PATH: Final = (404, 405)


_ODD: Final = "a b+c%25?風.jpg"


@settles("path-encoding", lambda probe: [probe.upload(_ODD)], effect="writes", does="uploads small files of its own")
def path_encoding(uploaded: Answer) -> Verdict:
    """Whether odd characters come back."""
    path = uploaded.attributes["origin_path"]
    if path.endswith(f"/{_ODD}"):
        return confirmed(f"it reads {path}")
    return refuted(f"it reads {path}", then="Change the encoding of origin_path in OriginPath and the templates.")


@settles(
    "upload-exists",
    lambda probe: [probe.upload("twice.jpg"), probe.upload("twice.jpg")],
    effect="writes",
    takes=(400, 409, 422),
)
def upload_exists(first: Answer, second: Answer) -> Verdict:
    """How a second upload of a file is refused."""
    if not first.ok:
        return still_open(f"the first upload was answered with {first.said}")
    if second.ok:
        return refuted("the file was replaced or renamed", then="Say in uploadAsset what happens without overwrite.")
    if str(second.status) in _statuses("uploadAsset"):
        return confirmed(f"it is refused: {second.said}")
    return refuted(f"it is refused: {second.said}", then=f"List the status {second.status} in uploadAsset.")


@settles(
    "upload-media-type",
    lambda probe: [probe.upload("bytes.jpg", content_type="application/octet-stream")],
    effect="writes",
)
def upload_media_type(uploaded: Answer) -> Verdict:
    """Whether imgix looks at the bytes."""
    kind = uploaded.attributes["content_type"]
    if kind == "image/jpeg":
        return confirmed("imgix looks at the bytes, or at the name; any Content-Type will do")
    return refuted(f"it became {kind}", then="Say in uploadAsset that Content-Type is kept.")


def _large(probe: Probe) -> Sequence[Any]:
    first = probe.upload("31-mb.jpg", size=31 * _MB)
    return [first, *([probe.upload("40-mb.jpg", size=40 * _MB)] if first.ok else [])]


@settles("upload-limit", _large, effect="writes", takes=(400, 413), does="uploads up to 131 million bytes")
def upload_limit(first: Answer, second: Answer | None = None) -> Verdict:
    """How much an upload may have."""
    if not first.ok:
        return confirmed(f"31 million bytes are refused: {first.said}")
    limit = 50 * _MB if second is not None and second.ok else 30 * 1024 * 1024
    old = OPERATIONS["uploadAsset"].max_bytes
    edit = Edit("uploadAsset", f"x-imgix-max-bytes: {old}", f"x-imgix-max-bytes: {limit}")
    return refuted(f"31 million bytes are taken; the limit is {limit} bytes, if it is one of those known", edit)


@settles(
    "too-large-status", lambda probe: [probe.upload("60-mb.jpg", size=60 * _MB)], effect="writes", takes=(400, 413)
)
def too_large_status(answer: Answer) -> Verdict:
    """How too large a file is refused."""
    if answer.ok:
        return still_open("60 million bytes are not too many")
    if str(answer.status) in _statuses("uploadAsset"):
        return confirmed(f"{answer.said}, which the contract has")
    return refuted(answer.said, then=f"List the status {answer.status} in uploadAsset.")


def _statuses(operation: str) -> set[str]:
    (found,) = [each for _, _, each in operations(load()) if each["operationId"] == operation]
    return set(found["responses"])


# ---------------------------------------------------------------------------------------------------- upload sessions
def _session_id(answer: Answer) -> str:
    return str(answer.data["id"])


def _found(probe: Probe, operation: str, **arguments: Any) -> tuple[list[Answer], Answer]:  # noqa: ANN401
    """Call an operation by the chosen path, and by its variants if there is no such path."""
    answers = [probe.call(operation, forms={"session-paths": "mixed"}, **arguments)]
    variants = OPERATIONS[operation].variants
    if variants and _elsewhere(answers[0], arguments.get("origin_path")):
        answers += [probe.call(operation, forms={"session-paths": form}, **arguments) for form in variants.paths]
    return answers, answers[-1]


def _elsewhere(answer: Answer, origin_path: str | None) -> bool:
    """Whether the path is another one: there is none such, or its word was taken for the name of a folder."""
    if origin_path is None or not answer.ok:
        return answer.missing()
    return str(answer.attributes["origin_path"]).removeprefix("/") != origin_path


def _sessions(probe: Probe) -> list[Answer]:
    """Open a session, look at it, send a file, close it; open another one and cancel it."""
    path = f"{probe.folder}/session.jpg"
    answers, opened = _found(probe, "openUploadSession", source_id=probe.source_id, origin_path=path)
    if not opened.ok:
        return answers
    place: dict[str, Any] = {"source_id": probe.source_id, "session_id": _session_id(opened)}
    answers += _found(probe, "getUploadSession", **place)[0]
    probe.send(opened.attributes["url"], jpeg())
    answers += _found(probe, "closeUploadSession", **place)[0]
    return answers


@settles(
    "session-paths",
    lambda probe: [probe.once("sessions", lambda: _sessions(probe))],
    effect="writes",
    does="opens upload sessions; sends a small file to one and closes it, cancels the other",
)
def session_paths(answers: list[Answer]) -> Verdict:
    """Which path each step has."""
    forms, edits, told = {}, [], []
    for name in ("openUploadSession", "getUploadSession", "closeUploadSession"):
        given = [answer for answer in answers if answer.operation == name]
        if not given or given[-1].useless((400,)):
            return still_open(f"no path of {name} worked: {', '.join(each.said for each in given) or 'not tried'}")
        forms[name] = given[-1].form
    others = [(OPERATIONS[operation], form) for operation, form in forms.items() if form != "mixed"]
    if not others:
        return confirmed("create/ and status/ have the word, closing does without")
    for operation, form in others:
        path = operation.variants.paths[form] if operation.variants else operation.path
        told.append(f"{operation.method} {path}")
        if form == "words":
            edits.append(Edit(operation.id, f"  {operation.path}:\n", f"  {path}:\n"))
    note = "the paths that work: " + ", ".join(told)
    then = "" if edits else "Move these by hand: two operations have the same path then, which a document cannot hold."
    return refuted(note, *edits, then=then)


def _opened(probe: Probe) -> Answer:
    answers = probe.once("sessions", lambda: _sessions(probe))
    return [answer for answer in answers if answer.operation == "openUploadSession"][-1]


@settles("session-resource", lambda probe: [_opened(probe)], effect="writes")
def session_resource(opened: Answer) -> Verdict:
    """What a session is called."""
    return confirmed(f"the type is {opened.data['type']!r}", then="Name it in UploadSessionResource.")


def _cancel(probe: Probe) -> Sequence[Any]:
    form = _opened(probe).form
    place: dict[str, Any] = {"source_id": probe.source_id}
    opened = probe.call(
        "openUploadSession", forms={"session-paths": form}, origin_path=f"{probe.folder}/cancelled.jpg", **place
    )
    if not opened.ok:
        return [opened, opened]
    place["session_id"] = _session_id(opened)
    return [probe.call("cancelUploadSession", **place), _found(probe, "getUploadSession", **place)[1]]


@settles("session-cancelled", _cancel, effect="writes", takes=_NO_PATH)
def session_cancelled(cancelled: Answer, after: Answer) -> Verdict:
    """What becomes of a session."""
    if not cancelled.ok:
        return still_open(f"cancelling was answered with {cancelled.said}")
    status = after.attributes["status"] if after.ok else after.said
    note = f"{cancelled.status}; the status afterwards is {status}"
    if cancelled.data:
        return confirmed(note, then="Name the status in UploadSessionAttributes.")
    return refuted(f"{note}; no session came", then="Let cancelUploadSession succeed without a body.")


def _look_with_browse_only(probe: Probe) -> Sequence[Any]:
    opened = _opened(probe)
    forms = {"session-paths": "bare" if opened.form == "bare" else "mixed"}
    place: dict[str, Any] = {"source_id": probe.source_id, "session_id": _session_id(opened)}
    return [probe.call("getUploadSession", key="KEY_WITH_ASSET_BROWSE_ONLY", forms=forms, **place)]


@settles("session-permissions", _look_with_browse_only, effect="writes", takes=(403,))
def session_permissions(answer: Answer) -> Verdict:
    """Whether Asset Browse is enough for the status."""
    if answer.ok:
        return confirmed("Asset Browse is enough for the status; the cancellation was not tried")
    edit = Edit("getUploadSession", "apiKey: [asset-browse]", "apiKey: [asset-edit]")
    return refuted(f"it is refused: {answer.said}", edit)
