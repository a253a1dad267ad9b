"""`imgix assets`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

import click

from imgix_management._i18n import gettext_noop

from ..client import new_client
from ..confirm import confirm
from ..exit_codes import CommandError
from ..framework import Group, option
from ..jobs import run_job
from ..journals import new_journal
from ..lookup import lines_of_stdin, source_id
from ..options import dry_run, limited, records, yes
from ..options import journal as journal_option
from ..output import Output
from ..records import document, sparse, write_all, write_one
from ..settings import Settings
from ..table import Column

if TYPE_CHECKING:
    from imgix_management import ManagementClient, Publication
    from imgix_management._sync.bulk import Job

F = TypeVar("F", bound=Callable[..., Any])

COLUMNS: Final = {
    "origin_path": Column(gettext_noop("Path")),
    "name": Column(gettext_noop("Name"), "name"),
    "content_type": Column(gettext_noop("Type")),
    "file_size": Column(gettext_noop("Size"), "number"),
}

KEY: Final = "origin_path"

PUBLICATIONS: Final = {"url": Column("url")}

source_argument = click.argument("source", metavar="SOURCE")
paths_argument = click.argument("paths", metavar="PATH...", nargs=-1, required=True)
urls_argument = click.argument("urls", metavar="URL...", nargs=-1, required=True)


@click.command(cls=Group)
@records
def command() -> None:
    """List, show and change the assets of a source.

    SOURCE is the id or the name of a source.
    """


def filtered(command: F) -> F:
    """Add the filters of a list of assets."""
    for add in (
        option("--keyword", help="Only assets with this word in their path, name, description or other fields."),
        option("--tag", "tags", metavar="TAG", help="Only assets with this tag."),
        option("--category", "categories", metavar="NAME", multiple=True, help="Only assets of all these categories."),
        option("--media-kind", metavar="KIND", help="Only this kind, such as IMAGE or ANIMATION."),
        option("--path", "origin_path", metavar="PATH", help="Only the asset at this path."),
    ):
        command = add(command)
    return command


@command.command("list", examples=("imgix assets list Shop", "imgix assets list Shop --tag cat --sort -file_size -q"))
@records
@limited
@filtered
@source_argument
@click.pass_obj
def list_assets(settings: Settings, /, source: str, limit: int | None, **filters: Any) -> None:  # noqa: ANN401
    """List the assets of a source."""
    output = Output(settings)
    with new_client(output) as client:
        assets = client.assets.list(source_id(client, source), fields=sparse(output, KEY), **_set(filters))
        write_all(output, map(document, islice(assets, limit)), COLUMNS, key=KEY)


@command.command("get", examples=("imgix assets get Shop cats/tom.jpg",))
@records
@source_argument
@click.argument("path", metavar="PATH")
@click.pass_obj
def get_asset(settings: Settings, source: str, path: str) -> None:
    """Show one asset."""
    output = Output(settings)
    with new_client(output) as client:
        asset = client.assets.get(source_id(client, source), path, fields=sparse(output, KEY))
        write_one(output, document(asset), key=KEY)


@command.command(
    "set",
    examples=(
        "imgix assets set Shop cats/tom.jpg --name Tom --tags cat,pet",
        "imgix assets set Shop cats/tom.jpg --custom shelf=B2 --dry-run",
    ),
)
@records
@source_argument
@paths_argument
@option("--name", help="The name; '' removes it.")
@option("--description", help="The description; '' removes it.")
@option("--tags", metavar="TAG,...", help="The tags; '' removes them.")
@option("--categories", metavar="NAME,...", help="The categories; '' removes them.")
@option("--custom", metavar="KEY=VALUE", multiple=True, help="A custom field; 'KEY=' removes it. May be repeated.")
@journal_option
@dry_run
@click.pass_obj
def set_assets(
    settings: Settings,
    /,
    *,
    source: str,
    paths: tuple[str, ...],
    custom: tuple[str, ...],
    journal: Path | None,
    dry_run: bool,
    **texts: str | None,
) -> int:
    """Change the metadata of assets.

    Other custom fields stay. Only what differs is sent; --dry-run shows it.
    """
    changes = {name: text or None for name, text in texts.items() if text is not None}
    for field in custom:
        key, separator, text = field.partition("=")
        if not (key and separator):
            raise CommandError(gettext_noop("--custom takes KEY=VALUE, not {value!r}."), value=field)
        changes[f"custom.{key}"] = text or None
    if not changes:
        raise CommandError(gettext_noop("There is nothing to change: use --name or another option."))

    def begin(client: ManagementClient, id_: str) -> Callable[..., Job[Any]]:
        rows = [{"origin_path": path, **changes} for path in _paths(paths)]
        return partial(client.assets.update_many, rows, source_id=id_)

    return _run(settings, source, begin, "set", journal, dry_run=dry_run)


@command.command("publish", examples=("imgix assets publish Shop https://shop.imgix.net/cats/tom.jpg",))
@records
@source_argument
@urls_argument
@dry_run
@click.pass_obj
def publish_assets(settings: Settings, *, source: str, urls: tuple[str, ...], dry_run: bool) -> None:
    """Make unpublished assets available again.

    They are named by their URLs on imgix, and published one after the other, up to the first error.
    """
    output = Output(settings)
    with new_client(output) as client:
        _publish(output, partial(client.assets.publish, source_id(client, source)), urls, dry_run=dry_run)


@command.command("unpublish", examples=("imgix assets unpublish Shop https://shop.imgix.net/cats/tom.jpg --yes",))
@records
@source_argument
@urls_argument
@dry_run
@yes
@click.pass_obj
def unpublish_assets(settings: Settings, *, source: str, urls: tuple[str, ...], dry_run: bool, yes: bool) -> None:
    """Make assets unavailable.

    They are named by their URLs on imgix, and unpublished one after the other, up to the first error.
    """
    output = Output(settings)
    with new_client(output) as client:
        id_ = source_id(client, source)
        text = gettext_noop("{count} assets of source {id} will not be available.")
        confirm(output, text, yes=yes or dry_run, count=len(urls), id=id_)
        _publish(output, partial(client.assets.unpublish, id_), urls, dry_run=dry_run)


@command.command("add", examples=("imgix assets add Shop cats/tim.jpg cats/tam.jpg",))
@records
@source_argument
@paths_argument
@journal_option
@dry_run
@click.pass_obj
def add_assets(settings: Settings, *, source: str, paths: tuple[str, ...], journal: Path | None, dry_run: bool) -> int:
    """Queue files of the origin to be added as assets.

    '-' reads paths from standard input, one on each line.
    """

    def begin(client: ManagementClient, id_: str) -> Callable[..., Job[Any]]:
        return partial(client.assets.add_many, id_, _paths(paths))

    return _run(settings, source, begin, "add", journal, dry_run=dry_run)


@command.command("refresh", examples=("imgix assets refresh Shop cats/tom.jpg",))
@records
@source_argument
@paths_argument
@journal_option
@dry_run
@click.pass_obj
def refresh_assets(
    settings: Settings, *, source: str, paths: tuple[str, ...], journal: Path | None, dry_run: bool
) -> int:
    """Analyse assets again, ten a minute.

    '-' reads paths from standard input, one on each line.
    """

    def begin(client: ManagementClient, id_: str) -> Callable[..., Job[Any]]:
        return partial(client.assets.refresh_many, id_, _paths(paths))

    return _run(settings, source, begin, "refresh", journal, dry_run=dry_run)


@command.command(
    "export", examples=("imgix assets export Shop > assets.csv", "imgix assets export Shop --ndjson -o assets.ndjson")
)
@records
@filtered
@option(
    "-o",
    "--output",
    "file",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Write to FILE, when it is complete.",
)
@source_argument
@click.pass_obj
def export_assets(settings: Settings, /, source: str, file: str | None, **filters: Any) -> None:  # noqa: ANN401
    """Write all assets of a source as CSV or NDJSON.

    Tags, categories and custom fields are JSON in their cells. 'imgix assets import' reads the file after you changed
    it.
    """
    if settings.form in ("json", "keys"):
        raise CommandError(gettext_noop("An export is CSV or, with --ndjson, NDJSON."))
    if settings.fields:
        filters["fields"] = settings.fields
    form: Literal["csv", "ndjson"] = "ndjson" if settings.form == "ndjson" else "csv"
    output = Output(settings)
    with new_client(output) as client:
        client.assets.export(source_id(client, source), file or sys.stdout, format=form, **_set(filters))


@command.command("import", examples=("imgix assets import Shop assets.csv --dry-run",))
@records
@source_argument
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False))
@option("--replace-custom-fields", is_flag=True, help="Remove the custom fields that a row with others does not name.")
@journal_option
@dry_run
@click.pass_obj
def import_assets(
    settings: Settings, *, source: str, file: str, replace_custom_fields: bool, journal: Path | None, dry_run: bool
) -> int:
    """Change the metadata of many assets as a CSV file says.

    Its columns are origin_path and any of name, description, tags, categories and custom.KEY. An empty cell leaves a
    value as it is. Only what differs is sent; --dry-run shows it.
    """
    from imgix_management.bulk import AssetTable  # noqa: PLC0415 - for a quick start

    def begin(client: ManagementClient, id_: str) -> Callable[..., Job[Any]]:
        rows = AssetTable(file)
        return partial(client.assets.update_many, rows, source_id=id_, replace_custom_fields=replace_custom_fields)

    return _run(settings, source, begin, "import", journal, dry_run=dry_run)


def _run(
    settings: Settings,
    source: str,
    begin: Callable[[ManagementClient, str], Callable[..., Job[Any]]],
    kind: str,
    journal: Path | None,
    *,
    dry_run: bool,
) -> int:
    """Run a job on assets of a source, and return the exit code."""
    output = Output(settings)
    with new_client(output) as client:
        job = partial(begin(client, source_id(client, source)), dry_run=dry_run)
        path = journal if dry_run else journal or new_journal(kind)
        return run_job(output, job, path, dry_run=dry_run)


def _publish(output: Output, call: Callable[[str], Publication], urls: tuple[str, ...], *, dry_run: bool) -> None:
    """Publish or unpublish assets, and write what imgix responded."""
    if dry_run:
        write_all(output, ({"url": url} for url in urls), PUBLICATIONS, key="url")
        output.note(gettext_noop("Nothing was sent: this was a dry run."))
        return
    write_all(output, ({"url": url, **document(call(url))} for url in urls), PUBLICATIONS, key="url")


def _paths(paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(lines_of_stdin()) if paths == ("-",) else paths


def _set(filters: dict[str, Any]) -> dict[str, Any]:
    """Return the filters that were used."""
    return {name: value for name, value in filters.items() if value not in (None, ())}
