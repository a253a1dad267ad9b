"""Questions that only a write settles. They are asked of the Source that was named, or of one made for the purpose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from imgix_openapi.operations import OPERATIONS
from tools.verify_live.client import Probe
from tools.verify_live.verdicts import Answer, Edit, Verdict, confirmed, refuted, settles, still_open

_INVALID: Final = (400, 415, 422)
_NO_PATH: Final = (404, 405)


def _status(operation: str, status: int) -> Edit:
    return Edit(operation, f"x-imgix-status: {OPERATIONS[operation].status}", f"x-imgix-status: {status}")


# ----------------------------------------------------------------------------------------------------------- Sources
@settles(
    "create-status",
    lambda probe: [probe.created],
    effect="writes",
    does="creates a Source, disabled in the end; there is no way to delete one",
)
def create_status(created: Answer) -> Verdict:
    """With which status a Source is created."""
    if created.status == OPERATIONS["createSource"].status:
        return confirmed(f"{created.status}")
    return refuted(f"{created.status}", _status("createSource", created.status))


@settles("enabled-on-create", lambda probe: [probe.created], effect="writes")
def enabled_on_create(created: Answer) -> Verdict:
    """Whether a Source can be created disabled."""
    if created.attributes["enabled"] is False:
        return confirmed("the Source is disabled")
    return refuted("it is ignored: the Source is enabled", then="Take `enabled` out of SourceCreateAttributes.")


def _edit_disabled(probe: Probe) -> Sequence[Any]:
    disabled = probe.update(enabled=False) if probe.created.ok and probe.created.attributes["enabled"] else None
    edited = probe.update(enabled=True, name="verify-live, renamed")
    if not edited.ok:
        probe.update(enabled=True)
    return [*([disabled] if disabled else []), edited]


@settles("disabled-edits", _edit_disabled, effect="writes", takes=(400,), does="renames and enables that Source")
def disabled_edits(*answers: Answer) -> Verdict:
    """Whether a disabled Source takes other changes with being enabled."""
    edited = answers[-1]
    if not edited.ok:
        return confirmed(f"they are refused: {edited.said}")
    both = edited.attributes["enabled"] is True and "renamed" in edited.attributes["name"]
    return (refuted if both else confirmed)("both were changed" if both else "the other change is ignored")


@settles(
    "deployment-merge",
    lambda probe: [probe.enabled, probe.update(deployment={"type": "webfolder", "annotation": "merge test"})],
    effect="writes",
    takes=(400,),
    does="changes the deployment of that Source",
)
def deployment_merge(before: Answer, after: Answer) -> Verdict:
    """Whether settings that are left out are gone."""
    old = before.attributes["deployment"]
    if not after.ok:
        because_of_it = any(name in after.detail for name in old)
        told = f"a part of a deployment is refused: {after.said}"
        return confirmed(told) if because_of_it else still_open(f"{told}; the reason may be another one")
    new = after.attributes["deployment"]
    lost = sorted(name for name in old if name != "annotation" and new.get(name) != old[name])
    if lost:
        return confirmed(f"it replaces; gone or changed: {', '.join(lost)}")
    return refuted("it is merged", then="Say in updateSource that a part of a deployment is enough.")


def _short_ttl(probe: Probe) -> Sequence[Any]:
    deployment = {
        "type": "webfolder",
        "webfolder_base_url": "https://example.com/",
        "imgix_subdomains": probe.enabled.attributes["deployment"]["imgix_subdomains"],
        "cache_ttl_value": 60,
    }
    return [probe.update(deployment=deployment)]


@settles("cache-ttl-minimum", _short_ttl, effect="writes", takes=(400,))
def cache_ttl_minimum(updated: Answer) -> Verdict:
    """Whether 60 seconds are too few."""
    if not updated.ok and "cache_ttl" not in updated.detail:
        return still_open(f"it was refused for another reason: {updated.said}")
    if updated.ok and (value := updated.attributes["deployment"].get("cache_ttl_value")) == 60:  # noqa: PLR2004
        return confirmed("60 is taken")
    note = f"60 became {value}" if updated.ok else f"60 is refused: {updated.said}"
    return refuted(note, Edit(None, _LEAST_TTL, _LEAST_TTL.replace("minimum: 1", "minimum: 1800")))


_LEAST_TTL: Final = "          minimum: 1\n          maximum: 31536000\n          x-imgix-default: 31536000\n"


def _without_deployment(probe: Probe) -> Sequence[Any]:
    body = {"data": {"type": "sources", "attributes": {"name": "No deployment"}}}
    return [probe.call("createSource", body=body)]


@settles("validation-errors", _without_deployment, effect="writes", takes=_INVALID, does="sends an invalid request")
def validation_errors(refusal: Answer) -> Verdict:
    """How an invalid request is refused."""
    if refusal.ok:
        return still_open("a Source without a deployment was created")
    pointer = (refusal.document["errors"][0].get("source") or {}).get("pointer")
    note = f"{refusal.said}, {f'pointing to {pointer}' if pointer else 'without a pointer'}"
    if refusal.status == 400 and not pointer:  # noqa: PLR2004
        return confirmed(note)
    return refuted(
        note, then=f"List the status {refusal.status} where requests have bodies; add `source` if it points."
    )


@settles(
    "no-delete",
    lambda probe: [probe.call("getSource", method="DELETE", source_id="0" * 24)],
    effect="writes",
    takes=_NO_PATH,
    does="sends DELETE for a Source that does not exist",
)
def no_delete(answer: Answer) -> Verdict:
    """Whether there is such a method."""
    if answer.status == 405:  # noqa: PLR2004
        return confirmed("405: there is no such method")
    if answer.ok:
        return refuted(f"{answer.status}", then="Add the operation deleteSource.")
    return still_open("404 may mean that there is no such Source, or no such method")


# ------------------------------------------------------------------------------------------------- Assets and purges
def _publish(probe: Probe) -> Sequence[Any]:
    first = probe.publish("publishes", {"publish-path": "source"})
    if not first.missing():
        return [first]
    second = probe.publish("publishes", {"publish-path": "root"})
    if second.ok:
        probe.forms["publish-path"] = "root"
    return [first, second]


@settles("publish-path", _publish, effect="writes", takes=_NO_PATH, does="publishes an Asset that is there")
def publish_path(first: Answer, second: Answer | None = None) -> Verdict:
    """Which path publishes."""
    if first.ok:
        return confirmed(f"{OPERATIONS['publishAsset'].path} was answered with {first.status}")
    if second is None or not second.ok:
        return still_open(f"neither path worked: {first.said}" + (f", {second.said}" if second else ""))
    return refuted(f"the short form works; the other one was answered with {first.said}", *_to_root())


def _to_root() -> list[Edit]:
    head = '\n    parameters:\n      - $ref: "#/components/parameters/SourceId"\n'
    edits = []
    for name in ("publishAsset", "unpublishAsset"):
        operation = OPERATIONS[name]
        root = operation.variants.paths["root"] if operation.variants else ""
        edits.append(Edit(name, f"  {operation.path}:{head}", f"  {root}:\n"))
    return edits


@settles(
    "publication-types",
    lambda probe: [probe.publish("unpublishes"), probe.publish("publishes")],
    effect="writes",
    takes=(400, *_NO_PATH),
    does="ends the publication of that Asset, and publishes it again",
)
def publication_types(ended: Answer, again: Answer) -> Verdict:
    """What the answers are called."""
    if not ended.ok or not again.ok:
        return still_open(f"they were answered with {ended.said} and {again.said}")
    seen = [(each.data["type"], sorted(each.attributes)) for each in (ended, again)]
    note = "; ".join(f"{type_}: {', '.join(names)}" for type_, names in seen)
    right = [("unpublishes", "unpublish_id"), ("publishes", "publish_id")]
    if all(type_ == wanted and id_ in names for (type_, names), (wanted, id_) in zip(seen, right, strict=True)):
        return confirmed(note)
    return refuted(note, then="Change PublicationResource and PublicationAttributes.")


_CHANGES: Final = {"name": "n", "description": "d", "categories": ["c"], "tags": {"t": 0.5}}


_SEEN: Final = (
    "カテゴリです。",
    "説明です。",
    "名前です。",
    "タグごとの、0 から 1 までのスコアです。スコアを 0 にするとタグが削除されます。",
)
_GRADE: Final = "          x-imgix-confidence: "
_CHANGED: Final = [
    Edit(None, f"{head}seen-in-code", f"{head}captured")
    for head in (f"          x-description-ja: {text}\n{_GRADE}" for text in _SEEN)
]


def _change_all(probe: Probe) -> Sequence[Any]:
    uploaded = probe.upload("changed.jpg")
    if not uploaded.ok:
        return [uploaded]
    path = f"{probe.folder}/changed.jpg"
    body = {"data": {"id": f"{probe.source_id}/{path}", "type": "assets", "attributes": _CHANGES}}
    return [probe.call("updateAsset", source_id=probe.source_id, origin_path=path, body=body)]


@settles("asset-updatable", _change_all, effect="writes", takes=(400,))
def asset_updatable(updated: Answer) -> Verdict:
    """Whether all of them were changed."""
    if not updated.ok:
        return refuted(f"one is refused: {updated.said}", then="Take it out of AssetUpdateAttributes.")
    wrong = sorted(name for name, value in _CHANGES.items() if updated.attributes.get(name) != value)
    if wrong:
        return refuted(f"unchanged: {', '.join(wrong)}", then="Take them out of AssetUpdateAttributes.")
    return confirmed(f"{', '.join(_CHANGES)} can be changed", *_CHANGED)


def _purge_twice(probe: Probe) -> Sequence[Any]:
    body = {"data": {"type": "purges", "attributes": {"url": probe.asset_url}}}
    return [probe.call("createPurge", body=body) for _ in range(2)]


@settles("purge-conflict", _purge_twice, effect="writes", takes=(409,), does="purges an Asset that is there, twice")
def purge_conflict(first: Answer, second: Answer) -> Verdict:
    """What a repeated purge answers."""
    if not first.ok:
        return still_open(f"the first purge was answered with {first.said}")
    if second.ok:
        return refuted(f"a repetition is answered with {second.status}", then="Say in createPurge when 409 comes.")
    return confirmed(f"a repetition is answered with {second.said}; the length of the window was not looked for")


_UNCLEAR: Final = [
    operation.id for operation in OPERATIONS.values() if operation.tag == "uploads" or "publish" in operation.id
]


@settles("success-statuses", lambda probe: [probe.upload("status.jpg"), list(probe.answers)], effect="writes")
def success_statuses(uploaded: Answer, answers: list[Answer]) -> Verdict:
    """With which statuses uploads, sessions and publications succeed."""
    seen = {each.operation: each.status for each in [uploaded, *answers] if each.ok and each.operation in _UNCLEAR}
    note = ", ".join(f"{operation} {status}" for operation, status in seen.items())
    others = {operation: status for operation, status in seen.items() if status != OPERATIONS[operation].status}
    if others:
        return refuted(note, *(_status(operation, status) for operation, status in others.items()))
    return confirmed(note)
