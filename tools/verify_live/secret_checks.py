"""Check whether a secret that is left out of an update is lost, in a Source that nobody needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tools.contract import load
from tools.verify_live.client import LiveClient, jpeg
from tools.verify_live.verdicts import (
    MissingPrerequisiteError,
    Response,
    Verdict,
    check,
    confirmed,
    refuted,
    still_open,
)

_REFUSALS: Final = (400, 401, 403, 409, 422, 500, 502, 503)
_POLLS: Final = 60


def _without_secret(client: LiveClient) -> Sequence[Any]:
    """Upload a file, change the deployment without its secret, upload another file and refresh the first one.

    No response shows that a secret was lost; what needs the origin fails then.
    """
    source_id = client.throw_away_id
    source = client.call("getSource", source_id=source_id)
    deployment = source.attributes["deployment"] if source.ok else {}
    if not deployment.get("allows_upload"):
        raise MissingPrerequisiteError("it needs a Source that takes uploads")
    before = _upload(client, source_id, "before.jpg")
    if not before.ok:
        return [before]
    changed = _change(client, source_id, {"type": deployment["type"], "annotation": "secret test"})
    if not changed.ok:
        changed = _change(client, source_id, {**_sendable(deployment), "annotation": "secret test"})
    if changed.ok:
        _wait(client, source_id)
    uploaded = _upload(client, source_id, "after.jpg")
    refreshed = client.call("refreshAsset", source_id=source_id, origin_path=f"{client.folder}/before.jpg")
    return [before, changed, uploaded, refreshed]


def _upload(client: LiveClient, source_id: str, name: str) -> Response:
    path = f"{client.folder}/{name}"
    return client.call("uploadAsset", source_id=source_id, origin_path=path, content=jpeg(), content_type="image/jpeg")


def _change(client: LiveClient, source_id: str, deployment: dict[str, Any]) -> Response:
    body = {"data": {"id": source_id, "type": "sources", "attributes": {"deployment": deployment}}}
    return client.call("updateSource", source_id=source_id, body=body)


def _sendable(deployment: dict[str, Any]) -> dict[str, Any]:
    """Return a deployment as it was read, without what only imgix sets."""
    schemas = load()["components"]["schemas"]
    parts = [name for name in schemas if name.endswith("Fields")]
    known = {name for part in ("DeploymentSettings", *parts) for name in schemas[part]["properties"]}
    return {name: value for name, value in deployment.items() if name in {"type", *known}}


def _wait(client: LiveClient, source_id: str) -> None:
    for _ in range(_POLLS):
        if client.call("getSource", source_id=source_id).attributes["deployment_status"] == "deployed":
            return
        client.pause(5)


@check(
    "secret-loss",
    _without_secret,
    effect="writes",
    expected=_REFUSALS,
    action="changes the deployment of the Source named with --throw-away without its secrets, which may lose them",
)
def secret_loss(before: Response, changed: Response | None = None, *after: Response) -> Verdict:
    """Check whether what needs the secret still works."""
    if not before.ok or changed is None:
        return still_open(f"uploads failed before the change: {before.summary}")
    if not changed.ok:
        return still_open(f"a deployment without its secret is refused: {changed.summary}")
    failed = [response for response in after if not response.ok]
    if failed:
        return confirmed(f"the secret is lost: {failed[0].operation} returned {failed[0].summary}")
    return refuted("the secret is kept", then="Say in updateSource that a secret that is left out is kept.")
