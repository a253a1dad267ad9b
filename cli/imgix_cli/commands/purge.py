"""`imgix purge`."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

import click

from imgix_management._i18n import gettext_noop

from ..client import new_client
from ..confirm import confirm
from ..exit_codes import CommandError
from ..framework import Command, option
from ..jobs import run_job
from ..journals import new_journal
from ..lookup import all_domains, domains_of, find_source, lines_of_stdin
from ..options import dry_run, records, yes
from ..options import journal as journal_option
from ..output import Output
from ..settings import Settings

if TYPE_CHECKING:
    from imgix_management import ManagementClient, Source
    from imgix_management._sync.bulk import Job


@click.command(
    cls=Command,
    examples=(
        "imgix purge https://shop.imgix.net/cats/tom.jpg",
        "imgix purge -f urls.txt --dry-run",
        "imgix purge --source Shop --yes",
        "imgix purge --changed-since v1.2 --folder public --source Shop",
    ),
)
@records
@click.argument("urls", metavar="[URL]...", nargs=-1)
@option(
    "-f",
    "--file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="A file with a URL on each line; '-' reads standard input.",
)
@option("--source", metavar="SOURCE", help="All assets of this source, by id or name, on each of its domains.")
@option("--changed-since", "revision", metavar="REV", help="The files that differ from this git revision.")
@option(
    "--folder",
    metavar="FOLDER",
    default="",
    help="With --changed-since: the folder of the repository that --source or --base-url serves.",
)
@option(
    "--prefix",
    metavar="PREFIX",
    default="",
    help="With --changed-since and --source: what the paths of the assets begin with, as for 'imgix upload'.",
)
@option(
    "--base-url",
    "base_urls",
    metavar="URL",
    multiple=True,
    help="With --changed-since: where the files are, instead of --source. May be repeated.",
)
@option("--sub-image", is_flag=True, help="The URLs show images within other images, those of --source.")
@journal_option
@dry_run
@yes
@click.pass_obj
def command(
    settings: Settings,
    /,
    *,
    urls: tuple[str, ...],
    file: str | None,
    source: str | None,
    revision: str | None,
    folder: str,
    prefix: str,
    base_urls: tuple[str, ...],
    sub_image: bool,
    journal: Path | None,
    dry_run: bool,
    yes: bool,
) -> int:
    """Purge images from imgix's caches.

    Name them by URL, in a file, by their source, or as the files that changed since a git revision. Each URL is purged
    once, in all its sizes and formats; its query makes no difference. URLs on domains of none of your sources are
    refused. The job is recorded, and can be continued: see imgix jobs.
    """
    mode = _mode(urls, file, source, revision, base_urls, sub_image=sub_image)
    if (folder or prefix or base_urls) and mode != "changed":
        raise CommandError(gettext_noop("--folder, --prefix and --base-url need --changed-since."))
    if prefix and base_urls:
        raise CommandError(gettext_noop("Write the prefix into --base-url."))
    output = Output(settings)
    total = None
    url_input: Iterable[str] = ()
    if mode == "changed":
        url_input = paths = _changed(revision or "", folder)
        if not paths:
            output.note(gettext_noop("Nothing has changed since {revision}."), revision=revision)
            return 0
    elif mode == "urls":
        url_input = _urls_from(urls, file)
    with new_client(output) as client:
        source_found = None if source is None else find_source(client, source)
        begin: Callable[..., Job[Any]]
        if mode == "source" and source_found is not None:
            total = _announce(output, client, source_found, yes=yes or dry_run)
            begin = partial(client.purges.create_for_source, source_found.id)
        else:
            domains = all_domains(client) if source_found is None or sub_image else domains_of(source_found)
            if mode == "changed":
                bases = [f"{url.rstrip('/')}/" for url in base_urls] or [
                    f"https://{domain}/{quote(prefix.lstrip('/'))}" for domain in domains or ()
                ]
                url_input = _mapped(url_input, folder, bases)
            source_id = source_found.id if source_found and sub_image else None
            begin = partial(
                client.purges.create_many, url_input, domains=domains, sub_image=sub_image, source_id=source_id
            )
        path = journal if dry_run else journal or new_journal("purge")
        return run_job(output, partial(begin, dry_run=dry_run), path, dry_run=dry_run, total=total)


def _mode(
    urls: Sequence[str],
    file: str | None,
    source: str | None,
    revision: str | None,
    base_urls: Sequence[str],
    *,
    sub_image: bool,
) -> Literal["urls", "changed", "source"]:
    """Return how the URLs are named.

    Raises:
        CommandError: It is not said, or in several ways.
    """
    listed = bool(urls) or file is not None
    if sub_image and not (listed and source):
        raise CommandError(gettext_noop("--sub-image needs URLs, and --source with the source of the outer images."))
    if (urls and file is not None) or (listed and revision is not None):
        raise CommandError(gettext_noop("Name URLs, or a file, or --changed-since: only one of them."))
    if listed:
        return "urls"
    if revision is not None:
        if not (source or base_urls):
            raise CommandError(gettext_noop("--changed-since needs --source or --base-url."))
        return "changed"
    if source is None:
        raise CommandError(gettext_noop("Say what to purge: URLs, --file, --source or --changed-since."))
    return "source"


def _urls_from(urls: Sequence[str], file: str | None) -> Iterable[str]:
    """Return the URLs that were named, or those of a file."""
    from imgix_management.bulk import URLFile  # noqa: PLC0415 - for a quick start

    if file is not None and file != "-":
        return URLFile(file)
    if file is None and urls != ("-",):
        return urls
    return lines_of_stdin()


def _changed(revision: str, folder: str) -> list[str]:
    """Return the files in a folder of the repository that changed since a revision.

    Raises:
        InvalidInputError: git says why.
        CommandError: No file of this folder changed, but others did.
    """
    from imgix_management.bulk import changed_files  # noqa: PLC0415 - for a quick start

    paths = changed_files(revision)
    within = [path for path in paths if path.startswith(_prefix(folder))]
    if paths and not within:
        text = gettext_noop("{count} files changed since {revision}, but none of them is in {folder}.")
        raise CommandError(text, count=len(paths), revision=revision, folder=folder)
    return within


def _mapped(paths: Iterable[str], folder: str, bases: Iterable[str]) -> list[str]:
    """Return the URLs of files below each base."""
    from imgix_management.bulk import map_urls  # noqa: PLC0415 - for a quick start

    return [url for base in bases for url in map_urls(paths, {_prefix(folder): base})]


def _prefix(folder: str) -> str:
    """Return what the paths of a folder begin with, as git writes them."""
    normal = posixpath.normpath(folder.replace(os.sep, "/"))
    return "" if normal == "." else f"{normal.strip('/')}/"


def _announce(output: Output, client: ManagementClient, source: Source, *, yes: bool) -> int | None:
    """Say how much a source has, and ask whether to purge it. Return the number of URLs; None if it is not known.

    Raises:
        CommandError: Standard input is not a terminal.
        Abort: The user did not confirm.
    """
    assets, domains = client.assets.list(source.id).count(), domains_of(source)
    text = gettext_noop("Purging {count} assets of source {id} ({name}) on {domains}.")
    if assets.at_least:
        text = gettext_noop("Purging at least {count} assets of source {id} ({name}) on {domains}.")
    values = {"count": f"{assets:,}", "id": source.id, "name": source.name, "domains": ", ".join(domains)}
    confirm(output, text, yes=yes, **values)
    return None if assets.at_least else assets * len(domains)
