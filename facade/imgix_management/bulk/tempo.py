"""How fast a job is, and when it will be finished."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from .report import DONE, FAILED, IN_FLIGHT, PENDING, SKIPPED, UNKNOWN, JobMethod, JobReport

if TYPE_CHECKING:
    from .journal import Journal

WINDOW: Final = 60.0
"""Seconds over which the rate is measured."""

FEWEST: Final = 6
"""Samples over which it is measured at least: a limit of 10 a minute lets items through in bursts."""


class Tempo:
    """The rate at which items are completed.

    A sample is taken before the first item of each burst. Between the first sample and the last there are therefore
    only bursts with the pauses behind them, and a burst that has just begun does not look like a faster rate.
    """

    def __init__(self, journal: Journal, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin to measure: what is completed now was so by earlier runs.

        Args:
            journal: The journal of the job.
            clock: The time, in seconds.
        """
        self._clock = clock
        self._started = clock()
        self._completed = _completed(journal)
        self._samples: deque[tuple[float, int]] = deque()
        self._guard = threading.Lock()

    def count(self, journal: Journal) -> None:
        """Count an item that was completed."""
        with self._guard:
            now, samples = self._clock(), self._samples
            if not samples or now - samples[-1][0] >= 1.0:
                samples.append((now, self._completed))
                while len(samples) > FEWEST and samples[1][0] <= now - WINDOW:
                    samples.popleft()
            self._completed = _completed(journal)

    def _rate(self, completed: int, now: float) -> float:
        with self._guard:
            if not self._samples or now - self._samples[0][0] < 1.0:
                return 0.0
            (first, before), (last, until) = self._samples[0], self._samples[-1]
        rate = (completed - before) / (now - first)
        return min(rate, (until - before) / (last - first)) if last > first else rate

    def report(self, journal: Journal, method: JobMethod, waiting_for: str | None) -> JobReport:
        """Return how far a job is.

        Args:
            journal: Its journal.
            method: What it does.
            waiting_for: The bucket that holds it up.
        """
        now = self._clock()
        counts = journal.counts
        rate = self._rate(_completed(journal), now)
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
