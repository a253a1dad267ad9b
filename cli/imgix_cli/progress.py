"""How far something is: on a terminal one line that changes, elsewhere a line now and then."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from . import text

REPEATED: Final = 30.0
"""Seconds between two lines where there is no terminal."""


class StatusLine:
    """A line on standard error that says how far something is. It may be used from any thread.

    Args:
        is_terminal: Whether the line changes in its place.
        clock: The time, in seconds.
    """

    def __init__(self, *, is_terminal: bool | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.is_terminal: bool = sys.stderr.isatty() if is_terminal is None else is_terminal
        self._clock = clock
        self._shown = clock()
        self._drawn = False
        self._guard = threading.RLock()

    def show(self, line: str) -> None:
        """Show a new state; without a terminal, only if the last one was shown a while ago."""
        with self._guard:
            now = self._clock()
            if not self.is_terminal:
                if now - self._shown < REPEATED:
                    return
                self._shown = now
            else:
                line = f"\r{text.shorten(line, shutil.get_terminal_size().columns - 1)}\x1b[K"
            print(line, end="" if self.is_terminal else "\n", file=sys.stderr, flush=True)
            self._drawn = True

    def clear(self) -> None:
        """Remove the line from the terminal."""
        with self._guard:
            if self.is_terminal and self._drawn:
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
