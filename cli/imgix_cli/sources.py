"""`imgix sources`."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

from imgix_management import Source
from imgix_management._i18n import gettext_noop

from .client import new_client
from .output import Cell, Column, Output
from .settings import Settings


def list_sources(settings: Settings, limit: int | None) -> None:
    """List the sources, page after page.

    Args:
        settings: The shared options.
        limit: The greatest number of sources, or None for all.

    Raises:
        ImgixError: A call failed.
    """
    output = Output(settings)
    with new_client(output) as client:
        found = list(islice(client.sources.list(), limit))
    if output.json:
        output.result([document(source) for source in found])
    elif found:
        columns = (
            Column("id"),
            Column(gettext_noop("Name")),
            Column(gettext_noop("Type")),
            Column(gettext_noop("Deployment")),
            Column(gettext_noop("Subdomains")),
        )
        output.table(columns, [_row(source) for source in found])
    else:
        output.say(gettext_noop("There are no sources."))


def get_source(settings: Settings, source_id: str) -> None:
    """Show one source.

    Args:
        settings: The shared options.
        source_id: Its id.

    Raises:
        ImgixError: The call failed.
    """
    output = Output(settings)
    with new_client(output) as client:
        source = client.sources.get(source_id)
    if output.json:
        output.result(document(source))
    else:
        rows = [(name, _shown(source, name, value)) for name, value in _flat(document(source))]
        output.table((Column("name"), Column("value")), rows, headers=False)


def document(source: Source) -> dict[str, Any]:
    """A source as plain JSON types: its id first, its secrets masked."""
    return {"id": source.id, "type": source.type, **source.masked()}


def _row(source: Source) -> list[Cell]:
    deployment = source.deployment
    return [
        source.id,
        source.name,
        deployment.type if deployment else None,
        source.deployment_status,
        ", ".join(deployment.imgix_subdomains or ()) if deployment else None,
    ]


def _flat(attributes: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """The attributes with those of the deployment beside them, under dotted names as the API's filters have them."""
    rows: list[tuple[str, Any]] = []
    for name, value in attributes.items():
        if name == "deployment" and isinstance(value, dict):
            rows += _flat(value, "deployment.")
        else:
            rows.append((prefix + name, value))
    return rows


def _shown(source: Source, name: str, value: Any) -> str | None:  # noqa: ANN401 - any JSON
    if name == "date_deployed" and source.date_deployed_at is not None:
        return f"{source.date_deployed_at:%Y-%m-%d %H:%M:%S} UTC"
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(map(str, value)) or None
    return json.dumps(value, ensure_ascii=False)
