"""What a journal knows of files: as what they were sent last, and which Assets a listing found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from ..errors import JournalError
from .journal import Journal
from .schema import connect


class Sent(NamedTuple):
    """A file as it was sent.

    Attributes:
        size: Its size in bytes.
        mtime_ns: When it had been changed last, in nanoseconds.
        sha256: The hash of its bytes.
    """

    size: int
    mtime_ns: int
    sha256: bytes


def remember_sent(journal: Journal, key: str, sent: Sent) -> None:
    """Remember as what a file was sent."""
    with journal.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO sent VALUES (?, ?, ?, ?)", (key, *sent))


def last_sent(journal: Journal, key: str) -> Sent | None:
    """Return as what a file was sent last; None if the journal does not know."""
    with journal.transaction() as connection:
        row = connection.execute("SELECT size, mtime_ns, sha256 FROM sent WHERE key = ?", (key,)).fetchone()
    return None if row is None else Sent(*row)


def copy_sent(journal: Journal, path: Path) -> None:
    """Copy what another journal knows of files that were sent, if there is one.

    Raises:
        InvalidInputError: It is no journal, or of another version.
        JournalError: It cannot be read.
    """
    if not path.is_file():
        return
    try:
        with closing(connect(path, read_only=True)) as other, journal.transaction() as connection:
            connection.executemany("INSERT INTO sent VALUES (?, ?, ?, ?)", other.execute("SELECT * FROM sent"))
    except sqlite3.Error as error:
        raise JournalError(path=str(path), reason=str(error)) from error


def forget_remote(journal: Journal) -> None:
    """Forget what a listing found."""
    with journal.transaction() as connection:
        connection.execute("DELETE FROM remote")


def remember_remote(journal: Journal, sizes: Iterable[tuple[str, int | None]]) -> None:
    """Remember the sizes of Assets, as far as they are items of the job."""
    with journal.transaction() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO remote SELECT key, ? FROM item WHERE key = ?", ((size, key) for key, size in sizes)
        )


def remote_size(journal: Journal, key: str) -> tuple[bool, int | None]:
    """Return whether a listing found an Asset, and its size."""
    with journal.transaction() as connection:
        row = connection.execute("SELECT size FROM remote WHERE key = ?", (key,)).fetchone()
    return (False, None) if row is None else (True, row[0])
