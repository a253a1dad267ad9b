"""`imgix upload`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from imgix_management._i18n import gettext_noop

from ..client import new_client
from ..exit_codes import CommandError
from ..framework import Command, option
from ..jobs import run_job
from ..journals import same_journal
from ..lookup import source_id
from ..options import dry_run, records
from ..options import journal as journal_option
from ..output import Output
from ..records import Record, document, write_all
from ..settings import Settings
from ..table import Column

if TYPE_CHECKING:
    from imgix_management import ManagementClient

COLUMNS: Final = {
    "origin_path": Column(gettext_noop("Path")),
    "file_size": Column(gettext_noop("Bytes"), "number"),
}


@click.command(
    cls=Command,
    examples=(
        "imgix upload public --source Shop --prefix img/ --dry-run",
        "imgix upload public --source Shop --include '*.jpg' --exclude 'drafts/'",
        "imgix upload tom.jpg --source Shop --overwrite",
    ),
)
@records
@click.argument(
    "paths", metavar="FOLDER|FILE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@option("--source", metavar="SOURCE", required=True, help="The source, by id or name.")
@option("--prefix", metavar="PREFIX", default="", help="What the paths of the assets begin with, such as 'img/'.")
@option(
    "--include",
    metavar="PATTERN",
    multiple=True,
    help="Send only these files of the folder; patterns as in .gitignore.",
)
@option("--exclude", metavar="PATTERN", multiple=True, help="Leave these out of the folder; patterns as in .gitignore.")
@option(
    "--compare",
    type=click.Choice(("size", "hash", "always")),
    default="hash",
    help="When to skip a file of the folder. size: it has the same size. hash: also the same hash as when it was sent. "
    "always: never.",
)
@option("--overwrite", is_flag=True, help="Replace existing files that differ.")
@journal_option
@dry_run
@click.pass_obj
def command(
    settings: Settings,
    /,
    *,
    paths: tuple[Path, ...],
    source: str,
    prefix: str,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    compare: Literal["size", "hash", "always"],
    overwrite: bool,
    journal: Path | None,
    dry_run: bool,
) -> int:
    """Upload a folder or files to a source.

    Of a folder, only what is not there yet is sent. This is a job, which is recorded and can be continued: see imgix
    jobs. Run the same command again to continue it, or to send what has changed since. Several files are sent one after
    the other, up to the first error.
    """
    output = Output(settings)
    folders = [path for path in paths if path.is_dir()]
    if folders and len(paths) > 1:
        raise CommandError(gettext_noop("Name one folder, or files."))
    if not folders and (include or exclude or journal or compare != "hash"):
        raise CommandError(gettext_noop("--include, --exclude, --compare and --journal need a folder."))
    with new_client(output) as client:
        id_ = source_id(client, source)
        if not folders:
            assets = _uploaded(client, id_, paths, prefix, overwrite=overwrite, dry_run=dry_run)
            write_all(output, assets, COLUMNS, key="origin_path")
            if dry_run:
                output.note(gettext_noop("Nothing was sent: this was a dry run."))
            return 0
        folder = folders[0].absolute()
        begin = partial(
            client.uploads.upload_folder,
            id_,
            folder,
            prefix=prefix,
            include=include,
            exclude=exclude,
            compare=compare,
            overwrite=overwrite,
            dry_run=dry_run,
        )
        identity = [id_, str(folder), prefix, include, exclude, compare, overwrite]
        path = journal or (None if dry_run else same_journal("upload", folder.name, {"upload": identity}))
        return run_job(output, begin, path, dry_run=dry_run)


def _uploaded(
    client: ManagementClient, id_: str, paths: Sequence[Path], prefix: str, *, overwrite: bool, dry_run: bool
) -> Iterator[Record]:
    for path in paths:
        origin_path = f"/{prefix}{path.name}".replace("//", "/", 1)
        if dry_run:
            yield {"origin_path": origin_path, "file_size": path.stat().st_size}
        else:
            yield document(client.uploads.upload(id_, origin_path, path, overwrite=overwrite))
