"""How far a job is: on a terminal one line that changes, elsewhere a line now and then."""

from __future__ import annotations

import shutil
import sys
import time
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from imgix_management._i18n import gettext_noop

from . import text

REPEATED: Final = 30.0
"""Seconds between two lines where there is no terminal."""

WINDOW: Final = 60.0
"""Seconds that the rate is measured over."""


class Progress:
    """Write to standard error how many items are done, how fast, and how long the rest takes.

    Args:
        label: What is done.
        name: Returns a text in the language of the output, its placeholders filled.
        total: The number of items; None while it is not known.
        clock: The time, in seconds.
    """

    def __init__(
        self,
        label: str,
        name: Callable[..., str],
        *,
        total: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.total = total
        self._label = label
        self._name = name
        self._clock = clock
        self._is_terminal = sys.stderr.isatty()
        self._begun = clock()
        self._shown = self._begun
        self._samples = deque([(self._begun, 0)])
        self._drawn = False

    def update(self, done: int, failed: int = 0, waiting: str | None = None, *, skipped: int = 0) -> None:
        """Show a new state; without a terminal, unless another was shown a moment ago.

        Args:
            done: The number of items that are done, failed ones and skipped ones included.
            failed: The number of items that failed.
            waiting: What is waited for, in the language of the output; or None.
            skipped: The number of items that took no call; they do not count in the rate.
        """
        now = self._clock()
        self._samples.append((now, done - skipped))
        while len(self._samples) > 2 and now - self._samples[1][0] > WINDOW:  # noqa: PLR2004
            self._samples.popleft()
        if not self._is_terminal and now - self._shown < REPEATED:
            return
        self._shown = now
        self._write(self._line(now, done, failed, waiting))

    def _line(self, now: float, done: int, failed: int, waiting: str | None) -> str:
        (since, before), (_, last) = self._samples[0], self._samples[-1]
        rate = (last - before) / (now - since) if now > since else 0.0
        parts = [f"{done:,}" if self.total is None else f"{done:,}/{self.total:,}"]
        parts.append(self._name(gettext_noop("{rate}/s"), rate=f"{rate:.1f}"))
        if failed:
            parts.append(self._name(gettext_noop("{count} failed"), count=f"{failed:,}"))
        if self.total is not None and rate and done < self.total:
            parts.append(self._name(gettext_noop("{time} left"), time=duration((self.total - done) / rate)))
        if waiting:
            parts.append(waiting)
        return f"{self._label}  {'  '.join(parts)}"

    def _write(self, line: str) -> None:
        if self._is_terminal:
            line = f"\r{text.shorten(line, shutil.get_terminal_size().columns - 1)}\x1b[K"
        print(line, end="" if self._is_terminal else "\n", file=sys.stderr, flush=True)
        self._drawn = True

    def clear(self) -> None:
        """Remove the line from the terminal."""
        if self._is_terminal and self._drawn:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        self.clear()


def duration(seconds: float) -> str:
    """Return a duration such as `1:02:03` or `2:03`."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
