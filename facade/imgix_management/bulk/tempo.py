"""How fast a job is, and when it will be finished."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from .report import DONE, FAILED, IN_FLIGHT, PENDING, SKIPPED, UNKNOWN, JobMethod, JobReport

if TYPE_CHECKING:
    from .journal import Journal

WINDOW: Final = 60.0
"""Seconds over which the rate is measured."""


class Tempo:
    """The rate at which items are completed."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take a clock, which returns seconds."""
        self._clock = clock
        self._started = clock()
        self._samples: deque[tuple[float, int]] = deque()

    def start(self, journal: Journal) -> None:
        """Begin to measure: what is completed now was so by earlier runs."""
        self._samples.append((self._started, _completed(journal)))

    def count(self, journal: Journal) -> None:
        """Take a sample, once a second at most."""
        now = self._clock()
        samples = self._samples
        if now - samples[-1][0] >= 1.0:
            samples.append((now, _completed(journal)))
            while len(samples) > 1 and samples[1][0] <= now - WINDOW:
                samples.popleft()

    def report(self, journal: Journal, method: JobMethod, waiting_for: str | None) -> JobReport:
        """Return how far a job is.

        Args:
            journal: Its journal.
            method: What it does.
            waiting_for: The bucket that holds it up.
        """
        now = self._clock()
        counts, (since, before) = journal.counts, self._samples[0]
        rate = (_completed(journal) - before) / max(now - since, 0.001) if now - since >= 1.0 else 0.0
        finished = journal.ended is not None
        eta = 0.0 if finished else journal.open / rate if rate and journal.planned else None
        return JobReport(
            method,
            journal.path,
            planned=journal.planned,
            finished=finished,
            total=journal.total,
            pending=counts[PENDING],
            in_flight=counts[IN_FLIGHT],
            done=counts[DONE],
            duplicate=journal.duplicates,
            failed=counts[FAILED],
            unknown=counts[UNKNOWN],
            skipped=counts[SKIPPED],
            skipped_by=dict(journal.skipped_by),
            repeated=journal.repeated,
            seconds=now - self._started,
            rate=rate,
            eta=eta,
            waiting_for=waiting_for,
        )


def _completed(journal: Journal) -> int:
    return journal.total - journal.open
