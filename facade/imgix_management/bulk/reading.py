"""Look into a journal, also while another process works on it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..errors import InvalidInputError, JournalError
from .journal import COUNTS, ITEMS, journal_item
from .locking import is_locked
from .report import STATES, JobMethod, JobReport, JournalInfo, JournalItem, State
from .schema import connect

READ_AGAIN: Final = frozenset(["upload", "download"])
"""Verbs whose input can be read again from the arguments alone."""


def read_journal(path: str | os.PathLike[str]) -> JournalInfo:
    """Return what a journal is about, also while another process works on it.

    Args:
        path: The file.

    Raises:
        InvalidInputError: There is no such file (`file_not_found`), it is no journal (`journal_invalid`), or of another
            version (`journal_other_version`).
        JournalError: It cannot be read.
    """
    file = Path(path)
    with _reading(file) as connection:
        row = connection.execute(
            "SELECT method, arguments, base_url, created, ended, planned, repeated FROM job"
        ).fetchone()
        groups = connection.execute(COUNTS).fetchall()
    if row is None:
        raise InvalidInputError("journal_invalid", path=str(path))
    method, arguments, base_url, created, ended, planned, repeated = row
    arguments = json.loads(arguments)
    return JournalInfo(
        path=file,
        method=method,
        arguments=arguments,
        base_url=base_url,
        created=created,
        ended=ended,
        running=is_locked(file),
        resumable=bool(planned) or method in READ_AGAIN or "filters" in arguments,
        report=replace(
            counted(groups, method), journal=file, planned=bool(planned), finished=ended is not None, repeated=repeated
        ),
    )


def journal_items(path: str | os.PathLike[str], *states: State, language: str = "en") -> Iterator[JournalItem]:
    """Yield the items of a journal that are in some states, in the order of the input.

    Args:
        path: The file.
        *states: The states, such as `failed`; none stands for all.
        language: The language of the messages: en, ja, or en+ja.

    Raises:
        InvalidInputError: There is no such file, it is no journal, or of another version.
        JournalError: It cannot be read.
    """
    file = Path(path)
    with _reading(file) as connection:
        for state in states or STATES:
            last = 0
            while rows := connection.execute(ITEMS, (STATES.index(state), last)).fetchall():
                last = rows[-1][0]
                yield from (journal_item(row, language) for row in rows)


def counted(groups: Iterable[tuple[int, int, str | None, int]], method: JobMethod) -> JobReport:
    """Return a report of how many items there are of each state, whether duplicate or not, and reason."""
    counts, skipped_by, duplicate = Counter[str](), Counter[str](), 0
    for state, is_duplicate, reason, number in groups:
        counts[STATES[state]] += number
        duplicate += number if is_duplicate else 0
        if reason is not None:
            skipped_by[reason] += number
    return JobReport(
        method,
        total=counts.total(),
        pending=counts["pending"],
        in_flight=counts["in flight"],
        done=counts["done"],
        duplicate=duplicate,
        failed=counts["failed"],
        unknown=counts["unknown"],
        skipped=counts["skipped"],
        skipped_by=dict(skipped_by),
    )


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise InvalidInputError("file_not_found", path=str(path))
    try:
        with closing(connect(path, read_only=True)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise JournalError(path=str(path), reason=str(error)) from error
