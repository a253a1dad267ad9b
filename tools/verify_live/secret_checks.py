"""The question whether imgix keeps a secret that is left out, asked of a Source that nobody needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tools.contract import load
from tools.verify_live.client import Probe, jpeg
from tools.verify_live.verdicts import Answer, MissingError, Verdict, confirmed, refuted, settles, still_open

_REFUSALS: Final = (400, 401, 403, 409, 422, 500, 502, 503)
_POLLS: Final = 60


def _without_secret(probe: Probe) -> Sequence[Any]:
    """Upload a file, change the deployment without its secret, upload another file and refresh the first one.

    No response shows that a secret was lost; what needs the origin fails then.
    """
    source_id = probe.throw_away_id
    source = probe.call("getSource", source_id=source_id)
    deployment = source.attributes["deployment"] if source.ok else {}
    if not deployment.get("allows_upload"):
        raise MissingError("it needs a Source that takes uploads")
    before = _upload(probe, source_id, "before.jpg")
    if not before.ok:
        return [before]
    changed = _change(probe, source_id, {"type": deployment["type"], "annotation": "secret test"})
    if not changed.ok:
        changed = _change(probe, source_id, {**_sendable(deployment), "annotation": "secret test"})
    if changed.ok:
        _wait(probe, source_id)
    uploaded = _upload(probe, source_id, "after.jpg")
    refreshed = probe.call("refreshAsset", source_id=source_id, origin_path=f"{probe.folder}/before.jpg")
    return [before, changed, uploaded, refreshed]


def _upload(probe: Probe, source_id: str, name: str) -> Answer:
    path = f"{probe.folder}/{name}"
    return probe.call("uploadAsset", source_id=source_id, origin_path=path, content=jpeg(), content_type="image/jpeg")


def _change(probe: Probe, source_id: str, deployment: dict[str, Any]) -> Answer:
    body = {"data": {"id": source_id, "type": "sources", "attributes": {"deployment": deployment}}}
    return probe.call("updateSource", source_id=source_id, body=body)


def _sendable(deployment: dict[str, Any]) -> dict[str, Any]:
    """Return a deployment as it was read, without what only imgix sets."""
    schemas = load()["components"]["schemas"]
    parts = [name for name in schemas if name.endswith("Fields")]
    known = {name for part in ("DeploymentSettings", *parts) for name in schemas[part]["properties"]}
    return {name: value for name, value in deployment.items() if name in {"type", *known}}


def _wait(probe: Probe, source_id: str) -> None:
    for _ in range(_POLLS):
        if probe.call("getSource", source_id=source_id).attributes["deployment_status"] == "deployed":
            return
        probe.pause(5)


@settles(
    "secret-loss",
    _without_secret,
    effect="writes",
    takes=_REFUSALS,
    does="changes the deployment of the Source named with --throw-away without its secrets, which may lose them",
)
def secret_loss(before: Answer, changed: Answer | None = None, *after: Answer) -> Verdict:
    """Whether what needs the secret still works."""
    if not before.ok or changed is None:
        return still_open(f"uploads failed before the change: {before.said}")
    if not changed.ok:
        return still_open(f"a deployment without its secret is refused: {changed.said}")
    failed = [answer for answer in after if not answer.ok]
    if failed:
        return confirmed(f"the secret is lost: {failed[0].operation} was answered with {failed[0].said}")
    return refuted("the secret is kept", then="Say in updateSource that a secret that is left out is kept.")
