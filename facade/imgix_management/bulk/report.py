"""What a job reports: the outcome of one item, the counts of all, and what a journal holds."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Generic, Literal, TextIO, TypeVar

from .._models.base import FrozenDict
from ..errors import ImgixError

T = TypeVar("T")

State = Literal["pending", "in flight", "done", "failed", "unknown", "skipped"]
"""Where an item of a job stands."""

STATES: Final[tuple[State, ...]] = ("pending", "in flight", "done", "failed", "unknown", "skipped")
"""All states; the journal stores each as its index."""

PENDING, IN_FLIGHT, DONE, FAILED, UNKNOWN, SKIPPED = range(len(STATES))

JobMethod = Literal["purge", "upload", "update", "refresh", "add", "download"]
"""What a job does with each of its items."""

ExportFormat = Literal["csv", "ndjson"]
"""One line of cells, or one JSON object, for each Asset."""

ExportTarget = str | os.PathLike[str] | TextIO
"""A path, or a text file that is open for writing, such as `sys.stdout`."""

Compare = Literal["size", "hash", "always"]
"""How to find out whether a file was uploaded before."""

SkipReason = Literal["size", "hash", "unchanged", "link", "special", "dry run"]
"""Why an item was skipped: the Asset has the same size; the hash of what was sent last is the same; the metadata are
the same; the file is a symbolic link; it is a socket, a pipe or a device; or the job is a dry run, and would act."""


@dataclass(frozen=True, slots=True)
class ItemResult(Generic[T]):
    """The outcome of one item of a job.

    Attributes:
        key: What the item is about: the URL of a purge, `SOURCE_ID/origin/path` of an Asset, the id of a Report.
        state: `done`, `failed`, `unknown` or `skipped`.
        duplicate: Whether imgix responded that the item repeats an earlier one (409), which counts as done.
        value: What the call returned, such as a `Purge` or an `Asset`; None where nothing was called.
        error: The error of a failed or unknown item, else None.
        reason: Why the item was skipped, else None.
        changes: Of metadata, what differs: attribute -> value before and value after. Custom fields appear as
            `custom.KEY`; None stands for no value.
    """

    key: str
    state: State
    duplicate: bool = False
    value: T | None = None
    error: ImgixError | None = None
    reason: SkipReason | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=FrozenDict)


@dataclass(frozen=True, slots=True)
class JobReport:
    """How far a job is. All numbers count items, those of earlier runs with the same journal included.

    Attributes:
        method: What the job does, such as `purge`.
        journal: The file of its journal, or None.
        planned: Whether the input was read to its end, so that `total` is final.
        finished: Whether it was read to its end and no item is left to do.
        total: The items known so far.
        pending: Items that are still to be done.
        in_flight: Items whose calls are in flight; in a journal that is not in use, those that were interrupted.
        done: Items that succeeded, duplicates included.
        duplicate: Those of `done` that imgix called a repetition (409).
        failed: Items that failed.
        unknown: Items whose outcome is unknown.
        skipped: Items for which there was nothing to do.
        skipped_by: Reason -> skipped items.
        repeated: Entries of the input that repeat an earlier one, and were left out.
        seconds: How long this run took so far.
        rate: Items completed per second, over the last minute; 0 at first.
        eta: Seconds until the job is finished at that rate; None while that is not known.
        waiting_for: The rate-limit bucket that holds the job up now, or None.
    """

    method: JobMethod
    journal: Path | None = None
    planned: bool = False
    finished: bool = False
    total: int = 0
    pending: int = 0
    in_flight: int = 0
    done: int = 0
    duplicate: int = 0
    failed: int = 0
    unknown: int = 0
    skipped: int = 0
    skipped_by: Mapping[str, int] = field(default_factory=dict)
    repeated: int = 0
    seconds: float = 0.0
    rate: float = 0.0
    eta: float | None = None
    waiting_for: str | None = None

    @property
    def successful(self) -> bool:
        """Whether the job is finished, and no item failed or has an unknown outcome."""
        return self.finished and not self.failed and not self.unknown


JobProgress = Callable[[JobReport], object]
"""Called with the report of a job after each item, and while the input is read."""


@dataclass(frozen=True, slots=True)
class JournalItem:
    """An item as a journal keeps it.

    Attributes:
        key: See `ItemResult.key`.
        state: Where it stands.
        attempts: How often it was begun.
        duplicate: Whether imgix called it a repetition.
        reason: Why it was skipped, else None.
        code: The stable code of its error, else None.
        status_code: The HTTP status of its error, else None.
        message: What its error says, in the language that was asked for; else None.
        request_id: The id of the failed request for imgix support, else None.
        ended: When its outcome was recorded, in Unix seconds, else None.
    """

    key: str
    state: State
    attempts: int = 0
    duplicate: bool = False
    reason: str | None = None
    code: str | None = None
    status_code: int | None = None
    message: str | None = None
    request_id: str | None = None
    ended: float | None = None


@dataclass(frozen=True, slots=True)
class JournalInfo:
    """What a journal is about.

    Attributes:
        path: The file.
        method: What its job does.
        arguments: The arguments of the job, as plain JSON types; never a secret.
        base_url: Where the API is that it was made for.
        created: When the job began, in Unix seconds.
        ended: When it was finished, in Unix seconds; None if it is not.
        running: Whether a process works on it now.
        resumable: Whether `client.jobs.resume` can go on without the input being given again: it was read to its end,
            or can be read again (a folder, a Source).
        report: The counts.
    """

    path: Path
    method: JobMethod
    arguments: Mapping[str, Any]
    base_url: str
    created: float
    ended: float | None
    running: bool
    resumable: bool
    report: JobReport
