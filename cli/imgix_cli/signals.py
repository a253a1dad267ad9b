"""SIGINT, which Ctrl-C sends, and SIGTERM: both end the command in the same way."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from .exit_codes import EXIT_INTERRUPTED

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def leave_at_signals() -> None:
    """End the program at once when a signal comes. For when nothing has been made that must be told or removed.

    An exception would not do while modules are loaded: not all of them let it through unharmed.
    """
    _handle(_leave)


@contextmanager
def interruptible() -> Iterator[None]:
    """Raise KeyboardInterrupt within, when a signal comes. Only once: another would cut off telling and removing."""
    _handle(_interrupt)
    try:
        yield
    finally:
        _handle(_leave)


def _handle(handler: Callable[[int, FrameType | None], NoReturn] | signal.Handlers) -> None:
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:  # as a shell may have it for what runs in the background
            signal.signal(number, handler)


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    os._exit(EXIT_INTERRUPTED)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    _handle(signal.SIG_IGN)
    raise KeyboardInterrupt
