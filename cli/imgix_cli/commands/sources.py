"""`imgix sources`."""

from __future__ import annotations

import json
import tomllib
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import click

from imgix_management._i18n import gettext_noop

from ..client import new_client
from ..confirm import confirm
from ..exit_codes import CommandError
from ..framework import Group, option
from ..options import dry_run, limited, records, yes
from ..output import Output
from ..records import document, sparse, write_all, write_one
from ..settings import Settings
from ..table import Column

if TYPE_CHECKING:
    from imgix_management import Source

COLUMNS: Final = {
    "id": Column("id"),
    "name": Column(gettext_noop("Name"), "name"),
    "deployment.type": Column(gettext_noop("Type")),
    "deployment_status": Column(gettext_noop("Deployment")),
    "deployment.imgix_subdomains": Column(gettext_noop("Subdomains"), "name"),
}


@click.command(cls=Group)
@records
def command() -> None:
    """List, show, create and change sources."""


@command.command("list", examples=("imgix sources list", "imgix sources list --type s3 --sort -date_deployed -q"))
@records
@limited
@option("--name", help="Only sources of this name.")
@option("--type", "deployment_type", metavar="TYPE", help="Only sources of this type, such as s3 or webfolder.")
@option("--enabled/--disabled", default=None, help="Only sources that are enabled, or disabled.")
@option("--subdomain", "deployment_imgix_subdomains", metavar="NAME", help="Only sources with this imgix subdomain.")
@option("--custom-domain", "deployment_custom_domains", metavar="NAME", help="Only sources with this custom domain.")
@option("--azure-bucket", "deployment_azure_bucket", metavar="NAME", help="Only sources with this Azure container.")
@option("--gcs-bucket", "deployment_gcs_bucket", metavar="NAME", help="Only sources with this Google Cloud bucket.")
@option("--s3-bucket", "deployment_s3_bucket", metavar="NAME", help="Only sources with this Amazon S3 bucket.")
@option("--bucket-name", "deployment_bucket_name", metavar="NAME", help="Only sources with this S3-compatible bucket.")
@option("--region", "deployment_region", metavar="NAME", help="Only S3-compatible sources in this region.")
@option(
    "--storage-provider",
    "deployment_storage_provider",
    metavar="NAME",
    help="Only S3-compatible sources with this storage provider.",
)
@option(
    "--base-url", "deployment_webfolder_base_url", metavar="URL", help="Only web folder sources with this base URL."
)
@click.pass_obj
def list_sources(settings: Settings, /, limit: int | None, **filters: Any) -> None:  # noqa: ANN401 - those of the list
    """List the sources of the account."""
    output = Output(settings)
    with new_client(output) as client:
        sources = client.sources.list(fields=sparse(output, "id"), **filters)
        write_all(output, map(document, islice(sources, limit)), COLUMNS)


@command.command("get", examples=("imgix sources get 5f2a1b3c4d5e6f7a8b9c0d1e",))
@records
@click.argument("source_id", metavar="ID")
@click.pass_obj
def get_source(settings: Settings, source_id: str) -> None:
    """Show one source. Secrets are masked."""
    output = Output(settings)
    with new_client(output) as client:
        write_one(output, document(client.sources.get(source_id, fields=sparse(output, "id"))))


@command.command("create", examples=("imgix sources create Shop --deployment shop.toml --wait",))
@records
@click.argument("name")
@option(
    "--deployment",
    "file",
    metavar="FILE",
    type=click.File("rb"),
    required=True,
    help="The deployment as JSON or TOML, with its secrets; '-' reads standard input.",
)
@option("--wait", is_flag=True, help="Wait until the source is deployed.")
@dry_run
@click.pass_obj
def create_source(settings: Settings, *, name: str, file: Any, wait: bool, dry_run: bool) -> None:  # noqa: ANN401
    """Create a source and start its deployment.

    The file has the attributes of the deployment, such as type, imgix_subdomains and s3_bucket. Secrets are read from
    it only, since other users of this machine could see them on the command line.
    """
    output = Output(settings)
    deployment = _read(file)
    with new_client(output) as client:
        if dry_run:
            attributes = ", ".join(sorted(deployment))
            output.note(gettext_noop("Would create source {name} with: {attributes}"), name=name, attributes=attributes)
            return
        source = client.sources.create(name, deployment)
        if wait:
            source = client.sources.wait_until_deployed(source.id)
        write_one(output, document(source))


@command.command(
    "update",
    examples=(
        "imgix sources update 5f2a1b3c4d5e6f7a8b9c0d1e --name 'Shop (old)'",
        "imgix sources update 5f2a1b3c4d5e6f7a8b9c0d1e --deployment shop.toml --dry-run",
    ),
)
@records
@click.argument("source_id", metavar="ID")
@option("--name", help="The new name.")
@option(
    "--deployment",
    "file",
    metavar="FILE",
    type=click.File("rb"),
    help="The complete deployment as JSON or TOML, with its secrets; '-' reads standard input.",
)
@option(
    "--allow-secret-loss", is_flag=True, help="Send the deployment although it lacks a secret that may then be lost."
)
@dry_run
@yes
@click.pass_obj
def update_source(
    settings: Settings,
    *,
    source_id: str,
    name: str | None,
    file: Any,  # noqa: ANN401 - a binary file
    allow_secret_loss: bool,
    dry_run: bool,
    yes: bool,
) -> None:
    """Change the name or the deployment of a source.

    A deployment is sent complete, with its secret: whether imgix merges or replaces it is not known.
    """
    changes: dict[str, Any] = {}
    if name is not None:
        changes["name"] = name
    if file is not None:
        changes["deployment"] = _read(file)
    if not changes:
        raise CommandError(gettext_noop("There is nothing to change: use --name or --deployment."))
    output = Output(settings)
    with new_client(output) as client:
        if dry_run:
            present = document(client.sources.get(source_id))
            for attribute, new in _differences(present, changes):
                output.line(f"~ {attribute}  {new}")
            return
        if file is not None:
            text = gettext_noop("The deployment of source {id} is replaced, and it is deployed again.")
            confirm(output, text, yes=yes, id=source_id)
        source = client.sources.update(source_id, **changes, allow_secret_loss=allow_secret_loss)
        write_one(output, document(source))


@command.command("enable", examples=("imgix sources enable 5f2a1b3c4d5e6f7a8b9c0d1e",))
@records
@click.argument("source_id", metavar="ID")
@dry_run
@click.pass_obj
def enable_source(settings: Settings, *, source_id: str, dry_run: bool) -> None:
    """Enable a source, which deploys it."""
    output = Output(settings)
    with new_client(output) as client:
        if dry_run:
            _show_plan(output, client.sources.get(source_id), gettext_noop("Would enable source {id} ({name})."))
            return
        write_one(output, document(client.sources.enable(source_id)))


@command.command("disable", examples=("imgix sources disable 5f2a1b3c4d5e6f7a8b9c0d1e --yes",))
@records
@click.argument("source_id", metavar="ID")
@dry_run
@yes
@click.pass_obj
def disable_source(settings: Settings, *, source_id: str, dry_run: bool, yes: bool) -> None:
    """Disable a source: it then serves only images that are cached."""
    output = Output(settings)
    with new_client(output) as client:
        source = client.sources.get(source_id)
        if dry_run:
            _show_plan(output, source, gettext_noop("Would disable source {id} ({name})."))
            return
        text = gettext_noop("Source {id} ({name}) will serve only images that are cached.")
        confirm(output, text, yes=yes, id=source.id, name=source.name)
        write_one(output, document(client.sources.disable(source_id)))


@command.command("wait", examples=("imgix sources wait 5f2a1b3c4d5e6f7a8b9c0d1e --timeout 600",))
@records
@click.argument("source_id", metavar="ID")
@option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0, 86400),
    default=300.0,
    show_default=True,
    help="The longest wait.",
)
@click.pass_obj
def wait_for_source(settings: Settings, *, source_id: str, timeout: float) -> None:
    """Wait until a source is deployed."""
    output = Output(settings)
    with new_client(output) as client:
        write_one(output, document(client.sources.wait_until_deployed(source_id, timeout=timeout)))


def _show_plan(output: Output, source: Source, text: str) -> None:
    output.note(text, id=source.id, name=source.name)


def _read(file: Any) -> dict[str, Any]:  # noqa: ANN401 - a binary file
    """Return a deployment from JSON or TOML."""
    content = file.read()
    try:
        value = json.loads(content)
    except ValueError:
        try:
            value = tomllib.loads(content.decode())
        except ValueError:
            value = None
    if not isinstance(value, dict):
        raise CommandError(gettext_noop("{file} contains no object, neither in JSON nor in TOML."), file=file.name)
    return value


def _differences(present: dict[str, Any], changes: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what an update changes: the attribute, and its values before and after. Secrets are not shown."""
    rows = []
    for name, new in changes.items():
        pairs = new.items() if name == "deployment" else [(None, new)]
        for part, value in pairs:
            old = (present.get(name) or {}).get(part) if part else present.get(name)
            if old != value:
                secret = part is not None and part not in (present.get(name) or {})
                shown = "***" if secret or old == "***" else f"{json.dumps(old)} -> {json.dumps(value)}"
                rows.append((f"{name}.{part}" if part else name, shown))
    return rows
