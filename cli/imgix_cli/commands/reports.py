"""`imgix reports`."""

from __future__ import annotations

from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

import click

from imgix_management._i18n import gettext_noop

from ..client import new_client
from ..framework import Group, option
from ..jobs import run_job
from ..journals import same_journal
from ..options import dry_run, limited, records
from ..options import journal as journal_option
from ..output import Output
from ..records import document, sparse, write_all
from ..settings import Settings
from ..table import Column

COLUMNS: Final = {
    "id": Column("id"),
    "report_type": Column(gettext_noop("Type"), "name"),
    "period_start": Column(gettext_noop("From")),
    "period_end": Column(gettext_noop("To")),
    "completed": Column(gettext_noop("Completed")),
}

period_option = option(
    "--period", metavar="PERIOD", help="Only reports that overlap this day, month or year, such as 2026-10."
)
type_option = option("--type", "report_type", metavar="TYPE", help="Only reports of this type, such as cdn_logs.")


@click.command(cls=Group)
@records
def command() -> None:
    """List and download reports on the usage of imgix."""


@command.command("list", examples=("imgix reports list", "imgix reports list --period 2026-10 --completed --csv"))
@records
@limited
@period_option
@type_option
@option("--completed/--incomplete", default=None, help="Only reports whose period is over, or others.")
@click.pass_obj
def list_reports(settings: Settings, /, limit: int | None, **filters: Any) -> None:  # noqa: ANN401 - those of the list
    """List the reports of the account."""
    output = Output(settings)
    with new_client(output) as client:
        reports = client.reports.list(fields=sparse(output, "id"), **filters)
        write_all(output, map(document, islice(reports, limit)), COLUMNS)


@command.command("download", examples=("imgix reports download reports --period 2026-10",))
@records
@click.argument("folder", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path))
@period_option
@type_option
@option("--incomplete", is_flag=True, help="Also reports whose period is not over.")
@option("--parts", is_flag=True, help="Keep the parts of a report as files of their own, instead of joining them.")
@journal_option
@dry_run
@click.pass_obj
def download_reports(
    settings: Settings,
    /,
    *,
    folder: Path,
    period: str | None,
    report_type: str | None,
    incomplete: bool,
    parts: bool,
    journal: Path | None,
    dry_run: bool,
) -> int:
    """Download reports as CSV files to a folder.

    Files that are complete are not downloaded again: run the same command again to download what is new.
    """
    output, folder = Output(settings), folder.absolute()
    chosen: dict[str, Any] = {
        "period": period,
        "report_type": report_type,
        "completed": None if incomplete else True,
        "join": not parts,
    }
    with new_client(output) as client:
        begin = partial(client.reports.download_many, folder, dry_run=dry_run, **chosen)
        identity = {"download": [str(folder), *chosen.values()]}
        path = journal or (None if dry_run else same_journal("download", folder.name, identity))
        return run_job(output, begin, path, dry_run=dry_run)
