"""Run jobs: show how far they are, write their results, stop in order, and say how to continue."""

from __future__ import annotations

import json
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from imgix_management._i18n import gettext, gettext_noop

from .client import quiet_waits
from .commands.limits import name as bucket_name
from .exit_codes import EXIT_FAILED, EXIT_INTERRUPTED, EXIT_UNKNOWN
from .journals import is_empty, job_name, readable, remove_journal
from .output import Output
from .progress import StatusLine, duration
from .records import Record, document, write_all
from .signals import drained
from .table import Column
from .translation import both
from .wording import of_the_command

if TYPE_CHECKING:
    from imgix_management._sync.bulk import Job
    from imgix_management.bulk import ItemResult, JobReport, JournalItem

LABELS: Final = {
    "purge": gettext_noop("Purging"),
    "upload": gettext_noop("Uploading"),
    "update": gettext_noop("Updating"),
    "refresh": gettext_noop("Refreshing"),
    "add": gettext_noop("Adding"),
    "download": gettext_noop("Downloading"),
}
"""What a job does -> what its progress is called."""

STATES: Final = {
    "pending": gettext_noop("{count} pending"),
    "in flight": gettext_noop("{count} in flight"),
    "done": gettext_noop("{count} done"),
    "failed": gettext_noop("{count} failed"),
    "unknown": gettext_noop("{count} of unknown outcome"),
    "skipped": gettext_noop("{count} skipped"),
}

REASONS: Final = {
    "size": gettext_noop("{count} of the same size"),
    "hash": gettext_noop("{count} sent before"),
    "unchanged": gettext_noop("{count} unchanged"),
    "link": gettext_noop("{count} symbolic links"),
    "special": gettext_noop("{count} special files"),
}

COLUMNS: Final = {
    "key": Column("key"),
    "state": Column(gettext_noop("State")),
    "reason": Column(gettext_noop("Reason")),
    "code": Column("code"),
    "message": Column(gettext_noop("Message"), "text"),
}

REDRAWN: Final = 0.2
"""Seconds between two states of the line on a terminal."""

SHOWN: Final = 10
"""Failed items that are shown while the job runs; `imgix jobs show` has all."""


def run_job(
    output: Output,
    begin: Callable[..., Job[Any]],
    journal: Path | None,
    *,
    dry_run: bool = False,
    total: int | None = None,
) -> int:
    """Run a job, and return the exit code of the command.

    Results go to standard output in the form that was chosen; of a table there is none, but failed items are shown as
    they come. Progress and the summary go to standard error. A first Ctrl-C lets the calls in flight end, a second one
    ends the process; the journal continues either.

    Args:
        output: Where the command writes.
        begin: Makes the job; called with `journal=`.
        journal: The journal, see `new_journal` and `same_journal`; None only for a dry run.
        dry_run: Whether nothing is sent that changes anything.
        total: How many items there will be, as far as that is known; None if the job finds out.

    Raises:
        ImgixError: What would meet every item. How to continue was said before.
        BrokenPipeError: Nobody reads the results. The calls in flight have ended.
    """
    try:
        return _Run(output, begin(journal=journal), journal, dry_run, total).run()
    finally:
        if journal is not None and not dry_run and is_empty(journal):
            remove_journal(journal)


class _Run:
    def __init__(self, output: Output, job: Job[Any], journal: Path | None, dry_run: bool, total: int | None) -> None:
        self._output = output
        self._job = job
        self._journal = journal
        self._dry_run = dry_run
        self._total = total
        self._troubles = 0
        # Lines of the log and one that changes in its place do not go together.
        self._line = StatusLine(is_terminal=False if output.settings.log else None)
        self._interrupted: Callable[[], bool] = lambda: False

    def run(self) -> int:
        interrupted = False
        try:
            with ExitStack() as stack:
                stack.enter_context(self._line)
                stack.enter_context(quiet_waits())
                self._interrupted = stack.enter_context(drained(self._last_words))
                stack.enter_context(self._ticking())
                records = stack.enter_context(closing(self._records()))
                if self._output.settings.form == "table":
                    deque(records, maxlen=0)
                else:
                    write_all(self._output, records, COLUMNS, key="key")
        except KeyboardInterrupt:
            interrupted = True
        except BrokenPipeError:
            raise
        except Exception as error:
            if not _is_of_the_journal(error):
                self._say_how_to_continue()
            raise
        report = self._job.report
        self._summarize(report)
        if interrupted:
            self._say_how_to_continue()
            return EXIT_INTERRUPTED
        if self._dry_run:
            self._output.note(gettext_noop("Nothing was sent: this was a dry run."))
        elif report.failed or report.unknown:
            self._say_how_to_retry(report)
        return EXIT_UNKNOWN if report.unknown else EXIT_FAILED if report.failed else 0

    def _records(self) -> Generator[Record, None, None]:
        """Run the job, and yield what is data."""
        form = self._output.settings.form
        with closing(cast("Generator[ItemResult[Any], None, None]", iter(self._job))) as results:
            for result in results:
                if form in ("table", "keys"):
                    self._show_trouble(result)
                self._line.clear()
                if form == "table":
                    if result.reason == "dry run":
                        self._show_plan(result)
                elif form != "keys" or result.state == "done" or result.reason == "dry run":
                    yield result_record(result, self._output)
                    sys.stdout.flush()

    def _show_trouble(self, result: ItemResult[Any]) -> None:
        if result.error is None:
            return
        self._troubles += 1
        self._line.clear()
        if self._troubles <= SHOWN:
            self._output.remark(result.key)
            for line in message_of(result.error.message(self._output.language), self._output).splitlines():
                self._output.remark(line, indent=2)
        elif self._troubles == SHOWN + 1:
            self._output.note(gettext_noop("More are not shown here."))

    def _show_plan(self, result: ItemResult[Any]) -> None:
        self._output.verbatim(result.key)
        for name, (before, after) in result.changes.items():
            old, new = (json.dumps(value, ensure_ascii=False) for value in (before, after))
            self._output.line(f"~ {name}  {old} -> {new}", indent=2)

    @contextmanager
    def _ticking(self) -> Iterator[None]:
        """Show the progress within the block, from another thread: the job may wait for long."""
        stopped = threading.Event()

        def tick() -> None:
            announced = False
            while not stopped.wait(REDRAWN):
                if self._interrupted() and not announced and not self._line.is_terminal:
                    self._output.remark(self._state())
                    announced = True
                self._line.show(self._state())

        thread = threading.Thread(target=tick, name="imgix-progress", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stopped.set()
            thread.join()

    def _state(self) -> str:
        language = both(self._output.language)[0]
        report = self._job.report
        if self._interrupted():
            text = gettext_noop("Stopping: {count} in flight. Ctrl-C again stops at once.")
            return gettext(text, language, count=report.in_flight)
        return progress_line(report, language, self._total, self._output)

    def _summarize(self, report: JobReport) -> None:
        for language in both(self._output.language):
            self._output.remark(summary(report, language))

    def _say_how_to_continue(self) -> None:
        """Say it, if there is something to continue."""
        if self._dry_run or self._journal is None or (info := readable(self._journal)) is None or info.running:
            return
        if info.resumable and info.report.total:
            self._output.note(_CONTINUE, command=f"imgix jobs resume {job_name(self._journal)}")
        elif info.report.total == info.report.pending:
            remove_journal(self._journal)
            self._output.note(gettext_noop("Nothing was sent."))

    def _last_words(self) -> str:
        texts = {gettext_noop("Stopped."): ""}
        if self._journal is not None and not self._dry_run:
            texts[_CONTINUE] = f"imgix jobs resume {job_name(self._journal)}"
        lines = [
            gettext(text, language, command=command)
            for language in both(self._output.language)
            for text, command in texts.items()
        ]
        return "\r\x1b[K" * self._line.is_terminal + "".join(f"{line}\n" for line in lines)

    def _say_how_to_retry(self, report: JobReport) -> None:
        name = "" if self._journal is None else job_name(self._journal)
        states = [state for state in ("failed", "unknown") if getattr(report, state)]
        show = " ".join(f"--state {state}" for state in states)
        self._output.note(gettext_noop("Show them: {command}"), command=f"imgix jobs show {name} {show}")
        unknown = " --unknown" if report.unknown else ""
        self._output.note(gettext_noop("Run them again: {command}"), command=f"imgix jobs retry {name}{unknown}")


_CONTINUE: Final = gettext_noop("Continue with: {command}")


def _is_of_the_journal(error: Exception) -> bool:
    """Return whether the journal does not fit: to continue it would not be this job."""
    from imgix_management import InvalidInputError  # noqa: PLC0415 - for a quick start

    return isinstance(error, InvalidInputError) and error.code.startswith(("journal_", "job_"))


def result_record(result: ItemResult[Any], output: Output) -> Record:
    """Return the outcome of an item as plain JSON types."""
    from imgix_management import Resource  # noqa: PLC0415 - for a quick start

    error, value = result.error, result.value
    record: dict[str, Any] = {
        "key": result.key,
        "state": result.state,
        "duplicate": result.duplicate,
        "reason": result.reason,
        "code": error and error.code,
        "status_code": error and error.status_code,
        "message": error and message_of(error.message(output.language), output),
        "request_id": error and error.request_id,
    }
    if result.changes:
        record["changes"] = {name: list(pair) for name, pair in result.changes.items()}
    if isinstance(value, Resource):
        if value.id:  # a repetition has none
            record["value"] = document(value)
    elif value is not None:  # the files of a report
        record["value"] = [str(path) for path in value]
    return record


def item_record(item: JournalItem, output: Output) -> Record:
    """Return an item of a journal as plain JSON types."""
    return {
        "key": item.key,
        "state": item.state,
        "duplicate": item.duplicate,
        "reason": item.reason,
        "code": item.code,
        "status_code": item.status_code,
        "message": item.message and message_of(item.message, output),
        "request_id": item.request_id,
        "attempts": item.attempts,
        "ended": item.ended,
    }


def message_of(message: str, output: Output) -> str:
    """Return a message of the library in the words of the command."""
    for language in both(output.language):
        message = of_the_command(message, language)
    return message


def progress_line(report: JobReport, language: Literal["en", "ja"], total: int | None, output: Output) -> str:
    """Return how far a job is, on one line.

    Args:
        report: Its report.
        language: The language of the line.
        total: How many items there will be, as far as that is known and the job does not know.
        output: Where the command writes.
    """
    if report.planned:
        total = report.total
    completed = report.total - report.pending - report.in_flight
    parts = [f"{completed:,}/{total:,}" if total is not None else f"{completed:,}"]
    if report.rate:
        parts.append(gettext(gettext_noop("{rate}/s"), language, rate=f"{report.rate:.1f}"))
    parts += [
        gettext(STATES[state], language, count=f"{getattr(report, state):,}")
        for state in ("failed", "unknown")
        if getattr(report, state)
    ]
    left = report.eta
    if left is None and total is not None and report.rate:
        left = max(0, total - completed) / report.rate
    if left:
        parts.append(gettext(gettext_noop("{time} left"), language, time=duration(left)))
    if report.waiting_for:
        text = gettext_noop("waiting for {bucket}")
        parts.append(gettext(text, language, bucket=bucket_name(output, report.waiting_for)))
    return f"{gettext(LABELS[report.method], language)}  {'  '.join(parts)}"


def summary(report: JobReport, language: Literal["en", "ja"]) -> str:
    """Return the counts of a job, as a sentence."""

    def count(text: str, number: int) -> str:
        return gettext(text, language, count=f"{number:,}")

    comma = {"en": ", ", "ja": "、"}[language]
    details = {
        "done": [count(gettext_noop("{count} of them repetitions"), report.duplicate)] if report.duplicate else [],
        "skipped": [
            count(REASONS[reason], number) for reason, number in report.skipped_by.items() if reason in REASONS
        ],
    }
    parts = []
    for state, text in STATES.items():
        number = getattr(report, state.replace(" ", "_"))
        if state == "skipped":
            number -= report.skipped_by.get("dry run", 0)
        if number or (state == "done" and not report.skipped_by.get("dry run")):
            more = comma.join(details.get(state, ()))
            counted = count(text, number)
            parts.append(gettext(_DETAILS, language, counted=counted, details=more) if more else counted)
    if planned := report.skipped_by.get("dry run"):
        parts.insert(0, count(gettext_noop("{count} to do"), planned))
    if report.repeated:
        parts.append(count(gettext_noop("{count} given more than once"), report.repeated))
    return gettext(_SUMMARY, language, counts=comma.join(parts), time=duration(report.seconds))


_DETAILS: Final = gettext_noop("{counted} ({details})")
_SUMMARY: Final = gettext_noop("{counts}; took {time}.")
