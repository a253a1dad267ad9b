# Derived from facade/imgix_management/_async/bulk_work.py by `invoke sync`. Do not edit.
"""What a job does with its items: how it finds them, and which calls it makes for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar

from .._core.blocking import call_directly
from .._core.workers import SyncWorkers
from ..bulk.inputs import AHEAD, FEW, PAGE, PAGE_SECONDS, ToEntry, chain, iterator_of, pull
from ..bulk.items import Entry, Item
from ..bulk.report import PENDING, ItemResult, JobMethod
from ..errors import InvalidInputError
from .pipeline import Pipeline

if TYPE_CHECKING:
    from ..bulk.journal import Journal

T = TypeVar("T")


class Work(Generic[T]):
    """What a job does. Each method of a client that returns a job has a subclass.

    Attributes:
        method: What is done with each item.
        repeatable: Whether an item whose outcome is unknown may be done again without harm.
        renews: Whether a finished job starts again when it is run again: what was done is then found by comparing.
        pause: Seconds that must be between two attempts of an item.
        checked_first: Whether the input is read to its end before anything is sent.
        arguments: The arguments, as plain JSON types: a journal belongs to them.
        dry_run: Whether nothing is to be changed.
    """

    method: ClassVar[JobMethod]
    repeatable: ClassVar[bool] = True
    pause: ClassVar[float] = 0.0

    def __init__(self, arguments: Mapping[str, Any], *, checked_first: bool = True, dry_run: bool = False) -> None:
        self.arguments = arguments
        self.checked_first = checked_first
        self.dry_run = dry_run
        self.renews = False

    @classmethod
    def resume(cls, arguments: dict[str, Any]) -> Self:
        """Make the work of a journal, which has no input but what can be read again."""
        raise NotImplementedError

    def plan(self, planner: Planner) -> None:
        """Find the items."""
        raise NotImplementedError

    def prepare(self, api: Pipeline, journal: Journal) -> None:
        """Do what has to be done once, after all items are known and before the first is sent."""

    def perform(self, api: Pipeline, item: Item) -> ItemResult[T]:
        """Make the calls for one item.

        Raises:
            ImgixError: A call failed.
        """
        raise NotImplementedError

    def was_done(self, api: Pipeline, item: Item) -> bool | None:
        """Ask the API whether an attempt of unknown outcome was processed; None if it cannot tell."""
        return False

    def repeats(self, entry: Entry, before: str | None) -> None:
        """Refuse an entry that has the key of an earlier one; by default it is left out.

        Args:
            entry: The entry.
            before: What was planned with the earlier one.

        Raises:
            InvalidInputError: The two contradict each other.
        """


class Planner:
    """Writes what a job finds into its journal.

    Attributes:
        journal: The journal.
    """

    def __init__(self, api: Pipeline, work: Work[Any], journal: Journal, workers: SyncWorkers) -> None:
        self.api = api
        self.journal = journal
        self._work = work
        self._workers = workers

    def read(self, source: Any, to_entry: ToEntry) -> None:  # noqa: ANN401 - iterable, sync or async
        """Plan what a program passed. What was planned by an earlier run must come first, and be the same.

        Args:
            source: An iterable; None if the program passed none, since it resumes a job.
            to_entry: Makes an entry of each value.

        Raises:
            InvalidInputError: The input has changed (`job_input_changed`) or is needed again (`job_input_missing`); or
                a value is not valid.
        """
        journal = self.journal
        if source is None:
            if not journal.planned:
                raise InvalidInputError("job_input_missing", path=str(journal.path))
            return
        iterator = iterator_of(source)
        self._compare(iterator, to_entry)
        if journal.planned:
            return
        checked_first = self._work.checked_first
        while True:
            self._workers.check()
            few = not checked_first and journal.counts[PENDING] < FEW
            values = pull(iterator, 1 if few else PAGE, PAGE_SECONDS)
            if not values:
                return
            self.add([to_entry(value) for value in values])
            if not checked_first:
                self.keep_pace()

    def keep_pace(self) -> None:
        """Wait while many items are planned and not done yet.

        Raises:
            StoppedError: The job stops.
        """
        self._workers.check()
        while self.journal.counts[PENDING] >= AHEAD:
            self._workers.sleep(PAGE_SECONDS)

    def _compare(self, iterator: Any, to_entry: ToEntry) -> None:  # noqa: ANN401
        """Read what was planned by an earlier run, and compare it."""
        journal, digest, left = self.journal, b"", self.journal.read
        while left and (values := pull(iterator, min(PAGE, left), PAGE_SECONDS)):
            digest = chain(digest, [to_entry(value) for value in values])
            left -= len(values)
            self._workers.check()
        changed = left or digest != journal.digest
        if changed or (journal.planned and pull(iterator, 1, PAGE_SECONDS)):
            raise InvalidInputError("job_input_changed", path=str(journal.path))

    def add(self, entries: Sequence[Entry], cursor: str | None = None) -> None:
        """Plan some entries.

        Args:
            entries: The entries.
            cursor: Where a listing continues.

        Raises:
            InvalidInputError: An entry contradicts an earlier one.
        """
        digest = chain(self.journal.digest, entries)
        for entry, before in call_directly(self.journal.plan, entries, digest, cursor):
            self._work.repeats(entry, before)
        self._workers.notify()
