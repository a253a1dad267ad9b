"""Handle SIGINT (Ctrl-C), SIGTERM and SIGHUP (a closed terminal) in the same way."""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final, NoReturn

from .exit_codes import EXIT_INTERRUPTED

SIGNALS = tuple(signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in signal.Signals.__members__)

SWALLOWED_DELAY: Final = 0.05
"""Seconds until a signal is handled again whose KeyboardInterrupt nobody could catch."""

Handler = Callable[[int, FrameType | None], object]


def leave_at_signals() -> None:
    """Exit at once on a signal, as long as there is nothing to report or to remove.

    An exception would not do while modules are being imported: some swallow it.
    """
    _handle(_leave)


@contextmanager
def interruptible() -> Iterator[None]:
    """Raise KeyboardInterrupt on a signal, but only once: a second one would interrupt reporting and removing."""

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        _handle(_ignore)
        raise KeyboardInterrupt

    with _raising(interrupt):
        yield


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

    with _raising(first):
        yield lambda: seen


@contextmanager
def _raising(handler: Handler) -> Iterator[None]:
    """Let a handler raise KeyboardInterrupt, again if it was raised where it is swallowed.

    That is in a finalizer, or in a callback of a weak reference, such as those of the locks of imports.
    """
    report = sys.unraisablehook

    def handle_again(unraisable: sys.UnraisableHookArgs) -> None:
        if not issubclass(unraisable.exc_type, KeyboardInterrupt):
            report(unraisable)
            return
        _handle(handler)
        number = next(number for number in SIGNALS if signal.getsignal(number) is handler)
        timer = threading.Timer(SWALLOWED_DELAY, _send, [number])
        timer.daemon = True
        timer.start()

    sys.unraisablehook = handle_again
    _handle(handler)
    try:
        yield
    finally:
        _handle(_leave)
        sys.unraisablehook = report


def _send(number: signal.Signals) -> None:
    """Send a signal to the main thread of this process, which may be waiting in a call of the system."""
    main = threading.main_thread().ident
    if sys.platform != "win32" and main is not None:
        signal.pthread_kill(main, number)
    else:
        _thread.interrupt_main(number)


def _handle(handler: Handler) -> None:
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:  # as shells set it for background jobs
            signal.signal(number, handler)


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    os._exit(EXIT_INTERRUPTED)


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """Do nothing."""
