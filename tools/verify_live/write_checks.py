"""Check what only a write can settle, in the Source for tests or in a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from imgix_openapi.operations import OPERATIONS
from tools.verify_live.client import LiveClient
from tools.verify_live.verdicts import Edit, Response, Verdict, check, confirmed, refuted, still_open

_INVALID: Final = (400, 415, 422)
_NO_PATH: Final = (404, 405)


def _status(operation: str, status: int) -> Edit:
    return Edit(f"{operation}/x-imgix-status", status)


# ----------------------------------------------------------------------------------------------------------- Sources
@check(
    "create-status",
    lambda client: [client.test_source],
    effect="writes",
    action="creates a Source, which is disabled at the end; there is no way to delete one",
)
def create_status(created: Response) -> Verdict:
    """Find out with which status a Source is created."""
    if created.status == OPERATIONS["createSource"].status:
        return confirmed(f"{created.status}")
    return refuted(f"{created.status}", _status("createSource", created.status))


@check("enabled-on-create", lambda client: [client.test_source], effect="writes")
def enabled_on_create(created: Response) -> Verdict:
    """Check whether a Source can be created disabled."""
    if created.attributes["enabled"] is False:
        return confirmed("the Source is disabled")
    return refuted("it is ignored: the Source is enabled", then="Take `enabled` out of SourceCreateAttributes.")


def _edit_disabled(client: LiveClient) -> Sequence[Any]:
    disabled = (
        client.update(enabled=False) if client.test_source.ok and client.test_source.attributes["enabled"] else None
    )
    edited = client.update(enabled=True, name="verify-live, renamed")
    if not edited.ok:
        client.update(enabled=True)
    return [*([disabled] if disabled else []), edited]


@check("disabled-edits", _edit_disabled, effect="writes", expected=(400,), action="renames and enables that Source")
def disabled_edits(*responses: Response) -> Verdict:
    """Check whether a disabled Source accepts other changes together with being enabled."""
    edited = responses[-1]
    if not edited.ok:
        return confirmed(f"they are refused: {edited.summary}")
    both = edited.attributes["enabled"] is True and "renamed" in edited.attributes["name"]
    return (refuted if both else confirmed)("both were changed" if both else "the other change is ignored")


@check(
    "deployment-merge",
    lambda client: [client.enabled_source, client.update(deployment={"type": "webfolder", "annotation": "merge test"})],
    effect="writes",
    expected=(400,),
    action="changes the deployment of that Source",
)
def deployment_merge(before: Response, after: Response) -> Verdict:
    """Check whether settings that are left out are removed."""
    old = before.attributes["deployment"]
    if not after.ok:
        because_of_it = any(name in after.detail for name in old)
        note = f"a part of a deployment is refused: {after.summary}"
        return confirmed(note) if because_of_it else still_open(f"{note}; the reason may be another one")
    new = after.attributes["deployment"]
    lost = sorted(name for name in old if name != "annotation" and new.get(name) != old[name])
    if lost:
        return confirmed(f"it replaces; removed or changed: {', '.join(lost)}")
    return refuted("it is merged", then="Say in updateSource that a part of a deployment is enough.")


def _short_ttl(client: LiveClient) -> Sequence[Any]:
    deployment = {
        "type": "webfolder",
        "webfolder_base_url": "https://example.com/",
        "imgix_subdomains": client.enabled_source.attributes["deployment"]["imgix_subdomains"],
        "cache_ttl_value": 60,
    }
    return [client.update(deployment=deployment)]


@check("cache-ttl-minimum", _short_ttl, effect="writes", expected=(400,))
def cache_ttl_minimum(updated: Response) -> Verdict:
    """Check whether 60 seconds are too few."""
    if not updated.ok and "cache_ttl" not in updated.detail:
        return still_open(f"it was refused for another reason: {updated.summary}")
    if updated.ok and (value := updated.attributes["deployment"].get("cache_ttl_value")) == 60:  # noqa: PLR2004
        return confirmed("60 is accepted")
    note = f"60 became {value}" if updated.ok else f"60 is refused: {updated.summary}"
    return refuted(note, Edit(_MINIMUM_TTL, 1800))


_MINIMUM_TTL: Final = "components/schemas/DeploymentSettings/properties/cache_ttl_value/minimum"


def _without_deployment(client: LiveClient) -> Sequence[Any]:
    body = {"data": {"type": "sources", "attributes": {"name": "No deployment"}}}
    return [client.call("createSource", body=body)]


@check("validation-errors", _without_deployment, effect="writes", expected=_INVALID, action="sends an invalid request")
def validation_errors(refusal: Response) -> Verdict:
    """Find out how an invalid request is refused."""
    if refusal.ok:
        return still_open("a Source without a deployment was created")
    pointer = (refusal.document["errors"][0].get("source") or {}).get("pointer")
    note = f"{refusal.summary}, {f'pointing to {pointer}' if pointer else 'without a pointer'}"
    if refusal.status == 400 and not pointer:  # noqa: PLR2004
        return confirmed(note)
    return refuted(
        note, then=f"List the status {refusal.status} where requests have bodies; add `source` if it points."
    )


@check(
    "no-delete",
    lambda client: [client.call("getSource", method="DELETE", source_id="0" * 24)],
    effect="writes",
    expected=_NO_PATH,
    action="sends DELETE for a Source that does not exist",
)
def no_delete(response: Response) -> Verdict:
    """Check whether a Source can be deleted."""
    if response.status == 405:  # noqa: PLR2004
        return confirmed("405: there is no such method")
    if response.ok:
        return refuted(f"{response.status}", then="Add the operation deleteSource.")
    return still_open("404 may mean that there is no such Source, or no such method")


# ------------------------------------------------------------------------------------------------- Assets and purges
def _publish(client: LiveClient) -> Sequence[Any]:
    first = client.publish("publishes", {"publish-path": "source"})
    if not first.missing():
        return [first]
    second = client.publish("publishes", {"publish-path": "root"})
    if second.ok:
        client.variants["publish-path"] = "root"
    return [first, second]


@check("publish-path", _publish, effect="writes", expected=_NO_PATH, action="publishes an existing Asset")
def publish_path(first: Response, second: Response | None = None) -> Verdict:
    """Find out which path publishes."""
    if first.ok:
        return confirmed(f"{OPERATIONS['publishAsset'].path} returned {first.status}")
    if second is None or not second.ok:
        return still_open(f"neither path worked: {first.summary}" + (f", {second.summary}" if second else ""))
    return refuted(f"the short path works; the other one returned {first.summary}", *_to_root(), then=_NO_SOURCE_ID)


_NO_SOURCE_ID: Final = "Remove the parameter source_id of both paths."


def _to_root() -> list[Edit]:
    operations = (OPERATIONS[name] for name in ("publishAsset", "unpublishAsset"))
    return [Edit(each.id, each.variants.paths["root"]) for each in operations if each.variants]


@check(
    "publication-types",
    lambda client: [client.publish("unpublishes"), client.publish("publishes")],
    effect="writes",
    expected=(400, *_NO_PATH),
    action="ends the publication of that Asset, and publishes it again",
)
def publication_types(ended: Response, again: Response) -> Verdict:
    """Find out which types the responses have."""
    if not ended.ok or not again.ok:
        return still_open(f"they returned {ended.summary} and {again.summary}")
    seen = [(each.data["type"], sorted(each.attributes)) for each in (ended, again)]
    note = "; ".join(f"{type_}: {', '.join(names)}" for type_, names in seen)
    documented = [("unpublishes", "unpublish_id"), ("publishes", "publish_id")]
    if all(type_ == right and id_ in names for (type_, names), (right, id_) in zip(seen, documented, strict=True)):
        return confirmed(note)
    return refuted(note, then="Change PublicationResource and PublicationAttributes.")


_CHANGES: Final = {"name": "n", "description": "d", "categories": ["c"], "tags": {"t": 0.5}}


_CHANGED: Final = [
    Edit(f"components/schemas/AssetUpdateAttributes/properties/{name}/x-imgix-confidence", "captured")
    for name in _CHANGES
]


def _change_all(client: LiveClient) -> Sequence[Any]:
    uploaded = client.upload("changed.jpg")
    if not uploaded.ok:
        return [uploaded]
    path = f"{client.folder}/changed.jpg"
    body = {"data": {"id": f"{client.source_id}/{path}", "type": "assets", "attributes": _CHANGES}}
    return [client.call("updateAsset", source_id=client.source_id, origin_path=path, body=body)]


@check("asset-updatable", _change_all, effect="writes", expected=(400,))
def asset_updatable(updated: Response) -> Verdict:
    """Check whether all of them were changed."""
    if not updated.ok:
        return refuted(f"one is refused: {updated.summary}", then="Take it out of AssetUpdateAttributes.")
    wrong = sorted(name for name, value in _CHANGES.items() if updated.attributes.get(name) != value)
    if wrong:
        return refuted(f"unchanged: {', '.join(wrong)}", then="Take them out of AssetUpdateAttributes.")
    return confirmed(f"{', '.join(_CHANGES)} can be changed", *_CHANGED)


def _purge_twice(client: LiveClient) -> Sequence[Any]:
    body = {"data": {"type": "purges", "attributes": {"url": client.asset_url}}}
    return [client.call("createPurge", body=body) for _ in range(2)]


@check("purge-conflict", _purge_twice, effect="writes", expected=(409,), action="purges an existing Asset, twice")
def purge_conflict(first: Response, second: Response) -> Verdict:
    """Find out how the server responds to a repeated purge."""
    if not first.ok:
        return still_open(f"the first purge returned {first.summary}")
    if second.ok:
        return refuted(f"a repetition returns {second.status}", then="Say in createPurge when 409 comes.")
    return confirmed(f"a repetition returns {second.summary}; the length of the window was not measured")


_UNCLEAR: Final = [
    operation.id for operation in OPERATIONS.values() if operation.tag == "uploads" or "publish" in operation.id
]


@check("success-statuses", lambda client: [client.upload("status.jpg"), list(client.responses)], effect="writes")
def success_statuses(uploaded: Response, responses: list[Response]) -> Verdict:
    """Find out with which statuses uploads, sessions and publications succeed."""
    seen = {each.operation: each.status for each in [uploaded, *responses] if each.ok and each.operation in _UNCLEAR}
    note = ", ".join(f"{operation} {status}" for operation, status in seen.items())
    others = {operation: status for operation, status in seen.items() if status != OPERATIONS[operation].status}
    if others:
        return refuted(note, *(_status(operation, status) for operation, status in others.items()))
    return confirmed(note)
