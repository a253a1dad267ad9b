"""The journal of a job: what is to be done, what was begun, and how it ended.

An item is marked as in flight before anything is sent for it, and its outcome afterwards, each in a transaction of its
own that is on the disk when the method returns. The list of items is planned in transactions, too, each together with
the place where reading continues; so a process may be killed at any moment.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from ..errors import InvalidInputError, JournalError
from .items import Entry, Item, JobIdentity, Outcome
from .locking import FileLock, refuse_network
from .report import FAILED, IN_FLIGHT, PENDING, SKIPPED, STATES, UNKNOWN, JournalItem, State
from .schema import connect

# Without the words of its condition, SQLite does not use the index of open items, and reads all that are done.
_CLAIM: Final = """
SELECT id, key, input, attempts, doubt, began FROM item
WHERE state = 0 AND state NOT IN (2, 5) AND (not_before IS NULL OR not_before <= ?) ORDER BY id LIMIT 1"""
_BEGIN: Final = """
UPDATE item SET state = 1, attempts = attempts + 1, not_before = NULL,
    began = CASE WHEN doubt AND began IS NOT NULL THEN began ELSE ? END WHERE id = ?"""
_END: Final = """
UPDATE item SET state = ?, doubt = 0, ended = ?, duplicate = ?, reason = ?, status = ?, code = ?, detail = ?,
    request_id = ? WHERE id = ?"""
ITEMS: Final = """
SELECT id, key, state, attempts, duplicate, reason, code, status, detail, request_id, ended FROM item
WHERE state = ? AND id > ? ORDER BY id LIMIT 500"""
COUNTS: Final = "SELECT state, duplicate, reason, count(*) FROM item GROUP BY state, duplicate, reason"


class Journal:
    """A journal that a job works on. All methods may be called from any thread.

    Attributes:
        path: The file; None for a temporary journal.
        counts: State -> items.
        skipped_by: Reason -> skipped items.
        duplicates: Items that imgix called a repetition.
        total: All items.
        read: Entries of the input that were planned.
        digest: The digest of these.
        repeated: Entries that repeat an earlier one.
        cursor: Where a listing continues, or None.
        planned: Whether the input was read to its end.
        ended: When the job was finished, or None.
    """

    read: int
    digest: bytes
    repeated: int
    cursor: str | None
    planned: bool
    ended: float | None
    duplicates: int

    def __init__(self, path: Path | None, identity: JobIdentity, *, clock: Callable[[], float] = time.time) -> None:
        """Open or make a journal.

        Args:
            path: The file; None for a temporary journal.
            identity: What it must belong to.
            clock: Returns Unix seconds.

        Raises:
            InvalidInputError: It is no journal, or of another version, account or job; another process uses it; or it
                would be on a network file system.
            JournalError: It cannot be read or written.
        """
        self.path = path
        self._identity = identity
        self._clock = clock
        self._guard = threading.RLock()
        self._lock: FileLock | None = None
        self._connection: sqlite3.Connection | None = None
        if path is not None:
            refuse_network(path)
            self._take_lock(path)
        try:
            self._connection = connect(path)
            with self.transaction() as connection:
                self._adopt(connection)
            self._load()
        except BaseException:
            self.close()
            raise

    def _take_lock(self, path: Path) -> None:
        lock = FileLock(path)
        try:
            free = lock.acquire()
        except OSError as error:
            raise JournalError(path=str(path), reason=error.strerror or str(error)) from error
        if not free:
            raise InvalidInputError("journal_in_use", path=str(path))
        self._lock = lock

    def _adopt(self, connection: sqlite3.Connection) -> None:
        """Check what the journal belongs to, or write it into a new one."""
        identity = self._identity
        row = connection.execute("SELECT method, arguments, account, base_url FROM job").fetchone()
        if row is None:
            arguments = json.dumps(identity.arguments, ensure_ascii=False, sort_keys=True)
            connection.execute(
                "INSERT INTO job (one, method, arguments, account, base_url, created) VALUES (1, ?, ?, ?, ?, ?)",
                (identity.method, arguments, identity.account, identity.base_url, self._clock()),
            )
            return
        if row[2:] != (identity.account, identity.base_url):
            raise InvalidInputError("journal_other_account", path=str(self.path), base_url=row[3])
        arguments = json.loads(json.dumps(identity.arguments))
        if row[0] != identity.method or json.loads(row[1]) != arguments:
            raise InvalidInputError("journal_other_job", path=str(self.path), method=row[0])

    def _load(self) -> None:
        with self.transaction() as connection:
            row = connection.execute("SELECT read, digest, repeated, cursor, planned, ended FROM job").fetchone()
            self.read, self.digest, self.repeated, self.cursor, planned, self.ended = row
            self.planned = bool(planned)
            self.counts: Counter[int] = Counter()
            self.skipped_by: Counter[str] = Counter()
            self.duplicates = 0
            for state, duplicate, reason, number in connection.execute(COUNTS):
                self.counts[state] += number
                if duplicate:
                    self.duplicates += number
                if state == SKIPPED:
                    self.skipped_by[reason] += number

    @property
    def total(self) -> int:
        """All items known so far."""
        return self.counts.total()

    @property
    def open(self) -> int:
        """Items that are pending or in flight."""
        return self.counts[PENDING] + self.counts[IN_FLIGHT]

    def restore(self, *, repeatable: bool, pause: float, delay: float) -> None:
        """Make what a killed process left in flight pending again.

        Args:
            repeatable: Whether it may be done again without harm; if not, it is in doubt.
            pause: Seconds that must be between two attempts.
            delay: Seconds after which an item in doubt is looked up: imgix may still be processing it.
        """
        with self.transaction() as connection:
            connection.execute(
                "UPDATE item SET state = 0, doubt = ?, not_before = max(began + ?, ?) "
                "WHERE state = 1 AND state NOT IN (2, 5)",
                (not repeatable, pause, 0.0 if repeatable else self._clock() + delay),
            )
        self._load()

    def restart(self) -> None:
        """Remove all items and the input, to plan again; the record of what was sent is kept."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM item")
            connection.execute("DELETE FROM remote")
            connection.execute(
                "UPDATE job SET created = ?, cursor = NULL, read = 0, digest = x'', repeated = 0, planned = 0, "
                "ended = NULL",
                (self._clock(),),
            )
        self._load()

    def retry(self, *, unknown: bool, pause: float) -> None:
        """Make failed items pending again, and those of unknown outcome if asked for."""
        states = (FAILED, UNKNOWN) if unknown else (FAILED, FAILED)
        with self.transaction() as connection:
            connection.execute(
                "UPDATE item SET state = 0, doubt = (state = 4), attempts = 0, not_before = ended + ?, ended = NULL, "
                "status = NULL, code = NULL, detail = NULL, request_id = NULL WHERE state IN (?, ?)",
                (pause, *states),
            )
            connection.execute("UPDATE job SET ended = NULL WHERE EXISTS (SELECT 1 FROM item WHERE state = 0)")
        self._load()

    def plan(self, entries: Sequence[Entry], digest: bytes, cursor: str | None) -> list[tuple[Entry, str | None]]:
        """Add a page of entries, and record where reading continues.

        Args:
            entries: The page.
            digest: The digest of all entries up to its end.
            cursor: Where a listing continues.

        Returns:
            The entries that repeat an earlier one, each with the input of that one. They were not added.
        """
        repeated: list[tuple[Entry, str | None]] = []
        with self.transaction() as connection:
            for entry in entries:
                cursor_ = connection.execute("INSERT OR IGNORE INTO item (key, input) VALUES (?, ?)", entry)
                if not cursor_.rowcount:
                    row = connection.execute("SELECT input FROM item WHERE key = ?", (entry.key,)).fetchone()
                    repeated.append((entry, row[0]))
            connection.execute(
                "UPDATE job SET cursor = ?, read = read + ?, digest = ?, repeated = repeated + ?",
                (cursor, len(entries), digest, len(repeated)),
            )
        with self._guard:
            self.counts[PENDING] += len(entries) - len(repeated)
            self.read, self.digest, self.cursor = self.read + len(entries), digest, cursor
            self.repeated += len(repeated)
        return repeated

    def finish_plan(self) -> None:
        """Remember that the input was read to its end."""
        with self.transaction() as connection:
            connection.execute("UPDATE job SET planned = 1")
        self.planned = True

    def claim(self) -> Item | None:
        """Mark the next item as in flight; None if none is due."""
        now = self._clock()
        with self.transaction() as connection:
            row = connection.execute(_CLAIM, (now,)).fetchone()
            if row is None:
                return None
            connection.execute(_BEGIN, (now, row[0]))
        self._move(PENDING, IN_FLIGHT)
        id_, key, input_, attempts, doubt, began = row
        value = None if input_ is None else json.loads(input_)
        return Item(id_, key, value, attempts, bool(doubt), began if doubt and began is not None else now)

    def next_due(self) -> float | None:
        """Return in how many seconds the first pending item is due; None if there is none."""
        with self.transaction() as connection:
            row = connection.execute(
                "SELECT count(*), min(coalesce(not_before, 0)) FROM item WHERE state = 0 AND state NOT IN (2, 5)"
            ).fetchone()
        return max(0.0, row[1] - self._clock()) if row[0] else None

    def end(self, item: Item, outcome: Outcome) -> None:
        """Record how an item ended."""
        error = outcome.error
        status = code = detail = request_id = None
        if error is not None:
            status, code, request_id = error.status_code, error.code, error.request_id
            detail = json.dumps({language: error.message(language) for language in ("en", "ja")}, ensure_ascii=False)
        state = STATES.index(outcome.state)
        with self.transaction() as connection:
            connection.execute(
                _END,
                (state, self._clock(), outcome.duplicate, outcome.reason, status, code, detail, request_id, item.id),
            )
        with self._guard:
            self._move(IN_FLIGHT, state)
            self.duplicates += outcome.duplicate
            if outcome.reason is not None:
                self.skipped_by[outcome.reason] += 1

    def release(self, item: Item, *, doubt: bool, pause: float | None = None) -> None:
        """Make an item pending again.

        Args:
            item: The item, in flight.
            doubt: Whether what was sent for it may have been processed.
            pause: Seconds after which it is due; None if it was not attempted at all.
        """
        with self.transaction() as connection:
            connection.execute(
                "UPDATE item SET state = 0, doubt = ?, not_before = ?, attempts = ? WHERE id = ?",
                (
                    doubt,
                    None if pause is None else self._clock() + pause,
                    item.attempts if pause is None else item.attempts + 1,
                    item.id,
                ),
            )
        self._move(IN_FLIGHT, PENDING)

    def release_all_but(self, ids: Collection[int]) -> None:
        """Make all items pending again that are marked as in flight, but for which nothing was begun.

        Args:
            ids: Those that were begun.
        """
        marks = ", ".join("?" * len(ids))
        with self.transaction() as connection:
            connection.execute(
                "UPDATE item SET state = 0, attempts = attempts - 1 "  # noqa: S608 - marks only
                f"WHERE state = 1 AND state NOT IN (2, 5) AND id NOT IN ({marks})",
                tuple(ids),
            )
        self._load()

    def finish(self) -> None:
        """Remember that the job is finished."""
        if self.ended is None:
            self.ended = self._clock()
            with self.transaction() as connection:
                connection.execute("UPDATE job SET ended = ?", (self.ended,))

    def items(self, states: Iterable[State], language: str = "en") -> Iterator[JournalItem]:
        """Yield the items in some states, in the order of the input; none stands for all states."""
        for state in states or STATES:
            yield from self._items_in(STATES.index(state), language)

    def _items_in(self, state: int, language: str) -> Iterator[JournalItem]:
        last = 0
        while True:
            with self.transaction() as connection:
                rows = connection.execute(ITEMS, (state, last)).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield from (journal_item(row, language) for row in rows)

    def close(self) -> None:
        """Close the file and let others use it. Doing so twice does no harm."""
        with self._guard:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __del__(self) -> None:
        self.close()

    def _move(self, before: int, after: int) -> None:
        with self._guard:
            self.counts[before] -= 1
            self.counts[after] += 1

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection to one thread, and commit at the end.

        Raises:
            JournalError: The journal is closed, or SQLite failed: on a full disk, for example.
        """
        with self._guard:
            connection = self._connection
            if connection is None:
                raise JournalError(path=str(self.path), reason="closed")
            try:
                try:
                    connection.execute("BEGIN IMMEDIATE")
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                raise JournalError(path=str(self.path), reason=str(error)) from error


def journal_item(row: Sequence[Any], language: str) -> JournalItem:
    """Make an item of a row that `ITEMS` selects."""
    _, key, state, attempts, duplicate, reason, code, status, detail, request_id, ended = row
    message = None
    if detail is not None:
        texts = json.loads(detail)
        message = "\n".join(str(texts[each]) for each in ("en", "ja") if each in language.split("+")) or texts["en"]
    return JournalItem(key, STATES[state], attempts, bool(duplicate), reason, code, status, message, request_id, ended)
