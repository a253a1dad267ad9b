"""The store in a file: all processes of a machine share it, and one command after another."""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
import time
import warnings
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from ..errors import RateLimitStoreError, RateLimitStoreWarning
from . import serial
from .clock import now as clock_of_the_machine
from .reservations import ReservationLog
from .tickets import BucketLimits, Reservation, Usage

LOCK_TIMEOUT: Final = 2.0
"""Seconds to wait for other processes that use the file. Each needs it for less than a millisecond."""

_CREATE: Final = """
CREATE TABLE IF NOT EXISTS logs_1 (
    account TEXT NOT NULL, bucket TEXT NOT NULL, log BLOB NOT NULL, PRIMARY KEY (account, bucket)
) WITHOUT ROWID"""
_MAGIC: Final = b"SQLite format 3\0"
_READ: Final = "SELECT log FROM logs_1 WHERE account = ? AND bucket = ?"
_WRITE: Final = "INSERT OR REPLACE INTO logs_1 VALUES (?, ?, ?)"


_stores: weakref.WeakSet[SQLiteStore] = weakref.WeakSet()
_forking: list[SQLiteStore] = []


def _before_fork() -> None:
    """Close all files, and keep them closed: SQLite allows a child neither to use nor to close what is open."""
    _forking[:] = _stores
    for store in _forking:
        store.pause()


def _after_fork() -> None:
    while _forking:
        _forking.pop().go_on()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork)


class SQLiteStore:
    """A `Store` in an SQLite file on a disk of this machine (write-ahead logging doesn't work over a network).

    Each method is one short transaction. Slots are dated by the clock that all processes of the machine share and
    nobody can set; after the machine was started anew, the wall clock tells how much time has passed.

    A damaged file is put aside under another name with a `RateLimitStoreWarning`, and a new one begun: what was counted
    before is forgotten. A file that never was an SQLite database is left alone and refused.
    """

    def __init__(
        self,
        path: Path,
        account: str,
        *,
        clock: Callable[[], float] = clock_of_the_machine,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Use a file, which is made when it is first needed.

        Args:
            path: The file.
            account: What tells accounts apart; the file may hold several. Never the key.
            clock: Returns the time in seconds.
            wall: Returns the time by the wall clock, in seconds.
        """
        self._path = path
        self._account = account
        self._clock = clock
        self._wall = wall
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._inode = 0
        _stores.add(self)

    def reserve(self, budget: BucketLimits, max_wait: float | None = None) -> Reservation:
        """See `Store.reserve`."""
        with self._log(budget.bucket) as (log, now):
            return log.reserve(budget, now, max_wait, secrets.randbits(53))

    def confirm(self, ticket: Reservation) -> float:
        """See `Store.settle`."""
        if ticket.state != "waiting" and self.in_time(ticket):
            return 0.0  # nothing came between it and its slot
        with self._log(ticket.budget.bucket) as (log, now):
            return log.confirm(_adopt(log, ticket), now)

    def in_time(self, ticket: Reservation) -> bool:
        """See `Store.in_time`."""
        return self._clock() - ticket.slot <= ticket.budget.tolerance

    def sent(self, ticket: Reservation) -> None:
        """See `Store.sent`."""
        with self._log(ticket.budget.bucket) as (log, now):
            log.sent(_adopt(log, ticket), now)

    def mark_done(self, ticket: Reservation) -> None:
        """See `Store.answered`."""
        with self._log(ticket.budget.bucket) as (log, now):
            log.mark_done(_adopt(log, ticket), now)

    def release(self, ticket: Reservation) -> None:
        """See `Store.give_back`."""
        if ticket.state in ("waiting", "in flight"):
            with suppress(RateLimitStoreError), self._log(ticket.budget.bucket) as (log, now):
                _adopt(log, ticket)
                log.mark_done(ticket, now)
                ticket.release()

    def block(self, budget: BucketLimits, seconds: float | None = None) -> None:
        """See `Store.shut`."""
        with self._log(budget.bucket) as (log, now):
            log.close(budget, now, seconds)

    def usage(self, budget: BucketLimits) -> Usage:
        """See `Store.usage`."""
        with self._log(budget.bucket) as (log, now):
            return log.usage(budget, now)

    def close(self) -> None:
        """See `Store.close`. The file is opened again when it is used again."""
        with self._lock:
            self._disconnect()

    def pause(self) -> None:
        """Close the file, and let nobody open it until `go_on`."""
        self._lock.acquire()
        self._disconnect()

    def go_on(self) -> None:
        """End what `pause` began."""
        self._lock.release()

    @contextmanager
    def _log(self, bucket: str) -> Iterator[tuple[ReservationLog, float]]:
        """The log of a bucket and the time, while nobody else has it; it is written back at the end.

        Raises:
            RateLimitStoreError: The file cannot be used.
        """
        with self._lock:
            try:
                connection, log = self._begin(bucket)
                try:
                    yield log, self._clock()
                    connection.execute(_WRITE, (self._account, bucket, serial.dump(log, self._wall())))
                    connection.execute("COMMIT")
                except BaseException:
                    self._disconnect()  # which also rolls back
                    raise
            except (sqlite3.Error, OSError) as error:
                raise RateLimitStoreError(store=str(self._path), reason=str(error)) from error

    def _begin(self, bucket: str) -> tuple[sqlite3.Connection, ReservationLog]:
        """Begin a transaction, and read the log of a bucket in it."""
        try:
            connection = self._transaction()
            row = connection.execute(_READ, (self._account, bucket)).fetchone()
        except sqlite3.DatabaseError as error:
            ours = self._connection is None or self._is_there()
            self._disconnect()
            if isinstance(error, sqlite3.OperationalError):  # locked, read-only, full, ...: not damaged
                raise
            if ours:  # nobody has put it aside already
                self._put_aside(error)
            connection, row = self._transaction(), None
        try:
            return connection, serial.load(None if row is None else row[0], self._clock(), self._wall())
        except ValueError as error:
            self._warn(error, None)
            return connection, ReservationLog()

    def _transaction(self) -> sqlite3.Connection:
        """Begin a transaction in the file that is at the path now; another process may have put ours aside."""
        while True:
            if self._connection is not None and not self._is_there():
                self._disconnect()
            if self._connection is None:
                self._connection = _connect(self._path)
                self._inode = self._path.stat().st_ino
            self._connection.execute("BEGIN IMMEDIATE")
            if self._is_there():
                return self._connection
            self._disconnect()

    def _is_there(self) -> bool:
        try:
            return self._path.stat().st_ino == self._inode
        except FileNotFoundError:
            return False

    def _put_aside(self, error: sqlite3.DatabaseError) -> None:
        with self._path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise error
        aside = self._path.with_name(f"{self._path.name}.damaged-{int(self._wall())}-{secrets.token_hex(3)}")
        for end in ("", "-wal", "-shm"):  # an old write-ahead log would be read into the new file
            with suppress(FileNotFoundError):
                Path(f"{self._path}{end}").rename(f"{aside}{end}")
        self._warn(error, aside)

    def _warn(self, error: Exception, aside: Path | None) -> None:
        warning = RateLimitStoreWarning(
            store=str(self._path), reason=str(error), aside=None if aside is None else str(aside)
        )
        warnings.warn(warning, stacklevel=6)

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # One connection, used by one thread at a time.
    connection = sqlite3.connect(path, timeout=LOCK_TIMEOUT, isolation_level=None, check_same_thread=False)
    try:
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_CREATE)
    except BaseException:
        connection.close()
        raise
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging. While another process does so at the same moment, SQLite refuses at once."""
    deadline = time.monotonic() + LOCK_TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _adopt(log: ReservationLog, ticket: Reservation) -> Reservation:
    """Put the holder's own ticket in the place of the one that was read from the file."""
    for index, read in enumerate(log.tickets):
        if read.id == ticket.id:
            ticket.slot, ticket.state = read.slot, read.state
            log.tickets[index] = ticket
            if read in log.in_flight:
                log.in_flight[ticket] = log.in_flight.pop(read)
            return ticket
    ticket.slot = float("-inf")  # it lost its place: it is counted when it goes
    if ticket.state == "in flight":
        ticket.state = "granted"
    return ticket
