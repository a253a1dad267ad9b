"""What the page shows, as plain JSON types. No secret and no API key is in it."""

import json
from itertools import islice
from typing import Any
from urllib.parse import quote

from imgix_openapi.operations import OPERATIONS, RATE_LIMITS
from imgix_sandbox.context import Context
from imgix_sandbox.delivery import image_path
from imgix_sandbox.records import Log, RequestRecord
from imgix_sandbox.state import Asset, Source

MAX_SHOWN = 100
"""Requests, assets, purges and sessions that are shown, the latest ones."""


def snapshot(context: Context, log: Log) -> dict[str, Any]:
    """Return the state of the sandbox."""
    state, now = context.state, context.clock()
    return {
        "buckets": _buckets(context),
        "sources": [_source(source, now) for source in state.sources.values()],
        "assets": [_asset(context, asset) for asset in _latest(state.assets)],
        "asset_count": len(state.assets),
        "requests": [_request(context, record) for record in islice(reversed(log.requests), MAX_SHOWN)],
        "purges": [
            {"time": purge.time, "url": purge.url, "duplicate": purge.duplicate, "sub_image": purge.sub_image}
            for purge in _latest(state.purges)
        ],
        "sessions": [
            {"time": session.date_created, "origin_path": f"/{session.origin_path}", "status": session.status}
            for session in _latest(state.sessions)
        ],
        "problems": log.problems[-MAX_SHOWN:],
    }


def _latest(records: dict[str, Any]) -> list[Any]:
    return list(islice(reversed(records.values()), MAX_SHOWN))


def _buckets(context: Context) -> list[dict[str, Any]]:
    used = context.limits.used()
    return [
        {
            "name": bucket,
            "title": {"en": rate.name, "ja": rate.name_ja},
            "limit": context.limits.scaled(rate.limit),
            "unit": rate.unit,
            "used": used.get(bucket, 0),
        }
        for bucket, rate in RATE_LIMITS.items()
    ]


def _source(source: Source, now: float) -> dict[str, Any]:
    return {
        "id": source.id,
        "name": source.name,
        "type": source.deployment["type"],
        "status": source.status(now),
        "date_deployed": source.date_deployed(now),
        "hosts": sorted(source.hosts()),
    }


def _asset(context: Context, asset: Asset) -> dict[str, Any]:
    source, attributes = context.state.sources.get(asset.source_id), asset.attributes
    shown = ("name", "description", "tags", "categories", "custom_fields")
    is_image = str(attributes.get("content_type")).startswith("image/") and asset.blob is not None
    return {
        "path": f"/{asset.origin_path}",
        "source": "" if source is None else source.name,
        "image": quote(image_path(source, asset.origin_path)) if source is not None and is_image else None,
        "content_type": attributes.get("content_type"),
        "file_size": attributes.get("file_size"),
        "width": attributes.get("media_width"),
        "height": attributes.get("media_height"),
        "metadata": {name: attributes[name] for name in shown if attributes.get(name)},
    }


def _request(context: Context, record: RequestRecord) -> dict[str, Any]:
    operation = OPERATIONS.get(record.operation or "")
    return {
        "number": record.number,
        "time": record.time,
        "method": record.method,
        "path": record.path,
        "operation": record.operation,
        "bucket": None if operation is None else operation.rate_limit.bucket,
        "status": record.status,
        "milliseconds": None if record.ended is None else round((record.ended - record.time) * 1000),
        "fault": record.fault,
        "processed": record.processed,
        "body": _body(context, record),
        "body_size": record.body_size,
    }


def _body(context: Context, record: RequestRecord) -> str | None:
    """Return a JSON body without its secrets; None for any other, which may hold some."""
    document = record.json
    if not isinstance(document, dict | list):
        return None
    return json.dumps(_masked(document, context.deployments.secrets), ensure_ascii=False, indent=2)


def _masked(value: Any, secrets: frozenset[str]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {name: "***" if name in secrets else _masked(each, secrets) for name, each in value.items()}
    return [_masked(each, secrets) for each in value] if isinstance(value, list) else value
