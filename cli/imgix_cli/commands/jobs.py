"""`imgix jobs`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import click

from imgix_management._i18n import gettext_noop

from ..client import new_client
from ..framework import Group, option
from ..jobs import COLUMNS, STATES, item_record, run_job
from ..journals import find_journal, job_name, known_jobs
from ..options import records
from ..output import Output
from ..records import Record, write_all, write_one
from ..settings import Settings
from ..table import Column

if TYPE_CHECKING:
    from imgix_management.bulk import JournalInfo, State

JOBS: Final = {
    "name": Column(gettext_noop("Job")),
    "status": Column(gettext_noop("Status")),
    "done": Column(gettext_noop("Done"), "number"),
    "skipped": Column(gettext_noop("Skipped"), "number"),
    "failed": Column(gettext_noop("Failed"), "number"),
    "unknown": Column(gettext_noop("Unknown"), "number"),
    "open": Column(gettext_noop("Open"), "number"),
}

STATUSES: Final = {
    "running": gettext_noop("running"),
    "interrupted": gettext_noop("interrupted"),
    "finished": gettext_noop("finished"),
}

ALL: Final = "all"


@click.command(cls=Group)
@records
def command() -> None:
    """List, show, continue and repeat jobs of many calls.

    A job is named as 'imgix jobs list' shows it, or by the file of --journal.
    """


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for info in known_jobs() if (name := job_name(info.path)).startswith(incomplete)]


name_argument = click.argument("name", metavar="JOB", shell_complete=_complete)


@command.command("list", examples=("imgix jobs list", "imgix jobs list --json"))
@records
@click.pass_obj
def list_jobs(settings: Settings) -> None:
    """List the jobs that are recorded, the latest first."""
    output = Output(settings)
    write_all(output, (_shown(job_record(info), output) for info in known_jobs()), JOBS, key="name")


@command.command(
    "show", examples=("imgix jobs show relaunch.journal", "imgix jobs show relaunch.journal --state failed")
)
@records
@name_argument
@option(
    "--state",
    "states",
    type=click.Choice([*STATES, ALL]),
    multiple=True,
    help="Show the items in this state instead. May be repeated.",
)
@click.pass_obj
def show_job(settings: Settings, name: str, states: tuple[State, ...]) -> None:
    """Show a job or its items, also while it runs."""
    from imgix_management.bulk import journal_items, read_journal  # noqa: PLC0415 - for a quick start

    output, path = Output(settings), find_journal(name)
    if not states:
        write_one(output, _shown(job_record(read_journal(path)), output), key="name")
        return
    chosen = () if ALL in states else states
    items = journal_items(path, *chosen, language=output.language)
    write_all(output, (item_record(item, output) for item in items), COLUMNS, key="key")


@command.command("resume", examples=("imgix jobs resume relaunch.journal",))
@records
@name_argument
@click.pass_obj
def resume_job(settings: Settings, name: str) -> int:
    """Continue a job that was interrupted.

    What was done is not done again. What was in flight is looked up where imgix can tell, and otherwise reported as
    unknown.
    """
    output, path = Output(settings), find_journal(name)
    with new_client(output) as client:
        return run_job(output, client.jobs.resume, path)


@command.command("retry", examples=("imgix jobs retry relaunch.journal --unknown",))
@records
@name_argument
@option("--unknown", is_flag=True, help="Also those of unknown outcome, although they may have been done.")
@click.pass_obj
def retry_job(settings: Settings, name: str, *, unknown: bool) -> int:
    """Run the failed items of a job again, and what is still open."""
    output, path = Output(settings), find_journal(name)
    with new_client(output) as client:
        return run_job(output, partial(client.jobs.retry, unknown=unknown), path)


def _shown(record: Record, output: Output) -> Record:
    """Return a record as it is shown: in a table, the status is in the language of the output."""
    if output.settings.form != "table":
        return record
    return {**record, "status": output.name(STATUSES[record["status"]])}


def job_record(info: JournalInfo) -> Record:
    """Return what a journal is about as plain JSON types."""
    report = info.report
    status = "running" if info.running else "interrupted" if info.ended is None else "finished"
    return {
        "name": job_name(info.path),
        "status": status,
        "method": info.method,
        "arguments": dict(info.arguments),
        "base_url": info.base_url,
        "date_created": info.created,
        "date_ended": info.ended,
        "total": report.total if report.planned else None,
        "done": report.done,
        "duplicate": report.duplicate,
        "failed": report.failed,
        "unknown": report.unknown,
        "skipped": report.skipped,
        "open": report.pending + report.in_flight,
        "repeated": report.repeated,
        "resumable": info.resumable,
        "journal": str(info.path),
    }
