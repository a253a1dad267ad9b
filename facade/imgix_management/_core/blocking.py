"""The sync counterparts of `concurrency.py`: everything is called directly."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import ParamSpec, TypeVar

from .network_streams import deadline_in

P = ParamSpec("P")
T = TypeVar("T")

SyncSleep = Callable[[float], object]
"""Such as `time.sleep`: takes seconds."""


def no_event_loop() -> object:
    """Return None: sync code belongs to no event loop."""
    return None


def call_within(seconds: float, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function whose connections have a number of seconds. A blocking call cannot be cancelled."""
    if seconds == float("inf"):
        return function(*args, **kwargs)
    with deadline_in(seconds):
        return function(*args, **kwargs)


def call_directly(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a blocking function."""
    return function(*args, **kwargs)


def shielded(_seconds: float) -> AbstractContextManager[object]:
    """Return a context manager that does nothing: sync code is not cancelled."""
    return nullcontext()
