"""Handle SIGINT (Ctrl-C), SIGTERM and SIGHUP (a closed terminal) in the same way."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

from .exit_codes import EXIT_INTERRUPTED

SIGNALS = tuple(signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in signal.Signals.__members__)


def leave_at_signals() -> None:
    """Exit at once on a signal, as long as there is nothing to report or to remove.

    An exception would not do while modules are being imported: some swallow it.
    """
    _handle(_leave)


@contextmanager
def interruptible() -> Iterator[None]:
    """Raise KeyboardInterrupt on a signal, but only once: a second one would interrupt reporting and removing."""
    _handle(_interrupt)
    try:
        yield
    finally:
        _handle(_leave)


@contextmanager
def drained(last_words: Callable[[], str]) -> Iterator[Callable[[], bool]]:
    """Raise KeyboardInterrupt on a signal, so that what is in flight can end; exit at once on a second one.

    Args:
        last_words: Returns what is written to standard error at the second one.

    Yields:
        A function that says whether there was a signal.
    """
    seen = False

    def first(_number: int, _frame: FrameType | None) -> NoReturn:
        nonlocal seen
        seen = True
        _handle(second)
        raise KeyboardInterrupt

    def second(_number: int, _frame: FrameType | None) -> NoReturn:
        with suppress(OSError):  # the terminal may be gone
            os.write(2, last_words().encode())  # not print(), which may be at work in this very moment
        os._exit(EXIT_INTERRUPTED)

    _handle(first)
    try:
        yield lambda: seen
    finally:
        _handle(_leave)


def _handle(handler: Callable[[int, FrameType | None], NoReturn] | signal.Handlers) -> None:
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:  # as shells set it for background jobs
            signal.signal(number, handler)


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    os._exit(EXIT_INTERRUPTED)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    _handle(signal.SIG_IGN)
    raise KeyboardInterrupt
