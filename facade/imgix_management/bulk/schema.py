"""The file format of a journal: an SQLite database that says what it is."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final

from ..errors import InvalidInputError, JournalError

APPLICATION_ID: Final = 0x696D6778
"""`imgx` in ASCII: what `PRAGMA application_id` of a journal is."""

VERSION: Final = 1
"""`PRAGMA user_version`: raised with every change that an older release could not read."""

BUSY_TIMEOUT: Final = 5.0
"""Seconds to wait for a process that reads the journal."""

# No STRICT and no RETURNING: the SQLite of long-lived systems is older.
_CREATE: Final = """
CREATE TABLE job (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    method TEXT NOT NULL,
    arguments TEXT NOT NULL,               -- JSON, no secret
    account TEXT NOT NULL,                 -- a hash
    base_url TEXT NOT NULL,
    created REAL NOT NULL,
    cursor TEXT,                           -- where a listing continues
    read INTEGER NOT NULL DEFAULT 0,       -- entries of the input that were planned
    digest BLOB NOT NULL DEFAULT x'',      -- of these entries
    repeated INTEGER NOT NULL DEFAULT 0,   -- those that repeat an earlier one
    planned INTEGER NOT NULL DEFAULT 0,    -- 1: the input was read to its end
    ended REAL
);
CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    input TEXT,                            -- JSON
    state INTEGER NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 5),
    doubt INTEGER NOT NULL DEFAULT 0,      -- 1: an earlier attempt may have been processed
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before REAL,
    began REAL,
    ended REAL,
    duplicate INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    status INTEGER,
    code TEXT,
    detail TEXT,                           -- JSON: language -> message
    request_id TEXT
);
CREATE INDEX item_open ON item (state, id) WHERE state NOT IN (2, 5);
CREATE TABLE sent (                        -- what the files were that were uploaded last; kept from job to job
    key TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, sha256 BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE remote (key TEXT PRIMARY KEY, size INTEGER) WITHOUT ROWID;  -- Assets that a listing found
"""


def connect(path: Path | None, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a journal, or make one; None for a temporary one, which is kept on disk only where memory is short.

    Raises:
        InvalidInputError: The file is something else (`journal_invalid`), or of another version
            (`journal_other_version`).
        JournalError: It cannot be opened.
    """
    if path is None:
        name, uri = "", False
    else:
        # A reader may have to tidy up after a process that was killed, so it opens the file for writing where it may.
        mode = "rwc" if not read_only else "rw" if os.access(path, os.W_OK) else "ro"
        name, uri = f"{path.absolute().as_uri()}?mode={mode}", True
    try:
        connection = sqlite3.connect(name, uri=uri, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise JournalError(path=str(path), reason=str(error)) from error
    try:
        _prepare(connection, path, read_only)
    except sqlite3.DatabaseError as error:
        connection.close()
        if path is not None and "not a database" in str(error):
            raise InvalidInputError("journal_invalid", path=str(path)) from error
        raise JournalError(path=str(path), reason=str(error)) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path | None, read_only: bool) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables or read_only:
        _check(connection, path)
    if read_only:
        return
    if path is None:
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
    else:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # an item is marked before it is sent: it must be on the disk
    if not tables:
        head = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION};"
        connection.executescript(f"BEGIN IMMEDIATE; {head} {_CREATE} COMMIT;")


def _check(connection: sqlite3.Connection, path: Path | None) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise InvalidInputError("journal_invalid", path=str(path))
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != VERSION:
        raise InvalidInputError("journal_other_version", path=str(path), version=version, expected=VERSION)
