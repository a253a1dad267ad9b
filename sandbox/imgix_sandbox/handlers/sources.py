"""Sources."""

import hashlib
import secrets
from http import HTTPStatus
from typing import Any

from imgix_contract.errors import ApiError
from imgix_sandbox import queries
from imgix_sandbox.context import Call, Context, Reply, handles
from imgix_sandbox.deployments import Deployment
from imgix_sandbox.state import Source


def _token(source: Source) -> str:
    """Return a made-up token for signed URLs, always the same for a source."""
    return hashlib.sha256(f"imgix sandbox {source.id}".encode()).hexdigest()[:16]


def _attributes(source: Source, now: float) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        "date_deployed": source.date_deployed(now),
        "deployment": source.deployment,
        "deployment_status": source.status(now),
        "enabled": source.enabled,
        "name": source.name,
    }
    if source.deployment["secure_url_enabled"]:
        attributes["secure_url_token"] = _token(source)
    return attributes


def _resource(source: Source, call: Call) -> dict[str, Any]:
    attributes = queries.sparse(_attributes(source, call.now), call.query.get("fields[sources]"))
    return {"attributes": attributes, "id": source.id, "type": "sources"}


def _refuse_taken_hosts(context: Context, deployment: Deployment, own_id: str | None) -> None:
    """Reject subdomains and custom domains that another source uses; they are unique (documented)."""
    candidate = Source("", "", enabled=True, deployment=deployment.fields, secrets=[])
    for source in context.state.sources.values():
        taken = source.hosts() & candidate.hosts()
        if source.id != own_id and taken:
            raise ApiError(
                HTTPStatus.BAD_REQUEST,
                f"data.attributes.deployment: {', '.join(sorted(taken))} is already in use.",
            )


@handles("listSources")
async def list_sources(call: Call) -> Reply:
    """List the sources, in order of creation unless sorted; imgix's own order is not known."""

    def attributes(source: Source) -> dict[str, Any]:
        return _attributes(source, call.now)

    query = dict(call.query)
    part = query.pop("filter[name]", "") if call.context.variants["name-filter"] == "part" else ""
    sources = [source for source in call.context.state.sources.values() if part in source.name]
    matching = [source for source in sources if queries.matches(attributes(source), query)]
    ordered = queries.sort(matching, call.query.get("sort"), attributes)
    page, meta = queries.page_by_number(ordered, call.query)
    return Reply([_resource(source, call) for source in page], meta)


@handles("getSource")
async def get_source(call: Call) -> Reply:
    """Return a source."""
    return Reply(_resource(call.context.source(call.path["source_id"]), call))


@handles("createSource")
async def create_source(call: Call) -> Reply:
    """Create a source and start its deployment."""
    context = call.context
    deployment = context.deployments.create(call.attributes["deployment"])
    _refuse_taken_hosts(context, deployment, own_id=None)
    source = Source(
        id=secrets.token_hex(12),
        name=call.attributes["name"],
        enabled=call.attributes.get("enabled", True) or context.variants["enabled-on-create"] == "ignored",
        deployment=deployment.fields,
        secrets=deployment.secrets,
    )
    if source.enabled:
        source.deploy(call.now, context.delay)
    context.state.put_source(source)
    return Reply(_resource(source, call))


@handles("updateSource")
async def update_source(call: Call) -> Reply:
    """Update a source. A new deployment object starts a deployment, and so does enabling (not known)."""
    context, attributes = call.context, call.attributes
    source = context.source(call.path["source_id"])
    if call.body["data"]["id"] != source.id:
        raise ApiError(HTTPStatus.BAD_REQUEST, "data.id: this is not the id in the path.")
    if not source.enabled and set(attributes) != {"enabled"} and context.variants["disabled-edits"] == "refused":
        raise ApiError(
            HTTPStatus.BAD_REQUEST,
            "The source is disabled. Enable it first, in a request that changes nothing else.",
        )
    deployment = None
    if "deployment" in attributes:
        deployment = context.deployments.replace(
            Deployment(source.deployment, source.secrets), attributes["deployment"]
        )
        _refuse_taken_hosts(context, deployment, own_id=source.id)
    was_enabled = source.enabled
    source.name = attributes.get("name", source.name)
    source.enabled = attributes.get("enabled", source.enabled)
    if deployment is not None:
        source.deployment, source.secrets = deployment
    if source.enabled and (deployment is not None or not was_enabled):
        source.deploy(call.now, context.delay)
    context.state.put_source(source)
    return Reply(_resource(source, call))
