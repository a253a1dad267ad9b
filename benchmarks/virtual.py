"""A virtual clock, and coroutines that sleep by it."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Coroutine, Generator
from typing import Any


class _Sleep:
    __slots__ = ("seconds",)

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __await__(self) -> Generator[float, None, None]:
        yield self.seconds


class World:
    """Where things happen one after the other, at once when their time has come.

    Attributes:
        now: The time, in seconds.
    """

    def __init__(self) -> None:
        self.now = 0.0
        self._events: list[tuple[float, int, Callable[[], object]]] = []
        self._order = itertools.count()

    def clock(self) -> float:
        """The time, in seconds."""
        return self.now

    def sleep(self, seconds: float) -> _Sleep:
        """Let a task sleep."""
        return _Sleep(seconds)

    def at(self, time: float, action: Callable[[], object]) -> None:
        """Let something happen."""
        heapq.heappush(self._events, (time, next(self._order), action))

    def run(self, until: float = float("inf")) -> None:
        """Let all happen that is due before a time."""
        while self._events and self._events[0][0] < until:
            self.now, _, action = heapq.heappop(self._events)
            action()


class Task:
    """A coroutine that lives in a world."""

    __slots__ = ("_coroutine", "_naps", "_world")

    def __init__(self, world: World, coroutine: Coroutine[Any, Any, object]) -> None:
        self._world = world
        self._coroutine = coroutine
        self._naps = 0
        world.at(world.now, self._step)

    def interrupt(self, error: BaseException) -> None:
        """Raise an error where it sleeps."""
        self._go_on(lambda: self._coroutine.throw(error))

    def _step(self) -> None:
        self._go_on(lambda: self._coroutine.send(None))

    def _go_on(self, step: Callable[[], float]) -> None:
        self._naps += 1
        nap = self._naps
        try:
            seconds = step()
        except StopIteration:
            return
        self._world.at(self._world.now + seconds, lambda: self._wake(nap))

    def _wake(self, nap: int) -> None:
        if nap == self._naps:  # nothing else woke it
            self._step()
