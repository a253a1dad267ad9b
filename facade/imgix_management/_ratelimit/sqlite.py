"""The store in a file: all processes of a machine share it, at the same time or one after another."""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..errors import ClientStateError, RateLimitStoreError
from . import serial
from .clock import now as clock_of_the_machine
from .limits import BucketLimits
from .reservations import Reservation, ReservationLog
from .stores import Args, LogStore, Subject, T

LOCK_TIMEOUT: Final = 2.0
"""Seconds to wait for other processes that use the file. Each needs it for less than a millisecond."""

_CREATE: Final = """
CREATE TABLE IF NOT EXISTS logs_1 (
    account TEXT NOT NULL, bucket TEXT NOT NULL, log BLOB NOT NULL, PRIMARY KEY (account, bucket)
) WITHOUT ROWID"""
_READ: Final = "SELECT log FROM logs_1 WHERE account = ? AND bucket = ?"
_WRITE: Final = "INSERT OR REPLACE INTO logs_1 VALUES (?, ?, ?)"


_stores: weakref.WeakSet[SQLiteStore] = weakref.WeakSet()
_forking: list[SQLiteStore] = []
_fork_lock = threading.RLock()
"""Held from before a fork until after it, and while a store is added: one thread forks at a time."""


def _before_fork() -> None:
    """Close all files, and keep them closed: SQLite allows a child neither to use nor to close what is open."""
    _fork_lock.acquire()
    _forking[:] = _stores
    for store in _forking:
        store.pause()


def _after_fork() -> None:
    while _forking:
        _forking.pop().resume()
    _fork_lock.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork)


class SQLiteStore(LogStore):
    """A `Store` in an SQLite file on a disk of this machine (write-ahead logging does not work over a network).

    Each method is one short transaction. Slots are dated by the clock that all processes of the machine share and
    nobody can set; after the machine restarted, the wall clock shows how much time has passed.

    A damaged file, or one that is not an SQLite database, is left as it is: every method raises a
    `RateLimitStoreError` with what SQLite says about it.
    """

    threads = 1

    def __init__(
        self,
        path: Path,
        account: str,
        *,
        clock: Callable[[], float] = clock_of_the_machine,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Use a file, which is made when it is first needed. `account` distinguishes accounts in it: never the key."""
        super().__init__(clock)
        self._path = path
        self._account = account
        self._wall = wall
        self._lock = threading.RLock()
        self._in_use = False
        self._connection: sqlite3.Connection | None = None
        self._inode = 0
        with _fork_lock:
            _stores.add(self)

    def reserve(self, limits: BucketLimits, max_wait: float | None = None) -> Reservation:
        """See `Store.reserve`."""
        return self._apply(limits.bucket, ReservationLog.reserve, limits, max_wait, secrets.randbits(53))

    def release(self, reservation: Reservation) -> None:
        """See `Store.release`."""
        if reservation.state in ("waiting", "in flight"):
            with suppress(RateLimitStoreError, ClientStateError):
                self._apply(reservation.limits.bucket, ReservationLog.release, reservation)

    def close(self) -> None:
        """See `Store.close`."""
        with self._lock:
            self._disconnect()

    def pause(self) -> None:
        """Close the file, and prevent it from being opened until `resume`."""
        self._lock.acquire()
        self._disconnect()

    def resume(self) -> None:
        """End what `pause` began."""
        self._lock.release()

    def _apply(
        self, bucket: str, method: Callable[[ReservationLog, Subject, float, *Args], T], subject: Subject, *args: *Args
    ) -> T:
        with self._lock:
            if self._in_use:
                raise ClientStateError("called_in_signal_handler")
            connection: sqlite3.Connection | None = None
            try:
                self._in_use = True
                connection = self._connect()
                self._connection = None  # whatever ends this transaction early closes the connection
                connection.execute("BEGIN IMMEDIATE")
                row = connection.execute(_READ, (self._account, bucket)).fetchone()
                log = serial.load(None if row is None else row[0], self.clock(), self._wall())
                if isinstance(subject, Reservation):
                    _adopt(log, subject)
                result = method(log, subject, self.clock(), *args)
                connection.execute(_WRITE, (self._account, bucket, serial.dump(log, self._wall())))
                connection.execute("COMMIT")
                self._connection, connection = connection, None
            except (sqlite3.Error, OSError, serial.MalformedLogError) as error:
                raise RateLimitStoreError(store=str(self._path), reason=str(error)) from error
            finally:
                if connection is not None:
                    connection.close()
                self._in_use = False
            return result

    def _connect(self) -> sqlite3.Connection:
        """Return a connection to the file that is at the path now: it may have been replaced while it was open."""
        if self._connection is not None and not self._is_same_file():
            self._disconnect()
        if self._connection is None:
            self._connection = _connect(self._path)
            self._inode = self._path.stat().st_ino
        return self._connection

    def _is_same_file(self) -> bool:
        try:
            return self._path.stat().st_ino == self._inode
        except FileNotFoundError:
            return False

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


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


def _adopt(log: ReservationLog, reservation: Reservation) -> None:
    """Put the holder's own reservation in the place of the one that was read from the file."""
    for index, stored in enumerate(log.reservations):
        if stored.id == reservation.id:
            reservation.slot, reservation.state = stored.slot, stored.state
            log.reservations[index] = reservation
            if stored in log.in_flight:
                log.in_flight[reservation] = log.in_flight.pop(stored)
            return
    reservation.slot = float("-inf")  # it lost its place: it is counted when it is granted
    if reservation.state == "in flight":
        reservation.state = "granted"
