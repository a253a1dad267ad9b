# Derived from facade/imgix_management/_async/bulk.py by `invoke sync`. Do not edit.
"""Run a job: as many calls at the same time as its rate limits have room for, each recorded in a journal."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Generic, Self, TypeVar

from .._core.blocking import call_directly
from .._core.workers import StoppedError, SyncWorkers
from ..bulk.items import Item, JobIdentity, Outcome
from ..bulk.report import ItemResult, JobProgress, JobReport, JournalItem, State
from ..bulk.tempo import Tempo
from ..errors import (
    AuthenticationError,
    ClientStateError,
    ConfigurationError,
    ImgixError,
    ItemInterruptedError,
    JournalError,
    PermissionDeniedError,
    RateLimitStoreError,
)
from .bulk_gate import Gate, Slot
from .bulk_work import Planner, Work
from .pipeline import Pipeline

if TYPE_CHECKING:
    from ..bulk.journal import Journal

T = TypeVar("T")

MAX_IN_FLIGHT: Final = 100
"""Calls at the same time at most: the connections that a pool of httpx has."""

MAX_ATTEMPTS: Final = 5
"""How often an item is begun in one run, if it fails for reasons that pass, or its outcome is unknown."""

RETRY_PAUSES: Final = (5.0, 15.0, 45.0, 135.0)
"""Seconds before the second attempt of an item, the third, and so on."""

LOOK_UP_DELAY: Final = 5.0
"""Seconds from the resumption of a job until what was in flight is looked up: imgix may still be processing it."""

FATAL: Final = (
    AuthenticationError,
    PermissionDeniedError,
    RateLimitStoreError,
    ClientStateError,
    ConfigurationError,
    JournalError,
)
"""Errors that would meet every item: they stop the job."""


class Job(Generic[T]):
    """Many calls. Iterating over it makes them, and yields the outcome of each item as it comes.

    As many calls are in flight as fill the rate limits. The next ones start while you ask for results; a program that
    takes long over each result slows the job down. Leaving the iteration, an exception, Ctrl-C and cancellation let the
    calls that are in flight end, and start no others. Without a journal, iterating again continues the job as long as
    it is not closed; with one, it continues in any process.

    Example:
        job = client.purges.create_many(urls, journal="purge.journal")
        for result in job:
            print(result.key, result.state)
        print(job.report.done, job.report.failed)
    """

    def __init__(
        self,
        api: Pipeline,
        work: Work[T],
        *,
        journal: str | os.PathLike[str] | None = None,
        progress: JobProgress | None = None,
        retry: bool = False,
        unknown: bool = False,
    ) -> None:
        """Take what is to be done; see the methods of the client that return jobs.

        Args:
            api: The client's pipeline.
            work: What to do with each item.
            journal: The file of the journal, or None.
            progress: Called with the report.
            retry: Whether to run the failed items again.
            unknown: With `retry`, whether to run those of unknown outcome, too.
        """
        # Waiting is what a job is for; how long the complete call takes depends on the wait for its slot.
        self._api = api.with_options(replace(api.options, max_wait=None, total_timeout=None))
        self._work = work
        self._path = None if journal is None or work.dry_run else Path(journal)
        self._known = Path(journal) if journal is not None and work.dry_run else None
        self._progress = progress
        self._retry = (retry, unknown)
        self._journal: Journal | None = None
        self._report = JobReport(work.method, self._path)

    @property
    def report(self) -> JobReport:
        """How far the job is."""
        journal = self._journal  # another thread may close it
        if journal is not None:
            self._report = self._tempo.report(journal, self._work.method, self._gate.bucket)
        return self._report

    def run(self) -> JobReport:
        """Run the job to its end.

        Returns:
            The report.

        Raises:
            InvalidInputError: The input is not valid, or the journal does not fit.
            JournalError: The journal cannot be written. Nothing is lost: run the job again with it.
            ImgixError: What would meet every item, such as a key that is not accepted. Errors of single items are not
                raised.
        """
        for _ in self:
            pass
        return self.report

    def __iter__(self) -> Iterator[ItemResult[T]]:
        with self._api.localized():
            journal = self._open()
            try:
                self._workers.start(self._plan, journal)
                while True:
                    idle = self._start_due(journal)
                    self._show_progress()
                    while self._results:
                        yield self._results.popleft()
                        self._show_progress()
                    if self._failure is not None:
                        raise self._failure
                    if self._all_read and not journal.open and not self._under_way and not self._results:
                        break
                    self._workers.wait(call_directly(journal.next_due) if idle else None)
                call_directly(journal.finish)
                self._show_progress()
            except JournalError as error:
                raise self._api.stamp(error) from error.__cause__
            finally:
                self._drain(journal)

    def items(self, *states: State) -> Iterator[JournalItem]:
        """Yield what is recorded of the items in some states; none stands for all.

        Args:
            *states: The states, such as `failed`.

        Raises:
            JournalError: The job has no journal and is closed, or has not begun; or it cannot be read.
        """
        from ..bulk.reading import journal_items  # noqa: PLC0415

        language = self._api.config.language
        if self._journal is not None:
            items = self._journal.items(states, language)
        elif self._path is not None:
            items = journal_items(self._path, *states, language=language)
        else:
            raise self._api.stamp(JournalError(path="", reason="closed"))
        for item in items:
            yield item

    def close(self) -> None:
        """Close the journal. It is closed at the end of the iteration, too, if it is a file."""
        journal, self._report = self._journal, self.report
        self._journal = None
        if journal is not None:
            call_directly(journal.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> Journal:
        """Open the journal, and make what an earlier process left in flight pending."""
        from ..bulk.journal import Journal  # noqa: PLC0415 - and with it sqlite3, which most programs do not need

        work = self._work
        self._workers = SyncWorkers()
        self._gate = Gate(self._workers)
        self._results = deque[ItemResult[T]]()
        self._under_way = set[int]()
        self._begun = set[int]()
        self._failure: BaseException | None = None
        self._ready = self._all_read = False
        journal = self._journal
        if journal is None:
            config = self._api.config
            identity = JobIdentity(work.method, work.arguments, self._api.account, config.base_url)
            journal = call_directly(Journal, self._path, identity)
            try:
                call_directly(self._adapt, journal)
            except BaseException:
                journal.close()
                raise
        self._tempo = Tempo(journal)
        self._journal = journal
        return journal

    def _adapt(self, journal: Journal) -> None:
        from ..bulk.known import copy_sent  # noqa: PLC0415

        retry, unknown = self._retry
        if self._known is not None:
            copy_sent(journal, self._known)
        if retry:
            journal.retry(unknown=unknown, pause=self._work.pause)
            self._retry = (False, False)
        elif journal.ended is not None and self._work.renews:
            journal.restart()
        journal.restore(repeatable=self._work.repeatable, pause=self._work.pause, delay=LOOK_UP_DELAY)

    def _plan(self, journal: Journal) -> None:
        """Read the input; from then on, or meanwhile, items are sent."""
        self._ready = not self._work.checked_first
        try:
            self._work.plan(Planner(self._api, self._work, journal, self._workers))
            if not journal.planned:
                call_directly(journal.finish_plan)
            self._work.prepare(self._api, journal)
            self._ready = self._all_read = True
        except StoppedError:
            return
        except BaseException as error:
            self._failure = error
            if not isinstance(error, Exception):
                raise
        finally:
            self._workers.notify()

    def _may_start(self) -> bool:
        in_flight = len(self._under_way)
        return self._ready and self._failure is None and self._gate.has_room and in_flight < MAX_IN_FLIGHT

    def _start_due(self, journal: Journal) -> bool:
        """Start calls until a few wait for a rate limit, nothing is due, or many results are there to take.

        Returns:
            Whether nothing is due.
        """
        while self._may_start() and len(self._results) < MAX_IN_FLIGHT:
            item = call_directly(journal.claim)
            if item is None:
                return True
            self._under_way.add(item.id)
            self._workers.start(self._handle, journal, item, Slot(self._api, self._gate))
        return False

    def _handle(self, journal: Journal, item: Item, slot: Slot) -> None:
        """Do one item, and record how it ended."""
        self._begun.add(item.id)
        try:
            result = self._attempt(journal, item, slot)
            if result is not None:
                self._tempo.count(journal)
                self._results.append(result)
            self._begun.discard(item.id)
        except StoppedError:
            self._return_item(journal, item, doubt=slot.sent)
        except BaseException as error:
            self._failure = self._failure or error
            self._return_item(journal, item, doubt=slot.sent and _leaves_doubt(error))
            if not isinstance(error, Exception):
                raise
        finally:
            self._under_way.discard(item.id)
            slot.leave()
            self._workers.notify()

    def _return_item(self, journal: Journal, item: Item, *, doubt: bool) -> None:
        doubt = item.doubt or (doubt and not self._work.repeatable)
        try:
            call_directly(journal.release, item, doubt=doubt)
            self._begun.discard(item.id)
        except JournalError as error:  # then it stays in flight, until the job is resumed
            self._failure = self._failure or error

    def _attempt(self, journal: Journal, item: Item, slot: Slot) -> ItemResult[T] | None:
        """Return how an item ended; None if it is to be tried again."""
        api = self._api.observed(slot, self._workers.sleep)
        doubt = item.doubt
        try:
            if doubt:
                done = self._work.was_done(api, item)
                if done is None:
                    raise self._api.stamp(ItemInterruptedError(key=item.key))
                if done:
                    return self._end(journal, item, ItemResult(item.key, "done"))
                doubt = False
            return self._end(journal, item, self._work.perform(api, item))
        except FATAL:
            raise
        except ItemInterruptedError as error:
            return self._end(journal, item, ItemResult(item.key, "unknown", error=error))
        except ImgixError as error:
            doubt = doubt or (error.outcome_unknown and not self._work.repeatable)
            if (error.retryable or error.outcome_unknown or doubt) and item.attempts + 1 < MAX_ATTEMPTS:
                pause = max(RETRY_PAUSES[item.attempts], error.retry_after or 0.0, self._work.pause)
                call_directly(journal.release, item, doubt=doubt, pause=pause)
                return None
            return self._end(journal, item, ItemResult(item.key, "unknown" if doubt else "failed", error=error))

    def _end(self, journal: Journal, item: Item, result: ItemResult[T]) -> ItemResult[T]:
        outcome = Outcome(result.state, result.duplicate, result.reason, result.error)
        call_directly(journal.end, item, outcome)
        return result

    def _drain(self, journal: Journal) -> None:
        """Let the calls in flight end, and start no others."""
        try:
            self._workers.join()
            # Whatever the counts say: an interruption may have come right after an item was marked.
            call_directly(journal.release_all_but, self._begun)
        finally:
            self._report = self.report
            if self._path is not None:
                self.close()

    def _show_progress(self) -> None:
        if self._progress is not None:
            self._progress(self.report)


def _leaves_doubt(error: BaseException) -> bool:
    """Return whether what was sent before an error may have been processed."""
    if isinstance(error, ImgixError) and not isinstance(error, JournalError):
        return error.outcome_unknown
    return True
